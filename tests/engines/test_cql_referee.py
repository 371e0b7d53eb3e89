"""An independent CQL translator and engine give the statuses and definitions of the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from sarcoguide.engines.cql import Libraries, parameters_of
from sarcoguide.engines.cql.referee import Referee, RefereeError
from sarcoguide.engines.cql.views import EVERYTHING, FRESH, STATUSES
from sarcoguide.knowledge import OptionRule
from sarcoguide.planning.judge import OPEN, Judge
from sarcoguide.planning.model import ConditionView, Status
from sarcoguide.record import Situation
from tests.engines.agreement import Answer, Engine, expect_agreement, reference
from tests.engines.cql_referee import Asked, need_referee
from tests.engines.test_compiled_tiny import FACTS
from tests.helpers import TODAY as TINY_DAY
from tests.helpers import record, tiny
from tests.strategies import TODAY, guideline, sound_records


class StatusAlone(Judge):
    """The reference's ladder, without what only a plan tells: cautions, and what would change a status."""

    def conditions(self, rule: OptionRule, own: Mapping[str, Any]) -> Sequence[ConditionView]:
        """Return the conditions that decide a status."""
        wanted = self.wording.conditions(rule)
        return [self.condition(tier, condition, own) for tier, condition in wanted if tier != "cautions"]


def statuses_alone(situation: Situation) -> Answer:
    """Judge by the reference evaluator, in two thirds of the time."""
    judge = StatusAlone(situation)
    found: dict[str, tuple[Status, bool | None]] = {}
    for name, rule in situation.edition.options.items():
        if rule.entry.per is None:
            status = judge.status_of(rule)
            found[name] = ("discouraged" if status in OPEN and not judge.carried(rule) else status, None)
    return Answer(found)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reference work out statuses and nothing else."""
    monkeypatch.setattr("sarcoguide.planning.judge.change_texts", lambda *_: ())
    monkeypatch.setattr("tests.engines.agreement.reference", statuses_alone)


@pytest.fixture(scope="module")
def libraries() -> Libraries:
    return Libraries(tiny().at(TINY_DAY), tiny().content_hash)


@pytest.fixture(scope="module")
def on_tiny(libraries: Libraries) -> Iterator[Asked]:
    need_referee()
    with Referee(libraries) as referee:
        yield Asked(referee, libraries)


@pytest.mark.usefixtures("quick")
def test_cql_gives_every_option_the_same_status_and_every_definition_the_same_value() -> None:
    """Reference = CQL on 500 records of today, in one process; stale values seen and not."""
    need_referee()
    libraries = Libraries(guideline().at(TODAY), guideline().content_hash)
    with Referee(libraries) as referee:
        asked = Asked(referee, libraries)
        engine = Engine(asked.statuses, derived=asked.differing)
        expect_agreement("cql", sound_records(), {"cql": engine}, examples=500)


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
def test_cql_judges_the_made_up_guideline_alike(facts: dict[str, Any], on_tiny: Asked) -> None:
    """Records of services, checklists, stated and inapplicable values, licences."""
    situation = Situation(record(facts), tiny().at(TINY_DAY))
    want = {name: status for name, (status, _) in reference(situation).options.items()}
    assert want == {name: status for name, (status, _) in on_tiny.statuses(situation).options.items()}
    assert {} == on_tiny.differing(situation)


def test_a_slip_in_the_libraries_is_found(libraries: Libraries) -> None:
    """A comparison that finds nothing would say nothing: a limit is moved, and a patient between the two tells."""
    need_referee()
    texts = {name: text.replace("< 2.5", "< 2.3") for name, text in libraries.texts().items()}
    assert texts != libraries.texts()
    situation = Situation(record({"tyre_pressure_bar": 2.4}), tiny().at(TINY_DAY))
    with Referee(libraries, texts) as referee:
        assert {"tyre_low (Fresh)": "False instead of True"} == Asked(referee, libraries).differing(situation)


def test_a_library_that_is_no_cql_is_refused_with_what_is_wrong(libraries: Libraries) -> None:
    """Translators tell errors in annotations, where they are easily overlooked."""
    need_referee()
    texts = {libraries.prefix + STATUSES: 'library Wrong\n\ndefine "a": nothing'}
    with pytest.raises(RefereeError, match="nothing"), Referee(libraries, texts):
        pass


@pytest.mark.parametrize(("age", "fresh"), [(30, True), (31, None)], ids=["fresh to the last day", "too old"])
def test_a_value_that_is_too_old_is_seen_by_what_excludes_alone(age: int, fresh: bool | None, on_tiny: Asked) -> None:
    """The same low pressure in both views."""
    value = {"value": 1.9, "date": TINY_DAY - timedelta(days=age)}
    situation = Situation(record({"tyre_pressure_bar": value}), tiny().at(TINY_DAY))
    shown = on_tiny.referee.judged(parameters_of(situation, on_tiny.libraries), (FRESH, EVERYTHING))["shown"]
    assert (fresh, True) == (shown[FRESH]["tyre_low"], shown[EVERYTHING]["tyre_low"])
