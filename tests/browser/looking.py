"""What the browser tests share: looking at a page as axe does, as a reader does, and on which screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESK, PHONE = ViewportSize(width=1440, height=1000), ViewportSize(width=390, height=844)


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def fits(page: Page) -> bool:
    """Whether nothing has to be moved sideways to be read."""
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return fitting


def statuses(page: Page) -> dict[str, str]:
    """Return the status of each option in the words of the page."""
    cards = page.locator("[id^='o-'][data-status]")
    return {(card.get_attribute("id") or "")[2:]: card.get_attribute("data-status") or "" for card in cards.all()}
