"""The page on what this is: questions with anchors, who wrote and checked it, its limits, words for patients."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser

import pytest

from sarcoguide.report import about_words as said
from sarcoguide.report import words
from sarcoguide.report.about_page import SHORT, AboutView, about_html
from tests.report.faces import example, faces, spoken
from tests.report.readability import hardest
from tests.strategies import guideline

TODAY = guideline().about.checked
HEADINGS = ("h1", "h2", "h3", "h4", "summary", "legend", "label")


class _Outline(HTMLParser):
    """Notes the names of places, where links lead, and what text stands in a main part before any heading."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.unheaded: list[str] = []
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if tag == "a" else []
        self.loads += [given[key] for key in ("src", "srcset", "action", "formaction") if key in given]
        if tag == "section":
            self.open.append("aria-label" in given)
        elif tag in HEADINGS and self.open:
            self.open[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and not self.open[-1]:
            self.unheaded.append(data.strip())


@lru_cache(maxsize=1)
def page() -> str:
    """Return the page."""
    return about_html(guideline(), TODAY)


@lru_cache(maxsize=1)
def view() -> AboutView:
    """Return what it shows."""
    return AboutView(guideline(), TODAY)


def outline() -> _Outline:
    """Return the page taken apart."""
    read = _Outline()
    read.feed(page())
    return read


def part(name: str) -> str:
    """Return a main part of the page."""
    return page().partition(f'<section id="{name}"')[2].partition("\n<section id=")[0]


def for_patients() -> list[str]:
    """Return the texts of the part for patients, apart from its end."""
    told = [text for section in view().sections for text in (*section.text, *section.more)]
    return [*told, *(f"{term.term}: {term.meaning}" for section in view().sections for term in section.terms)]


# --- questions and statements --------------------------------------------------------------------------------


def test_what_is_asked_is_answered_by_statements_with_their_ids_as_anchors() -> None:
    """Each statement of the documents is a place of its own, and links to one lead there."""
    read = outline()
    assert [] == sorted({*guideline().statements} - {*read.ids})
    assert [] == [link for link in read.links if link.startswith("#") and link[1:] not in read.ids]
    assert view().page.question in spoken(part("statements"))
    assert [] == [one.id for _, listed in view().asked for one in listed if not one.says]


def test_no_text_of_the_page_stands_without_a_question_and_no_place_is_named_twice() -> None:
    """A wall of prose would have neither."""
    read = outline()
    assert [] == read.unheaded
    assert [] == sorted(name for name in {*read.ids} if read.ids.count(name) > 1)


# --- who wrote it, and when ----------------------------------------------------------------------------------


def test_authors_of_the_documents_and_the_state_of_review_are_named() -> None:
    """One author, an editor, others not seen; and that no clinician has reviewed the content yet."""
    text = spoken(part("authors"))
    assert [] == [word for word in ("one author", "chief editor", "others stand behind a link") if word not in text]
    assert [] == [f"{label}: {value}" for label, value in view().provenance if label not in text or value not in text]
    assert (said.NOBODY in text, words.NOT_REVIEWED in page()) == (True, True)


def test_nobody_of_the_documents_is_said_to_have_written_or_to_endorse_it() -> None:
    """Their credit is for what they wrote."""
    text = spoken(part("authors"))
    assert "neither wrote nor endorse this guideline" in text
    assert said.DOCUMENTS in text
    assert said.WRITER[1] in dict(view().provenance)[said.WRITER[0]]


def test_a_document_without_a_date_says_that_none_is_stated() -> None:
    """And one with a date shows it."""
    assert ["29 Apr 2019", said.NOT_STATED] == [dated for _, dated, _ in view().documents]
    assert said.NOT_STATED in part("authors")


def test_no_date_is_guessed_for_a_document_that_states_none() -> None:
    """Neither in the table nor in what is said of it."""
    row = next(row for row in part("authors").split("<tr>") if said.NOT_STATED in row).partition("</tr>")[0]
    assert [] == re.findall(r"\b(?:19|20)\d\d\b", row)
    (line,) = view().lines(["patient_article_without_a_date"])
    assert [] == re.findall(r"\b(?:19|20)\d\d\b", line.says)


def test_the_sources_are_counted_as_they_are_listed() -> None:
    """By kind, and how many were read."""
    sources = guideline().at(TODAY).sources.values()
    assert len(sources) == sum(count for _, count, _ in view().kinds)
    assert sum(source.verified for source in sources) == sum(read for _, _, read in view().kinds)


# --- readers, print, pictures --------------------------------------------------------------------------------


def test_each_abbreviation_of_clinicians_is_written_out() -> None:
    """Under a pointer, and in words beside it."""
    for short, long in view().page.abbreviations.items():
        assert f'<abbr title="{long}">{short}</abbr></dt><dd>{long}</dd>' in page()


@pytest.mark.parametrize("patient", ["F_LIM", "F_DIS"])
def test_no_page_for_patients_has_an_abbreviation_of_the_clinicians_answer(patient: str) -> None:
    """Nor has the part for patients here; a page for clinicians that has one would write it out."""
    shown = faces(example(patient))
    short = re.compile(r"\b(?:DFS|OS|RFA)\b")
    texts = [text for face, text in shown.items() if face.startswith("patient")]
    assert [] == [found for text in (*texts, *for_patients()) for found in short.findall(text)]


def test_every_drawing_has_words_in_its_place() -> None:
    """It is hidden from those who hear the page, with a word beside it."""
    drawings = re.findall(r"<svg[^>]*>", page().partition("<main")[2])
    assert drawings != []
    assert [] == [tag for tag in drawings if 'aria-hidden="true"' not in tag and 'role="img"' not in tag]
    assert "<img" not in page()


def test_the_page_loads_and_sends_nothing_elsewhere_and_offers_no_sharing() -> None:
    """It is passed on as paper or as a file; its links lead to pages of the same program."""
    read = outline()
    assert [] == [place for place in (*read.links, *read.loads) if not place.startswith(("/", "#"))]
    assert said.PRINTING_SAY in spoken(part("printing"))


# --- for patients --------------------------------------------------------------------------------------------


def test_the_part_for_patients_has_six_questions_in_the_order_of_the_article_with_anchors() -> None:
    """After the signs that need help; the order on the screen is that of the text."""
    ids = [f"q-{section.id}" for section in view().sections]
    assert ["q-what", "q-found", "q-treated", "q-feel", "q-expect", "q-next"] == ids
    places = [page().index(f'id="{name}"') for name in ("help", *ids, "summary")]
    assert sorted(places) == places
    asked = " ".join(section.question for section in view().sections)
    (line,) = [guideline_entry("order_of_the_article")]
    assert asked == line


def guideline_entry(name: str) -> str:
    """Return the words for patients of an entry."""
    return view().entries[name].patient


def test_no_answer_for_patients_is_empty_or_stands_without_its_question() -> None:
    """The last question is answered by questions to ask."""
    assert [] == [one.id for one in view().sections[:-1] if not one.text]
    assert len(view().questions) > 3
    assert [] == outline().unheaded


def test_treatment_ends_with_where_to_read_on() -> None:
    """In words: no outside page was vetted yet."""
    (treated,) = [section for section in view().sections if section.id == "treated"]
    assert (guideline_entry("learn_more_treatment"),) == treated.more
    assert page().index(treated.text[-1]) < page().index(treated.more[0])


def test_no_outside_page_that_nobody_vetted_is_linked() -> None:
    """A dead or commercial link cannot stand where no link stands."""
    assert [] == [link for link in outline().links if "//" in link]


def test_reading_on_about_the_outlook_comes_with_a_warning() -> None:
    """Such pages may hold numbers, and nothing opens by itself."""
    (expect,) = [section for section in view().sections if section.id == "expect"]
    assert (guideline_entry("learn_more_outlook"),) == expect.more
    assert "numbers about how long people live" in expect.more[0]


def test_no_figure_of_survival_stands_on_the_page() -> None:
    """Families read it too: figures wait until somebody asks for them."""
    text = spoken(page())
    figures = [rule.entry for rule in guideline().outlook.figures.values()]
    sentences = [figure.people for figure in figures]
    told = spoken(page().replace(page().partition('<section id="statements"')[2].partition("</section>")[0], ""))
    assert [] == [people for people in sentences if people in told]
    assert [] == re.findall(r"\bmedian\b|\d+ ?% (?:of|alive)|alive at|\d+ (?:months|years) (?:after|from)", told)
    assert "Survival" not in text.partition(said.PATIENTS)[2]


def test_the_page_ends_with_a_short_summary_and_what_to_ask_next() -> None:
    """Five lines at most."""
    assert 0 < len(view().summary) <= SHORT
    assert view().summary[-1].startswith("Ask your team")
    assert [] == [line for line in view().summary if line not in spoken(page().rpartition('id="patients"')[2])]


def test_the_summary_says_nothing_that_the_part_for_patients_has_not_said() -> None:
    """Each of its words, apart from those of asking, stands in a text above it."""
    above = set(re.findall(r"[a-z]+", " ".join(for_patients()).lower()))
    claims = [line for line in view().summary if not line.startswith("Ask your team")]
    assert [] == [word for line in claims for word in re.findall(r"[a-z]+", line.lower()) if word not in above]


def test_the_part_for_patients_is_at_most_of_grade_7() -> None:
    """By the harder of two formulas; that for clinicians is not held to it."""
    own = [said.PATIENTS_SAY, said.HELP, *view().red_flags, *view().questions, *view().summary]
    assert hardest([*for_patients(), *own]) <= 7.0


def test_on_an_earlier_day_only_what_held_then_is_told() -> None:
    """An entry that began later is left out."""
    first = AboutView(guideline(), date(2019, 4, 29))
    assert [] == first.lines(["clinician_answer_is_old"])
    assert [] != view().lines(["clinician_answer_is_old"])
