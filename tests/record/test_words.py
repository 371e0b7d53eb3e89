"""What a letter or a registry calls a type of tumour: read with a warning where clear, left open where not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.record import Record, read_record
from tests.strategies import guideline

OPEN = {
    "ES": {"epithelioid_sarcoma", "ewing"},
    "SFT": {"sft", "sft_malignant", "sft_dedifferentiated"},
    "rhabdomyosarcoma": {"rms_embryonal", "rms_alveolar", "rms_pleomorphic", "rms_spindle"},
    "8804/3": {"epithelioid_sarcoma", "epithelioid_sarcoma_proximal"},
    "solitary fibrous tumor": {"sft", "sft_malignant", "sft_dedifferentiated"},
    "rhabdomyosarcoma, NOS": {"rms_embryonal", "rms_alveolar", "rms_pleomorphic", "rms_spindle"},
    "thoracic sarcoma": {"smarca4_thoracic", "sarcoma_nos"},
}


def record(**facts: Any) -> Record:
    """Return a record with these facts."""
    return read_record({"id": "w", "assessment_date": date(2026, 11, 22), "facts": facts}, guideline())


def histology(**facts: Any) -> object:
    """Return the type that a record is read to name, or None."""
    given = record(**facts).given.get("histology")
    return None if given is None else given.value


def warned(**facts: Any) -> dict[str, str]:
    """Return the warnings of a record by kind."""
    return {warning.id: warning.says for warning in record(**facts).warnings}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("MFH", "ups"),
        ("malignant fibrous histiocytoma", "ups"),
        ("8830/3", "ups"),
        ("spindle cell sarcoma NOS", "uss_spindle"),
        ("Synovial Sarcoma", "synovial"),
        ("SYNS", "synovial"),
        ("alveolar soft-part sarcoma", "asps"),
        ("DFSP", "dfsp"),
        ("synovial sarcoma, biphasic", "synovial"),
        ("SYNOVIAL SARCOMA, MONOPHASIC", "synovial"),
        ("Synovial sarcoma, NOS", "synovial"),
        ("liposarcoma NOS", "lps_nos"),
        ("Liposarcoma, myxoid", "mlps"),
        ("WELL DIFFERENTIATED LIPOSARCOMA", "wdlps"),
        ("atypical lipomatous tumour", "wdlps"),
        ("de-differentiated liposarcoma", "ddlps"),
        ("uterine leiomyosarcoma", "lms_uterine"),
        ("malignant peripheral nerve sheath tumor", "mpnst"),
        ("Desmoplastic small round cell tumor", "dsrct"),
        ("Ewing's sarcoma", "ewing"),
        ("embryonal rhabdomyosarcoma", "rms_embryonal"),
        ("low-grade endometrial stromal sarcoma", "ess_low"),
        ("clear cell sarcoma", "ccs"),
        ("Sarcoma, clear cell", "ccs"),
        ("inflammatory myofibroblastic tumor", "imt"),
        ("gastrointestinal stromal tumor", "gist"),
        ("Hemangioendothelioma, epithelioid", "ehe"),
        ("solitary fibrous tumour, malignant", "sft_malignant"),
        ("solitary fibrous tumor, NOS", "sft"),
        ("undifferentiated pleomorphic sarcoma, NOS", "ups"),
    ],
)
def test_a_name_synonym_or_code_of_one_type_is_read_as_that_type(word: str, meant: str) -> None:
    """Case, hyphens, commas, spaces, order about a comma and the two spellings of English do not matter."""
    assert meant == histology(histology=word)


def test_what_was_read_is_told() -> None:
    """Nobody has to guess what the program made of a word."""
    assert "'MFH' was read as Undifferentiated pleomorphic sarcoma" in warned(histology="MFH")["read_as"]


def test_a_type_under_its_own_id_is_not_told() -> None:
    """There was nothing to interpret."""
    assert "read_as" not in warned(histology="ups")


def test_leiomyosarcoma_of_the_uterus_is_the_uterine_type() -> None:
    """The first site decides."""
    assert "lms_uterine" == histology(histology="leiomyosarcoma", primary_known=True, primary_site="uterus")


def test_leiomyosarcoma_of_another_site_is_the_soft_tissue_type() -> None:
    """Any other known site."""
    assert "lms_soft_tissue" == histology(histology="LMS", primary_known=True, primary_site="retroperitoneum")


def test_the_site_decides_wherever_it_stands_in_the_record() -> None:
    """Order and form of the entries do not matter."""
    dated = {"value": "uterus", "date": date(2026, 1, 1)}
    assert "lms_uterine" == histology(primary_known=True, primary_site=dated, histology={"value": "8890/3"})


def test_a_carcinosarcoma_outside_the_uterus_is_left_open() -> None:
    """It is mostly a carcinoma, so it is no type of this guideline."""
    assert "carcinosarcoma_uterine" == histology(histology="carcinosarcoma", primary_known=True, primary_site="uterus")
    assert histology(histology="carcinosarcoma", primary_known=True, primary_site="thorax") is None


@pytest.mark.parametrize(
    ("word", "meant"), [("leiomyosarcoma, NOS", "lms_soft_tissue"), ("myxoid leiomyosarcoma", "lms_soft_tissue")]
)
def test_a_leiomyosarcoma_of_the_leg_is_of_soft_tissue(word: str, meant: str) -> None:
    """However it is written."""
    assert meant == histology(histology=word, primary_known=True, primary_site="lower_extremity")


def test_leiomyosarcoma_without_a_site_is_left_open_and_says_what_decides() -> None:
    """It is never guessed."""
    assert histology(histology="leiomyosarcoma") is None
    assert "Primary site decides" in warned(histology="leiomyosarcoma")["word_left_open"]


@pytest.mark.parametrize("word", OPEN)
def test_a_word_for_several_types_is_left_open_and_names_them(word: str) -> None:
    """Each of them is named, and none is taken."""
    assert histology(histology=word) is None
    labels = guideline().names.labels["histology"]
    assert all(labels[value] in warned(histology=word)["word_left_open"] for value in OPEN[word])


def test_a_word_that_nobody_knows_is_refused() -> None:
    """It would match no condition."""
    with pytest.raises(RecordError):
        record(histology="blue sarcoma")


def test_the_day_and_origin_of_a_word_are_kept() -> None:
    """Only the value is read."""
    given = record(histology={"value": "MFH", "date": date(2026, 1, 2), "origin": "letter"}).given["histology"]
    assert ("ups", date(2026, 1, 2), "letter") == (given.value, given.date, given.origin)


def remedy(**facts: Any) -> str:
    """Return the remedies of a record that cannot be read."""
    with pytest.raises(RecordError) as caught:
        record(**facts)
    return " ".join(problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("leiomyosarcomma", "leiomyosarcoma"),
        ("Synovail sarcoma", "synovial sarcoma"),
        ("lms uterin", "lms_uterine"),
        ("8830/33", "8830/3"),
    ],
)
def test_a_misspelt_type_is_answered_with_the_nearest_word(slip: str, meant: str) -> None:
    """Names, synonyms and codes are words that a record may use, so a slip in one of them is met with it alone."""
    assert f"did you mean {meant}?" == remedy(histology=slip)


@pytest.mark.parametrize("word", ["xxxx", "x" * 5000])
def test_a_word_that_is_near_to_none_is_answered_with_the_list(word: str) -> None:
    """A far-fetched guess would mislead."""
    assert "did you mean" not in remedy(histology=word)


def test_what_the_nearest_word_names_can_be_written() -> None:
    """The remedy itself must be accepted."""
    assert "lms_soft_tissue" == histology(histology="leiomyosarcoma", primary_known=True, primary_site="thorax")
