"""What the server answers: examples, forms, pasted records, what-if, two days, the patient's page, the report."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from sarcoguide.planning import Plan, make_plan
from sarcoguide.record import read_record
from sarcoguide.report import words
from sarcoguide.web import pages
from tests.strategies import guideline
from tests.web.browsing import OWN, ask, example, form_on, get, post

OPTION = re.compile(r'id="o-(\w+)" data-key="\w+" data-status="([^"]+)"')
BESIDE = re.compile(r'(?:id="n-|data-for=")([\w.]+)">\s*<ul class="problems">')


def statuses(page: str) -> dict[str, str]:
    """Return the status of each option on a page."""
    return dict(OPTION.findall(page))


def in_words(plan: Plan) -> dict[str, str]:
    """Return the status of each option of a plan as a page words it; outside the scope a page shows none."""
    return {} if plan.out_of_scope else {option.id: words.STATUS_WORD[option.status] for option in plan.options}


def beside(page: str) -> set[str]:
    """Return the facts beside which something is wrong."""
    return set(BESIDE.findall(page))


@pytest.mark.parametrize(
    "path", ["/", "/workbench", "/workbench?example=F_LIM", "/pathway", "/about", "/healthz", "/static/htmx.min.js"]
)
def test_each_address_answers(path: str) -> None:
    """What is opened in a browser is there."""
    assert 200 == get(path).status_code


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/workbench?example=NOBODY", "/pathway?example=NOBODY", "/plan/", "/static/", "/static/nothing.css"],
)
def test_an_address_that_does_not_exist_has_a_page_that_says_so(path: str) -> None:
    """A plain page with a way back."""
    answer = get(path)
    assert 404 == answer.status_code
    assert '<a href="/">' in answer.text


@pytest.mark.parametrize(
    "path",
    ["/plan", "/what-if", "/compare", "/measurements", "/outlook", "/patient", "/decision", "/report", "/regimen"],
)
def test_what_needs_a_record_is_never_asked_for_by_its_address_alone(path: str) -> None:
    """A GET could only carry the record in the address."""
    assert 405 == get(path).status_code


def test_the_map_of_a_form_shows_this_patients_way_and_carries_the_record_back() -> None:
    """The same as that of the example's address; the form on it is the record."""
    form = example("F_LIM")
    shown = post("/pathway", form)
    assert 200 == shown.status_code
    assert 'class="nd q on" href="#in-limited"' in shown.text
    assert get("/pathway?example=F_LIM").text == shown.text
    sent = form_on(shown.text)
    filled = {name: values for name, values in form.items() if name.startswith("f.") and any(values)}
    # Days are carried as they are kept.
    days = {name for name in filled if name.endswith("_date")}
    assert len(filled) > len(days) > 0
    assert filled.keys() <= sent.keys()
    assert all(values == sent[name] for name, values in filled.items() if name not in days)


def test_the_map_without_a_patient_knows_no_way_and_is_that_of_the_day() -> None:
    """And before the guideline began there is none."""
    shown = get("/pathway?as_of=2019-04-29").text
    assert 'href="#in-limited"' in shown
    assert 'class="nd q on"' not in shown
    assert 'id="o-nab_sirolimus"' not in shown
    assert 'id="o-nab_sirolimus"' in get("/pathway").text
    assert 400 == get("/pathway?as_of=2018-01-01").status_code


def test_a_record_that_cannot_be_used_gets_its_form_instead_of_a_map() -> None:
    """What is wrong is put right there first."""
    answer = post("/pathway", example("F_LIM") | {"f.lvef_percent": ["620"]})
    assert 422 == answer.status_code
    assert '<svg class="map"' not in answer.text


