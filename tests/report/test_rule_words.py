"""A condition in words keeps its meaning: what must hold together and what may hold instead are told apart."""

from __future__ import annotations

from sarcoguide.language import evaluate
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.rule_words import RuleLine, rule_lines
from sarcoguide.report.trace_words import TraceWords
from tests.helpers import TODAY, Names, tiny, tree_of


def lines(text: str, **values: object) -> tuple[RuleLine, ...]:
    """Return the lines of an expression over the small vocabulary."""
    return rule_lines(evaluate(tree_of(text), Names(values)), TraceWords(Lexicon(tiny().at(TODAY)), {}))


def test_what_must_hold_together_is_one_line_each() -> None:
    """With the truth of each."""
    found = lines("p and (q and r)", p=True, q=False)
    assert [("P", True), ("Q", False), ("R", None)] == [(line.asked, line.truth) for line in found]


def test_what_may_hold_instead_stands_below_one_line() -> None:
    """All-of inside one-of is a line with parts of its own, so that no reader has to guess what belongs together."""
    (either,) = lines("(p and q) or r", p=True, q=True)
    assert ("One of", True) == (either.asked, either.truth)
    assert ["All of", "R"] == [part.asked for part in either.parts]
    assert ["P", "Q"] == [part.asked for part in either.parts[0].parts]


def test_the_opposite_of_one_condition_is_one_line_and_that_of_several_has_parts() -> None:
    """And without a patient nothing has a truth."""
    simple, several = lines("not p and not (q or r)", p=False)
    assert ("Not: p", ()) == (simple.asked, simple.parts)
    assert ["One of"] == [part.asked for part in several.parts]
    assert (None, None) == (simple.bare.truth, several.bare.parts[0].truth)
