"""Reason trees as HTML: each condition with its truth and the patient's own value.

A page holds some two thousand lines of reasons, so they are written here and not by a template, and each trace that
several options share is written once. What a definition rests on stands once on a page, with a link from every line
that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from sarcoguide.knowledge import Edition
from sarcoguide.language import Trace
from sarcoguide.language.changes import single_changes
from sarcoguide.planning.model import ConditionView, OptionView, Plan
from sarcoguide.report import words
from sarcoguide.report.cites import Cites
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.trace_words import LEAVES, TraceWords, is_condition

#: How a truth is marked: the class carries icon and colour, the word stands for itself.
MARKS: dict[bool | None, str] = {
    True: f'<b class="t">{words.TRUTH_WORD[True]}</b>',
    False: f'<b class="f">{words.TRUTH_WORD[False]}</b>',
    None: f'<b class="u">{words.TRUTH_WORD[None]}</b>',
}
NOT_APPLICABLE = f'<b class="na">{words.NOT_APPLICABLE_WORD}</b>'
#: Names that mean the same wherever a plan tells of them; what an option calls its own is another for each.
NAMED = ("fact", "definition", "setting")
NO_MARK = '<b class="v"></b>'


@dataclass(slots=True)
class Phrases:
    """What the trees of every patient say alike: the words of a guideline's own expressions and conditions, as HTML."""

    #: By the text of a comparison.
    asked: dict[str, str] = field(default_factory=dict)
    #: By what a condition says of itself.
    heads: dict[tuple[object, ...], str] = field(default_factory=dict)


@lru_cache(maxsize=8)
def phrases_of(_edition: Edition) -> Phrases:
    """Return the phrases of an edition; nothing of a patient is kept in them."""
    return Phrases()


