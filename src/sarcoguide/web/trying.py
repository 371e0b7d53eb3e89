"""What is tried out beside a record: another value of one fact, entered as in the form and never kept in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sarcoguide.knowledge import Edition
from sarcoguide.web.fields import TRIED, Form, FormField, fields_of
from sarcoguide.web.form import form_of
from sarcoguide.web.posted import Posted, record_of

#: What is posted when the field was shown to be tried: then an empty field means unknown.
SHOWN = f"{TRIED}shown"


@dataclass(frozen=True, slots=True)
class Trial:
    """A fact to be tried out: its value, or the field that asks for one."""

    name: str
    value: Any = None
    ask: FormField | None = None


def named(posted: Posted, edition: Edition) -> str:
    """Return the fact that is to be tried with what was entered for it; empty where there is none."""
    names = [text for key in ("change", "more") for text in posted.get(key, ()) if text in fields_of(edition)]
    return names[0] if len(names) == 1 else ""


def trial(name: str, posted: Posted, form: Form, edition: Edition) -> Trial:
    """Return what to try of a fact.

    Args:
        name: the fact.
        posted: the fields; those that begin with `w.` are tried.
        form: the record as it is; its value is where a trial begins.
        edition: the guideline whose dictionary made the form.
    """
    tried = {key.removeprefix(TRIED): texts for key, texts in posted.items() if key.startswith(TRIED)}
    entered = record_of(tried, edition)
    value = entered.raw["facts"].get(name)
    if value is None and SHOWN not in posted:
        return Trial(name, ask=_tried(form, name))
    if entered.problems or "more" in posted:
        raw = {"facts": {} if value is None else {name: value}}
        told = form_of(raw, edition, entered.problems, states=entered.states, numbers=entered.numbers)
        return Trial(name, ask=_tried(told, name))
    return Trial(name, value)


def _tried(form: Form, name: str) -> FormField:
    field = form.field(name)
    assert field is not None  # every name of the dictionary has a field
    return field.tried()
