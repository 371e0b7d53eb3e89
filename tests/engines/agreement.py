"""The differential harness: one record on its day, judged by the reference evaluator and by every other engine.

A disagreement is kept: the smallest record that shows it is written to `build/disagreements`, to be moved to
`tests/data/disagreements`, where every run replays it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.engines import CompiledEngine
from sarcoguide.errors import RecordError
from sarcoguide.planning.judge import Judge
from sarcoguide.planning.model import Status
from sarcoguide.record import Record, Situation
from sarcoguide.record.files import read_one
from sarcoguide.report.output import to_json
from tests.engines.fixed_patient import FixedPatient
from tests.strategies import guideline, read

ROOT = Path(__file__).parents[2]
#: Where a disagreement is written (git ignores it), and where it is moved to so that every run replays it.
NEW = ROOT / "build" / "disagreements"
KEPT = ROOT / "tests" / "data" / "disagreements"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine says of a record: of each option the status and the outside-the-evidence mark.

    A mark is None where the engine gives none. `patient` says whether the record is a patient to the engine at all.
    """

    options: Mapping[str, tuple[Status, bool | None]]
    patient: bool = True


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is asked.

    One that calculates exactly also says what it answers when it rounds as the reference does, and one that works out
    definitions says in which of them it differs.
    """

    ask: Callable[[Situation], Answer]
    rounding: Callable[[Situation], Answer] | None = None
    derived: Callable[[Situation], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What every engine says of one record, what differs from the reference, and what differs by rounding alone."""

    answers: Mapping[str, Answer]
    differences: Mapping[str, str]
    rounded: tuple[str, ...]


def compare(record: Record, engines: Mapping[str, Engine], edition_of: date | None = None) -> Agreement:
    """Judge a record by the reference evaluator and by other engines, with the edition of its own day or another."""
    situation = Situation(record, guideline().at(edition_of or record.assessment_date))
    wanted = reference(situation)
    answers = {"reference": wanted}
    differences: dict[str, str] = {}
    rounded: list[str] = []
    for name, engine in engines.items():
        answers[name] = engine.ask(situation)
        wrong = _wrong(wanted, answers[name])
        if wrong and engine.rounding is not None:
            still = _wrong(wanted, engine.rounding(situation))
            rounded += sorted(wrong.keys() - still.keys())
            wrong = {option: says for option, says in wrong.items() if option in still}
        if engine.derived is not None:
            wrong |= engine.derived(situation)
        differences |= {f"{option} by {name}": says for option, says in wrong.items()}
    return Agreement(answers, differences, tuple(rounded))


def _wrong(wanted: Answer, said: Answer) -> dict[str, str]:
    found = {} if said.patient else {"the record": "it can be planned, but is no patient of the engine"}
    for option in sorted(wanted.options.keys() | said.options.keys()):
        want, says = wanted.options.get(option), said.options.get(option)
        if want is not None and says is not None and says[1] is None:
            want = (want[0], None)
        if want != says:
            found[option] = f"{says} instead of {want}"
    return found


# --- the engines ---------------------------------------------------------------------------------------------


def reference(situation: Situation) -> Answer:
    """Judge by the reference evaluator, which is the definition."""
    judge = Judge(situation)
    judged = {name: judge.judge(rule) for name, rule in situation.edition.options.items() if rule.entry.per is None}
    return Answer({name: (judgement.status, judgement.outside_evidence) for name, judgement in judged.items()})


def compiled(situation: Situation) -> Answer:
    """Judge by the compiled engine; it gives no marks."""
    statuses = engine_of(situation.edition.as_of).statuses(situation.record)
    return Answer({name: (status, None) for name, status in statuses.items()})


def solved(patient_of: Callable[[date], FixedPatient]) -> Engine:
    """Return the solver with every fact fixed, as an engine."""

    def ask(situation: Situation) -> Answer:
        found = patient_of(situation.edition.as_of).found(situation)
        return Answer(found.options, found.allowed)

    def rounding(situation: Situation) -> Answer:
        found = patient_of(situation.edition.as_of).rounded(situation)
        return Answer(found.options, found.allowed)

    return Engine(ask, rounding, lambda situation: patient_of(situation.edition.as_of).derived(situation))