@pytest.mark.parametrize("name", sorted(guideline().patients))
def test_the_form_of_an_example_gives_the_statuses_of_its_plan(name: str) -> None:
    """The page, the form sent back from it, and the command line say the same."""
    plan = make_plan(read_record(guideline().patients[name], guideline()), guideline())
    expected = in_words(plan)
    shown = get(f"/workbench?example={name}")
    assert expected == statuses(shown.text)
    answer = post("/plan", form_on(shown.text))
    assert 200 == answer.status_code
    assert expected == statuses(answer.text)


def test_the_engine_of_a_day_is_shared_by_the_days_around_it() -> None:
    """Every day between two dates of the guideline has its own answer from the same code."""
    record = read_record(guideline().patients["F_LIM"], guideline())
    form = example("F_LIM")
    for day in (guideline().dates()[1], guideline().dates()[1] - timedelta(days=1), date(2026, 11, 21)):
        expected = in_words(make_plan(record, guideline(), day))
        answer = post("/plan", form | {"as_of": [day.isoformat()]})
        assert expected == statuses(answer.text)


def test_a_pasted_record_opens_as_a_form() -> None:
    """YAML and JSON, pasted or uploaded."""
    for text in ("id: P1\nfacts: {sex: female}", '{"id": "P1", "facts": {"sex": "female"}}', "{id: P1, facts: {}}"):
        answer = post("/workbench", {"text": text})
        assert (200, ["P1"]) == (answer.status_code, form_on(answer.text)["id"])


def test_an_uploaded_record_opens_as_a_form() -> None:
    """A file in the form in which a browser sends it."""
    files = {"file": ("Name of a person.yaml", b"id: P2\nfacts: {sex: male}", "application/yaml")}
    answer = ask("POST", "/workbench", headers=OWN, files=files)
    assert (200, ["male"]) == (answer.status_code, form_on(answer.text)["f.sex"])
    assert "Name of a person" not in answer.text


def test_all_that_is_wrong_with_an_upload_is_told_at_once() -> None:
    """Beside the fields, and on top what belongs to none; the values stay in the form."""
    text = (
        "id: P3\nfacts:\n  sex: womam\n  lvef_percent: 400\n  no_such_fact: 1\n  diagnosis_date: 2999-01-01\n"
        "  bilirubin_umol_l: {value: 9, unit: mg/l}\n"
    )
    answer = post("/workbench", {"text": text})
    assert 422 == answer.status_code
    assert {"sex", "lvef_percent", "diagnosis_date", "bilirubin_umol_l"} == beside(answer.text)
    assert "There is no fact &#39;no_such_fact&#39;" in answer.text
    form = form_on(answer.text)
    assert (["womam"], ["400"], ["mg/l"]) == (form["f.sex"], form["f.lvef_percent"], form["u.bilirubin_umol_l"])


@pytest.mark.parametrize("text", ["facts: [", "- 1", "{", "a: b: c", "facts: &a 1", "id: 1\n---\nid: 2", "\x00", "~"])
def test_a_text_that_is_no_record_goes_back_to_be_corrected(text: str) -> None:
    """It stands again where it was pasted, with what is wrong on top."""
    answer = post("/workbench", {"text": text})
    assert 422 == answer.status_code
    assert '<ul class="problems">' in answer.text


def test_a_file_that_is_no_text_is_refused_by_place() -> None:
    """Bytes are not guessed at, in a file of either kind."""
    for start in (b"facts: {sex: ", b'{"id": "'):
        answer = ask("POST", "/workbench", headers=OWN, files={"file": ("r", start + b"\xff\xfe", "text/plain")})
        assert 422 == answer.status_code
        assert "not UTF-8" in answer.text


def test_half_a_character_is_shown_as_a_question_mark() -> None:
    """JSON can say it; a page cannot."""
    answer = post("/workbench", {"text": '{"id": "a\\ud800b", "about": {"title": "\\udfff"}}'})
    assert (200, ["a?b"]) == (answer.status_code, form_on(answer.text)["id"])
    assert 200 == post("/plan", form_on(answer.text)).status_code


