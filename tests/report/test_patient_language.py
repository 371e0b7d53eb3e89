"""The language of everything that patients read: grade 7 by two formulas, no unexplained short form, no Latin."""

from __future__ import annotations

import re

import pytest

from sarcoguide.report.story import story_of
from tests.report.faces import example
from tests.report.patient_texts import DAY, library, names, texts_by_kind, without_names
from tests.report.readability import grade, hardest, letters_index, words_in
from tests.report.test_readability import PATIENTS, sections
from tests.strategies import guideline

#: The school year that no kind of text and no section of a page goes beyond.
HARDEST = 7.0
#: A few words alone have no grade.
FEWEST = 25
#: Latin and Greek of letters and reports, as it would stand in a text: endings, and words.
LATIN = re.compile(
    r"\b(?:\w+(?:itis|osis|emia|penia|pathy|ectomy|uria|algia|plasia|rrhage)|pleura\w*|thorax|thoracic|peritone\w*"
    r"|retroperitone\w*|abdomin\w*|axilla\w*|femur\w*|femoral|pulmonary|hepatic|renal|cardiac|cerebral|neural|vascular|ascites"
    r"|bilirubin|haemoglobin|creatinine|malignan\w*|benign|lesions?|adjuvant|metachronous|synchronous|in situ|de novo"
    r"|per os|ad hoc|et al|i\.e\.|e\.g\.)(?!\w)",
    re.IGNORECASE,
)
#: Words in which a text itself explains a short form: "a gene called X", "the gene X", "X, a liver test", "words (X)".
EXPLAINED = (
    r"\b(?:called|genes?|virus) (?:\w+ (?:or|and) )?{0}\b",
    r"\b{0} genes?\b",
    r"\b{0}, an? ",
    r"\w \((?:long )?{0}\)",
)
SHORT_FORM = re.compile(r"\b[A-Za-z]*(?:[A-Z][a-z]*){2,}\d*\b|\b[A-Z]+\d+\b")


def explained_words() -> set[str]:
    """Return every word of the glossary in its forms."""
    terms = guideline().at(DAY).glossary.values()
    return {form.lower() for term in terms for form in (term.term, *term.forms)}


def in_glossary(word: str) -> bool:
    """Whether the glossary explains a word, alone or in a term of several."""
    return any(re.search(rf"\b{re.escape(word.lower())}\b", term) for term in explained_words())


def unexplained_short_forms(text: str) -> list[str]:
    """Return the short forms of a text that neither the glossary nor the text explains."""
    found = {match for match in SHORT_FORM.findall(text) if match.lower() not in ("x-ray", "x-rays")}
    tumours = {name for one in library().histologies for name in (one.entry.name, *one.entry.synonyms)}
    return sorted(
        short
        for short in found - tumours
        if not in_glossary(short) and not any(re.search(form.format(re.escape(short)), text) for form in EXPLAINED)
    )


def unexplained_latin(text: str) -> list[str]:
    """Return the Latin of a text that neither the glossary nor brackets behind plain words explain."""
    found = [match.group() for match in LATIN.finditer(text)]
    return [word for word in found if not in_glossary(word) and f"({word})" not in text]


@pytest.mark.parametrize("kind", sorted(texts_by_kind()))
def test_no_kind_of_text_is_harder_than_grade_7_by_either_formula(kind: str) -> None:
    """Names of drugs and tumours count as a short word: they are explained where they stand or in the list of words."""
    texts = [without_names(text) for text in texts_by_kind()[kind]]
    assert HARDEST >= round(hardest(texts), 1)


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_section_of_an_example_page_is_harder_than_grade_7_by_either_formula(patient: str) -> None:
    """What one reader sees, section by section, without names of drugs and tumours."""
    shown = example(patient)
    told = sections(story_of(shown.plan, shown.edition))
    plain = {name: [without_names(text) for text in texts] for name, texts in told.items()}
    long = {name: texts for name, texts in plain.items() if len(words_in(" ".join(texts))) >= FEWEST}
    assert {} == {name: round(hardest(texts), 1) for name, texts in long.items() if round(hardest(texts), 1) > HARDEST}


def test_no_entry_is_far_beyond_the_rest() -> None:
    """A single text of a few sentences scatters; by syllables none is beyond grade 9."""
    long = [text for texts in texts_by_kind().values() for text in texts if len(words_in(text)) >= FEWEST // 2]
    assert [] == [text for text in long if grade([without_names(text)]) > HARDEST + 2]


def test_every_name_that_was_left_out_is_explained() -> None:
    """A tumour in the list of words; a drug there or in the sentence that stands with each of its options."""
    drugs = [drug.entry for drug in library().drugs]
    known = {name.lower() for drug in drugs if drug.patient for name in (drug.name, *drug.synonyms)}
    known |= explained_words()
    used = {match.lower() for texts in texts_by_kind().values() for text in texts for match in names().findall(text)}
    assert [] == sorted(name for name in used if name not in known and name.removesuffix("s") not in known)


def test_no_short_form_is_left_unexplained() -> None:
    """It stands in the glossary, or the text says what it is."""
    texts = [text for texts in texts_by_kind().values() for text in texts]
    assert [] == [(short, text) for text in texts for short in unexplained_short_forms(text)]


def test_no_latin_is_left_unexplained() -> None:
    """It stands in the glossary, or in brackets behind the plain words."""
    texts = [text for texts in texts_by_kind().values() for text in texts]
    assert [] == [(word, text) for text in texts for word in unexplained_latin(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A better DFS.", ["DFS"]),
        ("Your QTc is long.", ["QTc"]),
        ("A change in a gene called XYZ1.", []),
        ("The lab limit for XYZ, a liver test", []),
        ("A part of your tracing is long (XYZ).", []),
        ("An MRI scan.", []),
        ("I am well. A chest X-ray is made.", []),
    ],
)
def test_a_planted_short_form_is_found(text: str, expected: list[str]) -> None:
    """The measure itself, with its counterparts."""
    assert expected == unexplained_short_forms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A metachronous lump.", ["metachronous"]),
        ("You have neutropenia.", ["neutropenia"]),
        ("Water in the belly (ascites).", []),
        ("Your lungs and their lining, the pleura.", []),
        ("A plain lump.", []),
    ],
)
def test_planted_latin_is_found(text: str, expected: list[str]) -> None:
    """The measure itself; pleura is in the glossary."""
    assert expected == unexplained_latin(text)


def test_the_two_formulas_count_different_things() -> None:
    """Short words of many syllables are hard by the one alone, long words of few by the other alone."""
    assert grade(["An ion era in Ohio, a radio area, an idea."]) > letters_index(["An ion era in Ohio, a radio area."])
    assert letters_index(["Straight strength stretched thoughts."]) > grade(["Straight strength stretched thoughts."])
    assert 0.0 == hardest([])


def test_the_second_formula_gives_the_value_worked_out_by_hand() -> None:
    """Six words, twenty-four letters, one sentence: 5.88 x 4 - 29.6 / 6 - 15.8."""
    assert pytest.approx(5.88 * 4 - 29.6 / 6 - 15.8) == letters_index(["Your team will help you today."])
