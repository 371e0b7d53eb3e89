"""What a change of facts would do to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sarcoguide.knowledge import Edition
from sarcoguide.planning import Difference, Plan
from sarcoguide.planning.what_if import Changed
from sarcoguide.report import words
from sarcoguide.report.closing import add_warnings
from sarcoguide.report.head import add_exits, add_header, add_urgent
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.lines import Page, Segment


def difference_page(difference: Difference, after: Plan, edition: Edition) -> Page:
    """Return what differs between two plans, with the emergencies and all the warnings of the second.

    Args:
        difference: what the engine found.
        after: the plan with the changed facts.
        edition: the guideline as it stood on the plan's day, for its words.
    """
    page, lexicon = Page(), Lexicon(edition)
    add_header(page, after)
    add_urgent(page, after)
    add_exits(page, after)
    page.heading(words.WHAT_IF)
    for name, value in difference.changes.items():
        page.line(f"{lexicon.label(name)} [{name}]: ", Segment(changed_value(lexicon, name, value), "strong"), indent=2)
    page.blank()
    for changed in difference.headline:
        _headline(page, changed)
    for changed in difference.options:
        _option(page, changed, after)
    for key, title in words.DIFFERENCE.items():
        for item in getattr(difference, key):
            page.field(title, _in_words(key, item, lexicon))
    if not _changes(difference):
        page.line(words.NOTHING_CHANGES)
    add_warnings(page, after)
    return page


def _changes(difference: Difference) -> bool:
    return bool(difference.headline or difference.options) or any(getattr(difference, key) for key in words.DIFFERENCE)


def changed_value(lexicon: Lexicon, name: str, value: Any) -> str:
    """Return what a fact was changed to, in words; None means that it was taken away."""
    if value is None:
        return words.TAKEN_AWAY
    if isinstance(value, Mapping):
        # A value with its unit stands as it was entered: it is converted only in the plan.
        return f"{value['value']} {value['unit']}" if "unit" in value else changed_value(lexicon, name, value["value"])
    return lexicon.value(name, value)


def _headline(page: Page, changed: Changed) -> None:
    before, after = changed.before or words.NOT_THERE, changed.after or words.NOT_THERE
    page.line(f"{changed.label}: ", Segment(words.WAS_BECOMES.format(before=before, after=after), "strong"))


def _option(page: Page, changed: Changed, after: Plan) -> None:
    named = {str(status): word for status, word in words.STATUS_WORD.items()} | {"": words.NOT_THERE}
    before, becomes = (named[status] for status in (changed.before, changed.after))
    page.line(
        f"{changed.label} [{changed.id}]: ",
        Segment(words.WAS_BECOMES.format(before=before, after=becomes), changed.after),
        hang=2,
    )
    option = after.option(changed.id)
    # Outside the scope every option goes for the one reason that was told above.
    for reason in option.reasons if option is not None and not after.out_of_scope else ():
        page.line(Segment(reason, "quiet"), indent=4)


def _in_words(key: str, item: str, lexicon: Lexicon) -> str:
    return f"{lexicon.label(item)} [{item}]" if key.startswith("asked") else item
