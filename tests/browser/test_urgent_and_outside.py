"""What comes before every option, in a real browser: an emergency, and the way out of this guideline."""

from __future__ import annotations

from typing import Any

import msgspec
from playwright.sync_api import Page

from sarcoguide.report import words
from tests.browser.conftest import Visit
from tests.browser.looking import barriers, fits, statuses
from tests.strategies import guideline

SUPPORTED = words.STATUS_WORD["supported"]
#: The example as it is, and with weak legs; and at seventeen.
EMERGENCY: dict[str, Any] = {"red_flag_symptoms": ["cord_compression_signs"]}
CHILD: dict[str, Any] = {"patient_age_years": 17}


def paste(visit: Visit, changed: dict[str, Any]) -> Page:
    """Open the record of an example, changed in some facts, as a person pastes it on the first page."""
    raw = guideline().patients["F_DIS"].data
    record = {**raw, "facts": {**raw["facts"], **changed}}
    page = visit.open("/")
    page.locator("#text").fill(msgspec.json.Encoder(decimal_format="number").encode(record).decode())
    page.locator("form:has(#text) button").click()
    page.wait_for_selector("#answer")
    return page


def test_an_emergency_stands_above_the_headline(visit: Visit) -> None:
    """The first thing read on the page, before spread and options."""
    page = paste(visit, EMERGENCY)
    first, headline = page.locator(".urgent").first.bounding_box(), page.locator("#answer h2:has-text('Disseminated')")
    assert first is not None
    spread = headline.first.bounding_box()
    assert spread is not None
    assert first["y"] < spread["y"]


def test_without_an_emergency_nothing_urgent_is_shown(visit: Visit) -> None:
    """The same patient without the sign."""
    assert 0 == paste(visit, {}).locator(".urgent").count()


def test_axe_finds_no_barrier_where_there_is_an_emergency(eyes: Visit) -> None:
    """At both widths, light and dark."""
    page = paste(eyes, EMERGENCY)
    assert [] == barriers(page)
    assert fits(page)


def test_axe_finds_no_barrier_on_the_way_out(eyes: Visit) -> None:
    """At both widths, light and dark."""
    page = paste(eyes, CHILD)
    assert [] == barriers(page)
    assert fits(page)


def test_a_child_is_led_out_and_gets_no_drug(visit: Visit) -> None:
    """The way out stands first, and no option is offered below it."""
    page = paste(visit, CHILD)
    assert page.locator(".exit").first.is_visible()
    assert SUPPORTED not in statuses(page).values()


def test_an_adult_is_not_led_out(visit: Visit) -> None:
    """At eighteen the guideline speaks."""
    page = paste(visit, {"patient_age_years": 18})
    assert 0 == page.locator(".exit").count()
    assert SUPPORTED in statuses(page).values()
