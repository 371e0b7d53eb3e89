"""The referral to a board as text."""

from __future__ import annotations

from sarcoguide.days import day
from sarcoguide.report import board_words as text
from sarcoguide.report import words
from sarcoguide.report.board import Alert, Known, Sheet
from sarcoguide.report.lines import Page, Part, Segment


def board_text(sheet: Sheet) -> Page:
    """Return a referral as text; it takes the room that it needs and leaves nothing out."""
    page, about = Page(), sheet.guideline
    page.line(Segment(sheet.title, "title"))
    page.line(words.RECORD.format(id=sheet.record.id, day=day(sheet.record.assessment_date)))
    version = words.VERSION.format(version=about.version, as_of=day(about.as_of))
    page.line(f"{about.title}, {version}")
    page.line(Segment(f"{sheet.review}.", "" if about.reviewed else "warning"))
    page.line(Segment(about.intended_use, "quiet"))
    for title, alerts, style in (
        (words.URGENT, sheet.urgent, "urgent"),
        (words.OUT_OF_SCOPE, sheet.out_of_scope, "strong"),
    ):
        if alerts:
            page.heading(title, style)
        for alert in alerts:
            _alert(page, alert, style)
    _questions(page, sheet)
    page.heading(text.WARNINGS)
    for warning in sheet.warnings:
        page.item(Segment(warning.says, "warning"), Segment(_in_brackets(warning.sources), "quiet"), mark="!")
    for head in sheet.headline:
        page.blank()
        style = "strong" if head.state == "known" else "unknown"
        page.line(Segment(f"{head.label}: ", "heading"), Segment(head.word, style))
        page.line("; ".join(head.reasons), indent=2)
        _facts(page, head.rests_on, head.unknown)
        page.line(Segment(_in_brackets(head.sources).strip(), "quiet"), indent=2)
    for section in sheet.sections:
        page.heading(section.title)
        _facts(page, section.known, section.unknown)
    _options(page, sheet)
    page.heading(text.ANSWER)
    for line in sheet.answer:
        page.line(f"{line}: ", Segment("_" * 40, "quiet"))
    return page


def _alert(page: Page, alert: Alert, style: str) -> None:
    page.item(Segment(alert.label, style), mark="!")
    page.line(alert.says, indent=2)
    for reason in alert.reasons:
        page.field(words.WHY, reason, indent=2)
    if alert.pointer:
        page.field(words.POINTER, Segment(alert.pointer, "strong"), indent=2)
    if alert.sources:
        page.field(words.SOURCES, Segment(alert.sources, "quiet"), indent=2)


def _questions(page: Page, sheet: Sheet) -> None:
    page.heading(text.QUESTIONS)
    if sheet.referral is not None:
        referral = sheet.referral
        says = f"{referral.label}, {referral.verb or words.STATUS_WORD[referral.status]}: {'; '.join(referral.reasons)}"
        page.field(text.WHY_HERE, says, Segment(_in_brackets(referral.sources), "quiet"))
        for caution in referral.cautions:
            page.item(Segment(caution, "warning"), mark="!")
    for item in sheet.questions:
        page.item(Segment(item.says, "strong"), mark=f"{item.number}.")
    for asked in sheet.asked:
        state = text.NEEDS.format(facts=asked.needs) if asked.needs else words.STATUS_WORD[asked.status]
        label = asked.label if asked.label.endswith("?") else f"{asked.label}:"
        page.item(f"{label} {asked.says} ", Segment(f"({state})", "quiet"), mark="?")
    if not (sheet.questions or sheet.asked):
        page.line(text.NO_QUESTION)
    page.line(f"{text.OWN_QUESTION}: ", Segment("_" * 40, "quiet"))


def _facts(page: Page, known: tuple[Known, ...], unknown: tuple[str, ...]) -> None:
    for fact in known:
        page.line(f"{fact.label}: {fact.words}", Segment(_in_brackets(fact.remarks), "quiet"), indent=2, hang=4)
    if unknown:
        page.field(words.NOT_KNOWN, Segment("; ".join(unknown), "unknown"), indent=2)


def _options(page: Page, sheet: Sheet) -> None:
    page.heading(text.OPTIONS)
    if sheet.bare or not sheet.options:
        page.line(sheet.bare or text.NO_OPTIONS)
    for aim in sheet.options:
        page.line(Segment(aim.title, "strong"), indent=2)
        for row in aim.options:
            state = text.NEEDS.format(facts=row.needs).lower() if row.needs else words.STATUS_WORD[row.status]
            parts: list[Part] = [f"{row.verb}: " if row.verb else "", row.label, Segment(f"; {state}", row.status)]
            parts += [f": {row.because}"] if row.because else []
            page.item(*parts, indent=4, mark=words.STATUS_ICON[row.status])
    if sheet.aside:
        page.line(Segment(sheet.aside, "quiet"))
    page.heading(text.MISSING)
    if not sheet.missing:
        page.line(text.NOTHING_MISSING)
    for group in sheet.missing:
        page.line(f"{group.group}: ", "; ".join(f"{item.number} {item.says}" for item in group.facts), indent=2, hang=4)
    for line in sheet.left_out:
        page.line(line)


def _in_brackets(remark: str) -> str:
    return f" ({remark})" if remark else ""
