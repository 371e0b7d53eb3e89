"""The workbench and the clinician's report as pages: nothing of a plan is dropped, everything is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from sarcoguide.days import day
from sarcoguide.dossier import Dossier, compose
from sarcoguide.errors import Problem
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.planning import compare
from sarcoguide.planning.model import OptionView, Plan
from sarcoguide.planning.wording import plain
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from sarcoguide.report import words
from sarcoguide.report.html import of_dossier, render
from sarcoguide.report.html_clinician import clinician_html
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.web.fields import Form
from sarcoguide.web.form import form_of
from sarcoguide.web.pages import Pages
from tests.strategies import guideline

PATIENTS = sorted(guideline().patients)
MARKUP = '<script>alert("x")</script><b onclick=y>'
#: Elements that have no end.
EMPTY = {"input", "meta", "link", "path", "circle", "br"}


def dossier_of(patient: str, **facts: Any) -> Dossier:
    """Return the dossier of an example patient, with facts changed."""
    rules = guideline()
    document = rules.patients[patient]
    return compose(read_record(replace(document, data=changed(document.data, facts, rules)), rules), rules)


def form(dossier: Dossier, *problems: Problem) -> Form:
    """Return the form of a dossier's record, with problems where there are any."""
    record = dossier.record
    facts = {
        name: {"value": plain(given.value), "date": given.date and given.date.isoformat(), "origin": given.origin}
        for name, given in record.given.items()
    }
    raw = {"id": record.id, "assessment_date": record.assessment_date.isoformat(), "facts": facts}
    return form_of(raw, dossier.edition, problems, dossier=None if problems else dossier)


@cache
def around() -> dict[str, Any]:
    """Return what a page needs beside the dossier and the form."""
    pages = Pages(guideline())
    nothing = dict.fromkeys(("difference", "before", "after", "ask", "choose"))
    return {"examples": pages.examples, "dates": pages.dates, **nothing}


def page(dossier: Dossier, template: str = "workbench/page.html", **more: Any) -> str:
    """Return a page of the workbench."""
    context = {"form": form(dossier), **around(), **of_dossier(dossier), **more}
    return render(template, sheets=("workbench.css",), scripts=("workbench.js",), **context)


@cache
def both(patient: str) -> tuple[Plan, str, str]:
    """Return the plan of an example patient, and the words of the workbench, reasons opened, and of the report."""
    dossier = dossier_of(patient)
    workbench = f"{said(page(dossier))} {said(page(dossier, 'workbench/reasons.html'))}"
    return dossier.plan, workbench, said(clinician_html(dossier))


