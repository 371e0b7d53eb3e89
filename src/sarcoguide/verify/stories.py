"""Run the stories of a guideline: each step is planned as the record of that day, with all that came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sarcoguide.errors import ProblemsError, UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.stories import Step, Story
from sarcoguide.planning import make_plan
from sarcoguide.record import Situation, read_record
from sarcoguide.verify.cases import TAKEN_AWAY, CaseResult, failures_of, sentence_of


def run_stories(guideline: Guideline, match: str = "") -> Iterator[CaseResult]:
    """Yield the result of each step of each story whose sentence holds `match`."""
    for story in guideline.stories:
        for step, record in zip(story.steps, records(story, guideline), strict=True):
            name = f"{step.date}: {step.happens}"
            if match.lower() in sentence_of(story.title, name).lower():
                yield run_step(guideline, story, step, record)


def run_step(guideline: Guideline, story: Story, step: Step, record: Mapping[str, Any]) -> CaseResult:
    """Return what of one step did not come out as expected, from the record of its day."""
    try:
        situation = situation_on(guideline, story, step, record)
        plan = make_plan(situation.record, guideline, situation.edition.as_of)
    except (ProblemsError, UsageError) as error:
        failures: tuple[str, ...] = (f"the record cannot be planned: {error}",)
    else:
        failures = failures_of(step.expect, step.must_not, plan, situation)
    return CaseResult(story.title, f"{step.date}: {step.happens}", failures)


def situation_on(guideline: Guideline, story: Story, step: Step, record: Mapping[str, Any]) -> Situation:
    """Return the patient of a story on the day of a step.

    Raises:
        RecordError: the record of that day cannot be used.
    """
    return Situation(read_record(record, guideline), guideline.at(story.as_of or step.date))


def records(story: Story, guideline: Guideline) -> list[dict[str, Any]]:
    """Return the record of each step: what a step says is dated to its day, and what an earlier one said stays."""
    facts: dict[str, Any] = {}
    if story.patient is not None:
        first = guideline.patients[story.patient].data["facts"]
        facts = {name: _dated(_value(value), story.steps[0]) for name, value in first.items()}
    ages = {name for name, rule in guideline.facts.items() if rule.entry.fresh_days}
    ages |= {rule.entry.name for rule in guideline.definitions if rule.entry.fresh_days}
    parts = {name: rule.entry.timeline for name, rule in guideline.facts.items()}
    timeline: dict[str, list[dict[str, Any]]] = {}
    found: list[dict[str, Any]] = []
    for number, step in enumerate(story.steps, start=1):
        if step.looked_again:
            facts |= {name: {**value, "date": step.date} for name, value in facts.items() if name in ages}
        for name, value in step.changes.items():
            facts.pop(name, None)
            if value != TAKEN_AWAY:
                facts[name] = _dated(value, step)
        # Rows take the place of what the patient's record said in their stead at the start.
        facts = {name: value for name, value in facts.items() if parts.get(name) not in step.adds}
        timeline = {part: [*timeline.get(part, []), *step.adds.get(part, [])] for part in {**timeline, **step.adds}}
        record: dict[str, Any] = {"id": f"{story.id}_{number}", "assessment_date": step.date, "facts": dict(facts)}
        found.append({**record, "timeline": timeline} if timeline else record)
    return found


def _value(value: Any) -> Any:
    return value["value"] if isinstance(value, Mapping) else value


def _dated(value: Any, step: Step) -> Any:
    return dict(value) if isinstance(value, Mapping) else {"value": value, "date": step.date}
