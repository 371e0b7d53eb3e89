"""An answer to a question as lines of text: emergencies first, then each entry, or that none answers."""

from __future__ import annotations

from sarcoguide.days import day
from sarcoguide.report import ask_words, words
from sarcoguide.report.asked import AskedView, Line, Sign
from sarcoguide.report.lexicon import cited
from sarcoguide.report.lines import Page, Segment, code


def asked_page(view: AskedView) -> Page:
    """Return the page of an answer."""
    page, patient = Page(), view.reader == "patient"
    page.line(Segment(view.question, "title"))
    page.line(Segment(f"{view.guideline}, version {view.version}, as of {day(view.as_of)}. {view.reviewed}.", "quiet"))
    if patient:
        page.line(Segment(ask_words.P_ASK_DRAFT, "quiet"))
    _urgent(page, view, patient)
    if not view.covered:
        page.heading(ask_words.P_ASK_NONE if patient else ask_words.ASK_NONE.upper(), "unknown")
        page.line(ask_words.P_ASK_NONE_WHY if patient else ask_words.ASK_NONE_WHY)
        if view.missing and not patient:
            page.line(ask_words.ASK_MISSING.format(words=", ".join(view.missing)))
    elif view.found:
        title = ask_words.P_ASK_ANSWERS if patient else ask_words.ASK_ANSWERS.upper()
        page.heading((ask_words.P_ASK_REST if patient else ask_words.ASK_REST) if view.urgent else title)
        page.line(Segment(ask_words.P_ASK_WHY if patient else ask_words.ASK_ANSWERS_WHY, "quiet"))
        for number, line in enumerate(view.found, start=1):
            page.blank()
            (_for_patient if patient else _line)(page, line, number)
    if view.figures:
        page.heading(ask_words.P_ASK_FIGURES)
        page.line(view.figures)
    page.blank()
    for text in view.advice:
        page.line(text)
    if view.found and not patient:
        page.line(Segment(ask_words.ASK_PAGE_HINT, "quiet"))
    return page


def named_for_patients(line: Line) -> str:
    """Return the sources of a line by their labels, each with its day or that it has none."""
    dates = (day(one.date) if one.date[:1].isdigit() else words.NO_DATE for one in line.sources)
    names = (f"{one.title} ({one.id})" if one.kind == "statement" else one.short or one.title for one in line.sources)
    return "; ".join(f"{name}, {dated}" for name, dated in zip(names, dates, strict=True))


def _urgent(page: Page, view: AskedView, patient: bool) -> None:
    if not view.urgent:
        return
    page.heading(words.P_URGENT.upper() if patient else words.URGENT, "urgent")
    page.line(ask_words.P_ASK_URGENT_WHY if patient else ask_words.ASK_URGENT_WHY)
    for sign in view.urgent:
        _sign(page, sign, patient, "urgent")
    if view.red_flags:
        page.line(Segment(words.P_MORE_FLAGS if patient else ask_words.ASK_OTHER_FLAGS, "strong"))
        for sign in view.red_flags:
            _sign(page, sign, patient, "")


def _sign(page: Page, sign: Sign, patient: bool, style: str) -> None:
    page.item(*(() if patient else (Segment(f"{sign.label}: ", "strong"),)), Segment(sign.says, style))


def _line(page: Page, line: Line, number: int) -> None:
    page.line(Segment(f"{number}. {line.title}", "strong"), Segment(f" [{line.id}]", "quiet"))
    for text in line.says:
        page.line(text, indent=3)
    style = "excluded" if line.ended else ""
    fields: tuple[tuple[str, str | Segment], ...] = (
        (words.STRENGTH, line.strength),
        (ask_words.ASK_WHEN, code(line.when) if line.when else ""),
        (ask_words.ASK_HOLDS, Segment(line.holds, style) if line.holds else ""),
        (ask_words.ASK_REVIEW, line.review),
        (words.SOURCES, cited(line.sources) or ask_words.ASK_NO_SOURCE),
        (ask_words.ASK_PAGE.partition(" ")[0], line.page),
    )
    for label, part in fields:
        if part:
            page.field(label, part, indent=3)


def _for_patient(page: Page, line: Line, number: int) -> None:
    page.line(Segment(f"{number}. {line.title}:" if line.title else f"{number}.", "strong"), " ", *line.says[:1])
    for text in line.says[1:]:
        page.line(text, indent=3)
    if line.ended:
        page.line(Segment(line.holds, "excluded"), indent=3)
    if line.sources:
        page.line(Segment(f"{words.P_BASED_ON}: {named_for_patients(line)}", "quiet"), indent=3)
