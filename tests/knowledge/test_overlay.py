"""A hospital's own additions: what they may add, tell and restrict, and what is refused with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import Plan, make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import read_record
from tests.helpers import TINY, TODAY, copy_of_tiny, tiny
from tests.overlays import TINY_OVERLAY, Edit, copy_of_overlay, overlay_problems, with_overlay

GOOD: dict[str, Any] = {"is_bicycle": True, "brakes_hold": True, "second_hand": False, "gears": 7, "load_kg": 5}


def of(plan: Plan, name: str) -> OptionView:
    """Return an option of a plan."""
    found = plan.option(name)
    assert found is not None
    return found


def planned(overlay: bool = True, **facts: Any) -> Plan:
    """Return the plan of a bicycle with the additions of the workshop, or without."""
    guideline = with_overlay() if overlay else tiny()
    record = {"id": "B", "assessment_date": TODAY, "facts": {"frame": "aluminium", **GOOD, **facts}}
    return make_plan(read_record(record, guideline), guideline)


# --- what it may add, tell and restrict ----------------------------------------------------------------------


def test_an_added_option_is_offered_and_marked() -> None:
    """Wax is offered for a squeak, under a name that says who adds it; without the overlay there is none."""
    wax = of(planned(squeaks=True), "wax_bearing")
    assert ("supported", "Wax the bearing (added here)") == (wax.status, wax.label)
    assert "wax_bearing" not in {option.id for option in planned(False, squeaks=True).options}


def test_a_condition_of_an_added_drug_is_marked_as_added() -> None:
    """It does not restrict anything of the guideline."""
    (reason,) = of(planned(squeaks=True, frame="steel"), "wax_bearing").reasons
    assert "It does not hold on steel (added here)" == reason


def test_an_exclusion_restricts_an_option_of_the_guideline() -> None:
    """On a frame of carbon, with the reason and the source of the workshop."""
    option = of(planned(faults=["flat_tyre"], frame="carbon"), "change_tyre")
    (condition,) = [each for each in option.conditions if each.origin == "no_tyres_for_carbon" and each.truth]
    assert ("excluded", ("Our stand crushes carbon (restricted here)",)) == (option.status, option.reasons)
    assert ("shelf_list",) == condition.sources


def test_an_exclusion_leaves_others_as_they_were() -> None:
    """On a frame of aluminium the tyre is changed with the overlay and without it."""
    assert {"supported"} == {
        of(planned(with_it, faults=["flat_tyre"]), "change_tyre").status for with_it in (False, True)
    }


def test_an_exclusion_that_is_not_known_holds_the_option_back() -> None:
    """Unknown is never aluminium."""
    facts = {"faults": ["flat_tyre"], "frame": None}
    record = {key: value for key, value in {**GOOD, **facts}.items() if value is not None}
    guideline = with_overlay()
    read = read_record({"id": "B", "assessment_date": TODAY, "facts": record}, guideline)
    assert "needs_information" == of(make_plan(read, guideline), "change_tyre").status


def test_a_caution_restricts_without_a_change_of_status() -> None:
    """Just above 60 kg it is told; at 60 kg it is not."""
    for load, told in ((60, []), (61, ["Our stand bears 60 kg (restricted here)"])):
        option = of(planned(faults=["flat_tyre"], load_kg=load), "change_tyre")
        assert ("supported", told) == (option.status, [caution.because for caution in option.cautions])


def test_a_drug_that_cannot_be_had_makes_its_options_unavailable_to_those_for_whom_they_are_meant() -> None:
    """A bearing that squeaks learns why; one that does not is not concerned."""
    grease = of(planned(squeaks=True), "grease_bearing")
    assert ("unavailable", ("Not on our shelf (restricted here)",)) == (grease.status, grease.reasons)
    assert "not_indicated" == of(planned(squeaks=False), "grease_bearing").status
    assert "supported" == of(planned(False, squeaks=True), "grease_bearing").status


def test_what_was_in_force_begins_on_its_own_day() -> None:
    """The day before the grease could be had."""
    rule = next(rule for rule in with_overlay().options if rule.entry.id == "grease_bearing")
    (absence,) = rule.absences
    assert absence.since is not None
    assert ((), (absence,)) == (
        rule.absences_on(absence.since.replace(year=2023)),
        rule.absences_on(absence.since),
    )


def test_a_note_and_a_contact_stand_beside_the_option() -> None:
    """With the workshop's own source, and a word for the owner."""
    (note,) = [note for note in of(planned(), "change_tyre").notes if note.id == "no_tyres_for_carbon"]
    assert "Tyres are ordered on Fridays; contact: the wheel bench. (added here)" == note.says
    assert "We order tyres on Fridays. (added here)" == note.patient


