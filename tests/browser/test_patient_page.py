"""The page for the patient as a family meets it: on a phone, on paper, in an emergency."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.report import words
from sarcoguide.report.story import story_of
from tests.browser.conftest import Visit, visiting
from tests.browser.looking import DESK, PHONE, barriers, fits
from tests.browser.test_urgent_and_outside import CHILD, EMERGENCY, paste
from tests.strategies import guideline

#: Sheets of A4, at most, of the short form that is printed unless all is asked for; more where nearly all is open.
SHEETS = {"F_LIM": 2, "F_DIS": 2, "F_FRAIL": 2, "F_M0": 2, "P_LATER": 2, "P_FEW": 4}
#: What has other layouts: limited and disseminated disease, comfort first, nothing spread.
KINDS = ("F_LIM", "F_DIS", "F_FRAIL", "F_M0")
#: Points; no type on paper is smaller. A pixel of CSS is three quarters of a point.
SMALLEST, POINTS = 9.5, 0.75
#: Size in pixels and words of all that is visible, without what only screen readers read.
TYPE_SIZES = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (words && holder.checkVisibility() && !holder.closest(".sr, .skip, script, style"))
      found.push([parseFloat(getComputedStyle(holder).fontSize), words.slice(0, 40)]);
  }
  return found;
}"""


def to_patient(page: Page) -> Page:
    """Go from the workbench to the page for the patient."""
    page.locator("[formaction='/patient']").first.click()
    page.wait_for_selector(".read")
    return page


def released(visit: Visit, example: str) -> Page:
    """Check every part as a clinician does, sign, and show the page as the patient gets it."""
    page = to_patient(visit.open(f"/workbench?example={example}"))
    page.evaluate("document.querySelectorAll('.check input').forEach(box => { box.checked = true; })")
    page.locator("[name='released_by']").fill("Dr Example")
    page.locator("[name='released_on']").fill("2026-11-27")
    page.locator("[value='final']").click()
    page.wait_for_selector(".read:not(.draft)")
    return page


@pytest.mark.parametrize("example", SHEETS)
def test_a_page_that_was_released_prints_on_few_sheets(visit: Visit, example: str) -> None:
    """Counted in the file that the printer gets."""
    assert sheets(released(visit, example)) <= SHEETS[example]


def test_all_of_a_page_takes_more_sheets_when_that_is_asked_for(visit: Visit) -> None:
    """The short sheet says that there is more; the whole one does not."""
    page = released(visit, "F_LIM")
    short = sheets(page)
    assert on_paper(page).locator(".shorter").is_visible()
    page = on_paper(page, whole=True)
    assert (False, True) == (page.locator(".shorter").is_visible(), sheets(page) > short)


