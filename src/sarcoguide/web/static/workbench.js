// What the workbench does beyond its forms: theme, filter, answers in place, and telling what an update changed.
// Every page works without it. Nothing is sent but the form itself, to this computer; the theme alone is remembered.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const byId = (id) => document.getElementById(id);
  const NARROW = matchMedia("(max-width: 760px)");

  // --- theme ---------------------------------------------------------------------------------------------------
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a private window keeps nothing */ } };
  if (remembered()) root.dataset.theme = remembered();
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const theme = byId("theme");
  if (theme) {
    theme.setAttribute("aria-pressed", String(isDark()));
    theme.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      theme.setAttribute("aria-pressed", String(isDark()));
    });
  }

  all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));

  const form = byId("record");
  const answer = byId("answer");
  if (!form || !answer) return;
  if (NARROW.matches) byId("days").open = false;
  if (NARROW.matches) all(".subject[open]").forEach((subject) => { if (!subject.querySelector(".problems")) subject.open = false; });

  // --- finding a fact ------------------------------------------------------------------------------------------
  const find = byId("find");
  const shows = () => (form.querySelector("[data-show]:checked") || {}).value || "all";
  const facts = all(".subject .fr").map((row) => {
    const label = row.querySelector(".fl");
    return { row, text: `${label.textContent.trim()} ${label.title} ${row.id.slice(2).replaceAll("_", " ")}`.toLowerCase() };
  });
  let opened = null;
  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const only = shows();
    const looking = words.length > 0 || only !== "all";
    const subjects = all(".subject");
    if (looking && !opened) opened = new Map(subjects.map((subject) => [subject, subject.open]));
    let found = 0;
    for (const { row, text } of facts) {
      const fits = words.every((word) => text.includes(word)) && (only === "all" || row.classList.contains(`is-${only}`));
      row.hidden = !fits;
      found += fits;
    }
    for (const subject of subjects) {
      const some = Boolean(subject.querySelector(".fr:not([hidden])"));
      subject.hidden = looking && !some;
      if (looking) subject.open = some; else if (opened) subject.open = opened.get(subject);
    }
    if (!looking) opened = null;
    byId("none-found").hidden = found > 0;
  }
  find.addEventListener("input", (event) => { event.stopPropagation(); filter(); });
  // By keyboard: a part of a name and Enter lead to its field, Enter there leads back, the arrow down to the field after
  // it; a letter chooses.
  let last = null;
  function goTo(row) {
    const control = row && (row.querySelector("input:checked") || row.querySelector("input, select, textarea"));
    if (control) control.focus();
  }
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      const found = facts.find(({ row }) => !row.hidden);
      goTo(found && found.row);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      find.value = "";
      filter();
      const next = facts.slice(facts.findIndex(({ row }) => row === last) + 1).find(({ row }) => !row.hidden && !row.classList.contains("is-not_applicable"));
      if (!next) return;
      next.row.closest("details").open = true;
      goTo(next.row);
    }
  });
  form.addEventListener("focusin", (event) => { last = event.target.closest(".subject .fr") || last; });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".subject .fr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !NARROW.matches && event.target.matches("input, select")) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (/^[a-z]$/i.test(event.key) && event.target.matches("[type=radio], [type=checkbox]")) {
      const choices = all("[type=radio], [type=checkbox]", row);
      const rest = choices.splice(0, choices.indexOf(event.target) + 1);
      const label = (choice) => choice.closest("label").textContent.trim().toLowerCase();
      const next = [...choices, ...rest].find((choice) => label(choice).startsWith(event.key.toLowerCase()));
      if (!next) return;
      event.preventDefault();
      next.focus();
      if (next.type === "radio") next.click();
    }
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-show]")) { event.stopPropagation(); filter(); }
  }, true);
  // A link to a field opens the subject that holds it, and puts the cursor there.
  function visit(hash) {
    const target = hash.length > 1 && byId(decodeURIComponent(hash.slice(1)));
    if (!target) return false;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.classList.contains("fr")) {
      if (target.hidden) { find.value = ""; form.querySelector("[data-show]").checked = true; filter(); }
      // The controls of what does not apply are folded until the cursor is there.
      target.classList.add("here");
      const control = target.querySelector("input:checked, input, select, textarea");
      target.scrollIntoView({ block: "center" });
      if (control) control.focus({ preventScroll: true });
      return true;
    }
    return false;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    if (link.closest(".tree") && unfold(link)) event.preventDefault();
    else if (visit(link.hash)) event.preventDefault();
  });

  // --- reason trees: how a value was worked out opens where it is named ------------------------------------------
  function unfold(link) {
    const told = byId(link.hash.slice(1));
    const line = link.closest("li");
    if (!told || !line || !told.querySelector("ul") || told.contains(link) && told.closest("#worked")) return false;
    const open = line.querySelector(":scope > .how");
    if (open) { open.remove(); link.setAttribute("aria-expanded", "false"); return true; }
    const copy = told.querySelector(":scope > ul").cloneNode(true);
    copy.classList.add("how");
    all("[id]", copy).forEach((part) => part.removeAttribute("id"));
    line.append(copy);
    link.setAttribute("aria-expanded", "true");
    return true;
  }

  // Trees and findings are three quarters of all there is to read. They are fetched when a reader opens the first.
  const trees = () => all("[data-tree]", answer);
  const emptied = () => { for (const tree of trees()) if (tree.firstChild) tree.replaceChildren(); };
  let fetching = null;
  async function fetchReasons() {
    const asked = fetching = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(form));
      const sent = await fetch("/reasons", { method: "POST", body, signal: asked.signal });
      if (!sent.ok) throw new Error(sent.statusText);
      const told = new DOMParser().parseFromString(await sent.text(), "text/html");
      const found = new Map(all("[data-for]", told).map((part) => [part.dataset.for, part]));
      for (const tree of trees()) {
        const part = found.get(tree.dataset.tree);
        if (part) tree.replaceChildren(...part.childNodes);
      }
    } catch (problem) {
      if (problem.name !== "AbortError") byId("news").textContent = form.dataset.failed;
    }
    if (fetching === asked) fetching = null;
  }
  const lacking = (fold) => fold.open && fold.querySelector(":scope > [data-tree]:empty");
  document.addEventListener("toggle", (event) => {
    if (!fetching && lacking(event.target)) fetchReasons();
  }, true);

  // --- answers in place ------------------------------------------------------------------------------------------
  let after = null; // where the cursor goes once the questions were drawn anew
  function enter(fact, value) {
    const row = byId(`f-${fact}`);
    if (!row) return;
    const states = all(`[name="s.${CSS.escape(fact)}"]`, row);
    const controls = states.length ? states : all(`[name="f.${CSS.escape(fact)}"]`, row);
    const radio = controls.find((control) => control.type === "radio" && control.value === value);
    if (radio) radio.checked = true;
    else if (controls.length) controls[0].value = value;
    form.dispatchEvent(new Event("answered", { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-answer], [data-answer-set]");
    if (!button) return;
    const ask = button.closest("[data-ask]");
    const value = button.dataset.answer || ask.querySelector("[data-answer-with]").value;
    if (!value) { ask.querySelector("[data-answer-with]").focus(); return; }
    after = "missing-h";
    enter(ask.dataset.ask, value);
  });
  // Records: a spare row waits below the others; a copy of it takes its place once it is used.
  function named(row, list, number) {
    const old = `${list}.${row.dataset.row}`;
    for (const part of [row, ...all("*", row)]) {
      for (const mark of [...part.attributes]) {
        if (mark.value.includes(old)) part.setAttribute(mark.name, mark.value.replace(old, `${list}.${number}`));
      }
    }
    row.dataset.row = number;
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button) return;
    event.preventDefault();
    const list = button.closest("[data-records]");
    const rows = all(".rec", list);
    const last = rows[rows.length - 1];
    if (button.matches("[data-remove]")) {
      const row = button.closest(".rec");
      if (row === last) all("input, select", row).forEach((control) => { control.value = ""; });
      else row.remove();
      if (list.querySelectorAll(".rec").length === 1) last.classList.remove("spare");
      (list.querySelector(".rec:not(.spare) :is(input, select)") || list.querySelector("[data-add]")).focus();
      form.dispatchEvent(new Event("answered", { bubbles: true }));
      return;
    }
    const copy = last.cloneNode(true);
    named(copy, list.dataset.records, Number(last.dataset.row) + 1);
    all("input, select", copy).forEach((control) => { control.value = ""; });
    all("legend, .btn .sr", copy).forEach((told) => { told.textContent = told.textContent.replace(/\d+$/, rows.length + 1); });
    all(".fn", copy).forEach((note) => { note.replaceChildren(); });
    copy.classList.add("spare");
    last.after(copy);
    // A row that is shown and filled is followed by an empty one; a hidden one is shown.
    const next = last.classList.contains("spare") ? last : copy;
    next.classList.remove("spare");
    next.querySelector("input, select").focus();
  });
  // A choice is whole at once; only what is typed waits for the next key.
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".subject :is(select, [type=radio], [type=checkbox])")) return;
    event.stopPropagation();
    form.dispatchEvent(new Event("answered", { bubbles: true }));
  }, true);
  // What is typed beside a question is no part of the form until it is set.
  form.addEventListener("input", (event) => { if (event.target.matches("[data-answer-with], [data-copies]")) event.stopPropagation(); }, true);
  form.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("[data-copies]") && target.value) {
      byId(target.dataset.copies).value = target.value;
      form.dispatchEvent(new Event("answered", { bubbles: true }));
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[data-answer-with]")) {
      event.preventDefault();
      event.target.closest("[data-ask]").querySelector("[data-answer-set]").click();
    }
  });

  // --- an update -------------------------------------------------------------------------------------------------
  const options = () => new Map(all("[data-status]", answer).map((card) => [card.id, card]));
  const statuses = () => new Map([...options()].map(([id, card]) => [id, card.dataset.status]));
  let before = statuses();
  const folds = new Map(); // what the reader opened, kept over an answer with errors
  function news() {
    const now = options();
    const changes = [];
    for (const [id, card] of now) {
      const was = before.get(id);
      if (!was || was === card.dataset.status) continue;
      card.classList.add("changed");
      const { label, status } = card.dataset;
      changes.push(form.dataset.change.replace("{label}", label).replace("{before}", was).replace("{after}", status));
    }
    // An emergency, or the way out of the scope, is told before anything else.
    const first = all(".urgent, .exit", answer).map((part) => `${part.querySelector(".eyebrow").textContent.trim()}: ${part.querySelector("h2").textContent}`);
    const text = now.size === 0 ? (first.length ? "" : form.dataset.none) : changes.length === 0 ? form.dataset.same : changes.length === 1 ? form.dataset.one : form.dataset.many;
    byId("news").textContent = [...first, text.replace("{count}", changes.length).replace("{list}", changes.join("; "))].filter(Boolean).join(". ");
    if (now.size) before = statuses();
  }
  function place(updates) {
    for (const pair of updates.dataset.states.split(",")) {
      const [name, state] = pair.split(":");
      const row = byId(`f-${name}`);
      if (!row) continue;
      const is = state.split("-").map((part) => `is-${part}`);
      const classes = [...[...row.classList].filter((part) => !part.startsWith("is-")), ...is].join(" ");
      if (row.className !== classes) row.className = classes;
    }
    const notes = new Map(all("[data-for]", updates).map((note) => [note.dataset.for, note]));
    for (const slot of all(".subject .fn", form)) {
      const note = notes.get(slot.id.slice(2));
      const html = note ? note.innerHTML : "";
      if (slot.innerHTML !== html) slot.innerHTML = html;
    }
    for (const count of all("[data-count]", updates)) {
      const shown = form.querySelector(`[data-count-of="${CSS.escape(count.dataset.count)}"]`);
      if (shown) shown.textContent = count.textContent;
    }
  }
  // Only the parts that changed are replaced, so that an answer is there at once: of an option that the page has already
  // the server sends no more than its place.
  const keys = () => all("[data-key]", answer).map((part) => part.dataset.key).join(" ");
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form) event.detail.parameters.kept = keys();
  });
  function patch(now, next) {
    const [was, is] = [[...now.children], [...next.children]];
    const alike = was.length === is.length && is.every((part, index) => part.id === was[index].id && part.tagName === was[index].tagName);
    if (!alike) {
      for (const place of all("[data-kept]", next)) place.replaceWith(answer.querySelector(`[data-key="${place.dataset.kept}"]`));
      for (const part of [...next.children]) {
        const had = part.id && !part.dataset.key && byId(part.id);
        if (had && had.outerHTML === part.outerHTML) part.replaceWith(had);
      }
      now.replaceChildren(...next.childNodes);
      return;
    }
    is.forEach((part, index) => {
      if (part.dataset.kept) return;
      if ("parts" in part.dataset) patch(was[index], part);
      else if (part.outerHTML !== was[index].outerHTML) was[index].replaceWith(part);
    });
  }
  function update(html) {
    const sent = new DOMParser().parseFromString(html, "text/html").body;
    for (const aside of all("[hx-swap-oob]", sent)) {
      aside.removeAttribute("hx-swap-oob");
      patch(byId(aside.id), aside);
      aside.remove();
    }
    const updates = sent.querySelector("#updates");
    updates.remove();
    for (const fold of all("details[id]", answer)) folds.set(fold.id, fold.open);
    for (const card of all(".changed", answer)) card.classList.remove("changed");
    // What a tree says belongs to the record as it was.
    if (fetching) fetching.abort();
    emptied();
    patch(answer, sent);
    for (const [id, open] of folds) { const fold = byId(id); if (fold) fold.open = open; }
    place(updates);
    news();
    if (all("details[open]", answer).some(lacking)) fetchReasons();
    if (after && byId(after)) byId(after).focus({ preventScroll: true });
    after = null;
  }
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== answer || !event.detail.shouldSwap) return;
    event.detail.shouldSwap = false;
    update(event.detail.serverResponse);
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => { byId("news").textContent = form.dataset.failed; });
  }

  // --- print: what is folded is printed --------------------------------------------------------------------------
  let closed = [];
  addEventListener("beforeprint", () => { closed = all(".more:not([open]), #sources:not([open]), details.ground:not([open])"); closed.forEach((fold) => { fold.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((fold) => { fold.open = false; }); closed = []; });
})();