def test_a_local_name_stands_behind_the_name_of_the_guideline() -> None:
    """The guideline's own name stays."""
    assert "New tyre (here: tyre service)" == of(planned(), "change_tyre").label


def test_a_contact_of_an_emergency_stands_in_its_line() -> None:
    """It is said where it is read first."""
    (urgent,) = planned(brakes_hold=False).urgent
    assert "Do not ride it. (here: contact: bell at the back door)" == urgent.says


def test_a_setting_that_the_guideline_leaves_to_a_hospital_is_set(tmp_path: Path) -> None:
    """Just inside its range; the label says that it is restricted."""
    guideline = load_guideline(_local(tmp_path), overlay=copy_of_overlay(tmp_path, _setting("max_load", 70)), anew=True)
    setting = guideline.settings["max_load"]
    assert (70, "Most load (restricted here)") == (setting.value, setting.label)


def test_every_plan_says_whose_additions_are_in_force() -> None:
    """In a warning, in the title and as data; without an overlay nothing is said."""
    plan, without = planned(), planned(False)
    (warning,) = [warning for warning in plan.warnings if warning.id == "overlay_in_force"]
    for part in ("the Corner Workshop", "version 3", "1 Jan 2024", "A. Mechanic", "bell at the back door"):
        assert part in warning.says
    assert "with additions of the Corner Workshop (version 3 of 1 Jan 2024" in plan.guideline.title
    overlay = plan.guideline.overlay
    assert overlay is not None
    assert ("corner_workshop", "2024-01-01", "A. Mechanic") == (overlay.id, overlay.date, overlay.responsible)
    assert "wax_bearing" in overlay.added
    assert ("change_tyre", "do_not_ride", "lithium_grease") == overlay.changed
    assert without.guideline.overlay is None
    assert "overlay_in_force" not in {warning.id for warning in without.warnings}


def test_what_an_overlay_adds_does_not_carry_an_option_of_the_guideline(tmp_path: Path) -> None:
    """An option that stands for others rests on those of the guideline alone."""
    base = copy_of_tiny(
        tmp_path,
        ("guards.yaml", "", "- {id: greases, sources: [{id: handbook}]}\n"),
        ("drugs/greases.yaml", "  class: grease\n", "  class: grease\n  guards: [greases]\n"),
        ("recommendations/repairs.yaml", "", CARRIED),
        ("cases/cases.yaml", "  entries: [grease_bearing, ", "  entries: [any_grease, grease_bearing, "),
    )
    overlay = copy_of_overlay(tmp_path, ("drugs.yaml", "  class: grease\n", "  class: grease\n  guards: [greases]\n"))
    rules = {rule.entry.id: rule for rule in load_guideline(base, overlay=overlay, anew=True).options}
    assert ("grease_bearing",) == rules["any_grease"].rests_on


CARRIED = """- id: any_grease
  says: Some grease.
  when: squeaks
  rests_on: {guards: [greases], because: No grease fits, sources: [{id: handbook}]}
  verb: may
  from: 2020-01-01
  sources: [{id: handbook}]
"""


def test_the_digest_of_a_guideline_includes_its_overlay(tmp_path: Path) -> None:
    """So that nothing kept for one is taken for the other."""
    other = load_guideline(TINY, overlay=copy_of_overlay(tmp_path, ("overlay.yaml", "'3'", "'4'")))
    digests = [guideline.content_hash for guideline in (tiny(), with_overlay(), other)]
    assert len(digests) == len(set(digests))
    again = load_guideline(TINY, overlay=tmp_path / "overlay")
    assert (other.content_hash, other.overlay) == (again.content_hash, again.overlay)


