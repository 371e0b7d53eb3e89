"""Faces as a reader hears them, what each must say of a plan, and what a face has lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from sarcoguide.dossier import Dossier, compose
from sarcoguide.planning import Plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import Record, read_record
from sarcoguide.report import html
from sarcoguide.report.board import sheet_of
from sarcoguide.report.board_page import board_html
from sarcoguide.report.board_text import board_text
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.html_patient import patient_html
from sarcoguide.report.options import FOLDED
from sarcoguide.report.patient import patient_page
from sarcoguide.report.plain import to_text
from sarcoguide.report.story import TOLD
from tests.strategies import guideline

#: Elements inside a sentence: their ends part no words.
INSIDE = frozenset(("a", "b", "strong", "em", "small", "span", "time", "use", "svg"))
UNSPOKEN = ("style", "script", "title")
CLINICIAN = "workbench/answer.html"


class _Spoken(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.silent += tag in UNSPOKEN
        if tag not in INSIDE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in UNSPOKEN
        if tag not in INSIDE:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def spoken(page: str) -> str:
    """Return the words of an HTML page."""
    parser = _Spoken()
    parser.feed(page)
    return squeezed("".join(parser.parts))


def squeezed(text: str) -> str:
    """Return a text without its line breaks, to look for sentences in it."""
    return " ".join(text.split())


def dossier_of(record: Record) -> Dossier:
    """Return the dossier of a record by the packaged guideline."""
    return compose(record, guideline())


def example(patient: str) -> Dossier:
    """Return the dossier of an example patient."""
    return dossier_of(read_record(guideline().patients[patient], guideline()))


def faces(dossier: Dossier) -> dict[str, str]:
    """Return what each face says."""
    plan, edition = dossier.plan, dossier.edition
    return {
        "clinician, text": squeezed(to_text(clinician_page(plan, edition))),
        "clinician, HTML": spoken(html.render(CLINICIAN, **html.of_dossier(dossier), form=None)),
        "patient, text": squeezed(to_text(patient_page(plan, edition))),
        "patient, HTML": spoken(patient_html(dossier)),
        "board, text": squeezed(to_text(board_text(sheet_of(dossier)))),
        "board, HTML": spoken(board_html(dossier, standalone=True)),
    }


def required(face: str, dossier: Dossier) -> Counter[str]:
    """Return the lines that a face must say, and how often: once for each option that has them."""
    who, form = face.split(", ")
    plan = dossier.plan
    if who == "board":
        lines = _for_board(plan, leaves_out=form == "HTML")
    else:
        lines = _for_patient(dossier) if who == "patient" else _for_clinician(plan, folds=form == "text")
    return Counter(squeezed(line) for line in lines if line)


def lost(text: str, lines: Counter[str]) -> list[str]:
    """Return the lines that a face does not say as often as it must."""
    return [line for line, times in lines.items() if text.count(line) < times]


def _for_clinician(plan: Plan, *, folds: bool) -> Iterator[str]:
    yield from (view.says for view in plan.urgent)
    yield from (line for view in plan.out_of_scope for line in (view.says, view.pointer))
    yield from (warning.says for warning in plan.warnings)
    if plan.out_of_scope:
        return
    if not plan.urgent:
        for line in plan.measured:
            yield from (line.fact.label, line.because) if line.fact.state != "not_applicable" else ()
    if plan.urgent and folds:
        # In an emergency the text only names what may be offered once it is dealt with.
        yield from (option.id for option in plan.options if option.status not in FOLDED)
        return
    for option in plan.options:
        yield option.label
        if option.status not in FOLDED:
            yield from _in_full(option, labels=not folds)


def _in_full(option: OptionView, *, labels: bool) -> Iterator[str]:
    yield option.says
    yield from (caution.because for caution in option.cautions)
    yield from (effect.act for effect in option.side_effects if effect.urgent)
    yield from (effect.name for effect in option.side_effects)
    # A page cites a source by its label; statements have numbers on both faces.
    yield from (source.short if labels and source.kind != "statement" else source.id for source in option.sources)
    if option.status in ("excluded", "discouraged"):
        yield from option.reasons


def _for_board(plan: Plan, *, leaves_out: bool) -> Iterator[str]:
    """Yield what the board is told; the one sheet may leave out options and questions, but nothing that warns."""
    yield from (view.says for view in plan.urgent)
    yield from (line for view in plan.out_of_scope for line in (view.says, view.pointer))
    yield from (warning.says for warning in plan.warnings)
    yield from (reason for view in plan.urgent for reason in view.reasons)
    yield from (reason for view in plan.out_of_scope for reason in view.reasons)
    yield plan.guideline.intended_use
    if leaves_out or plan.urgent or plan.out_of_scope:
        return
    told = [option for option in plan.options if option.status not in FOLDED or option.status == "excluded"]
    yield from (option.label for option in told)
    yield from (option.reasons[0] for option in told if option.status in ("excluded", "discouraged"))


def _for_patient(dossier: Dossier) -> Iterator[str]:
    plan = dossier.plan
    yield from (view.patient or view.says for view in plan.urgent)
    yield from (
        line
        for view in plan.out_of_scope
        for line in (view.patient or view.says, dossier.edition.shown[view.id].entry.patient_pointer or view.pointer)
    )
    yield from dict.fromkeys(warning.patient or warning.says for warning in plan.warnings)
    if plan.urgent or plan.out_of_scope:
        return
    for option in told(plan.options):
        yield option.patient
        yield dossier.edition.options[option.id].entry.patient_name


def told(options: Iterable[OptionView]) -> list[OptionView]:
    """Return the options that a patient must find on the page: possible or open."""
    return [option for option in options if option.status in TOLD]
