"""A whole record typed by keyboard alone, as fast as an average typist: no mouse, no pasting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from playwright.sync_api import Page

from sarcoguide.days import day
from sarcoguide.knowledge import FactRule
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.report import words
from tests.browser.conftest import Visit
from tests.browser.looking import statuses
from tests.strategies import guideline

#: Seconds for one key by an average typist, and for thinking before each field: Card, Moran and Newell 1980.
KEY, THOUGHT = 0.28, 1.35
THREE_MINUTES = 180


class Typist:
    """Types facts, each found by the shortest beginning of its label that leads to it; counts keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.fields = 0
        self.last: str | None = None
        rows = "[...document.querySelectorAll('.subject .fr')].map(row => [row.id.slice(2), row.querySelector('.fl')])"
        self.rows: list[list[str]] = page.evaluate(
            rows
            + ".map(([id, label]) => [id, `${label.textContent.trim()} ${label.title} ${id.replaceAll('_', ' ')}`])"
        )

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def find(self, name: str) -> None:
        """Lead the cursor from the search to the field of a fact: by its name, or by the arrow where it comes next."""
        if self.last is not None and name == self.next_of(self.last):
            self.press("ArrowDown")
        else:
            self.type(self.shortest(name))
            self.press("Enter")
        self.last = name
        here = self.page.evaluate("document.activeElement.closest('.fr')?.id ?? document.activeElement.tagName")
        assert f"f-{name}" == here
        self.fields += 1

    def next_of(self, name: str) -> str | None:
        """Return the field that comes after another and applies."""
        after = "[...document.querySelectorAll('.subject .fr:not(.is-not_applicable)')].map(row => row.id.slice(2))"
        applies: list[str] = self.page.evaluate(after)
        return applies[applies.index(name) + 1] if name in applies[:-1] else None

    def shortest(self, name: str) -> str:
        """Return the shortest beginning of a label or name of which this is the first field."""
        label = dict(self.rows)[name].lower()
        texts = [text[: end + 1] for text in (label, name.replace("_", " ")) for end in range(len(text))]
        return min([text for text in texts if name == self.first(text)], key=len)

    def first(self, text: str) -> str | None:
        """Return the first field that the search shows for a text."""
        parts = text.split()
        return next((name for name, label in self.rows if all(part in label.lower() for part in parts)), None)

    def enter(self, rule: FactRule, value: Any) -> None:
        """Enter a value in the field where the cursor is, and go back to the search."""
        labels = guideline().names.labels.get(rule.entry.name, {})
        match rule.type.kind:
            case "boolean":
                self.press("y" if value else "n")
            case "enum":
                self.choose(labels, value)
            case "set":
                self.press("s" if value else "n")
                for item in value:
                    self.tick(labels[item])
            case "records":
                self.press("s" if value else "n")
                for row in value:
                    for cell in row.values():
                        self.press("Tab")
                        self.type(str(cell))
            case "date":
                self.type(day(value))
            case _:
                self.type(str(value))
        self.press("Enter")

    def choose(self, labels: Mapping[str, str], value: str) -> None:
        """Type the beginning of a label until the list stands on it, as a browser's own lists do."""
        label = labels[value]
        before = [other.lower() for other in labels.values()]
        end = next(end for end in range(1, len(label) + 1) if label.lower() == _first(before, label[:end].lower()))
        self.type(label[:end])

    def tick(self, label: str) -> None:
        """Press the first letter until the cursor is on the box, and tick it."""
        for _ in range(40):
            self.press(label[0].lower())
            if label == self.page.evaluate("document.activeElement.closest('label').textContent.trim()"):
                return self.press("Space")
        raise AssertionError(label)


def _first(labels: list[str], beginning: str) -> str:
    return next(label for label in labels if label.startswith(beginning))


def test_all_of_f_lim_is_typed_in_under_three_minutes(visit: Visit) -> None:
    """Every fact of the example but the days, which count as of the assessment; the plan is that of the record."""
    rules = guideline()
    written = {name: raw["value"] if isinstance(raw, dict) else raw for name, raw in _facts("F_LIM").items()}
    written = {name: value for name, value in written.items() if name in rules.facts}
    page = visit.open("/workbench")
    typist = Typist(page)
    order = [name for name, _ in typist.rows]
    page.locator("#find").focus()
    for name in sorted(written, key=order.index):
        typist.find(name)
        typist.enter(rules.facts[name], written[name])
    record = read_record({"id": "typed", "assessment_date": date.today(), "facts": written}, rules)
    expected = {option.id: words.STATUS_WORD[option.status] for option in make_plan(record, rules).options}
    page.wait_for_timeout(1000)
    assert expected == statuses(page)
    assert typist.keys * KEY + typist.fields * THOUGHT < THREE_MINUTES


def _facts(example: str) -> dict[str, Any]:
    facts: dict[str, Any] = guideline().patients[example].data["facts"]
    return facts