# --- what is refused -----------------------------------------------------------------------------------------

CHANGES = "changes.yaml"


def _row(text: str) -> Edit:
    return CHANGES, "", f"- {{id: x, {text}, from: 2024-01-01, sources: [{{id: shelf_list}}]}}\n"


def _setting(name: str, value: object) -> Edit:
    return (
        CHANGES,
        "- {id: whom_to_call, option: do_not_ride, contact: bell at the back door",
        (f"- {{id: whom_to_call, setting: {name}, value: {value}"),
    )


def _local(tmp_path: Path, *edits: Edit, more: str = ", local: true, local_range: [50, 80]") -> Path:
    """Return the made-up guideline with a setting that it leaves to a hospital."""
    setting = (
        f"- {{name: max_load, label: Most load, type: number, unit: kg, value: 80{more}, sources: [{{id: S1}}]}}\n"
    )
    return copy_of_tiny(
        tmp_path,
        ("settings.yaml", "", setting),
        ("recommendations/repairs.yaml", "load_kg > 80", "load_kg > max_load"),
        *edits,
    )


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        pytest.param(
            ("recommendations.yaml", "id: opening_hours", "id: about_tyres"),
            "an overlay cannot replace 'about_tyres'",
            id="an entry removed by one of its name",
        ),
        pytest.param(
            ("drugs.yaml", "id: chain_wax", "id: lithium_grease"),
            "an overlay cannot replace 'lithium_grease'",
            id="drug",
        ),
        pytest.param(
            ("sources.yaml", "id: bench_test", "id: handbook"), "an overlay cannot replace 'handbook'", id="source"
        ),
        pytest.param(
            ("sources.yaml", "id: bench_test", "id: S1"), "an overlay cannot replace 'S1'", id="a source as a statement"
        ),
        pytest.param(
            ("guards.yaml", "", "- {id: a_bicycle, when: 'true', sources: [{id: handbook}]}"),
            "an overlay cannot replace 'a_bicycle'",
            id="a gate",
        ),
        pytest.param(
            _row("option: change_tyre, when: 'true'"),
            "an overlay cannot change `when` of an entry",
            id="`when` widened",
        ),
        pytest.param(
            _row("option: change_tyre, verb: should"), "an overlay cannot change `verb` of an entry", id="verb changed"
        ),
        pytest.param(
            _row("option: change_tyre, says: Change it"),
            "an overlay cannot change `says` of an entry",
            id="words changed",
        ),
        pytest.param(
            _row("option: change_tyre, until: 2024-06-01"), "an overlay cannot change `until` of an entry", id="ended"
        ),
        pytest.param(
            ("facts.yaml", "", "- {name: gears, range: [1, 40]}"),
            "an overlay cannot hold 'facts.yaml'",
            id="range of a fact",
        ),
        pytest.param(("definitions/x.yaml", "", "[]"), "an overlay cannot hold 'definitions/x.yaml'", id="definition"),
        pytest.param(("statements.yaml", "", "[]"), "an overlay cannot hold 'statements.yaml'", id="statement"),
        pytest.param(
            ("recommendations.yaml", "kind: information", "kind: exit"),
            "an overlay cannot add an entry of kind exit",
            id="options out of sight",
        ),
        pytest.param(
            ("regimens.yaml", "sources: [{id: bench_test}]", "sources: [{id: shelf_list}]"),
            "'wax_bearing' rests on a convention alone",
            id="an offer by agreement",
        ),
        pytest.param(
            ("sources.yaml", "kind: review", "kind: clinical_judgement"),
            "'wax_bearing' rests on clinical judgement or unverified sources alone",
            id="an offer by judgement",
        ),
        pytest.param(
            ("drugs.yaml", "name: Chain wax", "name: Chain wax\n  synonyms: [Lithium grease]"),
            "'chain_wax' takes the name 'lithium grease', which means 'lithium_grease'",
            id="meaning of a record changed",
        ),
        pytest.param(
            _row("option: do_not_ride, unless: [{when: wobbles, because: x}]"),
            "'do_not_ride' is of kind emergency, which cannot be restricted",
            id="an emergency silenced",
        ),
        pytest.param(_row("option: chnage_tyre, note: x"), "the guideline has no option 'chnage_tyre'", id="a slip"),
        pytest.param(
            _row("option: wax_bearing, note: x"), "the guideline has no option 'wax_bearing'", id="its own entry"
        ),
        pytest.param(_row("note: x"), "the change 'x' is about 0 things", id="about nothing"),
        pytest.param(
            _row("option: change_tyre, drug: chain_wax, note: x"), "the change 'x' is about 2 things", id="two"
        ),
        pytest.param(_row("option: change_tyre"), "the change 'x' changes nothing", id="empty"),
        pytest.param(
            _row("option: change_tyre, value: 3"),
            "`value` cannot stand beside `option`",
            id="a value of an option",
        ),
        pytest.param(
            _row("setting: wear_min_days, value: 20"),
            "the guideline does not leave 'wear_min_days' to a hospital",
            id="a setting of the guideline",
        ),
        pytest.param(_row("option: change_tyre, note: x"), "no case shows 'x'", id="not shown by a case"),
        pytest.param(
            ("overlay.yaml", "guideline: bicycle_repair", "guideline: cars"),
            "it is written for 'cars', and this guideline is 'bicycle_repair'",
            id="of another guideline",
        ),
        pytest.param(
            ("overlay.yaml", "responsible: A. Mechanic\n", ""), "the key 'responsible' is missing", id="nobody"
        ),
    ],
)
def test_what_would_remove_widen_or_reword_is_refused(tmp_path: Path, edit: Edit, what: str) -> None:
    """With file, reason and remedy."""
    found = [problem for problem in overlay_problems(tmp_path, edit) if problem.what == what]
    assert found, [problem.what for problem in overlay_problems(tmp_path / "again", edit)]
    assert all(problem.where.startswith("overlay/") and problem.remedy for problem in found)
    assert all(problem.why for problem in found if "is missing" not in what)