def sheets(page: Page) -> int:
    """Count the sheets of the file that the printer gets."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def on_paper(page: Page, *, whole: bool = False) -> Page:
    """Show a page as it is printed: in short, or all of it."""
    if whole:
        page.emulate_media(media="screen")
        page.locator("#print-all").check()
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("whole", [False, True], ids=["in_short", "all_of_it"])
def test_every_option_that_may_fit_is_on_paper(visit: Visit, whole: bool) -> None:
    """And in whole no note of one is left folded, and it is told whose page it is."""
    page = on_paper(released(visit, "F_LIM"), whole=whole)
    rules = guideline()
    plan = make_plan(read_record(rules.patients["F_LIM"], rules), rules)
    options = rules.at(read_record(rules.patients["F_LIM"], rules).assessment_date).options
    told = [options[o.id].entry.patient_name for o in plan.options if o.status in ("supported", "needs_information")]
    shown = [name for name in told if page.locator(".way h4", has_text=re.compile(f"^{re.escape(name)}$")).is_visible()]
    assert told == shown
    assert all(item.is_visible() is whole for item in page.locator(".way details li").all())
    assert "Record F_LIM" in page.locator(".sheet").inner_text()


def test_every_sign_that_needs_help_is_on_paper(visit: Visit) -> None:
    """As many as the guideline has emergencies with words for patients; on a screen some are folded."""
    page = released(visit, "F_LIM")
    edition = guideline().at(read_record(guideline().patients["F_LIM"], guideline()).assessment_date)
    signs = [rule.entry.patient for rule in edition.shown.values() if rule.entry.kind == "emergency"]
    told = sorted(filter(None, signs))
    visible = "li:visible"
    assert len(page.locator(".flags").locator(visible).all()) < len(told)
    assert told == sorted(item.inner_text() for item in on_paper(page).locator(".flags").locator(visible).all())


def test_notes_on_an_option_do_not_read_as_needed_first_on_paper(visit: Visit) -> None:
    """They stand under a heading of their own, as on the screen; so do the further signs."""
    page = on_paper(released(visit, "F_LIM"), whole=True)
    headings = page.locator(".way details > summary, .red details > summary").all()
    assert headings
    assert all(heading.is_visible() for heading in headings)


@pytest.mark.parametrize("example", KINDS)
def test_no_type_on_paper_is_smaller_than_can_be_read(visit: Visit, example: str) -> None:
    """Neither on the page nor at the foot of each sheet."""
    sizes = on_paper(released(visit, example)).evaluate(TYPE_SIZES)
    assert [] == [(size * POINTS, said) for size, said in sizes if size * POINTS < SMALLEST - 0.01]


def test_warnings_and_urgent_side_effects_are_on_the_short_sheet(visit: Visit) -> None:
    """Nothing that protects somebody waits for a box to be ticked."""
    page = on_paper(released(visit, "F_FRAIL"))
    assert all(page.locator(part).is_visible() for part in ("#p-note", "#p-team", "#p-flags"))
    page.emulate_media(media="screen")
    page = on_paper(released(visit, "F_DIS"))
    rules = guideline()
    plan = make_plan(read_record(rules.patients["F_DIS"], rules), rules)
    urgent = story_of(plan, rules.at(rules.about.checked)).call
    assert urgent is not None
    assert page.get_by_text(urgent.text[-1]).is_visible()


def test_a_ticked_question_is_on_the_short_sheet(visit: Visit) -> None:
    """Of those about options, which it leaves out, that one alone."""
    page = released(visit, "F_LIM")
    questions = page.locator(".qs.longer li")
    questions.nth(1).locator("label").click()
    page = on_paper(page)
    assert [1] == [index for index, item in enumerate(questions.all()) if item.is_visible()]


def test_a_draft_says_on_paper_what_was_not_checked(visit: Visit) -> None:
    """On top and at each part."""
    page = on_paper(to_patient(visit.open("/workbench?example=F_DIS")))
    assert words.P_UNCHECKED in page.locator(".pbar").inner_text()
    marks = page.locator(".unchecked").all()
    left_out = page.locator(".longer .unchecked").all()
    assert len(marks) > len(left_out) > 0
    assert len(marks) - len(left_out) == page.locator(".unchecked:visible").count()


def test_a_page_that_was_checked_throughout_says_by_whom_on_paper(visit: Visit) -> None:
    """And nothing of a draft."""
    page = on_paper(released(visit, "F_DIS"))
    assert "Dr Example, 27 Nov 2026" in page.locator(".pbar").inner_text()
    assert 0 == page.locator(".unchecked:visible").count()


def test_on_a_screen_the_foot_of_the_sheet_is_not_shown(visit: Visit) -> None:
    """There it would stand over the text."""
    assert not released(visit, "F_LIM").locator(".sheet").is_visible()


def test_a_family_on_a_phone_gets_from_the_contents_to_a_question(browser: Browser, address: str) -> None:
    """The list of contents leads to the questions, and one is ticked; nothing has to be moved sideways."""
    with visiting(browser, address, viewport=PHONE, has_touch=True, is_mobile=True) as family:
        page = released(family, "F_LIM")
        page.locator(".contents a", has_text=words.P_QUESTIONS).tap()
        assert page.evaluate("document.getElementById('p-questions').getBoundingClientRect().top") < PHONE["height"]
        page.locator(".qs label").first.tap()
        assert 1 == page.locator(".qs :checked").count()
        page.locator(".who a", has_text=words.P_TO_HELP).tap()
        assert 0 <= page.evaluate("document.getElementById('p-flags').getBoundingClientRect().top") < PHONE["height"]
        assert fits(page)


def test_on_a_phone_each_status_stands_under_the_name_of_its_option(browser: Browser, address: str) -> None:
    """Always in the same place, so that the eye finds it; on a desk there is room beside the name."""
    with visiting(browser, address, viewport=PHONE) as family:
        page = released(family, "F_LIM")
        edges = "ways => ways.map(w => w.querySelector('.state').getBoundingClientRect().left)"
        assert 1 == len(set(page.locator(".way").evaluate_all(edges)))
        page.set_viewport_size(DESK)
        assert 1 < len(set(page.locator(".way").evaluate_all(edges)))


@pytest.mark.parametrize("changed", [EMERGENCY, CHILD], ids=["emergency", "exit"])
def test_axe_finds_no_barrier_on_an_emergency_or_the_way_out(visit: Visit, changed: dict[str, object]) -> None:
    """The pages on which a reader has least time."""
    page = to_patient(paste(visit, changed))
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert [] == barriers(page)
        assert fits(page)
    assert 0 == page.locator(".way").count()
