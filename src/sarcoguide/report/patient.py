"""The page for patients as text: help first, then what was found, what can be done, and what to ask.

It prints what `story` tells; see there for what is told and what is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.days import day
from sarcoguide.knowledge import Edition
from sarcoguide.planning.model import Plan
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.story import TOLD, Item, Story, story_of

__all__ = ["TOLD", "patient_page"]

#: Room to write a number by hand.
BLANK = "_" * 20


def patient_page(plan: Plan, edition: Edition) -> Page:
    """Return the page of a plan for the patient.

    Args:
        plan: what the engine answered.
        edition: the guideline as it stood on the plan's day, for its words.
    """
    page, story = Page(), story_of(plan, edition)
    about = plan.guideline
    page.line(Segment(words.P_TITLE, "title"))
    page.line(words.P_REVIEWED.format(by=about.reviewed) if about.reviewed else words.P_NOT_REVIEWED)
    _help(page, story, len(edition.about.patient_page.red_flags))
    _exits(page, story)
    if story.urgent and not story.exits:
        # An emergency replaces the list of options: nothing on this page may look as if it came first.
        page.line(words.P_AFTER_URGENT)
    if story.whole:
        _found(page, story)
    _list(page, words.P_WARNINGS, (item.text[0] for item in story.notices), "!")
    if story.whole:
        _options(page, story)
        _list(page, words.P_FINDING_OUT, _text(story.finding_out), "-", words.P_FINDING_WHY)
        _list(page, words.P_KNOW, (item.text[0] for item in story.know))
        _questions(page, story)
    _list(page, words.P_FOR_TEAM, _text(story.for_team), "!", words.P_FOR_TEAM_WHY)
    _terms(page, story)
    page.heading(words.P_WHO)
    page.line(
        words.P_WRITTEN.format(
            title=about.title, version=about.version, as_of=day(about.as_of), checked=day(about.checked)
        )
    )
    page.line(words.P_NOT_REPLACE)
    return page


def _help(page: Page, story: Story, first: int) -> None:
    if story.urgent:
        page.heading(words.P_URGENT, "urgent")
        for item in story.urgent:
            page.item(Segment(item.text[0], "urgent"), mark="!")
    elif story.red_flags is not None:
        flags = story.red_flags.text
        page.heading(words.P_RED_FLAGS, "urgent")
        for sentence in flags[:first] or flags:
            page.item(sentence, mark="!")
        _numbers(page)
        if flags[first:] and first:
            page.blank()
            page.line(Segment(words.P_MORE_FLAGS, "strong"))
            for sentence in flags[first:]:
                page.item(sentence, mark="!")
    if story.urgent:
        _numbers(page)


def _numbers(page: Page) -> None:
    for label in (words.P_TEAM_NUMBER, words.P_EMERGENCY_NUMBER):
        page.line(f"{label}: {BLANK}")


def _exits(page: Page, story: Story) -> None:
    if story.exits:
        page.heading(words.P_OUT_OF_SCOPE)
    for item in story.exits:
        page.item(item.text[0])
        for sentence in item.text[1:]:
            page.line(sentence, indent=2)


def _found(page: Page, story: Story) -> None:
    if story.lead is None and not story.found and not story.facts:
        return
    page.heading(words.P_FOUND)
    if story.lead is not None:
        page.line(Segment(story.lead.text[0], "strong"))
    for item in story.found:
        page.item(item.text[0])
    if story.facts:
        page.line(f"{words.P_FACTS}. {words.P_FACTS_WHY}")
    for label, value in story.facts:
        page.item(f"{label}: {value}")


def _options(page: Page, story: Story) -> None:
    page.heading(words.P_OPTIONS)
    page.line(story.before_options)
    for group in story.options:
        page.blank()
        page.line(Segment(group.title, "strong"))
        for item in group.items:
            _option(page, item)
    if story.call is not None:
        page.heading(words.P_CALL)
        for sentence in story.call.text[:2]:
            page.line(sentence)
        for sentence in story.call.text[2:]:
            page.item(Segment(sentence, "strong"), mark="!")
    _list(page, words.P_NOT_NOW, _text(story.not_now_item), "-", words.P_THESE_NOT)
    if story.options and not story.not_now:
        page.blank()
        page.line(words.P_OTHERS)


def _option(page: Page, item: Item) -> None:
    page.item(Segment(item.name, "strong"), Segment(f" ({item.status})", "quiet"))
    for sentence in item.text:
        page.line(sentence, indent=2)
    if item.often:
        page.line(f"{words.P_OFTEN}: {'; '.join(item.often)}.", indent=2)
    if item.needed:
        page.line(f"{words.P_NEEDS}: {'; '.join(item.needed)}", indent=4)
    for sentence in item.notes:
        page.line(sentence, indent=4)
    for sentence in item.beside:
        page.line(f"{words.P_ALSO}: {sentence}", indent=4)


def _questions(page: Page, story: Story) -> None:
    if story.questions:
        page.heading(words.P_QUESTIONS)
    for group in story.questions:
        page.line(Segment(group.title, "strong"))
        for item in group.items:
            page.item(item.text[0], mark="[ ]")


def _terms(page: Page, story: Story) -> None:
    if story.terms:
        page.heading(words.P_WORDS)
    for term in story.terms:
        say = f" {words.P_SAY.format(say=term.say)}." if term.say else ""
        page.item(Segment(term.term, "strong"), f": {term.meaning}{say}")


def _list(page: Page, title: str, sentences: Iterable[str], mark: str = "-", intro: str = "") -> None:
    sentences = tuple(sentences)
    if sentences:
        page.heading(title)
        if intro:
            page.line(intro)
    for sentence in sentences:
        page.item(sentence, mark=mark)


def _text(item: Item | None) -> tuple[str, ...]:
    return item.text if item is not None else ()
