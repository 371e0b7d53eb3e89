"""The full reason tree of one option, with the patient's own values.

Beside each condition stand the single changes, each enough by itself, that would turn it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sarcoguide.days import day
from sarcoguide.knowledge import Edition
from sarcoguide.language import Trace
from sarcoguide.language.changes import single_changes
from sarcoguide.planning.model import ConditionView, OptionView, Plan
from sarcoguide.record import Record
from sarcoguide.report import words
from sarcoguide.report.closing import add_sources, add_warnings
from sarcoguide.report.head import add_exits, add_header, add_urgent, headline_text
from sarcoguide.report.lexicon import Lexicon, cited
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.options import OptionPrinter
from sarcoguide.report.trace_words import LEAVES, TraceWords, dates_of, is_condition

#: More checks than any option has: an explanation leaves none out.
ALL = 1_000


def explain_page(plan: Plan, edition: Edition, option_id: str, record: Record | None = None) -> Page:
    """Return why one option has its status.

    Args:
        plan: what the engine answered.
        edition: the guideline as it stood on the plan's day, for its words.
        option_id: the option to explain.
        record: the record behind the plan, for the dates of its values.
    """
    page, lexicon = Page(), Lexicon(edition)
    add_header(page, plan)
    add_urgent(page, plan)
    add_exits(page, plan)
    page.blank()
    for headline in plan.headline:
        page.line(f"{headline.label}: ", Segment(headline_text(headline, lexicon), "strong"))
    option = plan.option(option_id)
    if option is None:
        page.blank()
        page.line(words.NO_SUCH_OPTION_THAT_DAY.format(id=option_id, day=day(plan.guideline.as_of)))
    else:
        printer = OptionPrinter(page, plan, lexicon, checks_shown=ALL)
        printer.one(option)
        _Tree(page, plan, lexicon, TraceWords(lexicon, dates_of(record))).option(option)
        printer.cite(source for name in _sources(option) for source in printer.by_id([name]))
        add_sources(page, plan, printer.cited_ids)
    add_warnings(page, plan)
    return page


def _sources(option: OptionView) -> list[str]:
    return [name for condition in option.conditions for name in condition.sources]


@dataclass(slots=True)
class _Tree:
    """Prints traces as trees; what a definition rests on is printed where it first appears."""

    page: Page
    plan: Plan
    lexicon: Lexicon
    said: TraceWords
    #: Names whose tree was printed, each apart from the tree that it has when values that are too old count.
    told: set[tuple[str, bool]] = field(default_factory=set)
    #: Whether the trace that is being printed counts values that are too old.
    stale: bool = False

    def option(self, option: OptionView) -> None:
        title = words.EXPLAIN.format(label=option.label, status=words.STATUS_WORD[option.status].upper())
        self.page.heading(title)
        self.page.line(Segment(words.INDICATED_WHEN, "strong"), indent=2)
        self.trace(option.trace, 4)
        self.turn(option.trace, 4)
        for tier, name in words.TIER.items():
            conditions = [condition for condition in option.conditions if condition.tier == tier]
            self.page.blank()
            self.page.line(Segment(name, "strong"), "" if conditions else f": {words.NONE_OF_TIER}", indent=2)
            for condition in sorted(conditions, key=lambda view: (view.truth is False, view.truth is None)):
                self.condition(condition)

    def condition(self, view: ConditionView) -> None:
        remarks = []
        if view.truth is None and view.tier != "cautions":
            remarks.append(words.BLOCKS if view.blocks else words.HOLDS_NOTHING)
        remarks += [words.FROM_STALE] if view.stale else []
        known = {source.id: source for source in self.plan.sources}
        sources = cited(known[name] for name in view.sources if name in known)
        remarks += [] if view.verified or words.NOT_VERIFIED in sources else [words.NOT_VERIFIED]
        remarks += [words.HELD_IN.format(origin=view.origin), sources]
        self.page.line(*_mark(view.truth), view.because, Segment(f" ({'; '.join(remarks)})", "quiet"), indent=4, hang=6)
        self.stale = view.stale
        self.trace(view.trace, 8)
        self.stale = False
        changes = " or ".join(map(self.lexicon.change, view.would_change))
        if changes:
            self.page.line(Segment(f"{words.WOULD_TURN}: {changes}", "quiet"), indent=8, hang=10)

    def turn(self, view: Trace, indent: int) -> None:
        """Print the single changes that would turn a condition the other way."""
        changes = single_changes(view, view.truth is not True, self.rests_on)
        if changes:
            listed = " or ".join(self.lexicon.change(str(change)) for change in changes)
            self.page.line(Segment(f"{words.WOULD_TURN}: {listed}", "quiet"), indent=indent, hang=indent + 2)

    def trace(self, view: Trace, indent: int) -> None:
        """Print a trace: its mark, what was asked in words, and the patient's value."""
        mark = _mark(view.truth) if is_condition(view) else ()
        if view.state == "not_applicable":
            mark = (Segment(f"{words.NOT_APPLICABLE_MARK} ", "quiet"),)
        text, parts = self.words(view)
        self.page.line(*mark, text, indent=indent, hang=indent + 2)
        if parts and view.state == "not_applicable":
            self.page.line(Segment(words.APPLIES, "quiet"), indent=indent + 2)
        for part in parts:
            self.trace(part, indent + 2)

    def words(self, view: Trace) -> tuple[str, list[Trace]]:
        """Return a trace in words, and the parts that are printed below it."""
        match view.kind:
            case "and" | "or":
                return words.ALL_OF if view.kind == "and" else words.ANY_OF, list(view.parts)
            case "not":
                return words.NOT, list(view.parts)
            case "compare" | "in" if len(view.parts) == 2:  # noqa: PLR2004 - left and right
                return ": ".join(self.said.test(view)), [below for part in view.parts for below in self.below(part)]
            case "known":
                return words.IS_KNOWN.format(label=self.said.name(view.parts[0])), list(view.parts)
            case "table":
                because = f": {view.because}" if view.because else ""
                tried = [part for part in view.parts if part.kind != "row"]
                # Of a row that holds, how its value is worked out; of rows that stay open only their conditions.
                told = [row.parts[-1] for row in view.parts if row.kind == "row" and view.known]
                return f"{words.FIRST_MATCH}{because}", [*tried, *told]
            case kind if kind in LEAVES:
                return self.leaf(view)
            case _ if view.parts:
                below = [part for part in view.parts if part.kind != "literal"]
                return f"{self.lexicon.expression(view.text)}: {self.said.value(view)}", below
            case _:
                return self.lexicon.expression(view.text) or words.ALWAYS, []

    def leaf(self, view: Trace) -> tuple[str, list[Trace]]:
        because = f" - {view.because}" if view.because else ""
        text = f"{self.lexicon.label(view.name)}: {self.said.value(view)}{because}"
        if not self.opens(view):
            behind = self.behind(view)
            return f"{text} ({words.SEE_ABOVE})" if behind else text, []
        self.told.add(self.key(view.name))
        return text, self.behind(view)

    def behind(self, view: Trace) -> list[Trace]:
        """Return what is below a trace: its parts, or what its name rests on."""
        return list(view.parts or self.rests_on(view.name))

    def rests_on(self, name: str) -> tuple[Trace, ...]:
        """Return what a name rests on, in the view of the trace that is being printed."""
        tables = (self.plan.definitions_with_stale, self.plan.definitions) if self.stale else (self.plan.definitions,)
        return next((known.parts for table in tables for known in table if known.name == name), ())

    def key(self, name: str) -> tuple[str, bool]:
        """Return under which key a name's tree counts as printed."""
        return name, self.stale and any(known.name == name for known in self.plan.definitions_with_stale)

    def below(self, view: Trace) -> list[Trace]:
        """Return what is printed below one side of a comparison, whose value the comparison has told."""
        if not self.opens(view):
            return []
        if view.kind not in LEAVES or view.state == "not_applicable":
            return [view]
        self.told.add(self.key(view.name))
        return self.behind(view)

    def opens(self, view: Trace) -> bool:
        """Return whether a part has something below it that was not printed yet."""
        if view.kind in LEAVES:
            return self.key(view.name) not in self.told and bool(self.behind(view))
        return bool(view.parts)


def _mark(truth: bool | None) -> tuple[Segment, ...]:
    return (Segment(f"{words.TRUTH[truth]} ", "unknown" if truth is None else "label"),)