def test_all_refusals_are_told_at_once(tmp_path: Path) -> None:
    """Nobody has to find them one by one."""
    edits = (_row("option: change_tyre, when: 'true', verb: may"), ("facts.yaml", "", "[]"))
    told = {(problem.what, problem.line) for problem in overlay_problems(tmp_path, *edits)}
    assert {
        ("an overlay cannot change `when` of an entry", 17),
        ("an overlay cannot change `verb` of an entry", 17),
        ("an overlay cannot hold 'facts.yaml'", None),
    } == told


@pytest.mark.parametrize(("value", "fits"), [(49, False), (50, True), (80, True), (81, False), ("null", False)])
def test_a_setting_stays_within_the_range_that_the_guideline_leaves(tmp_path: Path, value: object, fits: bool) -> None:
    """Just inside and just outside either end, and never nothing."""
    problems = overlay_problems(tmp_path, _setting("max_load", value), guideline=_local(tmp_path))
    shown = "None" if value == "null" else value
    wanted = [] if fits else [f"{shown} cannot be the value of 'max_load'"]
    assert wanted == [problem.what for problem in problems]


def test_a_setting_that_a_walk_over_records_reads_is_never_left_to_a_hospital(tmp_path: Path) -> None:
    """The solver could not see what it does."""
    base = copy_of_tiny(tmp_path, ("settings.yaml", "value: 30,", "value: 30, local: true,"))
    with pytest.raises(GuidelineError, match="'wear_min_days' is local, and a walk over records reads it"):
        load_guideline(base, anew=True)


def test_a_folder_without_an_overlay_is_refused(tmp_path: Path) -> None:
    """With the file that is missing."""
    with pytest.raises(GuidelineError, match=r"overlay\.yaml is missing"):
        load_guideline(TINY, overlay=tmp_path)
    assert TINY_OVERLAY.is_dir()
