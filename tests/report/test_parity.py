"""Every face says what it must: a face that drops an emergency, a warning, an option or a source fails here."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.report.faces import dossier_of as dossier
from tests.report.faces import example, faces, lost, required
from tests.strategies import guideline, read, sound_records

PATIENTS = sorted(guideline().patients)
FACES = ("clinician, text", "clinician, HTML", "patient, text", "patient, HTML", "board, text", "board, HTML")


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_face_of_an_example_patient_drops_a_line(patient: str) -> None:
    """Urgent lines, warnings, options; for clinicians exclusions, cautions and sources as well."""
    shown = example(patient)
    said = faces(shown)
    assert {face: [] for face in FACES} == {face: lost(said[face], required(face, shown)) for face in said}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_records())
def test_no_face_of_any_patient_drops_a_line(raw: dict[str, Any]) -> None:
    """Emergencies, exits and unknown values included."""
    shown = dossier(read(raw))
    said = faces(shown)
    assert {face: [] for face in FACES} == {face: lost(said[face], required(face, shown)) for face in said}


@pytest.mark.parametrize("face", FACES)
def test_a_face_that_drops_any_line_is_found_out(face: str) -> None:
    """The checker itself: each line that must be there, taken away as often as it stands, is missed."""
    shown = example("F_LIM")
    text, lines = faces(shown)[face], required(face, shown)
    assert [] == [line for line in lines if line not in lost(text.replace(line, ""), lines)]


@pytest.mark.parametrize("face", FACES)
def test_an_example_patient_has_lines_of_each_kind(face: str) -> None:
    """The check is not empty: it asks for options, and for clinicians for their sources."""
    shown = example("F_FRAIL")
    lines = required(face, shown)
    options = [option for option in shown.plan.options if option.status in ("supported", "needs_information")]
    if face == "board, HTML":
        assert all(warning.says in lines for warning in shown.plan.warnings)
        return
    asked = [(option.patient if face.startswith("patient") else option.label) in lines for option in options]
    assert all(asked)
    assert len(options) > 5
    if face.startswith("clinician"):
        excluded = [option for option in shown.plan.options if option.status == "excluded"]
        assert all(reason in lines for option in excluded for reason in option.reasons)
        assert all({source.id, source.short} & {*lines} for option in options for source in option.sources)


def test_a_line_that_two_options_need_must_stand_twice() -> None:
    """A reason that stands with one option does not stand for the other."""
    assert [] == lost("too high, too high", Counter({"too high": 2}))
    assert ["too high"] == lost("too high", Counter({"too high": 2}))
