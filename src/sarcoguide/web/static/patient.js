// The page for patients works without this: it prints, counts ticks, and opens what is folded before printing.
// Nothing is stored or sent; ticks live in the page alone.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ticked = (boxes) => boxes.filter((box) => box.checked).length;

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  const questions = all(".qs input");
  const told = document.querySelector("[data-ticked]");
  const checks = all(".check input");
  const count = document.querySelector("[data-count]");
  document.addEventListener("change", () => {
    if (told) {
      told.textContent = ticked(questions) ? told.dataset.ticked.replace("{count}", ticked(questions)) : "";
    }
    if (count) {
      count.textContent = count.dataset.count.replace("{done}", ticked(checks)).replace("{all}", checks.length);
    }
  });

  // What the reader had folded is folded again after printing.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));
})();