@lru_cache(maxsize=64)
def engine_of(day: date) -> CompiledEngine:
    """Return the compiled engine of the edition of a day."""
    return CompiledEngine(guideline().at(day))


@lru_cache(maxsize=4)
def fixed(day: date) -> FixedPatient:
    """Return the solver of the edition of a day; to encode it takes about a second."""
    return FixedPatient(guideline().at(day))


COMPILED: Mapping[str, Engine] = {"compiled": Engine(compiled)}
ENGINES: Mapping[str, Engine] = {**COMPILED, "solver": solved(fixed)}


# --- finding and keeping -------------------------------------------------------------------------------------


def expect_agreement(
    name: str,
    records: st.SearchStrategy[dict[str, Any]],
    engines: Mapping[str, Engine],
    *,
    examples: int,
    folder: Path = NEW,
) -> None:
    """Compare the engines on drawn records; keep the smallest record on which they disagree, and fail.

    Raises:
        AssertionError: with what differs, and where the record was written.
    """
    failed: list[dict[str, Any]] = []

    # Without a database: what fails is kept as a file, and the callers would share one.
    @settings(max_examples=examples, deadline=None, report_multiple_bugs=False, print_blob=False, database=None)
    @given(records)
    def agree(raw: dict[str, Any]) -> None:
        if compare(read(raw), engines).differences:
            failed.append(raw)
            raise AssertionError

    try:
        agree()
    except AssertionError:
        raise AssertionError(keep(name, smallest(failed[-1], engines), engines, folder)) from None


def smallest(raw: dict[str, Any], engines: Mapping[str, Engine]) -> dict[str, Any]:
    """Return the record without every fact and date that the disagreement does not need.

    Hypothesis makes few choices, which is not the same as few facts: an example patient is one choice.
    """
    while True:
        less = next((other for other in smaller(raw) if disagree(other, engines)), None)
        if less is None:
            return raw
        raw = less


def smaller(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the record with one fact, date or item of a list less."""
    facts = raw["facts"]
    for name in facts:
        yield raw | {"facts": {other: value for other, value in facts.items() if other != name}}
    for name, value in facts.items():
        if isinstance(value, dict):
            yield raw | {"facts": facts | {name: value["value"]}}
        plain = value["value"] if isinstance(value, dict) else value
        if isinstance(plain, list):
            for index in range(len(plain)):
                fewer = [*plain[:index], *plain[index + 1 :]]
                yield raw | {"facts": facts | {name: value | {"value": fewer} if isinstance(value, dict) else fewer}}


def disagree(raw: dict[str, Any], engines: Mapping[str, Engine]) -> bool:
    """Whether a record that can be planned shows a disagreement."""
    try:
        record = read(raw)
        Situation(record, guideline().at(record.assessment_date)).refuse_contradictions()
    except RecordError:
        return False
    return bool(compare(record, engines).differences)


def keep(name: str, raw: dict[str, Any], engines: Mapping[str, Engine], folder: Path) -> str:
    """Write a record on which the engines disagree, and return what to say of it."""
    differences = compare(read(raw), engines).differences
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    title = "; ".join(f"{where}: {what}" for where, what in differences.items())
    record = to_json({**raw, "id": name, "about": {"title": title}})
    file.write_text(msgspec.json.format(record, indent=2) + "\n", encoding="utf-8")
    return f"{title}\nThe record is in {file}. Move it to {KEPT.relative_to(ROOT)}, so that every run replays it."


def replayed(folder: Path, engines: Mapping[str, Engine]) -> dict[str, Mapping[str, str]]:
    """Return what the engines differ in on each record of a folder, by its id."""
    files = sorted(file for file in folder.iterdir() if file.suffix == ".json")
    records = [read(read_raw(file)) for file in files]
    return {record.id: compare(record, engines).differences for record in records}


def read_raw(file: Path) -> dict[str, Any]:
    """Return the content of a record file."""
    data: dict[str, Any] = read_one(file).data
    return data