def said(html: str) -> str:
    """Return the text of a page without tags, styles and line breaks."""
    bare = re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def squeezed(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


class Reader(HTMLParser):
    """Reads what a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closes another element"

    def all(self, attribute: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None]


def told_of(option: OptionView, lexicon: Lexicon) -> Iterator[str]:
    """Yield all that a card must say of an option, besides its reason tree."""
    yield option.label
    yield option.says
    yield words.STATUS_WORD[option.status].capitalize()
    yield from () if option.missing else option.reasons
    yield from (caution.because for caution in option.cautions)
    yield from (*option.checks, *option.open_checks, *option.monitoring)
    yield from (note.says for note in option.notes)
    yield from (support.says for support in option.support)
    yield from (source.id for source in option.sources)
    yield from (lexicon.verb(option.verb), lexicon.evidence(option.evidence))
    for drug in option.drugs:
        yield drug.name
        yield drug.dose if drug.verified else words.DOSE_NOT_VERIFIED
    for view in option.population:
        yield words.LIKE[view.inside].format(source=view.source)
    if option.status in ("excluded", "discouraged"):
        yield from (lexicon.change(change) for group in option.would_change for change in group.any_of)
    if option.outside_evidence:
        yield words.OUTSIDE_EVIDENCE.capitalize()
    yield day(option.review_by)


@pytest.mark.parametrize("patient", PATIENTS)
def test_both_pages_say_all_that_the_plan_says_of_each_option(patient: str) -> None:
    """Name, status, reasons, cautions, checks, doses, notes, sources: folded perhaps, never dropped."""
    plan, workbench, report = both(patient)
    lexicon = Lexicon(dossier_of(patient).edition)
    wanted = {squeezed(text) for option in plan.options for text in told_of(option, lexicon)}
    assert set() == {text for text in wanted if text not in workbench}
    assert set() == {text for text in wanted if text not in report}


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_workbench_says_every_condition_with_what_would_turn_it(patient: str) -> None:
    """Those that do not hold are folded in the reason tree; an exclusion is never dropped."""
    plan, workbench, _ = both(patient)
    lexicon = Lexicon(dossier_of(patient).edition)
    conditions = [condition for option in plan.options for condition in option.conditions]
    wanted = {squeezed(condition.because) for condition in conditions}
    wanted |= {squeezed(lexicon.change(text)) for condition in conditions for text in condition.would_change}
    assert set() == {text for text in wanted if text not in workbench}


@pytest.mark.parametrize("patient", PATIENTS)
def test_both_pages_say_every_warning_question_source_and_statement(patient: str) -> None:
    """The headlines with their ground as well."""
    plan, workbench, report = both(patient)
    wanted = {squeezed(warning.says) for warning in plan.warnings}
    wanted |= {squeezed(question.question) for question in plan.missing}
    wanted |= {squeezed(note.says) for note in plan.information}
    wanted |= {squeezed(text) for source in plan.sources for text in (source.id, source.title)}
    wanted |= {squeezed(text) for head in plan.headline for text in (head.word, head.says, *head.reasons)}
    wanted |= {*plan.statements, words.NOT_REVIEWED, plan.guideline.intended_use}
    assert set() == {text for text in wanted if text not in workbench}
    assert set() == {text for text in wanted if text not in report}


@pytest.mark.parametrize("patient", PATIENTS)
def test_a_page_is_sound(patient: str) -> None:
    """Elements close in order, no id stands twice, every link within the page leads somewhere, every label too."""
    read = Reader(page(dossier_of(patient)))
    ids = read.all("id")
    assert [] == [name for name, count in Counter(ids).items() if count > 1]
    assert set() == {link[1:] for link in read.all("href") if link.startswith("#")} - {*ids}
    named = [name for attribute in ("for", "aria-labelledby", "aria-describedby") for name in read.all(attribute)]
    assert set() == {*named} - {*ids}


def test_a_page_runs_under_a_policy_without_inline_script_or_style() -> None:
    """No handler, no style attribute, no script in the page, and nothing is loaded from elsewhere."""
    read = Reader(page(dossier_of("F_LIM")))
    attributes = {name for _, found in read.tags for name in found}
    assert set() == {name for name in attributes if name.startswith("on") or name == "style"}
    assert [] == [found for tag, found in read.tags if tag == "script" and not found.get("src")]
    assert [] == [tag for tag, _ in read.tags if tag == "style"]
    loaded = [found.get("src") or found.get("href") or "" for tag, found in read.tags if tag in ("script", "link")]
    assert all(address.startswith(("/static/", "data:,")) for address in loaded)


def test_headings_go_down_one_level_at_a_time() -> None:
    """A reader who hears the page can follow its order."""
    levels = [int(tag[1]) for tag, _ in Reader(page(dossier_of("F_LIM"))).tags if re.fullmatch("h[1-6]", tag)]
    assert [1] == [level for level in levels if level == 1]
    assert [] == [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1]


def test_markup_in_a_record_is_shown_as_text() -> None:
    """In the id, the title, the origin of a value, and a value of an open list."""
    rules = guideline()
    data = {**rules.patients["F_LIM"].data, "id": MARKUP, "about": {"title": MARKUP}}
    data["facts"] = {**data["facts"], "ecog_performance_status": {"value": 0, "origin": MARKUP}}
    data["facts"]["comorbidities"] = [MARKUP]
    dossier = compose(read_record(Document("a record", data), rules), rules)
    for html in (page(dossier), page(dossier, "workbench/answer.html"), clinician_html(dossier)):
        assert "<script>alert" not in html
        assert "<b onclick" not in html
        assert "alert(" in html


def test_an_emergency_comes_before_everything_and_folds_the_rest() -> None:
    """The options are still there, closed."""
    html = page(dossier_of("F_LIM", red_flag_symptoms=["new_breathlessness"]), "workbench/answer.html")
    assert html.index('class="urgent"') < html.index('<details class="later"') < html.index('id="o-doxorubicin"')


def test_outside_the_scope_only_the_way_out_is_told() -> None:
    """No option, no headline."""
    dossier = dossier_of("F_LIM", histology="desmoid")
    for html in (page(dossier), clinician_html(dossier)):
        assert said(html).count(squeezed(dossier.plan.out_of_scope[0].pointer)) == 1
        assert 'class="opt' not in html


def test_what_is_not_known_is_asked_where_it_can_be_answered() -> None:
    """A question has a control for its answer, a link to its field, and buttons to try an answer out."""
    read = Reader(page(dossier_of("F_LIM")))
    assert "metastases_resectable" in read.all("data-ask")
    assert "#f-metastases_resectable" in read.all("href")
    tried = [found for tag, found in read.tags if tag == "button" and found.get("formaction") == "/what-if"]
    assert "metastases_resectable=true" in [found["value"] for found in tried]
    asked = {*read.all("data-ask")}
    assert asked == {str(found["value"]).partition("=")[0] for found in tried if found["name"] == "change"}


def test_a_record_that_cannot_be_judged_says_what_to_put_right_and_where() -> None:
    """No plan stands there in the meantime."""
    dossier = dossier_of("F_LIM")
    wrong = Problem("'abc' is not a number", field="facts.lvef_percent", why="it cannot be compared", remedy="digits")
    nothing = {"dossier": None, "plan": None, "lexicon": Lexicon(dossier.edition), "form": form(dossier, wrong)}
    for template in ("workbench/page.html", "workbench/answer.html", "workbench/what_if.html"):
        html = render(template, **{**around(), **nothing})
        assert words.NO_ANSWER in said(html)
        assert "'abc' is not a number" in said(html)
        assert 'class="opt' not in html


@pytest.mark.parametrize("template", ["workbench/what_if.html", "workbench/compare.html"])
def test_a_difference_shows_each_option_before_and_after(template: str) -> None:
    """And carries the record back to the workbench, field by field."""
    before, after = dossier_of("F_LIM"), dossier_of("F_LIM", metastases_resectable=True)
    difference = compare(before.plan, after.plan, {"metastases_resectable": True})
    html = page(before, template, difference=difference, before=before.plan, after=after.plan)
    for moved in difference.options:
        assert moved.label in said(html)
    assert {"f.lvef_percent", "d.lvef_percent", "s.metastatic_organs", "rest"} <= {*Reader(html).all("name")}


def test_the_start_page_offers_examples_a_file_a_paste_and_an_empty_form() -> None:
    """Before there is any record."""
    read = Reader(page(dossier_of("F_LIM"), "workbench/start.html"))
    assert {"/workbench?example=F_LIM", "/workbench"} <= {*read.all("href")}
    assert {"file", "text"} <= {*read.all("name")}


def test_a_page_stays_below_twelve_hundred_kilobytes() -> None:
    """An empty row of every list included; reasons are fetched when they are opened."""
    assert max(len(page(dossier_of(patient)).encode()) for patient in PATIENTS) < 1_200_000


def test_a_citation_is_read_as_author_and_year_and_keeps_its_id_in_the_list() -> None:
    """A reader knows Judson 2014; who looks it up finds the id beside it at the end, and in the hint."""
    html = page(dossier_of("F_LIM"))
    cited = re.findall(r'<a href="#source-([^"]+)" title="([^"]+)">([^<]+)</a>', html)
    assert cited
    assert [] == [found for found in cited if not found[1].startswith(found[0])]
    assert [] == [found for found in cited if found[2] == found[0]]
    assert "Judson 2014" in {label for _, _, label in cited}
    listed = said(html.split('id="statements-h"')[1])
    assert set() == {name for name, _, _ in cited if name not in listed}


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_report_says_how_each_status_was_reached(patient: str) -> None:
    """Every condition of an option that is not merely not indicated, with the patient's values."""
    dossier = dossier_of(patient)
    html = clinician_html(dossier)
    words_of = said(html)
    told = [option for option in dossier.plan.options if option.status != "not_indicated"]
    conditions = [condition for option in told for condition in option.conditions]
    assert set() == {c.because for c in conditions if squeezed(c.because) not in words_of}
    assert {f"why-{option.id}" for option in told} == set(re.findall(r'id="(why-[^"]+)"', html))
    ids = Reader(html).all("id")
    assert [] == [name for name, count in Counter(ids).items() if count > 1]
    assert set() == {link[1:] for link in Reader(html).all("href") if link.startswith("#")} - {*ids}


def test_the_report_of_a_patient_outside_the_scope_has_no_reasons_of_options() -> None:
    """There is no status that could be reached."""
    assert words.HOW_REACHED not in said(clinician_html(dossier_of("F_LIM", histology="desmoid")))
