"""Run the sentence-named cases of a guideline: each expectation is compared with the plan of its patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sarcoguide.engines import CompiledEngine
from sarcoguide.errors import ProblemsError, UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.cases import Behaviour, Case, Expectation
from sarcoguide.language import State
from sarcoguide.planning import Plan, make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.planning.wording import plain
from sarcoguide.record import Situation, read_record
from sarcoguide.record.changes import changed

TAKEN_AWAY = "unknown"
ABSENT = "absent"
PRESENT = "present"
#: So many cases of one day are worth the second that it takes to generate an engine.
MANY = 100
#: The tiers of conditions whose facts an expected attribute names.
READ_BY = {
    "reasons_on": ("excludes", "discourages"),
    "discouraged_on": ("discourages",),
    "cautions_on": ("cautions",),
}
IN_TRIAL = {True: "inside", False: "outside", None: "unknown"}
NOT_HELD = "not_held"
LIKENESS = {True: "like", False: "unlike", None: "unknown"}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case with what did not come out as expected; empty when all did."""

    behaviour: str
    case: str
    failures: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The name of the case: behaviour and what this side of the pair shows."""
        return sentence_of(self.behaviour, self.case)


def sentence_of(behaviour: str, case: str) -> str:
    """Return the name of a case, or of a day of a story."""
    return f"{behaviour} - {case}"


def run_cases(guideline: Guideline, match: str = "") -> Iterator[CaseResult]:
    """Yield the result of each case of each behaviour whose sentence holds `match`, applying side first.

    The many cases of one day are planned by its compiled engine, which gives the reference's plan sooner.
    """
    chosen = [
        (behaviour, case)
        for behaviour in guideline.behaviours
        for case in behaviour.cases
        if match.lower() in sentence_of(behaviour.behaviour, case.case).lower()
    ]
    days = Counter(case.as_of or guideline.patients[case.patient].data["assessment_date"] for _, case in chosen)
    day, cases = max(days.items(), key=lambda item: item[1], default=(None, 0))
    engine = CompiledEngine(guideline.at(day)) if day is not None and cases >= MANY else None
    for behaviour, case in chosen:
        yield run_case(guideline, behaviour, case, engine)


def run_case(
    guideline: Guideline, behaviour: Behaviour, case: Case, engine: CompiledEngine | None = None
) -> CaseResult:
    """Return what of one case did not come out as expected; `engine` plans the cases of its own day."""
    try:
        situation = situation_of(guideline, case)
        if engine is not None and engine.edition.as_of == situation.edition.as_of:
            plan = engine.plan(situation.record, guideline)
        else:
            plan = make_plan(situation.record, guideline, situation.edition.as_of)
    except (ProblemsError, UsageError) as error:
        return CaseResult(behaviour.behaviour, case.case, (f"the record cannot be planned: {error}",))
    return CaseResult(behaviour.behaviour, case.case, failures_of(case.expect, case.must_not, plan, situation))


def failures_of(expect: Expectation, must_not: Expectation, plan: Plan, situation: Situation) -> tuple[str, ...]:
    """Return what a plan does not show as expected, and what it shows that it must not."""
    failures = [f"expected {text}" for text in _differences(expect, plan, situation, negated=False)]
    failures += [f"must not: {text}" for text in _differences(must_not, plan, situation, negated=True)]
    return tuple(failures)


def situation_of(guideline: Guideline, case: Case) -> Situation:
    """Return the patient of a case on its day.

    Raises:
        RecordError: the changed record cannot be used.
    """
    patient = guideline.patients[case.patient].data
    changes = {name: None if value == TAKEN_AWAY else value for name, value in case.changes.items()}
    record = read_record(changed(patient, changes, guideline), guideline)
    return Situation(record, guideline.at(case.as_of or record.assessment_date))


def _differences(wanted: Expectation, plan: Plan, situation: Situation, *, negated: bool) -> Iterator[str]:
    """Yield each expectation that fails; under `negated`, each that holds."""
    for text, holds in _tests(wanted, plan, situation):
        if holds is negated:
            yield text


def _tests(wanted: Expectation, plan: Plan, situation: Situation) -> Iterator[tuple[str, bool]]:
    for name, value in wanted.facts.items():
        found = _fact(name, situation, plan)
        allowed = value if isinstance(value, list) and not isinstance(found[0], list) else [value]
        yield f"{name} = {value} (it is {found[0]})", any(_same(one, other) for one in found for other in allowed)
    if wanted.headline_first is not None:
        first = plan.headline[0].fact if plan.headline else None
        yield f"{wanted.headline_first} first (it is {first})", first == wanted.headline_first
    for name, value in wanted.options.items():
        yield from _option_tests(name, value, plan.option(name))
    for key in ("urgent", "out_of_scope", "warnings", "information"):
        present = {item.id for item in getattr(plan, key)}
        if key == "information":
            present |= {note.id for option in plan.options for note in option.notes}
        yield from ((f"{key} {name}", name in present) for name in getattr(wanted, key))
    for name, values in wanted.values_beside.items():
        shown = _values_beside(plan, name)
        for fact, value in values.items():
            yield f"{name} with {fact} {value} (it shows {shown})", fact in shown and _same(shown[fact], value)
    for name, value in wanted.outlook.items():
        found_as = likeness(plan, name)
        yield f"outlook {name} {value} (it is {found_as})", found_as == value
    for name, value in wanted.findings.items():
        found_as = in_trial(plan, name)
        yield f"finding {name} {value} (it is {found_as})", found_as == value
    asked = [question.fact for question in plan.missing]
    yield from ((f"a question for {name} (asked: {', '.join(asked)})", name in asked) for name in wanted.asks)
    if wanted.asks_first:
        leading = asked[: len(wanted.asks_first)]
        yield f"{', '.join(wanted.asks_first)} asked first (it is {', '.join(leading)})", leading == wanted.asks_first
    if wanted.questions_at_most is not None:
        most = wanted.questions_at_most
        yield f"at most {most} questions (there are {len(asked)}: {', '.join(asked)})", len(asked) <= most
    if wanted.question_groups_at_most is not None:
        most = wanted.question_groups_at_most
        groups = list(dict.fromkeys((question.layer, question.group) for question in plan.missing))
        named = ", ".join(group for _, group in groups)
        yield f"at most {most} groups of questions (there are {len(groups)}: {named})", len(groups) <= most


def likeness(plan: Plan, name: str) -> str:
    """Return whether a patient is like the people of a figure: like, unlike, unknown; absent if it is not shown."""
    figures = plan.outlook.figures if plan.outlook is not None else ()
    return next((LIKENESS[figure.like] for figure in figures if figure.id == name), ABSENT)


def in_trial(plan: Plan, name: str) -> str:
    """Return whether a patient could have been in the trial of a finding; absent if it stands beside no option."""
    found = next((each for option in plan.options for each in option.findings if each.id == name), None)
    if found is None:
        return ABSENT
    return IN_TRIAL[found.inside] if found.held else NOT_HELD


def _values_beside(plan: Plan, name: str) -> dict[str, Any]:
    """Return the values that a line of information shows, by fact: what is not known by the name of its state."""
    notes = [*plan.information, *(note for option in plan.options for note in option.notes)]
    shows = next((note.shows for note in notes if note.id == name), ())
    return {view.fact: view.value if view.state == "known" else view.state for view in shows}


def _fact(name: str, situation: Situation, plan: Plan) -> list[Any]:
    """Return a value as cases may write it: a state by its name, an unknown headline by its printed word as well."""
    trace = situation.fresh.value(name)
    if trace.known:
        return [plain(trace.value)]
    words = [headline.word for headline in plan.headline if headline.fact == name and trace.state is State.UNKNOWN]
    return [*words, trace.state.value]


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, list):
        return isinstance(wanted, list) and sorted(map(str, found)) == sorted(map(str, wanted))
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, int | float) and not isinstance(wanted, str):
        return abs(float(found) - float(wanted)) < 0.005  # noqa: PLR2004 - cases write two decimals
    return str(found) == str(wanted)


def _option_tests(name: str, wanted: Any, option: OptionView | None) -> Iterator[tuple[str, bool]]:
    if wanted in (PRESENT, ABSENT):
        yield f"{name} {wanted}", (option is not None) is (wanted == PRESENT)
        return
    if option is None:
        yield f"{name} {wanted} (the guideline of that day has no such option)", False
        return
    if not isinstance(wanted, Mapping):
        yield (
            f"{name} {wanted} (it is {option.status}: {'; '.join(option.reasons)})",
            option.status in _listed(wanted),
        )
        return
    results = [_attribute(key, value, option) for key, value in wanted.items()]
    yield f"{name} with {'; '.join(text for text, _ in results)}", all(holds for _, holds in results)


def _attribute(key: str, wanted: Any, option: OptionView) -> tuple[str, bool]:
    match key:
        case "status" | "intent" | "verb" | "evidence" | "kind" | "planned" | "outside_evidence":
            found = getattr(option, key)
            return f"{key} {wanted} (it is {found})", found in _listed(wanted)
        case "missing" | "statements" | "finds_out":
            found = getattr(option, key)
            return f"{key} {wanted} (they are {list(found)})", set(_listed(wanted)) <= set(found)
        case "reasons_on" | "discouraged_on" | "cautions_on":
            tiers = READ_BY[key]
            read = {
                name
                for view in option.conditions
                if view.tier in tiers and view.truth is True
                for name in _names(view.trace)
            }
            return f"{key} {wanted} (they read {sorted(read)})", set(_listed(wanted)) <= read
        case "notes" | "support":
            found = {item.id for item in getattr(option, key)}
            return f"{key} {wanted} (there are {sorted(found)})", set(_listed(wanted)) <= found
        case "shows":
            found = {view.fact for view in option.shows}
            return f"{key} {wanted} (it shows {sorted(found)})", set(_listed(wanted)) <= found
        case _:
            return f"the attribute '{key}', which no option has", False


def _names(trace: Any) -> Iterable[str]:
    if trace.name:
        yield trace.name
    for part in trace.parts:
        yield from _names(part)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
