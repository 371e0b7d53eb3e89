"""How values are held in a table: a word is a small number, a set one bit for each member, a day a number of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sarcoguide.errors import GuidelineError, Problem
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, Reduction
from sarcoguide.language import Expr, Type
from sarcoguide.language.tree import Literal, Member, Own, expressions, walk

#: Bits of a set. The last stands for all words that the guideline does not know.
BITS = 64
#: Days are counted from this one.
EPOCH = date(1970, 1, 1)


@dataclass
class Codes:
    """The numbers of words and the bits of sets, the same for every expression of an edition."""

    edition: Edition
    _words: dict[str, int] = field(default_factory=dict)

    def word(self, text: str) -> int:
        """Return the number of a word."""
        return self._words.setdefault(text, len(self._words))

    def words(self, type_: Type) -> Mapping[str, int]:
        """Return the numbers of the words that a value of an enum can be."""
        return {word: self.word(word) for word in sorted(type_.domain or ())}

    def bits(self, type_: Type) -> Mapping[str, int]:
        """Return the bit of each word that a set of this type can hold."""
        return self._bits[type_.domain_name]

    def mask(self, members: frozenset[str], type_: Type) -> int:
        """Return a constant set."""
        bits = self.bits(type_)
        return sum(1 << bits[member] for member in members if member in bits)

    @cached_property
    def _bits(self) -> Mapping[str, Mapping[str, int]]:
        """The bit of each member by the list that it belongs to; a list with room for any word holds those named."""
        members: dict[str, set[str]] = {}
        rules: dict[str, FactRule | DefinitionRule] = {**self.edition.facts, **self.edition.definitions}
        for name, rule in rules.items():
            if rule.type.kind == "set":
                found = members.setdefault(rule.type.domain_name, set())
                found |= rule.type.domain or frozenset()
                found |= {other for other, fact in self.edition.facts.items() if fact.entry.checklist == name}
        for expr in _expressions(self.edition):
            for part in walk(expr):
                match part:
                    case Own() if part.type.kind == "set":
                        members.setdefault(part.type.domain_name, set()).update(part.type.domain or ())
                    case Member(item=Literal(value=str(word)), collection=collection):
                        members.setdefault(collection.type.domain_name, set()).add(word)
        for listed, words in members.items():
            if len(words) >= BITS:
                raise GuidelineError(
                    [Problem(f"the list {listed} has {len(words)} words", why=f"a set holds {BITS - 1} in a table")]
                )
        return {listed: {word: bit for bit, word in enumerate(sorted(words))} for listed, words in members.items()}


def _expressions(edition: Edition) -> Iterator[Expr]:
    for definition in edition.definitions.values():
        if not isinstance(definition.body, Reduction):
            yield from expressions(definition.body)
    rules: list[FactRule | DefinitionRule] = [*edition.facts.values(), *edition.definitions.values()]
    yield from (rule.applies for rule in rules if rule.applies is not None)
    for option in edition.options.values():
        yield option.indicated
        yield from (condition.when for condition in (*option.unless, *option.discouraged))
    yield from (contradiction.when for contradiction in edition.consistency)