@dataclass(slots=True)
class TreeWriter:
    """Writes the reason trees of one plan."""

    plan: Plan
    said: TraceWords
    cites: Cites
    #: What each name rests on; apart when values that are too old count.
    behind: dict[bool, dict[str, Trace]] = field(init=False)
    phrases: Phrases = field(init=False)
    #: Lines by the identity of their trace, which the plan keeps, and whether values that are too old count.
    written: dict[tuple[int, bool], str] = field(default_factory=dict)
    #: What would turn a condition, by the changes.
    turns: dict[tuple[str, ...], str] = field(default_factory=dict)
    #: The patient's values, by name and view.
    values: dict[tuple[str, bool], str] = field(default_factory=dict)
    #: Names that a line links to, in the order in which they were met.
    linked: dict[tuple[str, bool], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.phrases = phrases_of(self.lexicon.edition)
        now = {trace.name: trace for trace in self.plan.definitions}
        self.behind = {False: now, True: now | {trace.name: trace for trace in self.plan.definitions_with_stale}}

    @property
    def lexicon(self) -> Lexicon:
        """The words of the edition."""
        return self.said.lexicon

    def option(self, option: OptionView) -> Markup:
        """Return why an option has its status: when it is indicated, and each condition on it."""
        parts = [f"<h5>{escape(words.INDICATED_WHEN)}</h5><ul>", self.line(option.trace, stale=False), "</ul>"]
        changes = single_changes(option.trace, option.trace.truth is not True, self.rests_on)
        parts.append(self._turns(tuple(map(str, changes))))
        for tier, title in words.TIER.items():
            conditions = [condition for condition in option.conditions if condition.tier == tier]
            if conditions:
                parts += [f"<h5>{escape(title)}</h5>", *self._tier(conditions)]
        bare = [title for tier, title in words.TIER.items() if tier not in {c.tier for c in option.conditions}]
        parts += [f'<p class="none">{escape(title)}: {escape(words.NONE_OF_TIER)}</p>' for title in bare]
        return Markup("".join(parts))

    def rests_on(self, name: str) -> tuple[Trace, ...]:
        """Return what a name rests on."""
        found = self.behind[False].get(name)
        return found.parts if found is not None else ()

    def worked_out(self) -> Markup:
        """Return what every name rests on that a line links to, each once. Call it after all options."""
        parts: list[str] = []
        told: set[tuple[str, bool]] = set()
        while len(told) < len(self.linked):
            for key in [key for key in self.linked if key not in told]:
                told.add(key)
                parts.append(self._definition(*key))
        return Markup("".join(parts))

    def _definition(self, name: str, stale: bool) -> str:
        trace = self.behind[stale][name]
        below = "".join(self.line(part, stale=stale) for part in trace.parts)
        waits = f'<span class="if">{escape(words.APPLIES)}</span>' if trace.state == "not_applicable" else ""
        because = f'<span class="if">{escape(trace.because)}</span>' if trace.because else ""
        old = f" ({escape(words.FROM_STALE)})" if stale else ""
        mark = self._mark(trace)
        label, value = escape(self.lexicon.label(name)), escape(self.said.value(trace))
        return (
            f'<li id="{self._anchor(name, stale)}">{mark}<span>{label}{old}</span><span>{value}</span>'
            f"{because}{waits}<ul>{below}</ul></li>"
        )

    def _tier(self, conditions: list[ConditionView]) -> Iterator[str]:
        """Yield conditions: those that hold and those not known in sight, those that do not hold folded."""
        loud = sorted((view for view in conditions if view.truth is not False), key=lambda view: view.truth is None)
        quiet = [view for view in conditions if view.truth is False]
        if loud:
            yield f"<ul>{''.join(map(self._condition, loud))}</ul>"
        if quiet:
            text = words.DOES_NOT_HOLD.get(len(quiet), words.DO_NOT_HOLD.format(count=len(quiet)))
            listed = "".join(map(self._condition, quiet))
            yield f'<details class="rest"><summary>{escape(text)}</summary><ul>{listed}</ul></details>'

    def _condition(self, view: ConditionView) -> str:
        return (
            f'<li class="c">{MARKS[view.truth]}<span>{self._head(view)}</span>'
            f"{self._turns(view.would_change)}<ul>{self.line(view.trace, stale=view.stale)}</ul></li>"
        )

    def _head(self, view: ConditionView) -> str:
        """Return what the guideline says of a condition: the reason, what unknown does, where it stands, sources."""
        waits = view.truth is None and view.tier != "cautions"
        key = (view.because, view.origin, view.sources, view.verified, view.stale, waits, view.blocks)
        found = self.phrases.heads.get(key)
        if found is None:
            remarks = [words.BLOCKS if view.blocks else words.HOLDS_NOTHING] if waits else []
            remarks += [words.FROM_STALE] if view.stale else []
            remarks += [] if view.verified or self.cites.tells_unverified(view.sources) else [words.NOT_VERIFIED]
            remarks.append(words.HELD_IN.format(origin=view.origin.replace("_", " ")))
            sources = self.cites.by_id(view.sources)
            told = f"{escape('; '.join(remarks))}{'; ' if sources else ''}{sources}"
            found = self.phrases.heads[key] = f"{escape(view.because)} <small>{told}</small>"
        return found

    def _turns(self, changes: tuple[str, ...]) -> str:
        found = self.turns.get(changes)
        if found is None:
            listed = escape(words.OR.join(map(self.lexicon.change, changes)))
            found = self.turns[changes] = f'<p class="if">{words.WOULD_TURN}: {listed}</p>' if listed else ""
        return found

    def line(self, view: Trace, *, stale: bool) -> str:
        """Return a trace as an item of a list, with what is below it."""
        key = (id(view), stale)
        found = self.written.get(key)
        if found is None:
            found = self.written[key] = self._line(view, stale)
        return found

    def _line(self, view: Trace, stale: bool) -> str:
        asked, value, parts = self._words(view, stale)
        below = "".join(self.line(part, stale=stale) for part in parts)
        told = f"<span>{value}</span>" if value else ""
        return f"<li>{self._mark(view)}<span>{asked}</span>{told}{f'<ul>{below}</ul>' if below else ''}</li>"

    def _mark(self, view: Trace) -> str:
        if view.state == "not_applicable":
            return NOT_APPLICABLE
        return MARKS[view.truth] if is_condition(view) or view.state == "unknown" else NO_MARK

    def _words(self, view: Trace, stale: bool) -> tuple[str, str, list[Trace]]:
        """Return what was asked, the patient's value, and the parts that stand below; the first two as HTML."""
        match view.kind:
            case "and" | "or":
                return words.ALL_OF if view.kind == "and" else words.ANY_OF, "", list(_same_kind(view))
            case "not":
                # Of what is not so the test itself is told in one line, if it has one.
                asked, value, parts = self._words(view.parts[0], stale)
                return (f"{words.NOT}: {asked}", value, parts) if value else (words.NOT, "", list(view.parts))
            case "compare" | "in" if len(view.parts) == 2:  # noqa: PLR2004 - left and right
                return self._test(view, stale)
            case "known":
                part = view.parts[0]
                asked = words.IS_KNOWN.format(label=self.said.name(part))
                return str(escape(asked)), self._value(part, stale), self._below(part)
            case "table":
                because = f": {view.because}" if view.because else ""
                tried = [part for part in view.parts if part.kind != "row"]
                # Of a row that holds, how its value is worked out; of rows that stay open only their conditions.
                told = [row.parts[-1] for row in view.parts if row.kind == "row" and view.known]
                return str(escape(f"{words.FIRST_MATCH}{because}")), "", [*tried, *told]
            case kind if kind in LEAVES:
                because = f" – {view.because}" if view.because else ""
                return str(escape(f"{self.said.name(view)}{because}")), self._value(view, stale), list(view.parts)
            case _ if view.parts:
                below = [part for part in view.parts if part.kind != "literal"]
                return str(escape(self.lexicon.expression(view.text))), self._value(view, stale), below
            case _:
                return str(escape(self.lexicon.expression(view.text) or words.ALWAYS)), "", []

    def _test(self, view: Trace, stale: bool) -> tuple[str, str, list[Trace]]:
        asked = self.phrases.asked.get(view.text)
        if asked is None:
            asked = self.phrases.asked[view.text] = str(escape(self.said.test(view)[0]))
        left, right = view.parts
        own, other = (right, left) if view.kind == "in" and right.kind in LEAVES else (left, right)
        below = [*self._below(own), *self._below(other)]
        if other.kind in LEAVES and other.name in self.behind[stale]:
            below.append(other)
        return asked, self._value(own, stale), below

    def _below(self, view: Trace) -> list[Trace]:
        """Return what stands below one side of a comparison, whose value the comparison has told."""
        return list(view.parts) if view.kind in LEAVES else [view] if view.parts else []

    def _value(self, view: Trace, stale: bool) -> str:
        """Return the patient's value; of what was worked out with a link to how."""
        if view.kind not in NAMED:
            return str(escape(self.said.value(view)))
        found = self.values.get((view.name, stale))
        if found is None:
            found = self.values[view.name, stale] = self._linked(view, stale)
        return found

    def _linked(self, view: Trace, stale: bool) -> str:
        value = str(escape(self.said.value(view)))
        if view.name not in self.behind[stale]:
            return value
        # The same tree serves both views unless values that are too old change it.
        apart = stale and self.behind[True][view.name] is not self.behind[False].get(view.name)
        self.linked.setdefault((view.name, apart))
        return f'<a href="#{self._anchor(view.name, apart)}">{value}</a>'

    def _anchor(self, name: str, stale: bool) -> str:
        return f"{'old' if stale else 'how'}-{name}"


def _same_kind(view: Trace) -> Iterator[Trace]:
    """Yield the parts of all-of or one-of; those of the same kind are opened, which changes no meaning."""
    for part in view.parts:
        if part.kind == view.kind:
            yield from _same_kind(part)
        else:
            yield part
