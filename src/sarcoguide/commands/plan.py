"""`sarcoguide plan`: one plan for each record; a bad record never stops the others."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarcoguide.bugs import bug_line, show_traceback
from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.outcome import BUG, OK, PROBLEMS
from sarcoguide.dossier import Dossier, compose
from sarcoguide.dossier.several import name_of
from sarcoguide.errors import Problem, RecordError, SarcoguideError, UsageError, shorten
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.language.syntax import suggestion
from sarcoguide.planning import Plan, make_plan
from sarcoguide.record import Record, read_record
from sarcoguide.report import output
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.explain import explain_page
from sarcoguide.report.lines import Page
from sarcoguide.report.patient import patient_page

NEEDS_TEMPLATES = (
    "pages as HTML need a template engine, which is not installed. Plans as text and JSON do not need it. "
    "Install it with: pip install 'sarcoguide[web]'"
)
#: From so many records on, a terminal shows how far the work is.
PROGRESS_EVERY = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """One record with its plan, or with what is wrong with it."""

    where: str
    record: Record | None = None
    plan: Plan | None = None
    dossier: Dossier | None = None
    problems: tuple[Problem, ...] = ()
    bug: bool = False


def run(args: Namespace) -> int:
    """Print the plan of each record."""
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    refuse_misuse(args, guideline)
    tally = Tally()
    answers = tally.heard(
        counted(answered(document, guideline, args) for document in documents(args.records, guideline))
    )
    match args.format:
        case "json":
            output.show_list(map(as_data, answers), several=holds_several(args.records))
        case "html":
            show_html(answers, _report)
        case "jsonl":
            for answer in answers:
                sys.stdout.write(f"{output.to_json(as_data(answer))}\n")
        case _:
            show_pages(page_of(answer, guideline, args) for answer in answers if answer.plan is not None)
    return tally.code


def refuse_misuse(args: Namespace, guideline: Guideline) -> None:
    """Raise if the request cannot be met for any record.

    Raises:
        UsageError: no such option, no guideline on that day, or faces that exclude each other.
    """
    if args.format == "html" and holds_several(args.records):
        raise UsageError("--format html is one page for one record: name one, or take --format jsonl")
    if args.format != "text" and (args.explain or args.audience == "patient"):
        what = "is the clinician's report" if args.format == "html" else "holds the whole plan, with every trace"
        raise UsageError(f"--format {args.format} {what}: leave out --explain and --audience")
    if args.explain and args.audience == "patient":
        raise UsageError("--explain is for clinicians: leave out --audience patient")
    if args.as_of is not None:
        guideline.at(args.as_of)
    if args.explain:
        known = [rule.entry.id for rule in guideline.options]
        if args.explain not in known:
            near = suggestion(args.explain, known)
            raise UsageError(f"there is no option {shorten(args.explain)}; {near or '`sarcoguide options` lists them'}")


def answered(document: Document, guideline: Guideline, args: Namespace) -> Answer:
    """Return the plan of a record, or its problems. An error of the program itself stops no other record."""
    try:
        record = read_record(document, guideline, assessment_date=args.assessment_date, assume=args.assume)
        if getattr(args, "format", "text") in ("html", "pdf") or args.command == "board":
            dossier = compose(record, guideline, args.as_of)
            return Answer(record.id, record, dossier.plan, dossier)
        return Answer(record.id, record, make_plan(record, guideline, args.as_of))
    except RecordError as error:
        return Answer(name_of(document), problems=error.problems)
    except SarcoguideError as error:
        return Answer(name_of(document), problems=(Problem(str(error), document.where),))
    except Exception as error:
        show_traceback()
        return Answer(name_of(document), problems=(Problem(bug_line(error), document.where),), bug=True)


def as_data(answer: Answer) -> Any:
    """Return what JSON shows of an answer."""
    return (
        answer.plan
        if answer.plan is not None
        else {"record": answer.where, "error": [problem.as_data() for problem in answer.problems]}
    )


def day_of(answer: Answer, args: Namespace) -> date:
    """Return the day whose guideline answered."""
    return args.as_of or (answer.record.assessment_date if answer.record is not None else date.today())


def page_of(answer: Answer, guideline: Guideline, args: Namespace) -> Page:
    """Return the page that was asked for."""
    assert answer.plan is not None
    assert answer.record is not None
    edition = guideline.at(day_of(answer, args))
    if args.explain:
        return explain_page(answer.plan, edition, args.explain, answer.record)
    return (patient_page if args.audience == "patient" else clinician_page)(answer.plan, edition)


def show_html(answers: Iterable[Answer], maker: Callable[[], Callable[[Dossier], str]]) -> None:
    """Print a page about a patient as a file that needs no server; `maker` imports what makes it.

    Raises:
        UsageError: the template engine is not installed.
    """
    try:
        made = maker()
    except ModuleNotFoundError as error:
        raise UsageError(NEEDS_TEMPLATES) from error
    for answer in answers:
        if answer.dossier is not None:
            sys.stdout.write(made(answer.dossier))


def _report() -> Callable[[Dossier], str]:
    from sarcoguide.report.html_clinician import clinician_html

    return clinician_html


@dataclass(slots=True)
class Tally:
    """Tells the problems of records on standard error, and keeps the worst exit code."""

    code: int = OK

    def heard(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """Pass answers on, each after its problems were told."""
        for answer in answers:
            for problem in answer.problems:
                sys.stderr.write(f"{problem}\n")
            if answer.problems:
                self.code = max(self.code, BUG if answer.bug else PROBLEMS)
            yield answer


def counted(answers: Iterator[Answer]) -> Iterator[Answer]:
    """Pass answers on; with many of them a terminal is told on standard error how far the work is."""
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    number = 0
    for number, answer in enumerate(answers, start=1):
        if watched and number % PROGRESS_EVERY == 0:
            sys.stderr.write(f"\r{number} records")
            sys.stderr.flush()
        yield answer
    if watched and number >= PROGRESS_EVERY:
        sys.stderr.write("\r\033[K")


def show_pages(pages: Iterable[Page]) -> None:
    """Print pages with a rule between them."""
    for index, page in enumerate(pages):
        if index:
            output.show(output.rule())
        output.show(page)
