"""Why a condition is met or not, in words: the patient's value, and beside it the one that would be needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sarcoguide.language import Trace
from sarcoguide.language.trace import KNOWN, NOT_APPLICABLE, UNKNOWN
from sarcoguide.language.tree import OPPOSITE
from sarcoguide.planning.wording import Wording, wording_of
from sarcoguide.record import View
from sarcoguide.record.labels import words_of

#: The words of a comparison that is needed.
NEEDED = {"==": "", "!=": "other than ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}
#: Longest list of values that is printed in full.
ONE_LINE = 60


@dataclass(slots=True)
class Needs:
    """The reasons of one patient. What many options share, such as a gate, is put into words once."""

    view: View
    wording: Wording = field(init=False)
    #: By identity of the trace, which is kept beside its words so that no other can take its place.
    _lacking: dict[tuple[int, bool], tuple[Trace, tuple[str, ...]]] = field(default_factory=dict)

    _words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the wording of the view's edition."""
        self.wording = wording_of(self.view.edition)

    def met(self, trace: Trace) -> tuple[str, ...]:
        """Return what makes a condition true, each as `label: the patient's value`."""
        return tuple(dict.fromkeys(self._for(trace, True)))

    def unmet(self, trace: Trace) -> tuple[str, ...]:
        """Return what stands against a condition that is false, each as `label: the patient's value (needed: ...)`."""
        return self._against(trace, True)

    def still_open(self, names: Iterable[str]) -> list[str]:
        """Return those of the names that are not known."""
        return [name for name in names if self.view.value(name).state is UNKNOWN]

    def settled(self, names: Sequence[str]) -> Iterator[str]:
        """Yield why nothing of several names is left to be found out; nothing while one is open."""
        if self.still_open(names):
            return
        for state, word in ((KNOWN, "Known already"), (NOT_APPLICABLE, "Does not apply")):
            labels = [self.wording.label(name) for name in names if self.view.value(name).state is state]
            if labels:
                yield f"{word}: {', '.join(labels)}"

    def _for(self, trace: Trace, want: bool) -> Iterator[str]:
        """Yield the values that make a trace `want`: of a true or and of a false and only what decides."""
        if trace.truth is not want:
            return
        match trace.kind:
            case "not":
                yield from self._for(trace.parts[0], not want)
            case "and" | "or":
                for part in trace.parts:
                    yield from self._for(part, want)
            case "in" if want and trace.parts[0].kind == "literal":
                item, collection = trace.parts
                yield f"{self._subject(collection)}: {self.wording.constant(collection.name, item)}"
            case "compare" | "in":
                side = next((part for part in trace.parts if part.kind != "literal"), trace.parts[0])
                yield f"{self._subject(side)}: {self._value(side)}"
            case "fact" | "definition":
                yield f"{self.wording.label(trace.name)}: {self._value(trace)}"
            case _:
                return

    def _against(self, trace: Trace, want: bool) -> tuple[str, ...]:
        """Return, each once, what stands against a trace being `want`."""
        key = (id(trace), want)
        found = self._lacking.get(key)
        if found is None:
            found = self._lacking[key] = (trace, () if trace.truth is want else self._lacks(trace, want))
        return found[1]

    def _lacks(self, trace: Trace, want: bool) -> tuple[str, ...]:
        match trace.kind:
            case "compare":
                return (self._comparison(trace, want),)
            case "in":
                return (self._membership(trace, want),)
            case "and" | "or":
                return self._parts(trace, want)
            case "not":
                return self._against(trace.parts[0], not want)
            case "definition" if (body := self.view.behind(trace.name)) and body[0].kind in ("and", "or", "not"):
                return self._against(body[0], want)
            case "fact" | "definition" if trace.state is not UNKNOWN:
                subject = self.wording.label(trace.name)
                return (f"{subject}: {self._value(trace)} (needed: {'yes' if want else 'no'})",)
            case _:
                return ()

    def _parts(self, trace: Trace, want: bool) -> tuple[str, ...]:
        """A wanted conjunction lacks each part that is false; a wanted disjunction lacks them all, one would do."""
        ways = [self._against(part, want) for part in trace.parts if part.truth is (not want)]
        if len(ways) == 1:
            return ways[0]
        if (trace.kind == "and") is want:
            return tuple(dict.fromkeys([line for way in ways for line in way]))
        # Of alternatives, the one with the fewest things against it says most.
        ways = [way for way in ways if way]
        if not ways:
            return ()
        fewest = min([len(way) for way in ways])
        return (" or ".join(["; ".join(way) for way in ways if len(way) == fewest]),)

    def _comparison(self, trace: Trace, want: bool) -> str:
        left, right = trace.parts
        op = trace.name if want else OPPOSITE[trace.name]
        if left.kind == "literal":
            left, right = right, left
        needed = self.wording.constant(left.name, right) if right.kind == "literal" else right.text
        return f"{self._subject(left)}: {self._value(left)} (needed: {NEEDED[op]}{needed})"

    def _membership(self, trace: Trace, want: bool) -> str:
        item, collection = trace.parts
        if collection.kind == "literal":
            members = self.wording.constant(item.name, collection)
            # A long named set is called by its name; a list written in place has none.
            named = not collection.text.startswith("[")
            listed = collection.text.replace("_", " ") if named and len(members) > ONE_LINE else members
            word = "" if want else "none of "
            return f"{self.wording.label(item.name)}: {self._value(item)} (needed: {word}{listed})"
        word = "with" if want else "without"
        value = words_of(collection.name, item.value, self.view.edition)
        return f"{self.wording.label(collection.name)}: {self._value(collection)} (needed: {word} {value})"

    def _subject(self, trace: Trace) -> str:
        """Return what is compared, in words: `size(symptoms & chest_symptoms)` is the number of symptoms among them."""
        if trace.name:
            return self.wording.label(trace.name)
        if trace.kind == "size" and trace.parts[0].kind == "common":
            first, second = trace.parts[0].parts
            fact, members = (first, second) if first.name else (second, first)
            return f"{self.wording.label(fact.name)} among {members.text.replace('_', ' ')}"
        return trace.text

    def _value(self, trace: Trace) -> str:
        if trace.state is not KNOWN:
            return "not known" if trace.state is UNKNOWN else "does not apply"
        if trace.kind not in ("fact", "definition"):
            return words_of(trace.name, trace.value, self.view.edition)
        found = self._words.get(trace.name)
        if found is None:
            found = self._words[trace.name] = self.wording.words(trace.name, trace.value)
        return found
