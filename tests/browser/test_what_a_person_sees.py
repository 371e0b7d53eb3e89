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
from sarcoguide.web.written import as_json
from tests.browser.conftest import Visit
from tests.browser.looking import DESK, PHONE, barriers, fits, statuses
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


def test_axe_finds_no_barrier_on_the_start_page_and_on_answers_to_a_question(two_eyes: Visit) -> None:
    """Examples, a file, a pasted record, an empty form; then an entry that ended, asked for in the box of that page."""
    page = two_eyes.open("/")
    assert [] == barriers(page)
    page.fill("#question", "Is tazemetostat still available?")
    page.locator(".askbox button").click()
    page.wait_for_load_state()
    assert page.url.endswith("/ask")
    assert page.locator(".ended").count()
    assert [] == barriers(page)
    assert fits(page)


def test_pages_about_nobody_and_about_several_have_no_barrier_and_a_row_opens_its_record(visit: Visit) -> None:
    """The guideline, its changes, the certificate; then two records, of which one is opened in a tab of its own."""
    for path in ("/guideline/", "/changes?since=2026-01-01&until=2026-11-22", "/certificate", "/batch"):
        page = visit.open(path)
        assert ([], True) == (barriers(page), fits(page))
    page.fill("#text", "\n".join(as_json(guideline().patients[name].data) for name in ("F_LIM", "F_M0")))
    page.locator("button.main").click()
    page.wait_for_selector(".matrix")
    assert ([], True) == (barriers(page), fits(page))
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open record F_M0 on the workbench").click()
    assert "F_M0" in opened.value.locator("#who").inner_text()
    page.set_viewport_size(PHONE)
    assert fits(page)


def test_axe_finds_no_barrier_on_the_patient_page(eyes: Visit) -> None:
    """Reached from the workbench as a clinician reaches it."""
    page = eyes.open("/workbench?example=F_LIM")
    page.locator("[formaction='/patient']").first.click()
    page.wait_for_load_state()
    assert [] == barriers(page)
    assert fits(page)


def test_the_map_has_no_barrier_and_opens_a_place_from_the_drawing_and_on_a_phone(visit: Visit) -> None:
    """By keyboard: a link of the drawing opens the text below it; on a phone the list alone is shown."""
    page = visit.open("/pathway?example=F_LIM")
    assert [] == barriers(page)
    page.locator("svg.map a[href='#in-local_cure']").press("Enter")
    page.locator("#o-surgery_metastasectomy > summary").wait_for(state="visible")
    page.set_viewport_size(PHONE)
    assert fits(page)
    assert not page.locator("svg.map").is_visible()
    page.locator("#n-first_drugs > summary").press("Enter")
    page.locator("#o-doxorubicin > summary").wait_for(state="visible")


#: Two lesions on two scans, the second under treatment.
MEASURED = """
id: M
assessment_date: 2026-11-22
facts: {m_category: M1, new_deposit_on_latest_scan: false}
timeline:
  lesions:
    - {lesion: A, organ: lung, date: 2026-07-01, diameter_mm: 17, modality: ct, on_treatment: false}
    - {lesion: B, organ: liver, date: 2026-07-01, diameter_mm: 8, modality: ct, on_treatment: false}
    - {lesion: A, organ: lung, date: 2026-11-02, diameter_mm: 12, modality: ct, on_treatment: true}
"""


def test_axe_finds_no_barrier_on_the_page_of_measurements(two_eyes: Visit) -> None:
    """With both charts, a lesion that is missing on a scan, and the rows to enter them unfolded."""
    page = two_eyes.open("/")
    page.locator("#text").fill(MEASURED)
    page.locator("form:has(#text) button").click()
    page.locator("[formaction='/measurements']").first.click()
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert 2 == page.locator("svg[role=img]").count()
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


def test_no_source_review_state_or_version_is_lost_on_paper(visit: Visit) -> None:
    """The state of review, how old it is, the version and the day; and beside each option its sources."""
    page = visit.open("/workbench?example=F_LIM")
    page.emulate_media(media="print")
    for part in (".review strong", ".review span", ".foot"):
        assert page.locator(part).first.is_visible()
    shown = page.locator("article.opt .opt-side").evaluate_all("sides => sides.map(side => side.checkVisibility())")
    assert len(shown) > 5
    assert all(shown)


def test_axe_finds_no_barrier_on_what_this_is_and_on_a_decision(two_eyes: Visit) -> None:
    """All of the page unfolded; the decision while something is missing."""
    page = two_eyes.open("/about")
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert [] == barriers(page)
    assert fits(page)
    page = two_eyes.open("/workbench?example=F_LIM")
    page.locator("[formaction='/decision']").first.click()
    page.locator("[name='decide'][value='show']").click()
    page.locator(".problems-box").wait_for()
    assert [] == barriers(page)
    assert fits(page)


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
