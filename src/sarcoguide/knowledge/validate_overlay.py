"""What an overlay may not do: it adds, annotates and restricts. Each refusal says where, what, why, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import structs

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.library import Library, Located, read_document
from sarcoguide.knowledge.option_entries import JUDGEMENT_KINDS, STATUS_KINDS, Drug, Option
from sarcoguide.knowledge.overlay_entries import Change, OverlayAbout
from sarcoguide.knowledge.yaml_reader import field_path
from sarcoguide.language.syntax import suggestion

#: Kinds of sources that cannot make an option of an overlay an offer.
JUDGEMENT = ("clinical_judgement", "convention")
#: Kinds of entries that take the options of a plan out of sight.
HIDING = ("exit", "emergency")
#: What a change of each target may hold besides its id, its sources and its day.
TIERS = ("unless", "discouraged", "caution", "unavailable")
TOLD = ("note", "patient", "contact", "local_name")
TARGETS: Mapping[str, tuple[str, ...]] = {"option": (*TIERS, *TOLD), "drug": (*TIERS, *TOLD), "setting": ("value",)}


def refuse(own: Library, about: Located[OverlayAbout], base: Library) -> list[Problem]:
    """Return what is wrong with an overlay beside the guideline that it belongs to.

    Args:
        own: the overlay's entries as read.
        about: its overlay.yaml.
        base: the guideline's entries.
    """
    return [
        *_guideline(about, base),
        *_replaced(own, base),
        *_words(own, base),
        *_kinds(own),
        *_judgement(own, base),
        *_changes(own, base),
    ]


def _guideline(about: Located[OverlayAbout], base: Library) -> Iterator[Problem]:
    assert base.about is not None
    if about.entry.guideline != base.about.entry.id:
        yield about.problem(
            ("guideline",),
            f"it is written for '{about.entry.guideline}', and this guideline is '{base.about.entry.id}'",
            "what restricts one guideline may widen another",
            "name the guideline that it is read with, or read it with its own",
        )


def _replaced(own: Library, base: Library) -> Iterator[Problem]:
    """No entry of the guideline is replaced: a second one of its name would remove it or stand in its place."""
    cited = {*(each.entry.id for each in base.sources), *(each.entry.id for each in base.statements)}
    groups: list[tuple[Sequence[Located[Any]], Collection[str]]] = [(own.sources, cited)]
    for part in ("glossary", "drugs", "guards", "options", "properties"):
        groups.append((getattr(own, part), {each.entry.id for each in getattr(base, part)}))
    for added, held in groups:
        for located in added:
            if located.entry.id in held:
                yield located.problem(
                    ("id",),
                    f"an overlay cannot replace '{located.entry.id}'",
                    "nothing of the guideline may be removed, and no condition, source or verb of it changed",
                    "give it an id of its own; to restrict the guideline's entry, write a row of changes.yaml",
                )


def _words(own: Library, base: Library) -> Iterator[Problem]:
    """A drug or regimen of an overlay takes no name by which records name one of the guideline."""
    of_base: list[Located[Drug] | Located[Option]] = [*base.drugs, *base.options]
    held = {word: each.entry.id for each in of_base for word in _called(each.entry)}
    added: list[Located[Drug] | Located[Option]] = [*own.drugs, *own.options]
    for located in added:
        for word in _called(located.entry):
            if held.get(word, located.entry.id) != located.entry.id:
                yield located.problem(
                    ("synonyms",) if word in map(str.casefold, getattr(located.entry, "synonyms", ())) else ("id",),
                    f"'{located.entry.id}' takes the name '{word}', which means '{held[word]}'",
                    "records would mean something else than they say",
                    "use a name of its own",
                )


def _called(entry: Drug | Option) -> set[str]:
    if isinstance(entry, Option):
        return {entry.id.casefold(), *([entry.name.casefold()] if entry.drugs and entry.name else [])}
    return {entry.id.casefold(), entry.name.casefold(), *map(str.casefold, entry.synonyms)}


def _kinds(own: Library) -> Iterator[Problem]:
    for located in own.options:
        if located.entry.kind in HIDING:
            yield located.problem(
                ("kind",),
                f"an overlay cannot add an entry of kind {located.entry.kind}",
                "it would take options of the guideline out of sight",
                "make it a warning, or restrict the options that it is about",
            )


def _judgement(own: Library, base: Library) -> Iterator[Problem]:
    """An option of an overlay rests on a source that was read, and that is not what its writers themselves hold."""
    kinds = {each.entry.id: each.entry.kind for each in (*base.sources, *own.sources) if each.entry.verified}
    kinds |= {each.entry.id: "statement" for each in base.statements}
    for located in own.options:
        uses = [use.id for use in located.entry.sources if use.position == "for"]
        told = [kinds[name] for name in uses if name in kinds]
        # Judgement alone is refused in any guideline; a convention is the guideline's own, and here the overlay's.
        if located.entry.kind not in JUDGEMENT_KINDS and told and set(told) <= set(JUDGEMENT) and "convention" in told:
            yield located.problem(
                ("sources",),
                f"'{located.entry.id}' rests on a convention alone",
                "what a hospital agrees on may restrict, and never makes an option supported",
                "cite a source that was read, or make it a question, referral or work-up",
            )


# --- changes -------------------------------------------------------------------------------------------------


def _changes(own: Library, base: Library) -> Iterator[Problem]:
    options = {each.entry.id: each.entry for each in base.options}
    held: dict[str, Collection[str]] = {
        "option": options,
        "drug": {each.entry.id for each in base.drugs},
        "setting": {each.entry.name for each in base.settings},
    }
    taken = {*options, *(each.entry.id for each in own.options)}
    for located in own.changes:
        change = located.entry
        if change.id in taken:
            yield located.problem(("id",), f"the id '{change.id}' is used twice", "it must name one thing", "rename it")
        taken.add(change.id)
        targets = [name for name in TARGETS if getattr(change, name)]
        if len(targets) != 1:
            yield located.problem(
                (),
                f"the change '{change.id}' is about {len(targets)} things",
                "a reader must see what it changes",
                "name one `option`, one `drug` or one `setting`",
            )
            continue
        (target,) = targets
        name = getattr(change, target)
        if name not in held[target]:
            yield located.problem(
                (target,),
                f"the guideline has no {target} '{name}'",
                "the change would be ignored in silence",
                suggestion(name, held[target]) or "correct the name; what the overlay adds is written in its own entry",
            )
            continue
        yield from _held(located, target)
        if target == "setting":
            yield from _setting(located, base)
        if target == "option" and options[name].kind not in STATUS_KINDS:
            yield from _shown(located, options[name])


def _held(located: Located[Change], target: str) -> Iterator[Problem]:
    """A change holds what its target can take, and something."""
    change = located.entry
    given = [key for key in (*TIERS, *TOLD, "value") if getattr(change, key) not in ("", [], None)]
    for key in given:
        if key not in TARGETS[target]:
            yield located.problem(
                (key,), f"`{key}` cannot stand beside `{target}`", "it would be ignored in silence", "take it out"
            )
    if "patient" in given and "note" not in given and "contact" not in given:
        yield located.problem(
            ("patient",), "`patient` stands without `note`", "patients would be told what clinicians are not", "add it"
        )
    if not given and target != "setting":
        yield located.problem(
            (),
            f"the change '{change.id}' changes nothing",
            "it would look as if something were restricted",
            f"give it one of: {', '.join(TARGETS[target])}",
        )
    if not change.sources:
        yield located.problem(
            ("sources",), f"the change '{change.id}' names no source", "nobody could look up why", "cite one"
        )


def _setting(located: Located[Change], base: Library) -> Iterator[Problem]:
    change = located.entry
    setting = next(each.entry for each in base.settings if each.entry.name == change.setting)
    if not setting.local:
        yield located.problem(
            ("setting",),
            f"the guideline does not leave '{setting.name}' to a hospital",
            "another number could widen what is offered, or silence a warning",
            "only settings with `local: true` can be set",
        )
        return
    value, bounds = change.value, setting.local_range
    wrong = value is None or (setting.type == "integer" and not isinstance(value, int))
    if value is not None and bounds is not None:
        wrong = wrong or not Decimal(bounds[0]) <= Decimal(value) <= Decimal(bounds[1])
    if wrong:
        limits = f" from {bounds[0]} to {bounds[1]}" if bounds is not None else ""
        yield located.problem(
            ("value",),
            f"{shorten(value)} cannot be the value of '{setting.name}'",
            "the guideline says how far a hospital may go",
            f"write a{'n' if setting.type == 'integer' else ''} {setting.type}{limits}",
        )


def _shown(located: Located[Change], option: Option) -> Iterator[Problem]:
    """An entry that is shown when it is true has no status: to restrict it would be to hide it."""
    for tier in TIERS:
        if getattr(located.entry, tier):
            yield located.problem(
                (tier,),
                f"'{option.id}' is of kind {option.kind}, which cannot be restricted",
                "it would no longer be shown to somebody who needs it",
                "add a note, a contact or a local name",
            )


#: Keys of an entry of the guideline that a change cannot set.
FORBIDDEN = {
    key
    for key in (*(part.encode_name for part in structs.fields(Option)), "class", "name", "label")
    if key not in {part.encode_name for part in structs.fields(Change)}
}


def forbidden_keys(file: Path, where: str) -> Iterator[Problem]:
    """Yield the keys by which rows of a file of changes would alter an entry of the guideline."""
    document = read_document(Library(file.parent), file, where)
    if document is None or not isinstance(document.data, list):
        return  # told by the reader
    for index, row in enumerate(document.data):
        for key in sorted(FORBIDDEN.intersection(row)) if isinstance(row, dict) else ():
            path = (index, key)
            yield Problem(
                f"an overlay cannot change `{key}` of an entry",
                where,
                document.line(path),
                field_path(path),
                "it may add, annotate and restrict; it never widens, removes or rewords",
                "restrict it with unless, discouraged, caution or unavailable, or tell it beside the entry with note",
            )
