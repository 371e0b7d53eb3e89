"""`sarcoguide check`: validate a guideline and run its cases."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from sarcoguide.commands.outcome import CASES_FAILED, OK
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.planning.overlay import overlay_view
from sarcoguide.report import output
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.statements import count_line, coverage
from sarcoguide.verify.cases import CaseResult, run_cases
from sarcoguide.verify.restricted import told_apart
from sarcoguide.verify.stories import run_stories


def run(args: Namespace) -> int:
    """Print every case that fails, and how many passed."""
    guideline = load_guideline(args.guideline, overlay=args.overlay, anew=True)
    results = list(_results(guideline, args.match))
    steps = list(run_stories(guideline, args.match or ""))
    failed = [result for result in (*results, *steps) if result.failures]
    restricted: list[CaseResult] = []
    if guideline.overlay is not None:
        failed, restricted = told_apart(load_guideline(args.guideline), guideline, failed)
    if args.format == "json":
        output.show_json(_as_data(guideline, results, steps, failed, restricted))
    else:
        output.show(_page(guideline, results, steps, failed, restricted))
    return CASES_FAILED if failed else OK


def _results(guideline: Guideline, match: str | None) -> Iterator[CaseResult]:
    watched = sys.stderr.isatty()
    for number, result in enumerate(run_cases(guideline, match or ""), start=1):
        if watched:
            sys.stderr.write(f"\r{number} cases")
        yield result
    if watched:
        sys.stderr.write("\r\033[K")


def _page(
    guideline: Guideline,
    results: list[CaseResult],
    steps: list[CaseResult],
    failed: list[CaseResult],
    restricted: list[CaseResult],
) -> Page:
    page = Page()
    for result in restricted:
        page.line(Segment("HERE ", "warning"), result.sentence)
        for failure in result.failures:
            page.line(failure, indent=5)
    for result in failed:
        page.line(Segment("FAIL ", "urgent"), result.sentence)
        for failure in result.failures:
            page.line(failure, indent=5)
    about = guideline.about
    page.line(Segment(about.title, "title"), f", version {about.version}: the guideline can be used.")
    page.line(
        f"{len(guideline.facts)} facts, {len(guideline.definitions)} definitions, {len(guideline.options)} entries, "
        f"{len(guideline.sources)} sources, {len(guideline.patients)} example patients"
    )
    page.line(count_line(coverage(guideline)))
    page.line(
        f"{len(results)} cases{_of_stories(steps)}, {len(failed)} failed",
        Segment("" if failed or restricted else ": each comes out as it says", "quiet"),
    )
    if guideline.overlay is not None:
        page.line(Segment(guideline.overlay.in_force, "warning"))
        page.line(f"{len(restricted)} cases of the guideline come out otherwise here because of a restriction")
    return page


def _of_stories(steps: list[CaseResult]) -> str:
    stories = len({step.behaviour for step in steps})
    return f" and {len(steps)} days of {stories} stories" if steps else ""


def _as_data(
    guideline: Guideline,
    results: list[CaseResult],
    steps: list[CaseResult],
    failed: list[CaseResult],
    restricted: list[CaseResult],
) -> object:
    overlay = overlay_view(guideline.overlay)
    here = {} if overlay is None else {"overlay": overlay, "restricted": [_told(result) for result in restricted]}
    return {
        "guideline": {"id": guideline.about.id, "version": guideline.about.version},
        "cases": len(results),
        "days_of_stories": len(steps),
        "failed": [_told(result) for result in failed],
        **here,
    }


def _told(result: CaseResult) -> dict[str, object]:
    return {"behaviour": result.behaviour, "case": result.case, "failures": result.failures}