def test_errors_of_a_changed_form_stand_beside_its_fields() -> None:
    """The part of the page that is exchanged says what is wrong as well."""
    answer = post("/plan", example("F_LIM") | {"f.lvef_percent": ["62,5"], "f.m_category": ["M0"]})
    assert 422 == answer.status_code
    assert {"lvef_percent"} == beside(answer.text)


def test_a_contradiction_is_told_beside_each_of_its_facts() -> None:
    """It is looked for once every single value can be read."""
    answer = post("/plan", example("F_LIM") | {"f.m_category": ["M0"]})
    assert 422 == answer.status_code
    assert {"m_category", "metastatic_organs"} <= beside(answer.text)


def test_what_if_says_what_would_change() -> None:
    """One click on what is not known."""
    answer = post("/what-if", example("F_LIM") | {"change": ["metastases_resectable=true"]})
    assert 200 == answer.status_code
    changed = re.sub(r"<[^>]+>", " ", answer.text.split("Thermal ablation of the metastases")[1].split("</tr>")[0])
    assert changed.index("Needs information") < changed.index("Supported")


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ({"change": ["ecog_performance_status"], "w.f.ecog_performance_status": ["3"]}, "3"),
        ({"change": ["trial_interest"], "w.f.trial_interest": ["no"]}, "no"),
        (
            {"change": ["bilirubin_umol_l"], "w.f.bilirubin_umol_l": ["3"], "w.u.bilirubin_umol_l": ["mg/dL"]},
            "3 mg/dL",
        ),
        ({"change": ["lvef_percent"], "w.f.lvef_percent": [""], "w.shown": ["1"]}, words.TAKEN_AWAY),
        ({"change": ["diagnosis_date"], "w.f.diagnosis_date": ["2 Jan 2024"]}, "2 Jan 2024"),
        (
            {
                "change": ["lesion_count_by_organ"],
                "w.s.lesion_count_by_organ": ["some"],
                "w.f.lesion_count_by_organ.0.organ": ["lung"],
                "w.f.lesion_count_by_organ.0.count": ["9"],
            },
            "lung: 9",
        ),
    ],
)
def test_any_value_of_any_fact_can_be_tried(tried: dict[str, list[str]], said: str) -> None:
    """Words of a list, numbers with their unit, days, rows, and that it were not known."""
    answer = post("/what-if", example("F_LIM") | tried)
    assert 200 == answer.status_code
    told = re.sub(r"<[^>]+>", "", answer.text.split('class="changes"')[1].split("</ul>")[0])
    assert said in " ".join(told.split())


def test_what_is_tried_never_enters_the_record() -> None:
    """The form that goes back holds what was entered, and the plan is that of the record."""
    form = example("F_LIM")
    tried = {"change": ["lvef_percent"], "w.f.lvef_percent": ["20"]}
    assert ["62"] == form_on(post("/what-if", form | tried).text)["f.lvef_percent"]
    assert statuses(post("/plan", form).text) == statuses(post("/plan", form | tried).text)


@pytest.mark.parametrize(
    "fact", ["sex", "lvef_percent", "metastatic_organs", "diagnosis_date", "lesion_count_by_organ"]
)
def test_a_fact_without_a_value_to_try_is_asked_for_one(fact: str) -> None:
    """With the field of the form, begun with what the record says."""
    answer = post("/what-if", example("F_LIM") | {"change": [fact]})
    assert 200 == answer.status_code
    assert f'name="w.f.{fact}' in answer.text
    assert f'name="change" value="{fact}"' in answer.text


def test_a_value_that_cannot_be_tried_is_told_beside_the_field() -> None:
    """And the field stays to be corrected."""
    answer = post("/what-if", example("F_LIM") | {"change": ["lvef_percent"], "w.f.lvef_percent": ["x"]})
    assert (422, {"lvef_percent"}) == (answer.status_code, beside(answer.text))


