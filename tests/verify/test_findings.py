"""Findings, which an author should look at: each shown by a copy with one more and by the guideline without it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.verify.outcome import Finding, FindingKind
from sarcoguide.verify.prove import Examination
from tests.proving import DAY, Edit, edited, examined

IFOSFAMIDE = "drugs/chemotherapy.yaml"
KIDNEY = "    - when: creatinine_clearance_ml_min < 40\n"
LOWER = (
    "    - when: creatinine_clearance_ml_min < 20\n      because: Hardly any kidney function\n"
    "      sources: [{id: rv_ifos_uk}]\n"
)
FACT = (
    "- {name: shoe_size, label: Shoe size, question: Which shoe size?, type: integer, unit: '1', range: [20, 60],"
    " subject: person, burden: ask}\n"
)

#: Kind, words of the sentence, and the edit that brings it.
MORE: list[tuple[FindingKind, str, Edit]] = [
    (
        "implied",
        "Wherever 'Hardly any kidney function' holds, 'Kidney function is too low",
        (IFOSFAMIDE, KIDNEY, LOWER + KIDNEY),
    ),
    (
        "overshadowed",
        "Weekly paclitaxel (angiosarcoma) is never more than discouraged: Everybody is an adult here.",
        (
            "regimens/by_type.yaml",
            "  checks: [Premedication against allergic reactions]\n",
            "  checks: [Premedication against allergic reactions]\n  discouraged:\n"
            "    - {when: patient_age_years >= 18, because: Everybody is an adult here, sources: [{id: penel2008}]}\n",
        ),
    ),
    (
        "one_sided",
        "'lvef_percent < 4' is false for everybody of whom it is known",
        ("guards.yaml", "    - when: lvef_percent < 40\n", "    - when: lvef_percent < 4\n"),
    ),
    (
        "no_population",
        "Weekly paclitaxel (angiosarcoma) rests on a trial (penel2008",
        (
            "regimens/by_type.yaml",
            "  population:\n    penel2008: histology == angiosarcoma and ecog_performance_status <= 2\n",
            "",
        ),
    ),
    (
        "judgement_alone",
        "Clinical trials rests on clinical judgement or conventions alone",
        ("recommendations/referral.yaml", "  sources: [{id: C28}]\n", "  sources: [{id: convention}]\n"),
    ),
    ("unused_fact", "Shoe size", ("facts/person.yaml", "- name: pregnant\n", f"{FACT}- name: pregnant\n")),
]

#: The option of which a sentence speaks.
ABOUT: dict[FindingKind, str] = {
    "implied": "doxorubicin_ifosfamide",
    "overshadowed": "paclitaxel_weekly",
    "one_sided": "doxorubicin",
    "no_population": "paclitaxel_weekly",
    "judgement_alone": "clinical_trial_referral",
}


@pytest.mark.parametrize(("kind", "words", "edit"), MORE, ids=[row[0] for row in MORE])
def test_a_planted_finding_is_reported_and_the_packaged_guideline_has_it_not(
    kind: FindingKind, words: str, edit: Edit, tmp_path: Path
) -> None:
    """The sentence names what it speaks of, and the place is a file of the guideline."""
    rules = load_guideline(edited(tmp_path, edit))
    if option := ABOUT.get(kind):
        # The sentence speaks of one option: the others need not be looked over again.
        rules = replace(rules, options=tuple(rule for rule in rules.options if rule.entry.id == option))
    found = [finding for finding in Examination(rules, DAY).findings([kind]) if words in finding.says]
    assert [kind] == [finding.kind for finding in found]
    assert all((rules.folder / place.partition(":")[0]).exists() for finding in found for place in finding.where)
    assert [] == [finding.says for finding in of(kind) if words in finding.says]


@cache
def of(kind: FindingKind) -> tuple[Finding, ...]:
    """Return the findings of one kind in the packaged guideline."""
    return examined().findings([kind])


def test_an_exclusion_that_still_holds_back_says_so() -> None:
    """Of two exclusions of diffuse disease one excludes nobody alone and asks where a lining is involved."""
    (diffuse,) = [finding for finding in of("implied") if "lining" in finding.says]
    assert "Surgical removal of the metastases" in diffuse.says
    assert diffuse.says.endswith("It still holds the option back while it is unknown.")


def test_options_that_inherit_the_same_two_exclusions_are_named_in_one_finding() -> None:
    """No pair of places is told twice."""
    places = [finding.where for finding in of("implied")]
    assert len(set(places)) == len(places)


def test_a_way_that_is_always_discouraged_is_told_and_the_other_ways_are_not() -> None:
    """Ablation of a local return is discouraged; ablation of limited spread is not."""
    (ablation,) = [finding for finding in of("overshadowed") if finding.says.startswith("Thermal ablation")]
    assert "m_category == M0" in ablation.says
    assert "spread == limited" not in ablation.says


def test_a_fact_behind_a_definition_that_is_used_counts_as_used() -> None:
    """Creatinine is read through the clearance; on what the M category rests is read by nothing."""
    told = " ".join(finding.says for finding in of("unused_fact"))
    assert ("creatinine" in told.lower(), "Basis of the M category" in told) == (False, True)
