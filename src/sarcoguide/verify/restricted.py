"""Cases of a guideline beside an overlay: which fail in themselves, and which only because of what it restricts."""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.knowledge import Guideline
from sarcoguide.verify.cases import CaseResult, run_case
from sarcoguide.verify.stories import records, run_step


def told_apart(
    base: Guideline, guideline: Guideline, failed: Iterable[CaseResult]
) -> tuple[list[CaseResult], list[CaseResult]]:
    """Return what fails, and what comes out otherwise because of the overlay alone.

    Args:
        base: the guideline without the overlay.
        guideline: the same with it.
        failed: cases and days of stories that did not come out as they say, with the overlay.

    Returns:
        Those that fail without the overlay too or belong to it, or that no restriction can have changed; and the rest.
    """
    restricts = guideline.overlay is not None and any(
        each.restricts or each.setting for each in guideline.overlay.changes
    )
    failing: list[CaseResult] = []
    restricted: list[CaseResult] = []
    for result in failed:
        (restricted if restricts and _comes_out(base, result) else failing).append(result)
    return failing, restricted


def _comes_out(base: Guideline, result: CaseResult) -> bool:
    """Whether a case of the guideline itself comes out as it says."""
    for behaviour in base.behaviours:
        for case in behaviour.cases:
            if (behaviour.behaviour, case.case) == (result.behaviour, result.case):
                return not run_case(base, behaviour, case).failures
    for story in base.stories:
        for step, record in zip(story.steps, records(story, base), strict=True):
            if (story.title, f"{step.date}: {step.happens}") == (result.behaviour, result.case):
                return not run_step(base, story, step, record).failures
    return False