def test_any_fact_can_be_chosen_to_be_tried() -> None:
    """Every field of the form is in the list."""
    answer = post("/what-if", example("F_LIM") | {"choose": ["1"]})
    listed = set(re.findall(r'<option value="(\w+)"', answer.text))
    names = {re.split(r"[.]", name)[1] for name in example("F_LIM") if name.startswith(("f.", "s."))}
    assert (200, names) == (answer.status_code, listed)


@pytest.mark.parametrize("change", ["", "nonsense", "no_such_fact=1", "sex=womam", "m_category=M0"])
def test_a_change_that_cannot_be_made_says_why(change: str) -> None:
    """Nothing is compared then."""
    answer = post("/what-if", example("F_LIM") | {"change": [change]})
    assert 422 == answer.status_code
    assert '<ul class="problems">' in answer.text


def test_two_days_are_compared_from_the_earlier_to_the_later() -> None:
    """Whichever of them is looked at."""
    for first, second in (("2026-11-22", "2019-04-29"), ("2019-04-29", "2026-11-22")):
        answer = post("/compare", example("F_LIM") | {"as_of": [first], "compare_to": [second]})
        assert 200 == answer.status_code
        assert answer.text.index("29 Apr 2019") < answer.text.index("22 Nov 2026")
        assert "Tazemetostat" in answer.text


@pytest.mark.parametrize("fields", [{}, {"compare_to": ["soon"]}, {"compare_to": ["1999-01-01"]}, {"as_of": ["x"]}])
def test_a_day_that_cannot_be_compared_says_why(fields: dict[str, list[str]]) -> None:
    """No day, none that is a date, none of the guideline."""
    answer = post("/compare", example("F_LIM") | {"compare_to": []} | fields)
    assert 422 == answer.status_code
    assert '<ul class="problems">' in answer.text


def test_a_day_before_the_guideline_is_a_problem_of_the_form() -> None:
    """There is no answer, and the form stays."""
    answer = post("/plan", example("F_LIM") | {"as_of": ["2001-01-01"]})
    assert 422 == answer.status_code
    assert "this guideline begins on 2019-04-29" in answer.text


def test_the_page_for_the_patient_shows_what_was_released() -> None:
    """The record and what a clinician has ticked travel with the page: who, when, and each part."""
    first = post("/patient", example("F_LIM"))
    keys = re.findall(r'type="checkbox" name="released" value="([^"]+)"', first.text)
    [button] = re.findall(r'<button [^>]*name="(\w+)" value="final"', first.text)
    assert 200 == first.status_code
    signed = {"released": keys, "released_by": ["Dr <b>"], "released_on": ["2026-11-23"]}
    again = form_on(post("/patient", form_on(first.text) | signed).text)
    assert (sorted(keys), ["Dr <b>"]) == (sorted(again["released"]), again["released_by"])
    final = post("/patient", again | {button: [*again.get(button, []), "final"]})
    assert 200 == final.status_code
    assert "Dr &lt;b&gt;" in final.text
    assert " draft" not in final.text.split("<body")[1].split(">")[0]


def test_the_page_for_the_patient_carries_the_whole_record() -> None:
    """Lists, units and dates: what goes on from there has the same statuses."""
    for name in ("F_LIM", "F_DIS", "P_ANGIO"):
        carried = form_on(post("/patient", example(name)).text)
        assert statuses(post("/plan", example(name)).text) == statuses(post("/plan", carried).text)


def test_a_record_that_cannot_be_used_has_no_page_for_the_patient() -> None:
    """What is wrong is put right in the form."""
    answer = post("/patient", example("F_LIM") | {"f.lvef_percent": ["x"]})
    assert (422, {"lvef_percent"}) == (answer.status_code, beside(answer.text))


