"""The page for patients: help first, then what was found, what can be done, and what to ask.

Only the guideline's own patient sentences are shown; an option without one is left out. No figure of survival
stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sarcoguide.knowledge import Edition
from sarcoguide.planning.model import NoteView, OptionView, Plan
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon, day
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.options import homes_of_notes

#: Options that are told to patients, and under which heading.
TOLD = {"supported": words.P_POSSIBLE, "needs_information": words.P_OPEN}
#: Kinds of options whose aim is told; tests and referrals find out.
WITH_AIM = ("treatment", "drug", "observation", "supportive")


def patient_page(plan: Plan, edition: Edition) -> Page:
    """Return the page of a plan for the patient.

    Args:
        plan: what the engine answered.
        edition: the guideline as it stood on the plan's day, for its words.
    """
    page, lexicon = Page(), Lexicon(edition)
    about = plan.guideline
    page.line(Segment(words.P_TITLE, "title"))
    page.line(words.P_REVIEWED.format(by=about.reviewed) if about.reviewed else words.P_NOT_REVIEWED)
    _urgent(page, plan)
    if plan.out_of_scope:
        _exits(page, plan)
    elif plan.urgent:
        # An emergency replaces the list of options: nothing on this page may look as if it came first.
        page.line(words.P_AFTER_URGENT)
    else:
        _found(page, plan, lexicon)
        _options(page, plan, lexicon)
        _good_to_know(page, plan, lexicon)
    _questions(page, plan)
    _warnings(page, plan)
    page.heading(words.P_WHO)
    page.line(
        words.P_WRITTEN.format(
            title=about.title, version=about.version, as_of=day(about.as_of), checked=day(about.checked)
        )
    )
    page.line(words.P_NOT_REPLACE)
    return page


def _urgent(page: Page, plan: Plan) -> None:
    if plan.urgent:
        page.heading(words.P_URGENT, "urgent")
    for urgent in plan.urgent:
        page.item(Segment(urgent.patient or urgent.says, "urgent"), mark="!")


def _exits(page: Page, plan: Plan) -> None:
    page.heading(words.P_OUT_OF_SCOPE)
    for out in plan.out_of_scope:
        page.item(out.patient or out.says)
        page.line(words.P_POINTER.format(pointer=out.pointer), indent=2)


def _found(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    """Add what the headlines mean, in the guideline's own words for patients."""
    open_labels = [_lower(headline.label) for headline in plan.headline if headline.state == "unknown"]
    found = [words.P_NOT_KNOWN.format(label=label) for label in open_labels]
    found += [note.patient for note in _about_headlines(plan, lexicon)]
    if found:
        page.heading(words.P_FOUND)
    for sentence in found:
        page.item(sentence)


def _about_headlines(plan: Plan, lexicon: Lexicon) -> list[NoteView]:
    """Return the information whose condition reads a headline, in the order of the headlines."""
    ranked = [(_rank(note, plan, lexicon), note) for note in plan.information if note.patient and not note.about]
    chosen = [(rank, note) for rank, note in ranked if rank < len(plan.headline)]
    return [note for _, note in sorted(chosen, key=lambda pair: pair[0])]


def _rank(note: NoteView, plan: Plan, lexicon: Lexicon) -> int:
    rule = lexicon.edition.shown.get(note.id)
    read = set(re.findall(r"\w+", rule.entry.when or "")) if rule is not None else set()
    return next((i for i, headline in enumerate(plan.headline) if headline.fact in read), len(plan.headline))


def _options(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    page.heading(words.P_OPTIONS)
    told = [option for option in plan.options if option.patient and option.status in TOLD]
    page.line(words.P_NO_BEST if told else words.P_NOTHING)
    homes = homes_of_notes(told)
    for status, title in TOLD.items():
        of_status = [option for option in told if option.status == status]
        if of_status:
            page.blank()
            page.line(Segment(title, "strong"))
        for option in of_status:
            _option(page, option, lexicon, homes)
    if any(option.patient and option.status not in TOLD for option in plan.options):
        page.blank()
        page.line(words.P_OTHERS)


def _option(page: Page, option: OptionView, lexicon: Lexicon, homes: Mapping[str, str]) -> None:
    has_aim = option.kind in WITH_AIM and option.intent in _told_aims(lexicon)
    page.item(option.patient, Segment(f" ({lexicon.intent(option.intent)})" if has_aim else "", "quiet"))
    for note in option.notes:
        if note.patient and homes[note.id] == option.id:
            page.line(note.patient, indent=4)
    for support in option.support:
        if support.patient and support.status in TOLD:
            page.line(f"{words.P_ALSO}: {support.patient}", indent=4)


def _told_aims(lexicon: Lexicon) -> list[str]:
    """Return the aims that say something: the last one of the guideline stands for no stated aim."""
    return list(lexicon.edition.about.intents)[:-1]


def _good_to_know(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    beside = {note.id for option in plan.options for note in option.notes}
    told = {note.id for note in _about_headlines(plan, lexicon)}
    _notes(page, (note for note in plan.information if note.id not in beside | told))


def _notes(page: Page, notes: Iterable[NoteView]) -> None:
    sentences = list(dict.fromkeys(note.patient for note in notes if note.patient))
    if sentences:
        page.heading(words.P_KNOW)
    for sentence in sentences:
        page.item(sentence)


def _questions(page: Page, plan: Plan) -> None:
    asked = list(dict.fromkeys(question.patient for question in plan.missing if question.patient))
    if asked:
        page.heading(words.P_QUESTIONS)
    for question in asked:
        page.item(question if question.endswith("?") else words.P_ASK_ABOUT.format(label=question), mark="[ ]")


def _warnings(page: Page, plan: Plan) -> None:
    """Add every warning: the guideline's sentence for patients, or the team's own where there is none."""
    page.heading(words.P_WARNINGS)
    for warning in plan.warnings:
        if warning.patient:
            page.item(warning.patient, mark="!")
    for_team = [warning.says for warning in plan.warnings if not warning.patient]
    for says in for_team:
        page.item(f"{words.P_FOR_TEAM}: {says}", mark="!")


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
