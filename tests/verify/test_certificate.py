"""A result of proofs counts for the content, the code and the rules that it was found of, and for no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from sarcoguide.knowledge import cache
from sarcoguide.report import certificate_words as text
from sarcoguide.report.html_certificate import certificate_html
from sarcoguide.verify.agreement import Agreement, agreement
from sarcoguide.verify.certificate import SUFFIX, Certificate, certificate, keep, standing, write
from sarcoguide.verify.outcome import Finding, Outcome, Proof
from sarcoguide.web.app import create_app
from tests.strategies import guideline
from tests.web.browsing import get

DAY = max(guideline().dates())


def found(outcome: Outcome = "proved") -> Certificate:
    """Return a result in which every property has an outcome; a broken one comes with a patient."""
    record = {"id": "WITNESS", "facts": {"ecog_performance_status": 4}} if outcome == "witness" else None
    entries = [rule.entry for rule in guideline().properties]
    proofs = [Proof(one.id, one.says, one.means, outcome, 0.1, "", record) for one in entries]
    findings = [Finding("unused_fact", "a fact that nothing uses", ("facts",))]
    return certificate(guideline(), DAY, proofs, findings, [Agreement("compiled", 16, ())])


def shown(kept: Certificate | bytes, tmp_path: Path, today: date = DAY) -> tuple[str, str]:
    """Return the state of a written result, and the page."""
    file = tmp_path / f"one{SUFFIX}"
    if isinstance(kept, bytes):
        file.write_bytes(kept)
    else:
        write(kept, file)
    state = standing(guideline(), today, file)
    return state.state, certificate_html(guideline(), state, today)


def counts(page: str) -> tuple[int, int, int]:
    """Return how many properties a page calls proved, broken and not proved."""
    words = (text.PROVED, text.BROKEN_WORD, text.UNPROVED)
    return (page.count(f"</svg>{words[0]}<"), page.count(f"</svg>{words[1]}<"), page.count(f"</svg>{words[2]}<"))


EVERY = len(guideline().properties)


def test_a_result_of_this_content_is_shown_with_its_day_hash_and_engines(tmp_path: Path) -> None:
    """Every property in words, with what it means."""
    state, page = shown(found(), tmp_path)
    assert ("valid", (EVERY, 0, 0)) == (state, counts(page))
    agrees = text.ENGINE_AGREES.format(engine="compiled", count=16)
    assert all(said in page for said in (guideline().content_hash[:12], agrees, "What is not proved", "is-valid"))


@pytest.mark.parametrize(
    ("state", "change"),
    [
        ("other_content", {"content": "0" * 64}),
        ("other_program", {"program": "0" * 40}),
        ("other_rules", {"as_of": DAY - timedelta(days=1)}),
        ("other_properties", {"proofs": found().proofs[1:]}),
        ("unreadable", {"format": 2}),
    ],
)
def test_a_result_of_anything_else_is_never_shown_as_valid(
    state: str, change: dict[str, object], tmp_path: Path
) -> None:
    """No property is called proved, and the page says how to prove them."""
    told, page = shown(msgspec.structs.replace(found(), **change), tmp_path)
    assert (state, (0, 0, EVERY)) == (told, counts(page))
    assert all(said in page for said in (text.STANDING[state][0], text.COMMAND, "is-not-valid"))


@pytest.mark.parametrize("kept", [b"", b"{}", b"not JSON", b"\xff"])
def test_a_file_that_cannot_be_read_proves_nothing(kept: bytes, tmp_path: Path) -> None:
    """It is no error of the page."""
    assert ("unreadable", (0, 0, EVERY)) == ((shown(kept, tmp_path))[0], counts(shown(kept, tmp_path)[1]))


def test_a_result_holds_between_two_dates_of_the_guideline_and_not_before(tmp_path: Path) -> None:
    """Between them no rule changes; a review that comes due would be a change, too."""
    days = (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1), DAY + timedelta(days=365 * 20))
    assert ["other_rules", "valid", "valid", "other_rules"] == [shown(found(), tmp_path, day)[0] for day in days]


def test_a_broken_property_is_shown_with_its_patient_and_a_proved_one_without(tmp_path: Path) -> None:
    """It leads to the workbench."""
    broken, sound = shown(found("witness"), tmp_path)[1], shown(found(), tmp_path)[1]
    assert (0, EVERY, 0) == counts(broken)
    assert [True, False] == [text.NOT_TO_RELY_ON in page and "WITNESS" in page for page in (broken, sound)]


def test_what_was_kept_is_found_by_its_content_and_by_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the cached guideline."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    assert "none" == standing(guideline(), DAY).state
    assert keep(found()) is not None
    other = replace(guideline(), content_hash="0" * 64)
    assert ("valid", "none") == (standing(guideline(), DAY).state, standing(other, DAY).state)


def test_the_page_reads_a_named_file_and_carries_nothing_in_its_address(tmp_path: Path) -> None:
    """What was written after the server began is shown."""
    file = tmp_path / "named.json"
    app = create_app(guideline(), certificate=file)
    before = counts(get("/certificate", of=app).text)
    # The rules of the day on which the test runs.
    write(msgspec.structs.replace(found(), as_of=date.today()), file)
    assert ((0, 0, EVERY), (EVERY, 0, 0)) == (before, counts(get("/certificate", of=app).text))
    assert 400 == get("/certificate?as_of=2026-01-01", of=app).status_code


def test_the_engine_of_the_pages_agrees_on_every_example_and_a_difference_is_told(tmp_path: Path) -> None:
    """Few patients here, as each is judged twice."""
    few = replace(guideline(), patients={name: guideline().patients[name] for name in ("F_LIM", "P_FEW")})
    assert Agreement("compiled", 2, ()) == agreement(few, DAY)
    differs = msgspec.structs.replace(found(), engines=(Agreement("compiled", 2, ("P_FEW",)),))
    assert text.ENGINE_DIFFERS.format(engine="compiled", count=2, differs="P_FEW") in shown(differs, tmp_path)[1]
