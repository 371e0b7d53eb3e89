"""The sheet of a regimen as text, for the terminal and for the reference."""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.dossier.sheet import Sheet
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.planning.wording import source_view
from sarcoguide.report import sheet_words, words
from sarcoguide.report.findings import groups_of
from sarcoguide.report.head import add_exits, add_header, add_urgent
from sarcoguide.report.lexicon import Lexicon, cited, licensed, named
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.options import status
from sarcoguide.report.sheet import LimitRow, LimitSection, SheetView
from sarcoguide.report.side_effects import side_effect_lines


def sheet_page(sheet: Sheet) -> Page:
    """Return a sheet as text: emergencies first, then the status, the sentence on checking, and the doses."""
    page, view = Page(), SheetView(sheet)
    plan = sheet.dossier.plan if sheet.dossier is not None else None
    if plan is not None:
        add_header(page, plan)
        add_urgent(page, plan)
        add_exits(page, plan)
        page.blank()
    page.line(Segment(f"{sheet_words.SHEET}: ", "title"), Segment(named(view.title, sheet.rule.entry.id), "title"))
    option = sheet.option
    if option is not None and not (plan and plan.out_of_scope):
        page.line(status(option))
        for reason in option.reasons:
            page.field(words.WHY, reason)
    page.line(sheet.rule.entry.says)
    add_doses(page, view)
    _limits(page, view)
    _beside(page, view)
    if plan is not None and plan.warnings:
        page.heading(words.ALL_WARNINGS)
        for warned in plan.warnings:
            page.item(warned.says)
    page.heading(words.SOURCES)
    entry = sheet.rule.entry
    page.line(cited(source_view(use, sheet.edition) for use in entry.sources))
    if sheet.advice is not None:
        page.line(cited(source_view(use, sheet.edition) for use in sheet.advice.sources))
    return page


def add_doses(page: Page, view: SheetView) -> None:
    """Add the sentence on checking, the doses, the body sizes and what counts for a lifetime."""
    sheet = view.sheet
    if view.check:
        page.line(Segment(view.check, "strong"))
    page.heading(sheet_words.DOSES)
    if view.withheld:
        page.line(Segment(view.withheld, "warning" if sheet.dossier is not None else "quiet"))
    if view.needed:
        page.line(Segment(view.needed, "unknown"))
    for row in view.doses:
        mark = f" ({sheet_words.ACCOMPANIES})" if row.supportive else ""
        page.item(Segment(row.name, "strong"), f"{mark}: {row.published}")
        for line in row.worked:
            page.line(Segment(line, "unknown" if row.unknown else ""), indent=4, hang=6)
    if view.works_out:
        page.line(Segment(sheet_words.FULL_DOSE, "quiet"))
    for label, value, made_from, unknown in view.sizes:
        page.item(f"{label}: ", Segment(value, "unknown" if unknown else "strong"), f" {made_from}")
    for ledger in view.ledgers:
        page.heading(ledger.label)
        for label, value, unknown in ledger.rows:
            page.item(f"{label}: ", Segment(value, "unknown" if unknown else ""))
        for text in filter(None, (ledger.sentence, ledger.missing)):
            page.line(text)


def _limits(page: Page, view: SheetView) -> None:
    for section in view.limits:
        page.heading(section.title)
        if not section.rows and not section.rest:
            page.line(Segment(sheet_words.HAS_NONE, "quiet"))
        for row in section.rows:
            _limit(page, row, view)
        if section.rest:
            page.line(Segment(_rest(section), "quiet"))


def _rest(section: LimitSection) -> str:
    return f"{section.rest_told}."


def _limit(page: Page, row: LimitRow, view: SheetView) -> None:
    mark = view.truth(row)
    style = "unknown" if row.judged and row.truth is None else ""
    unverified = f" [{words.NOT_VERIFIED}]" if not row.verified else ""
    page.item(Segment(f"{mark}: " if mark else "", style), f"{row.tier}: {row.because}{unverified}")
    values = "; ".join(f"{label}: {value}" for label, value, _ in row.values)
    sources = cited(source_view(SourceUse(name), view.sheet.edition) for name in row.sources)
    page.line(values, Segment(f" ({sources})" if sources else "", "quiet"), indent=4)


def _beside(page: Page, view: SheetView) -> None:
    sheet, option = view.sheet, view.sheet.option
    page.heading(sheet_words.QUANTITIES)
    for label, value, unknown in view.quantities:
        page.item(f"{label}: ", Segment(value, "unknown" if unknown else ""))
    if sheet.rule.entry.note:
        page.line(Segment(f"{words.NOTE}: {sheet.rule.entry.note}", "quiet"))
    if option is None:
        return
    if option.support:
        page.heading(sheet_words.SUPPORTIVE)
        for support in option.support:
            page.item(
                f"{words.STATUS_WORD[support.status]}: {support.label}. {support.says} ({cited(support.sources)})"
            )
    _list(page, words.MONITOR, option.monitoring)
    known = {source.id: source for source in sheet.dossier.plan.sources} if sheet.dossier is not None else {}
    lines = side_effect_lines(option.side_effects, lambda ids: any(not known[name].verified for name in ids))
    _list(page, words.SIDE_EFFECTS, (f"{line} ({cited(known[name] for name in ids)})" for line, ids in lines))
    _list(page, words.REGULATORY, map(licensed, option.regulatory))
    lexicon = Lexicon(sheet.edition)
    strength = [lexicon.verb(option.verb), lexicon.evidence(option.evidence)]
    _list(page, sheet_words.EVIDENCE, ("; ".join(filter(None, strength)),))
    if option.findings and sheet.edition.about.findings is not None:
        page.heading(sheet_words.FINDINGS)
        page.line(Segment(sheet.edition.about.findings.says, "quiet"))
        rows = [row for group in groups_of(option.findings, lexicon) for row in group.rows]
        for row in rows:
            page.item(row.sentence, Segment(f" ({cited(known[name] for name in row.view.sources)})", "quiet"))


def _list(page: Page, title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        page.heading(title)
        for line in listed:
            page.item(line)
