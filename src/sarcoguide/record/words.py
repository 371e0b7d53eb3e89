"""Words of a record read as a value of a list: told in a warning, or left open where they can mean two things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.entries import Definition, Fact
from sarcoguide.knowledge.words import Meaning, forms_of
from sarcoguide.record.labels import label_of, meaning_of
from sarcoguide.record.model import Warned

READ_AS, OPEN = "read_as", "word_left_open"
NO_WORDS: Mapping[str, Meaning] = {}


def read_words(facts: Mapping[str, Any], guideline: Guideline) -> tuple[dict[str, Any], tuple[Warned, ...]]:
    """Return the facts of a record with each word in the place of the value that it means, and what was read how.

    A word that can mean two things, between which the record does not decide, is left out: the fact is unknown, and a
    warning says so. What is no word of the guideline stays as it is.

    Args:
        facts: by name, each a value or a mapping with `value`.
        guideline: whose words are read.
    """
    read = dict(facts)
    warnings: list[Warned] = []
    met = {name: meaning for name, raw in facts.items() if (meaning := _meaning(name, raw, guideline)) is not None}
    # What decides may be a word itself.
    for name in sorted(met, key=lambda name: met[name].decided_by is not None):
        meaning, written = met[name], str(_bare(facts[name]))
        decides = None if meaning.decided_by is None else _bare(read.get(meaning.decided_by))
        value = meaning.value(decides)
        if value is None:
            del read[name]
            warnings.append(_open(name, written, meaning, guideline))
        else:
            read[name] = {**facts[name], "value": value} if isinstance(facts[name], dict) else value
            says = f"{label_of(name, guideline)}: '{written}' was read as {meaning_of(name, value, guideline)}."
            warnings.append(Warned(READ_AS, says, (name,)))
    return read, tuple(warnings)


def _meaning(name: str, raw: object, guideline: Guideline) -> Meaning | None:
    """Return what the value of a fact means as a word, or None where it is a value, or no word."""
    rule = guideline.facts.get(name)
    text = _bare(raw)
    if rule is None or rule.type.kind != "enum" or not isinstance(text, str) or text in (rule.type.domain or ()):
        return None
    known = words_for(rule.entry, guideline)
    return next((known[form] for form in forms_of(text) if form in known), None)


def words_for(entry: Fact | Definition, guideline: Guideline) -> Mapping[str, Meaning]:
    """Return the words that are read as a value of a fact, in the form of `as_word`."""
    return guideline.names.words.get(entry.domain or entry.name, NO_WORDS)


def _bare(raw: object) -> object:
    return raw.get("value") if isinstance(raw, dict) else raw


def _open(name: str, written: str, meaning: Meaning, guideline: Guideline) -> Warned:
    candidates = " or ".join(meaning_of(name, value, guideline) for value in meaning.candidates)
    decides = meaning.decided_by
    how = f"{label_of(decides, guideline)} decides" if decides else "please say which"
    says = f"{label_of(name, guideline)}: '{written}' can mean {candidates}; {how}. Until then it counts as not known."
    return Warned(OPEN, says, (name,) if decides is None else (name, decides))
