"""The map of the guideline ready to be used: branches as trees, and the entries that stand at each place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Option
from sarcoguide.knowledge.overlay_entries import PLACE
from sarcoguide.knowledge.pathway_entries import Place, Stage
from sarcoguide.language import Expr
from sarcoguide.language.tree import And, Compare, Literal, Name, Not, Scalar


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A place on the map.

    Args:
        entry: the place as written.
        when: its branch as a tree; None where it is a group.
        holds: the ids of the entries that stand there, of any day.
        assumes: the values that everybody of its branch has.
    """

    entry: Place
    when: Expr | None
    holds: tuple[str, ...]
    assumes: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class StageRule:
    """A stage of care with its places."""

    entry: Stage
    places: tuple[PlaceRule, ...]

    @property
    def gates(self) -> tuple[PlaceRule, ...]:
        """The places that the way goes through: the branches and those aside; where there is none, the groups."""
        branches = tuple(place for place in self.places if place.when is not None or place.entry.aside)
        return branches or self.places


def assumed(when: Expr | None) -> dict[str, Scalar]:
    """Return the values that a condition fixes: those of its equations and of its bare conditions."""
    match when:
        case And():
            return {name: value for part in when.operands for name, value in assumed(part).items()}
        case Compare(op="==", left=Name(name=name), right=Literal(value=value)):
            return {name: value}
        case Name(name=name):
            return {name: True}
        case Not(operand=Name(name=name)):
            return {name: False}
        case _:
            return {}


def chosen(place: Place, library: Library, named: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the entries that stand at a place; `named` are those that any place names."""
    found = (
        located.entry.id
        for located in library.options
        if located.entry.id in place.entries
        or (file_of(located) in place.files and located.entry.kind in place.kinds and located.entry.id not in named)
    )
    return tuple(sorted(found))


def named_by(library: Library) -> frozenset[str]:
    """Return the ids of the entries that a place names."""
    return frozenset(name for stage in library.pathway for place in stage.entry.places for name in place.entries)


def file_of(located: Located[Option]) -> str:
    """Return the file of an entry as the map names it, such as `regimens/first_line`.

    What an overlay adds stands beside the entries of the guideline's file of the same name.
    """
    return str(PurePosixPath(located.where.removeprefix(PLACE)).with_suffix(""))
