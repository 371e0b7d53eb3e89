"""The pages in a real browser: as a clinician types, by keyboard alone, on a phone, in print, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from sarcoguide.dossier import compose
from sarcoguide.planning import Plan, make_plan
from sarcoguide.record import read_record
from sarcoguide.report import words
from sarcoguide.report.board_page import board_html
from sarcoguide.report.html_clinician import clinician_html
from tests.browser.conftest import Visit
from tests.browser.looking import DESK, barriers, fits, statuses
from tests.strategies import guideline

SUPPORTED = words.STATUS_WORD["supported"]
EXAMPLES = ("F_LIM", "F_DIS", "F_FRAIL", "F_M0")


def words_of(plan: Plan) -> dict[str, str]:
    """Return the status of each option of a plan in the same words."""
    return {option.id: words.STATUS_WORD[option.status] for option in plan.options}


def test_axe_finds_no_barrier_on_the_workbench(eyes: Visit) -> None:
    """At both widths, light and dark; and nothing has to be moved sideways to be read.

    One example with options of every status: axe takes half a minute for a page of this size on a busy machine.
    """
    page = eyes.open("/workbench?example=F_LIM")
    assert [] == barriers(page)
    assert fits(page)


def test_axe_finds_no_barrier_on_the_start_page(eyes: Visit) -> None:
    """Examples, a file, a pasted record, an empty form."""
    assert [] == barriers(eyes.open("/"))


def test_axe_finds_no_barrier_on_the_patient_page(eyes: Visit) -> None:
    """Reached from the workbench as a clinician reaches it."""
    page = eyes.open("/workbench?example=F_LIM")
    page.locator("[formaction='/patient']").first.click()
    page.wait_for_load_state()
    assert [] == barriers(page)
    assert fits(page)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_workbench_shows_every_option_of_the_plan_with_its_status(visit: Visit, example: str) -> None:
    """What the page says is what the engine said."""
    rules = guideline()
    plan = make_plan(read_record(rules.patients[example], rules), rules)
    assert words_of(plan) == statuses(visit.open(f"/workbench?example={example}"))


def test_an_answer_in_place_changes_the_plan_and_not_the_address(visit: Visit) -> None:
    """The board says yes: removal becomes supported, and nothing of the patient stands in the address."""
    page = visit.open("/workbench?example=F_LIM")
    assert words.STATUS_WORD["needs_information"] == statuses(page)["surgery_metastasectomy"]
    with page.expect_response("**/plan"):
        page.locator("[data-ask='metastases_resectable'] [data-answer='true']").click()
    page.locator(f"#o-surgery_metastasectomy[data-status='{SUPPORTED}']").wait_for(state="attached")
    assert page.url.endswith("/workbench?example=F_LIM")


#: An answer is on the page some moments after it was sent.
ATTEMPTS = 20
#: What stands on the page, and what stands on the whole page that the same form leads to.
BOTH = """async () => {
  const body = new URLSearchParams(new FormData(document.getElementById("record")));
  const sent = await fetch("/workbench", { method: "POST", body });
  const whole = new DOMParser().parseFromString(await sent.text(), "text/html");
  const shown = (where) => ["answer", "missing", "who", "review"].map((id) => {
    const part = where.getElementById(id).cloneNode(true);
    part.querySelectorAll(".changed").forEach((card) => card.classList.remove("changed"));
    return part.innerHTML.replace(/\\s+/g, " ").replace(/> </g, "><");
  });
  return [shown(document), shown(whole)];
}"""


def test_after_any_changes_a_page_shows_what_the_whole_page_would(visit: Visit) -> None:
    """Parts are kept and parts replaced; in the end each says what it would say on a page of its own."""
    page = visit.open("/workbench?example=F_LIM")
    for field, value in (
        ("active_infection", "true"),
        ("metastases_resectable", "false"),
        ("active_infection", "false"),
        ("histology", "angiosarcoma"),
        ("histology", "desmoid"),
        ("histology", "ups"),
        ("metastases_resectable", "true"),
    ):
        control = page.locator(f"[name='f.{field}']")
        with page.expect_response("**/plan"):
            if field == "histology":
                control.select_option(value)
            else:
                page.locator(f"[name='f.{field}'][value='{value}']").evaluate("control => control.click()")
        for _ in range(ATTEMPTS):
            shown, whole = page.evaluate(BOTH)
            if whole == shown:
                break
            page.wait_for_timeout(100)
        assert whole == shown


def test_a_slip_is_told_beside_its_field(visit: Visit) -> None:
    """An ejection fraction of 620 percent is out of range; taken back, the plan is there again."""
    page = visit.open("/workbench?example=F_LIM")
    with page.expect_response("**/plan"):
        page.locator("[name='f.lvef_percent']").fill("620")
    page.wait_for_selector("#n-lvef_percent .problems")
    assert "620" in page.locator("#n-lvef_percent").inner_text()
    with page.expect_response("**/plan"):
        page.locator("[name='f.lvef_percent']").fill("62")
    page.wait_for_selector("#n-lvef_percent .problems", state="detached")


def test_markup_in_a_record_is_shown_as_text(visit: Visit) -> None:
    """It neither runs nor changes the page."""
    page = visit.open("/workbench")
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page.evaluate("document.querySelectorAll('details.subject').forEach(subject => { subject.open = true; })")
    with page.expect_response("**/plan"):
        page.locator("#record-id").fill(evil)
        page.locator("[name='f.patient_age_years']").fill(evil)
    page.wait_for_timeout(300)
    assert 0 == page.locator("img[src='x']").count()


def test_without_script_the_workbench_answers_by_its_button(browser: Browser, address: str) -> None:
    """Update the plan posts the form and gets the page anew."""
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/workbench?example=F_LIM")
    page.locator("[name='f.metastases_resectable'][value='true']").check()
    page.locator("header button[type=submit]").first.click()
    assert SUPPORTED == statuses(page)["surgery_metastasectomy"]
    context.close()


def test_the_printed_workbench_has_the_answer_and_no_form(visit: Visit) -> None:
    """Print shows what is to be read."""
    page = visit.open("/workbench?example=F_LIM")
    page.emulate_media(media="print")
    assert page.locator("#answer").is_visible()
    assert not page.locator("#find").is_visible()


def test_reasons_opened_after_an_update_speak_of_the_record_as_it_is(visit: Visit) -> None:
    """The reasons that were there before are gone; those that come name the new value."""
    page = visit.open("/workbench?example=F_LIM")
    page.locator("#why-doxorubicin > summary").click()
    tree = "#why-doxorubicin > .tree"
    page.locator(tree, has_text="62 %").wait_for()
    with page.expect_response("**/plan"):
        page.locator("[name='f.lvef_percent']").fill("57")
    page.locator(tree, has_text="57 %").wait_for()
    assert 0 == page.locator(tree, has_text="62 %").count()


def test_reasons_that_nobody_opens_are_not_fetched(visit: Visit) -> None:
    """An update asks for the plan alone."""
    page = visit.open("/workbench?example=F_LIM")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/plan"):
        page.locator("[name='f.lvef_percent']").fill("57")
    page.wait_for_timeout(300)
    assert ["plan"] == [url.rsplit("/", 1)[-1] for url in asked]


def test_the_printed_report_shows_the_reasons_that_are_folded_on_a_screen(visit: Visit) -> None:
    """Paper cannot be opened; the report has no script that could do it."""
    rules = guideline()
    visit.page.set_content(clinician_html(compose(read_record(rules.patients["F_LIM"], rules), rules)))
    tree = visit.page.locator("#why-doxorubicin .tree")
    assert not tree.is_visible()
    visit.page.emulate_media(media="print")
    assert tree.is_visible()
    assert tree.evaluate("tree => tree.getBoundingClientRect().height > 100")


def test_the_referral_of_every_example_is_printed_on_one_sheet(visit: Visit) -> None:
    """As the server shows it, with its fonts; the page itself has no barrier."""
    page = visit.open("/workbench?example=F_LIM")
    page.locator("[formaction='/board']").first.click()
    page.wait_for_load_state()
    assert [] == barriers(page)
    page.emulate_media(media="print")
    sheets = {}
    for name, record in guideline().patients.items():
        shown = board_html(compose(read_record(record, guideline()), guideline()), standalone=True)
        article = shown[shown.index('<article class="board"') : shown.index("</article>") + len("</article>")]
        page.locator(".board").evaluate("(sheet, html) => { sheet.outerHTML = html; }", article)
        sheets[name] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert dict.fromkeys(sheets, 1) == sheets
