"""From what was sent to an answer: the record, its dossier, and the form with what is wrong beside its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sarcoguide.dossier import Dossier, compose
from sarcoguide.engines.by_day import Engines
from sarcoguide.errors import Problem, RecordError, UsageError
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.knowledge.yaml_reader import Document, read_yaml
from sarcoguide.planning import Plan, compare
from sarcoguide.planning.what_if import Difference
from sarcoguide.record import Record, read_record
from sarcoguide.record import values as checks
from sarcoguide.record.changes import changed, read_changes
from sarcoguide.record.files import read_json
from sarcoguide.record.values import ENTER_A_DAY, BadValueError
from sarcoguide.web import trying
from sarcoguide.web.fields import Form, FormField
from sarcoguide.web.form import form_of, named
from sarcoguide.web.posted import Entered, Posted, one, record_of
from sarcoguide.web.reading import day

#: What stands for the name of a file: a name may be that of a person.
WHERE = "record"


@dataclass(frozen=True)
class Answer:
    """What is shown of one record: its form, and its dossier where nothing is wrong."""

    raw: Mapping[str, Any]
    edition: Edition
    form: Form
    record: Record | None = None
    dossier: Dossier | None = None

    @property
    def sound(self) -> bool:
        """Whether there is an answer."""
        return self.dossier is not None

    def with_problem(self, what: str, field: str, why: str = "", remedy: str = "") -> Answer:
        """Return the answer with a problem of the request on top."""
        problem = Problem(what, field=field, why=why, remedy=remedy)
        return replace(self, form=replace(self.form, problems=(*self.form.problems, problem)))


@dataclass(frozen=True)
class Compared:
    """Two plans of one patient, the answer that is shown with them, and how they differ; None where one is missing.

    Before anything is compared a reader may have to choose: one of the facts (`choose`), or the value to try (`ask`).
    """

    answer: Answer
    before: Plan | None = None
    after: Plan | None = None
    difference: Difference | None = None
    choose: bool = False
    ask: FormField | None = None

    @property
    def sound(self) -> bool:
        """Whether this answers what was asked."""
        return self.difference is not None or self.choose or (self.ask is not None and not self.ask.wrong)


class Workbench:
    """Answers for one guideline. It keeps engines, never a record."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.engines = Engines(guideline)

    def warm(self) -> None:
        """Generate the engine of today and make the words of its pages, so that the first reader does not wait."""
        self.of_raw({})

    def edition(self, *days: date | None) -> Edition:
        """Return the edition of the first of these days on which there is a guideline, else that of today."""
        first = self.guideline.about.first_day
        return self.engines.of(next((day for day in days if day is not None and day >= first), date.today())).edition

    # --- what was sent ---------------------------------------------------------------------------------------

    def of_form(self, posted: Posted) -> Answer:
        """Return the answer to a form."""
        as_of, assessed = _day(one(posted, "as_of")), _day(one(posted, "assessment_date"))
        entered = record_of(posted, self.edition(as_of, assessed))
        return self._answer(entered.raw, posted, entered.problems, entered=entered)

    def of_text(self, text: str, posted: Posted) -> Answer:
        """Return the answer to a pasted or uploaded record: YAML or JSON."""
        document = _parsed(text)
        data = document.data
        if document.problems or not isinstance(data, dict):
            try:
                read_record(document, self.guideline)
            except RecordError as error:
                # What could not be taken apart goes back to where it was pasted, to be corrected there.
                readable = text.encode("utf-8", "replace").decode()
                return self._answer({}, posted, error.problems, text=readable)
        return self._answer(data, posted)

    def of_raw(self, raw: Mapping[str, Any], posted: Posted | None = None) -> Answer:
        """Return the answer to a record as written."""
        return self._answer(raw, posted or {})

    def what_if(self, posted: Posted) -> Compared:
        """Return what changes would do to a form's record.

        Under `change` stands fact=value, or a fact alone: then its value is what was entered to be tried, and as long
        as nothing was, it is asked for.
        """
        answer = self.of_form(posted)
        if answer.dossier is None:
            return Compared(answer)
        if "choose" in posted:
            return Compared(answer, choose=True)
        name = trying.named(posted, answer.edition)
        if name:
            trial = trying.trial(name, posted, answer.form, answer.edition)
            if trial.ask is not None:
                return Compared(answer, ask=trial.ask)
            changes = {name: trial.value}
        else:
            try:
                changes = read_changes(list(posted.get("change", ())), self.guideline)
            except UsageError as error:
                return Compared(answer.with_problem(str(error), "change"))
        after = self._answer(changed(answer.raw, changes, self.guideline), posted)
        before = answer.dossier.plan
        if after.dossier is None:
            problems = tuple(dict.fromkeys([*after.form.problems, *(p for f in after.form for p in f.errors)]))
            return Compared(replace(answer, form=replace(answer.form, problems=problems)), before)
        return Compared(answer, before, after.dossier.plan, compare(before, after.dossier.plan, changes))

    def compare(self, posted: Posted) -> Compared:
        """Return how the answers of two days, `as_of` and `compare_to`, differ: from the earlier to the later."""
        answer = self.of_form(posted)
        if answer.dossier is None or answer.record is None:
            return Compared(answer)
        text = one(posted, "compare_to")
        try:
            other = checks.day(day(text))
            engine = self.engines.of(other)
        except BadValueError:
            what = "there is no second day to compare with" if not text else "the second day is not a date"
            return Compared(answer.with_problem(what, "compare_to", remedy="choose a date of the guideline"))
        except UsageError as error:
            return Compared(answer.with_problem(str(error), "compare_to"))
        plans = [answer.dossier.plan, compose(answer.record, self.guideline, other, engine).plan]
        before, after = sorted(plans, key=lambda plan: plan.guideline.as_of)
        return Compared(answer, before, after, compare(before, after, {}))

    # --- one record ------------------------------------------------------------------------------------------

    def _answer(
        self,
        raw: Mapping[str, Any],
        posted: Posted,
        problems: Iterable[Problem] = (),
        entered: Entered | None = None,
        text: str = "",
    ) -> Answer:
        found = list(problems)
        as_of_text = day(one(posted, "as_of"))
        as_of = _day(as_of_text)
        if as_of_text and as_of is None:
            found.append(Problem("the day of the guideline is not a date", field="as_of", remedy=ENTER_A_DAY))
        record = self._record(raw, found) if not text else None
        dossier = None
        edition = self.edition(as_of, record.assessment_date if record else _day(raw.get("assessment_date")))
        if record is not None and not found:
            try:
                engine = self.engines.of(as_of or record.assessment_date)
                dossier = compose(record, self.guideline, as_of, engine)
            except RecordError as error:
                found += error.problems
            except UsageError as error:
                found.append(Problem(str(error), field="as_of" if as_of else "assessment_date"))
        states, numbers = (entered.states, entered.numbers) if entered is not None else (None, None)
        told = [problem.beside_field() for problem in found] if not text else found
        form = form_of(raw, edition, told, dossier=dossier, states=states, numbers=numbers)
        form = replace(form, as_of=as_of_text, compare_to=day(one(posted, "compare_to")), text=text)
        form = replace(form, decision=one(posted, "decision"))
        return Answer(raw, edition, form, record, dossier)

    def _record(self, raw: Mapping[str, Any], found: list[Problem]) -> Record | None:
        """Return a record as read; what is wrong is added to what the form itself found."""
        try:
            return read_record(Document(WHERE, dict(raw)), self.guideline)
        except RecordError as error:
            edition = self.edition()
            # The form says in its own words what is wrong with a field; the reader would say it of the file.
            told = {name for problem in found for name in named(problem, raw, edition)}
            found += [problem for problem in error.problems if not told.intersection(named(problem, raw, edition))]
            return None


def _day(raw: Any) -> date | None:
    try:
        return checks.day(day(raw) if isinstance(raw, str) else raw)
    except BadValueError:
        return None


def _parsed(text: str) -> Document:
    """Return what a text holds. What begins as JSON is read as such; some YAML begins so too."""
    data = text.encode("utf-8", "surrogateescape")
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_yaml(data, WHERE)
    document = read_json(data, WHERE)
    if not document.problems:
        return document
    other = read_yaml(data, WHERE)
    return document if other.problems else other
