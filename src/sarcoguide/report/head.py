"""The first block of a report: which guideline answers, emergencies and exits, and the headlines with their ground."""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.days import day
from sarcoguide.planning.model import FactView, HeadlineView, Plan
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon, cited, named, noted
from sarcoguide.report.lines import Page, Part, Segment


def add_header(page: Page, plan: Plan) -> None:
    """Add what answers, as of when, and in which state of review."""
    about = plan.guideline
    version = words.VERSION.format(version=about.version, as_of=day(about.as_of))
    page.line(Segment(about.title, "title"), f", {version}")
    page.line(words.RECORD.format(id=plan.record.id, day=day(plan.record.assessment_date)))
    review = words.REVIEWED.format(by=about.reviewed) if about.reviewed else words.NOT_REVIEWED
    stale = words.SOME_STALE.format(count=len(about.stale)) if about.stale else words.NOTHING_STALE
    page.line(
        Segment(review, "" if about.reviewed else "warning"),
        f"; {words.COMPARED.format(day=day(about.checked))}; {stale}.",
    )
    page.line(Segment(about.intended_use, "quiet"))


def add_urgent(page: Page, plan: Plan) -> None:
    """Add the emergencies; they come before everything else."""
    if not plan.urgent:
        return
    page.heading(words.URGENT, "urgent")
    for urgent in plan.urgent:
        page.item(Segment(named(urgent.label, urgent.id), "urgent"), mark="!")
        page.line(urgent.says, indent=2)
        for reason in urgent.reasons:
            page.field(words.WHY, reason, indent=2)
        page.field(words.SOURCES, Segment(cited(urgent.sources), "quiet"), indent=2)


def add_exits(page: Page, plan: Plan) -> None:
    """Add why the patient is outside the scope, and where to turn."""
    if not plan.out_of_scope:
        return
    page.heading(words.OUT_OF_SCOPE)
    for out in plan.out_of_scope:
        page.item(Segment(named(out.label, out.id), "strong"))
        page.line(out.says, indent=2)
        page.field(words.POINTER, Segment(out.pointer, "strong"), indent=2)
        page.field(words.SOURCES, Segment(cited(out.sources), "quiet"), indent=2)


def add_headlines(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    """Add each headline: the first in full, the others with their reasons."""
    for index, headline in enumerate(plan.headline):
        page.blank()
        _headline(page, headline, lexicon, in_full=index == 0)


def headline_text(headline: HeadlineView, lexicon: Lexicon) -> str:
    """Return the printed word, with its meaning where the dictionary gives one."""
    if headline.state != "known" or not isinstance(headline.value, str):
        return headline.word
    meaning = lexicon.edition.labels.get(headline.fact, {}).get(headline.value, "")
    return headline.word if meaning.lower() in ("", headline.word.lower()) else f"{headline.word} ({meaning})"


def _headline(page: Page, headline: HeadlineView, lexicon: Lexicon, *, in_full: bool) -> None:
    style = "strong" if headline.state == "known" else "unknown"
    page.line(
        Segment(f"{headline.label.upper()}: ", "heading"),
        Segment(headline_text(headline, lexicon), style),
        f" [{headline.fact}]",
    )
    for index, reason in enumerate(headline.reasons):
        page.field(words.WHY if index == 0 else "", reason, indent=2)
    known = [fact_parts(fact, lexicon) for fact in headline.rests_on if fact.state == "known"]
    for index, parts in enumerate(known if in_full else [joined(known)] if known else []):
        page.field(words.RESTS_ON if index == 0 else "", *parts, indent=2)
    unknown = [fact.label for fact in headline.rests_on if fact.state == "unknown"]
    if unknown:
        page.field(words.NOT_KNOWN, Segment("; ".join(unknown), "unknown"), indent=2)
    for index, would in enumerate(headline.would_change):
        text = words.BECOMES.format(to=would.to, change=lexicon.change(would.change))
        page.field(words.WOULD_CHANGE if index == 0 else "", text, indent=2)
    if in_full and headline.says:
        page.field(words.RULE, Segment(headline.says, "quiet"), indent=2)
    if headline.sources:
        page.field(words.SOURCES, Segment(noted(headline.sources), "quiet"), indent=2)


def fact_parts(fact: FactView, lexicon: Lexicon) -> list[Part]:
    """Return a fact of the patient in words, with its date and where it comes from."""
    if fact.state != "known":
        return [f"{fact.label}: ", Segment(fact.words, "unknown" if fact.state == "unknown" else "quiet")]
    remarks = [day(fact.date)] if fact.date else []
    remarks += [fact.origin] if fact.origin else []
    remarks += [words.OLD] if fact.stale else []
    text = lexicon.value(fact.fact, fact.value)
    return [f"{fact.label}: {text}", Segment(f" ({', '.join(remarks)})", "quiet") if remarks else ""]


def joined(facts: Iterable[list[Part]]) -> list[Part]:
    """Return several facts as one run of text."""
    parts: list[Part] = []
    for fact in facts:
        parts += ["; ", *fact] if parts else fact
    return parts
