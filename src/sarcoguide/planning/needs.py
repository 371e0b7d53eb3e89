"""Why a condition is met or not, in words: the patient's value, and beside it the one that would be needed."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.knowledge import Edition
from sarcoguide.language import State, Trace, Value
from sarcoguide.language.tree import OPPOSITE
from sarcoguide.planning.views import label_of, words_of
from sarcoguide.record import View

#: The words of a comparison that is needed.
NEEDED = {"==": "", "!=": "other than ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}


def met(trace: Trace, edition: Edition) -> tuple[str, ...]:
    """Return what makes a condition true, each as `label: the patient's value`."""
    return tuple(dict.fromkeys(_for(trace, True, edition)))


def _for(trace: Trace, want: bool, edition: Edition) -> Iterator[str]:
    """Yield the values that make a trace `want`: of a true disjunction and a false conjunction only what decides."""
    if trace.truth is not want:
        return
    match trace.kind:
        case "not":
            yield from _for(trace.parts[0], not want, edition)
        case "and" | "or":
            for part in trace.parts:
                yield from _for(part, want, edition)
        case "in" if want and trace.parts[0].kind == "literal":
            item, collection = trace.parts
            yield f"{_subject(collection, edition)}: {words_of(collection.name, item.value, edition)}"
        case "compare" | "in":
            side = next((part for part in trace.parts if part.kind != "literal"), trace.parts[0])
            yield f"{_subject(side, edition)}: {_value(side, edition)}"
        case "fact" | "definition":
            yield f"{label_of(trace.name, edition)}: {_value(trace, edition)}"
        case _:
            return


def unmet(trace: Trace, view: View) -> tuple[str, ...]:
    """Return what stands against a condition that is false, each as `label: the patient's value (needed: ...)`."""
    return tuple(dict.fromkeys(_against(trace, True, view)))


def _against(trace: Trace, want: bool, view: View) -> Iterator[str]:
    if trace.truth is want:
        return
    match trace.kind:
        case "not":
            yield from _against(trace.parts[0], not want, view)
        case "and" | "or":
            yield from _parts(trace, want, view)
        case "compare":
            yield from _comparison(trace, want, view.edition)
        case "in":
            yield from _membership(trace, want, view.edition)
        case "definition" if (body := view.behind(trace.name)) and body[0].kind in ("and", "or", "not"):
            yield from _against(body[0], want, view)
        case "fact" | "definition" if trace.state is not State.UNKNOWN:
            subject, value = label_of(trace.name, view.edition), _value(trace, view.edition)
            yield f"{subject}: {value} (needed: {'yes' if want else 'no'})"
        case _:
            return


def _parts(trace: Trace, want: bool, view: View) -> Iterator[str]:
    """A wanted conjunction lacks each part that is false; a wanted disjunction lacks them all, one would do."""
    lacking = [part for part in trace.parts if part.truth is (not want)]
    if (trace.kind == "and") is want:
        for part in lacking:
            yield from _against(part, want, view)
        return
    # Of alternatives, the one with the fewest things against it says most.
    ways = [list(dict.fromkeys(_against(part, want, view))) for part in lacking]
    ways = [way for way in ways if way]
    if not ways:
        return
    fewest = min(len(way) for way in ways)
    yield " or ".join("; ".join(way) for way in ways if len(way) == fewest)


def _comparison(trace: Trace, want: bool, edition: Edition) -> Iterator[str]:
    left, right = trace.parts
    op = trace.name if want else OPPOSITE[trace.name]
    if left.kind == "literal":
        left, right = right, left
    subject = _subject(left, edition)
    needed = words_of(left.name, right.value, edition) if right.kind == "literal" else right.text
    yield f"{subject}: {_value(left, edition)} (needed: {NEEDED[op]}{needed})"


def _subject(trace: Trace, edition: Edition) -> str:
    """Return what is compared, in words: `size(symptoms & chest_symptoms)` is the number of symptoms among them."""
    if trace.name:
        return label_of(trace.name, edition)
    if trace.kind == "size" and trace.parts[0].kind == "common":
        first, second = trace.parts[0].parts
        fact, members = (first, second) if first.name else (second, first)
        return f"{label_of(fact.name, edition)} among {members.text.replace('_', ' ')}"
    return trace.text


def _membership(trace: Trace, want: bool, edition: Edition) -> Iterator[str]:
    item, collection = trace.parts
    if collection.kind == "literal":
        members = words_of(item.name, collection.value, edition)
        listed = collection.text.replace("_", " ") if len(members) > 60 else members  # noqa: PLR2004 - one line
        word = "" if want else "none of "
        yield f"{label_of(item.name, edition)}: {_value(item, edition)} (needed: {word}{listed})"
        return
    word = "with" if want else "without"
    value = words_of(collection.name, item.value, edition)
    yield f"{label_of(collection.name, edition)}: {_value(collection, edition)} (needed: {word} {value})"


def _value(trace: Trace, edition: Edition) -> str:
    match trace.state:
        case State.UNKNOWN:
            return "not known"
        case State.NOT_APPLICABLE:
            return "does not apply"
        case _:
            value: Value = trace.value
            return words_of(trace.name, value, edition)
