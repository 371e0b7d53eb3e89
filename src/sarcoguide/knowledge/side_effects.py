"""Side effects: a regimen has those of its drugs, each once; a drug without any is a gap that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from msgspec import structs

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Drug, Option, SideEffect
from sarcoguide.knowledge.yaml_reader import Path

#: Kinds of sources that nobody can read a fact in.
NOT_READ = ("clinical_judgement", "convention")


def joined(entry: Option, drugs: Mapping[str, Drug]) -> tuple[SideEffect, ...]:
    """Return the side effects of an option's drugs: urgent ones first, and the first of each drug before the second.

    Drugs that only accompany others come after them. What two drugs share stands once, urgent if it is so for one of
    them, and by what was read where one of them was read. A figure is of the drug alone: with several drugs none stays.

    Args:
        entry: the option.
        drugs: every drug, by id.
    """
    alone = sum(not use.supportive for use in entry.drugs) == 1
    found: dict[str, SideEffect] = {}
    for effect in chain.from_iterable(_in_turn(entry, drugs, supportive=part) for part in (False, True)):
        key = effect.name.casefold()
        found[key] = _both(found[key], effect) if key in found else effect
    effects = found.values() if alone else [structs.replace(effect, frequency="") for effect in found.values()]
    return tuple(sorted(effects, key=lambda effect: not effect.urgent))


def _in_turn(entry: Option, drugs: Mapping[str, Drug], *, supportive: bool) -> Iterator[SideEffect]:
    uses = [use for use in entry.drugs if use.supportive is supportive and use.drug in drugs]
    for turn in zip_longest(*(drugs[use.drug].side_effects for use in uses)):
        yield from (effect for effect in turn if effect is not None)


def _both(first: SideEffect, other: SideEffect) -> SideEffect:
    read = [effect for effect in (first, other) if effect.verified] or [first, other]
    return structs.replace(
        first,
        urgent=first.urgent or other.urgent,
        act="; ".join(dict.fromkeys(filter(None, (first.act, other.act)))),
        frequency=first.frequency or other.frequency,
        verified=first.verified or other.verified,
        sources=list(dict.fromkeys(use for effect in read for use in effect.sources)),
    )


def check_side_effects(library: Library) -> Iterator[Problem]:
    """Every drug that can be given says what harm it can do, by what was read, and what to do about what is urgent."""
    read = {s.entry.id for s in library.sources if s.entry.verified and s.entry.kind not in NOT_READ}
    given = _given(library)
    for located in library.drugs:
        if not located.entry.side_effects and located.entry.id in given:
            yield located.problem(
                ("side_effects",),
                f"'{located.entry.id}' has no side effects",
                "an option with it would look harmless",
                "list them with their sources; `verified: false` and clinical judgement where none was read",
            )
        yield from chain.from_iterable(
            _check(located, index, effect, read) for index, effect in enumerate(located.entry.side_effects)
        )
    about = library.about
    if about is not None and about.entry.side_effects is None and any(d.entry.side_effects for d in library.drugs):
        yield about.problem(
            ("side_effects",),
            "nothing says whom to call about side effects",
            "drugs name some; whoever has one must know what to do",
            "add `side_effects` with `says`, `patient_urgent`, `patient_others` and `sources`",
        )


def _given(library: Library) -> set[str]:
    """Return the drugs of the options that still hold on the day on which the content was last checked."""
    day = library.about.entry.checked if library.about is not None else None
    entries = [located.entry for located in library.options]
    standing = [entry for entry in entries if entry.until is None or day is None or entry.until > day]
    return {use.drug for entry in standing for use in entry.drugs}


def _check(located: Located[Drug], index: int, effect: SideEffect, read: set[str]) -> Iterator[Problem]:
    place: Path = ("side_effects", index)
    if effect.name.casefold() in _names(located.entry.side_effects[:index]):
        yield located.problem((*place, "name"), f"'{effect.name}' stands twice", "one would be lost", "keep one")
    if effect.urgent and not effect.act:
        yield located.problem(
            place, f"'{effect.name}' is urgent and has no `act`", "nobody would know what to do", "write `act`"
        )
    if effect.frequency and not effect.verified:
        yield located.problem(
            (*place, "frequency"),
            f"'{effect.name}' has a figure that was not read",
            "a reader would take it for a fact",
            "take it out, or read it and write `verified: true`",
        )
    if not effect.sources or (effect.verified and not any(use.id in read for use in effect.sources)):
        yield located.problem(
            (*place, "sources"),
            f"'{effect.name}' counts as read and cites nothing that was" if effect.sources else "it cites no source",
            "nobody could look it up",
            "cite the source in which it was read, or clinical judgement without `verified: true`",
        )


def _names(effects: Sequence[SideEffect]) -> set[str]:
    return {effect.name.casefold() for effect in effects}
