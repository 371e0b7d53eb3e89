"""Words of a record read as a value of a list: told in a warning, or left open where they can mean two things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.words import Meaning, as_word
from sarcoguide.record.model import Warned

READ_AS, OPEN = "read_as", "word_left_open"


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
            says = f"{_label(name, guideline)}: '{written}' was read as {_value(name, value, guideline)}."
            warnings.append(Warned(READ_AS, says, (name,)))
    return read, tuple(warnings)


def _meaning(name: str, raw: object, guideline: Guideline) -> Meaning | None:
    """Return what the value of a fact means as a word, or None where it is a value, or no word."""
    rule = guideline.facts.get(name)
    text = _bare(raw)
    if rule is None or rule.type.kind != "enum" or not isinstance(text, str) or text in (rule.type.domain or ()):
        return None
    return guideline.names.words.get(rule.entry.domain or name, {}).get(as_word(text))


def _bare(raw: object) -> object:
    return raw.get("value") if isinstance(raw, dict) else raw


def _open(name: str, written: str, meaning: Meaning, guideline: Guideline) -> Warned:
    candidates = " or ".join(_value(name, value, guideline) for value in meaning.candidates)
    decides = meaning.decided_by
    how = f"{_label(decides, guideline)} decides" if decides else "please say which"
    says = f"{_label(name, guideline)}: '{written}' can mean {candidates}; {how}. Until then it counts as not known."
    return Warned(OPEN, says, (name,) if decides is None else (name, decides))


def _label(name: str, guideline: Guideline) -> str:
    rule = guideline.facts.get(name)
    return rule.entry.label if rule is not None else name


def _value(name: str, value: str, guideline: Guideline) -> str:
    return guideline.names.labels.get(name, {}).get(value, value)