def test_the_report_is_one_file_that_needs_no_server() -> None:
    """It is a download that carries its styles, and its name says nothing of the patient."""
    answer = post("/report", example("F_LIM"))
    assert 'attachment; filename="sarcoguide-report-2026-11-22.html"' == answer.headers["content-disposition"]
    assert "<style>" in answer.text
    assert not re.search(r'(src|href)="/', answer.text)


@pytest.mark.parametrize("path", ["/workbench", "/plan", "/patient", "/report", "/outlook"])
def test_a_form_in_which_nothing_was_entered_is_answered(path: str) -> None:
    """A record without a name, a note or a fact."""
    assert 200 == post(path, {}).status_code


def test_every_date_of_the_guideline_says_what_changed() -> None:
    """A date alone says nothing to somebody who chooses one."""
    days = pages.Pages(guideline()).dates
    assert [] == [day.iso for day in days if not day.label]
    assert "new: First drug in PEComa, Nab-sirolimus (PEComa) and 3 more" == next(
        day.label for day in days if day.iso == "2021-11-22"
    )
    assert "ended: Histone methyltransferase inhibitor" in next(day.label for day in days if day.iso == "2026-03-09")


def test_htmx_is_kept_with_its_licence_as_it_was_published() -> None:
    """The file whose hash stands in docs/decisions."""
    folder = Path(pages.__file__).parent / "static"
    assert (folder / "htmx.LICENSE").is_file()
    assert 'version:"2.0.11"' in (folder / "htmx.min.js").read_text(encoding="utf-8")


ORGAN, COUNT = "f.lesion_count_by_organ.0.organ", "f.lesion_count_by_organ.0.count"


def test_what_is_wrong_in_a_row_stands_beside_its_cell() -> None:
    """In the whole page and in the part that is exchanged, every cell at once."""
    wrong = example("F_LIM") | {ORGAN: ["lnug"], COUNT: ["1000"]}
    for path in ("/plan", "/workbench"):
        answer = post(path, wrong)
        assert 422 == answer.status_code
        assert {"lesion_count_by_organ.0.organ", "lesion_count_by_organ.0.count"} <= beside(answer.text)


def test_a_row_is_removed_by_its_button_without_script() -> None:
    """The page comes back without it, and says that nothing is entered any more; the other fields stay."""
    answer = post("/workbench", example("F_LIM") | {"remove": ["lesion_count_by_organ.0"]})
    again = form_on(answer.text)
    assert (422, [""], ["62"]) == (answer.status_code, again[ORGAN], again["f.lvef_percent"])
    assert 200 == post("/workbench", again | {"s.lesion_count_by_organ": ["unknown"]}).status_code


def test_a_second_row_is_entered_in_the_empty_one_below_the_first() -> None:
    """Without script there is always one more."""
    form = example("F_LIM")
    first, spare = "f.lesion_count_by_organ.0.", "f.lesion_count_by_organ.1."
    assert ([""], [""]) == (form[f"{spare}organ"], form[f"{spare}count"])
    more = form | {f"{spare}organ": ["liver"], f"{spare}count": ["2"], "f.metastatic_organs": ["lung", "liver"]}
    again = form_on(post("/workbench", more).text)
    given = {name: again[name] for name in again if name.endswith(".count")}
    assert {f"{first}count": ["3"], f"{spare}count": ["2"], "f.lesion_count_by_organ.2.count": [""]} == given


def test_beside_a_field_a_remedy_speaks_of_the_field() -> None:
    """Not of the keys, brackets and lines of a file."""
    wrong = {"f.lvef_percent": ["620"], "f.bilirubin_umol_l": ["9000"], "f.sex": ["womam"], COUNT: [""]}
    answer = post("/workbench", example("F_LIM") | wrong | {"f.diagnosis_date": ["2/1/2024"]})
    text = answer.text
    assert 422 == answer.status_code
    assert "enter the number and choose the unit in which it was measured" in text
    assert "enter the day as 22 Nov 2026 or 2026-11-22" in text
    assert "enter it, or remove the row" in text
    for word in ("{value:", "in [brackets]", "YYYY-MM-DD", "add count", "leave the fact out", "without quotes"):
        assert word not in text


