"""The page for the patient as a family meets it: on a phone, on paper, in an emergency."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.report import words
from tests.browser.conftest import Visit
from tests.browser.looking import PHONE, barriers, fits
from tests.browser.test_urgent_and_outside import CHILD, EMERGENCY, paste
from tests.strategies import guideline

#: Sheets of A4, at most: one or two were asked for, and nothing may be left out.
SHEETS = {"F_LIM": 3, "F_DIS": 3, "F_FRAIL": 3, "F_M0": 2}


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
    printed = released(visit, example).pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS[example]


def test_nothing_is_left_out_on_paper(visit: Visit) -> None:
    """Every option that may fit, every sign that needs help, folded notes, and whose page it is."""
    page = released(visit, "F_LIM")
    page.emulate_media(media="print")
    rules = guideline()
    plan = make_plan(read_record(rules.patients["F_LIM"], rules), rules)
    options = rules.at(read_record(rules.patients["F_LIM"], rules).assessment_date).options
    told = [options[o.id].entry.patient_name for o in plan.options if o.status in ("supported", "needs_information")]
    shown = [name for name in told if page.locator(".way h4", has_text=re.compile(f"^{re.escape(name)}$")).is_visible()]
    assert told == shown
    assert all(item.is_visible() for item in page.locator(".flags li, .way details li").all())
    assert "Record F_LIM" in page.locator(".sheet").inner_text()


def test_on_a_screen_the_foot_of_the_sheet_is_not_shown(visit: Visit) -> None:
    """There it would stand over the text."""
    assert not released(visit, "F_LIM").locator(".sheet").is_visible()


def test_a_family_on_a_phone_gets_from_the_contents_to_a_question(browser: Browser, address: str) -> None:
    """The list of contents leads to the questions, and one is ticked; nothing has to be moved sideways."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    visiting = Visit(context, address)
    page = released(visiting, "F_LIM")
    page.locator(".contents a", has_text=words.P_QUESTIONS).tap()
    assert page.evaluate("document.getElementById('p-questions').getBoundingClientRect().top") < PHONE["height"]
    page.locator(".qs label").first.tap()
    assert 1 == page.locator(".qs :checked").count()
    assert fits(page)
    context.close()
    assert ([], []) == (visiting.elsewhere, visiting.faults)


@pytest.mark.parametrize("changed", [EMERGENCY, CHILD], ids=["emergency", "exit"])
def test_axe_finds_no_barrier_on_an_emergency_or_the_way_out(visit: Visit, changed: dict[str, object]) -> None:
    """The pages on which a reader has least time."""
    page = to_patient(paste(visit, changed))
    assert [] == barriers(page)
    assert fits(page)
