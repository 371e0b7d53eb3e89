"""The map as indented text: stages, places, and the options that stand at each."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.days import day
from sarcoguide.planning.model import OptionView
from sarcoguide.planning.pathway import STATUS_WAYS
from sarcoguide.report import pathway_words as said
from sarcoguide.report import words
from sarcoguide.report.closing import add_sources, add_warnings
from sarcoguide.report.head import add_exits, add_header, add_urgent
from sarcoguide.report.lexicon import cited, named
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.pathway import PathwayMap, Place
from sarcoguide.report.rule_words import RuleLine

#: Beside the word of a way stands a sign that is told apart without colour.
SIGNS = {"on": "━", "open": "┄", "off": "·", "any": "-"}
STYLES = {"on": "strong", "open": "unknown", "off": "quiet", "any": "strong"}


def pathway_page(shown: PathwayMap) -> Page:
    """Return the map in words. An emergency and every warning stand there as on every face."""
    page, plan = Page(), shown.dossier.plan
    if shown.patient:
        add_header(page, plan)
        add_urgent(page, plan)
        add_exits(page, plan)
    else:
        about = plan.guideline
        version = words.VERSION.format(version=about.version, as_of=day(about.as_of))
        page.line(Segment(about.title, "title"), f", {version}")
        review = words.REVIEWED.format(by=about.reviewed) if about.reviewed else words.NOT_REVIEWED
        page.line(Segment(review, "" if about.reviewed else "warning"), ".")
        page.line(Segment(about.intended_use, "quiet"))
    page.heading(said.TITLE.upper())
    page.line(Segment(_key(shown), "quiet"))
    if not shown.stages:
        page.line(said.NO_MAP)
    for number, stage in enumerate(shown.stages, start=1):
        page.blank()
        page.line(Segment(f"{number}  {stage.title}", "heading"))
        if stage.sentence:
            page.line(stage.sentence, indent=3)
        for place in stage.places:
            _place(page, place)
    if shown.patient:
        add_warnings(page, plan)
    if found := set(_cited(shown)):
        add_sources(page, plan, found)
    return page


def _key(shown: PathwayMap) -> str:
    if not shown.patient:
        return said.LEAD_TEXT_NOBODY
    return "; ".join(f"{SIGNS[way]} {text}" for way, text in said.KEY.items())


def _place(page: Page, place: Place) -> None:
    mark = place.mark
    told = f": {place.summary}" if place.summary else ""
    page.line(f"{SIGNS[mark]} ", Segment(place.title, STYLES[mark]), told, indent=3, hang=5)
    if place.rule and mark != "off":
        page.line(Segment(f"{said.BRANCH_WHEN}:", "quiet"), indent=8)
        _rule(page, place.rule, indent=10)
    for question in place.questions:
        page.line(Segment(f"{said.ASK}: {question}", "unknown"), indent=8, hang=10)
    if place.map.folds:
        return
    for option in place.loud:
        _option(page, option, place.map)
    if place.quiet:
        count = len(place.quiet)
        page.line(Segment(said.OTHERS.get(count, said.OTHERS_MANY.format(count=count)), "quiet"), indent=8)
    for each in place.told:
        if each.truth is True or not place.map.patient:
            page.line(f"- {each.label}: ", Segment(cited(each.sources), "quiet"), indent=8, hang=10)
    if place.leads_to:
        page.line(f"→ {'; '.join(other.title for other in place.leads_to)}", indent=8, hang=10)


def _rule(page: Page, lines: tuple[RuleLine, ...], indent: int) -> None:
    for line in lines:
        value = f" ({line.value})" if line.value else ""
        page.line(Segment(f"{line.asked}{':' if line.parts else ''}{value}", "quiet"), indent=indent, hang=indent + 2)
        _rule(page, line.parts, indent + 2)


def _option(page: Page, option: OptionView, shown: PathwayMap) -> None:
    sources = Segment(f" ({cited(option.sources)})", "quiet")
    if not shown.patient:
        page.line(f"- {named(option.label, option.id)}", sources, indent=8, hang=10)
        return
    why = "; ".join(option.reasons)
    verb = shown.lexicon.verb(option.verb) if option.status in STATUS_WAYS else ""
    status = f"{words.STATUS_ICON[option.status]} {words.STATUS_WORD[option.status]}{f' ({verb})' if verb else ''}: "
    page.line(status, named(option.label, option.id), f"; {why}" if why else "", sources, indent=8, hang=10)


def _cited(shown: PathwayMap) -> Iterator[str]:
    for place in shown.by_id.values():
        for option in () if shown.folds else place.loud:
            yield from (source.id for source in option.sources)
        for each in place.told:
            if each.truth is True or not shown.patient:
                yield from (source.id for source in each.sources)