def test_a_file_that_cannot_be_taken_apart_is_told_in_the_words_of_files() -> None:
    """It is put right in the text, so the remedy speaks of the text."""
    assert "write at least `facts:`" in post("/workbench", {"text": "~"}).text


def test_a_contradiction_is_told_with_the_labels_of_its_fields() -> None:
    """A reader of the form has never seen the names of the dictionary."""
    text = post("/plan", example("F_LIM") | {"f.m_category": ["M0"]}).text
    told = re.findall(r'<span class="what">([^<]*)', text)
    assert told
    assert [] == [what for what in told if "metastatic_organs" in what or "m_category" in what]


def test_a_day_is_shown_in_words_and_taken_in_both_ways() -> None:
    """A browser's own format would read 2/1 either way."""
    form = example("F_LIM")
    assert ["22 Nov 2026"] == form["assessment_date"]
    for written in ("22 Nov 2026", "2026-11-22"):
        again = form_on(post("/workbench", form | {"assessment_date": [written], "as_of": [written]}).text)
        assert (["22 Nov 2026"], ["22 Nov 2026"]) == (again["assessment_date"], again["as_of"])
    assert 'type="date"' not in get("/workbench?example=F_LIM").text


def test_the_reasons_of_every_option_are_a_page_of_their_own() -> None:
    """They are three quarters of all there is to read. Without script a button leads there."""
    form = example("F_LIM")
    plan, reasons, page = (post(path, form).text for path in ("/plan", "/reasons", "/workbench"))
    line = "Left ventricular ejection fraction"
    for html in (plan, page):
        assert '<div class="tree" data-tree="doxorubicin"></div>' in html
    assert '<div class="tree" data-for="doxorubicin"><h5>' in reasons
    assert line in reasons
    assert '<noscript><button class="btn s noprint" formaction="/reasons">' in page


def test_of_what_a_page_has_already_only_the_place_is_sent() -> None:
    """The keys that the page sends are those of its parts; a key that nobody knows keeps nothing."""
    form = example("F_LIM")
    whole = post("/plan", form).text
    keys = re.findall(r' data-key="(\w+)"', whole)
    kept = post("/plan", form | {"kept": [" ".join(keys)]}).text
    assert keys == re.findall(r' data-kept="(\w+)"', kept)
    assert len(kept) < len(whole) / 3
    assert whole == post("/plan", form | {"kept": ["0123456789abcdef"]}).text


def test_a_button_of_an_option_leads_to_its_sheet_worked_out_for_the_patient() -> None:
    """The record comes and goes in the body; the way back carries it."""
    form = example("F_LIM") | {"f.height_cm": ["170"], "f.body_weight_kg": ["72"]}
    answer = post("/regimen", form | {"regimen": ["doxorubicin"]})
    assert 200 == answer.status_code
    assert "75 mg/m2 × 1.84 m2 = 138 mg" in answer.text
    assert "against your local protocol" in answer.text
    assert ["170"] == form_on(answer.text)["f.height_cm"]


@pytest.mark.parametrize(
    ("name", "found"), [("doxorubicn", 404), ("surgery_metastasectomy", 404), ("doxorubicin", 200)]
)
def test_a_sheet_of_no_regimen_is_not_found(name: str, found: int) -> None:
    """A name that was mistyped, and an option without drugs."""
    assert found == post("/regimen", example("F_LIM") | {"regimen": [name]}).status_code


def test_a_sheet_of_a_record_that_cannot_be_used_shows_what_is_wrong() -> None:
    """On the workbench, beside the field."""
    answer = post("/regimen", example("F_LIM") | {"f.lvef_percent": ["400"], "regimen": ["doxorubicin"]})
    assert 422 == answer.status_code
    assert "lvef_percent" in beside(answer.text)
