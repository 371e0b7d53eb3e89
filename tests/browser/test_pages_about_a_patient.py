"""The pages beside the workbench are free of barriers, on a desk in the light and on a phone in the dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looking import DESK, PHONE, barriers, fits

#: What is pressed on the workbench, one after another.
PRESSED = {
    "figures of outlook": ("[formaction='/outlook']", "[name='outlook'][value='figures']"),
    "the sheet of a regimen": ("[formaction='/regimen'][value='doxorubicin']",),
}


def shown(visit: Visit, pressed: tuple[str, ...]) -> Page:
    """Return the page to which the buttons of an example's workbench lead."""
    page = visit.open("/workbench?example=F_LIM")
    for button in pressed:
        page.locator(button).first.click()
        page.wait_for_load_state()
    return page


@pytest.mark.parametrize("name", PRESSED)
def test_axe_finds_no_barrier_beside_the_workbench(visit: Visit, name: str) -> None:
    """Nothing has to be moved sideways to be read, either."""
    page = shown(visit, PRESSED[name])
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert ([], True) == (barriers(page), fits(page)), (name, scheme)


def test_each_page_about_a_patient_leads_to_the_others_with_the_record(visit: Visit) -> None:
    """From the outlook to the map and back to the workbench: the answer is the same as before."""
    page = visit.open("/workbench?example=F_LIM")
    before = page.locator("#answer h2").first.inner_text()
    for address in ("/outlook", "/pathway", "/measurements", "/workbench"):
        page.locator(f".tab[formaction='{address}']").click()
        page.wait_for_load_state()
        assert page.url.endswith(address)
    assert before == page.locator("#answer h2").first.inner_text()
