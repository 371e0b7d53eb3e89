"""The page for patients as HTML: what comes first, what a clinician releases, what never stands there."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace as structs_replace

from sarcoguide.dossier import Dossier, compose
from sarcoguide.knowledge.entries import Review
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from sarcoguide.report import html, words
from sarcoguide.report.html_patient import FINAL, PatientView, Release, context, patient_html
from sarcoguide.report.story import story_of
from sarcoguide.web.form import form_of
from sarcoguide.web.pages import Carried
from sarcoguide.web.posted import record_of
from tests.report.faces import example, spoken, told
from tests.strategies import guideline
from tests.web.browsing import FORM, OWN, ask

PATIENTS = sorted(guideline().patients)
NAME, DAY = "Dr A. Example", "2026-11-23"
NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half)"
SURVIVAL = re.compile(
    rf"%|percent|per cent|surviv|hazard|\b{NUMBER}[ -](?:months?|years?)\b|\b{NUMBER} (?:out of|in) {NUMBER}\b"
    rf"|life expectancy|prognosis",
    re.IGNORECASE,
)


def dossier(patient: str, **changes: Any) -> Dossier:
    """Return the dossier of an example patient with some facts changed."""
    raw = changed(guideline().patients[patient].data, changes, guideline())
    return compose(read_record(raw, guideline()), guideline())


def urgent() -> Dossier:
    """Return a patient with an emergency."""
    return dossier("F_DIS", red_flag_symptoms=["cord_compression_signs"])


def outside() -> Dossier:
    """Return a patient whom the guideline is not about."""
    return dossier("F_LIM", histology="gist")


def whole(shown: Dossier, by: str = NAME, on: str = DAY) -> Release:
    """Return a release of every part."""
    return Release(frozenset(item.key for item in PatientView(shown).items), by, on)


def preview(shown: Dossier, release: Release | None = None, form: Any = None) -> str:
    """Return the page as a clinician checks it."""
    return html.render("patient.html", **context(shown, release, form or {"record": "id: A"}))


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "button"):
            self.found.append(dict(attrs))


def inputs(page: str, **attributes: str) -> list[dict[str, str | None]]:
    """Return the inputs and buttons of a page that have these attributes."""
    parser = _Inputs()
    parser.feed(page)
    return [one for one in parser.found if attributes.items() <= one.items()]


# --- what stands where ---------------------------------------------------------------------------------------


def test_help_comes_first_and_leaves_room_for_the_numbers() -> None:
    """Signs of an emergency stand above what was found, and no number is made up."""
    text = spoken(patient_html(example("F_LIM")))
    order = [words.P_RED_FLAGS, words.P_TEAM_NUMBER, words.P_FOUND, words.P_OPTIONS, words.P_NOT_NOW]
    order += [words.P_FINDING_OUT, words.P_QUESTIONS, words.P_WHO]
    # The list of contents names the titles once before.
    places = [text.rindex(title) for title in order]
    assert sorted(places) == places
    assert not re.search(r"\b(?:999|112|911|111)\b", text)


def test_the_signs_on_top_are_those_that_the_guideline_puts_there() -> None:
    """First those of the short list, in its order; the others follow."""
    shown = example("F_LIM")
    flags = story_of(shown.plan, shown.edition).red_flags
    emergencies = {n: rule.entry.patient for n, rule in shown.edition.shown.items() if rule.entry.kind == "emergency"}
    first = [emergencies[name] for name in shown.edition.about.patient_page.red_flags]
    assert flags is not None
    assert first == list(flags.text[: len(first)])
    assert set(emergencies.values()) == set(flags.text)


def test_what_stands_out_is_said_only_when_the_guideline_says_it() -> None:
    """Sarcoma in the lung is no lung cancer: for a patient with spots in the lung, not for one without."""
    assert "Pages about lung cancer do not fit." in spoken(patient_html(example("F_LIM")))
    assert "lung cancer" not in spoken(patient_html(example("F_NOPRIM")))


def test_an_emergency_stands_alone() -> None:
    """No option, no question, no finding beside it; help first, and nobody waits for a doctor's tick."""
    text = spoken(patient_html(urgent()))
    assert words.P_AFTER_URGENT in text
    assert f"{words.P_UNCHECKED}: {words.P_DO_NOT_WAIT}" in text
    assert text.index(words.P_URGENT) < text.index(words.P_TEAM_NUMBER)
    assert [] == [title for title in (words.P_OPTIONS, words.P_FOUND, words.P_QUESTIONS, words.P_KNOW) if title in text]


def test_outside_the_scope_only_the_way_out_is_shown() -> None:
    """Where to turn, and no option."""
    text = spoken(patient_html(outside()))
    assert words.P_POINTER.format(pointer="The team meeting for gastrointestinal stromal tumours") in text
    assert "mutation" not in text
    assert [] == [title for title in (words.P_OPTIONS, words.P_RED_FLAGS, words.P_QUESTIONS) if title in text]


def test_options_stand_in_the_order_of_the_alphabet() -> None:
    """The order of the plan has a reason, which a patient could take for a rank."""
    shown = example("F_LIM")
    groups = story_of(shown.plan, shown.edition).options
    assert sorted(group.title for group in groups) == [group.title for group in groups]
    names = [[item.name.casefold() for item in group.items] for group in groups]
    assert [sorted(group) for group in names] == names
    assert len(told(shown.plan.options)) == sum(map(len, names))


def test_every_option_has_a_name_for_patients() -> None:
    """The guideline names each thing that can be told; clinicians' names are never shown."""
    edition = guideline().at(example("F_LIM").edition.as_of)
    assert [] == [name for name, rule in edition.options.items() if rule.entry.patient and not rule.entry.patient_name]


def test_what_does_not_fit_now_is_named_only_if_it_was_meant_for_such_patients() -> None:
    """A drug of another type of sarcoma is not named at all."""
    text = spoken(patient_html(example("F_LIM")))
    assert "Doxorubicin with ifosfamide" in text.split(words.P_NOT_NOW)[1]
    assert "Tazemetostat" not in text
    assert "Tazemetostat tablets" in spoken(patient_html(example("P_EPITHELIOID"))).split(words.P_NOT_NOW)[1]


def not_now(shown: Dossier) -> dict[str, str]:
    """Return what does not seem to fit, and why."""
    return dict(story_of(shown.plan, shown.edition).not_now)


def test_what_does_not_fit_now_is_told_with_its_reason() -> None:
    """In the words of the guideline for patients, on the page as well."""
    why = "You said that you do not want chemotherapy."
    shown = dossier("F_DIS", declines_chemotherapy=True)
    assert why == not_now(shown)["Doxorubicin on its own"]
    assert f"Doxorubicin on its own: {why}" in spoken(patient_html(shown))
    assert why not in spoken(patient_html(example("F_DIS")))


def test_every_reason_is_told_once() -> None:
    """Of a drug that was withdrawn and had been licensed in one country alone: both, and by whom."""
    why = not_now(example("P_EPITHELIOID"))["Tazemetostat tablets"]
    assert why.startswith("Its maker took it off all markets in March 2026")
    assert 1 == why.count("approved only in the United States")


@pytest.mark.parametrize("licence_has_words", [True, False])
def test_a_reason_without_words_for_patients_is_to_be_asked_for(licence_has_words: bool) -> None:
    """The page never leaves it out in silence, whether there are others or none."""
    shown = example("P_EPITHELIOID")
    rule = shown.edition.options["tazemetostat"]
    said = [one.patient if licence_has_words else "" for one in rule.entry.only_in]
    licences = [structs_replace(one, patient=text) for one, text in zip(rule.entry.only_in, said, strict=True)]
    bare = replace(rule, entry=structs_replace(rule.entry, until_patient="", only_in=licences))
    edition = replace(shown.edition, options={**shown.edition.options, "tazemetostat": bare})
    expected = f"{said[0]} {words.P_MORE_WHY}" if licence_has_words else words.P_ASK_WHY
    assert expected == dict(story_of(shown.plan, edition).not_now)["Tazemetostat tablets"]


def test_a_warning_without_words_for_patients_is_left_to_the_team() -> None:
    """It is shown, and the patient is told that it is not for them."""
    text = spoken(patient_html(example("F_LIM")))
    assert text.index(words.P_FOR_TEAM_WHY) < text.index("The content is not yet reviewed by a clinician.")


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_figure_of_survival_stands_there(patient: str) -> None:
    """No share, no span of months or years, no word for it."""
    assert [] == SURVIVAL.findall(spoken(patient_html(example(patient))))


@pytest.mark.parametrize("said", ["15%", "70 out of 100", "five years", "24 months", "Survival"])
def test_a_figure_of_survival_would_be_found(said: str) -> None:
    """The check itself."""
    assert SURVIVAL.search(f"a line with {said} in it")


def test_markup_in_a_record_is_shown_as_text() -> None:
    """The name of a record can carry no element onto the page."""
    raw = {**guideline().patients["F_LIM"].data, "id": "<script>alert(1)</script>"}
    page = patient_html(compose(read_record(raw, guideline()), guideline()), Release(by="<b>me</b>", on=DAY))
    assert "<script" not in page
    assert "<b>me" not in page


def test_the_page_has_no_style_or_script_in_its_elements() -> None:
    """The content security policy of the server allows neither."""
    page = preview(example("F_LIM"))
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src=)", page)


# --- release -------------------------------------------------------------------------------------------------


def test_without_a_release_every_part_is_marked_and_the_page_is_a_draft() -> None:
    """In its title, on its top, and at each part."""
    shown = example("F_LIM")
    page = patient_html(shown)
    assert f"<title>{words.P_DRAFT}: " in page
    assert f"<strong>{words.P_DRAFT}: {words.P_UNCHECKED}</strong>" in page
    assert len(PatientView(shown).items) == page.count('class="unchecked"')


def test_with_every_part_checked_and_signed_the_page_is_no_draft() -> None:
    """Name and day stand on it."""
    shown = example("F_LIM")
    page = patient_html(shown, whole(shown))
    assert words.P_DRAFT not in page
    assert 'class="unchecked"' not in page
    assert f"{words.P_GIVEN_BY} {NAME}, 23 Nov 2026" in spoken(page)


@pytest.mark.parametrize(("by", "on"), [("", DAY), (NAME, ""), (NAME, "yesterday")])
def test_without_a_name_or_a_day_it_stays_a_draft(by: str, on: str) -> None:
    """However many parts are checked."""
    shown = example("F_LIM")
    assert PatientView(shown, whole(shown, by, on)).draft
    assert f"<title>{words.P_DRAFT}: " in patient_html(shown, whole(shown, by, on))


@pytest.mark.parametrize("shown", [example("F_LIM"), urgent(), outside()], ids=["calm", "urgent", "outside"])
def test_a_part_that_is_not_released_is_shown_with_its_mark(shown: Dossier) -> None:
    """Nothing is hidden: the words are the same with and without each tick."""
    everything = whole(shown)
    for item in PatientView(shown).items:
        page = patient_html(shown, replace(everything, released=everything.released - {item.key}))
        assert 1 == page.count('class="unchecked"'), item.id
        if item.id not in ("words", "facts"):  # those stand as names beside their values
            assert [] == [text for text in item.text if " ".join(text.split()) not in spoken(page)]
        assert f"<title>{words.P_DRAFT}: " in page


def test_a_tick_is_lost_when_the_words_change() -> None:
    """An option that was open when it was checked is not checked when it is possible."""
    before, after = example("F_LIM"), dossier("F_LIM", metastases_resectable=True)
    ticked = whole(before)
    changed_items = [item.id for item in PatientView(after, ticked).items if item.key not in ticked.released]
    assert "option.surgery_metastasectomy" in changed_items
    assert "option.doxorubicin" not in changed_items


def test_while_it_is_checked_each_part_has_a_box() -> None:
    """As many boxes as parts, ticked as they were sent, with fields for name and day."""
    shown = example("F_LIM")
    items = PatientView(shown).items
    page = preview(shown, Release(frozenset([items[0].key]), NAME, DAY))
    boxes = inputs(page, type="checkbox", name="released")
    assert [item.key for item in items] == [box["value"] for box in boxes]
    assert [items[0].key] == [box["value"] for box in boxes if "checked" in box]
    assert [NAME] == [one["value"] for one in inputs(page, name="released_by")]
    assert [DAY] == [one["value"] for one in inputs(page, name="released_on")]
    assert len(set(items)) == len(items)


def test_the_final_page_has_no_box_and_leads_back() -> None:
    """The ticks go with it, so that checking can go on."""
    shown = example("F_LIM")
    done = whole(shown)
    page = preview(shown, replace(done, released=done.released | {FINAL}))
    assert [] == inputs(page, type="checkbox", name="released")
    assert done.released == {one["value"] for one in inputs(page, type="hidden", name="released")}


def test_a_release_is_read_from_a_form() -> None:
    """Values of one name stand side by side; other fields are passed over."""
    sent = [("released", "a"), ("released", "b"), ("released_by", " me "), ("released_on", DAY), ("record", "x")]
    assert Release(frozenset(("a", "b")), "me", DAY) == Release.of_fields(sent)


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_record_goes_with_the_form(patient: str) -> None:
    """What the hidden fields hold reads back as the record that was shown."""
    raw = guideline().patients[patient].data
    shown = example(patient)
    form = form_of(raw, shown.edition, dossier=shown)
    hidden: dict[str, list[str]] = {}
    for one in inputs(preview(shown, form=Carried(tuple(form.pairs()))), type="hidden"):
        hidden.setdefault(str(one["name"]), []).append(str(one["value"]))
    entered = record_of(hidden, shown.edition)
    assert [] == entered.problems
    again = compose(read_record(entered.raw, guideline()), guideline())
    assert shown.plan.options == again.plan.options
    assert shown.plan.missing == again.plan.missing


# --- the words -----------------------------------------------------------------------------------------------


def test_only_words_that_stand_on_the_page_are_explained() -> None:
    """And each link leads to one of them."""
    page = patient_html(example("F_LIM"))
    assert 'id="word-leiomyosarcoma"' in page
    assert 'id="word-angiosarcoma"' not in page
    links, places = (set(re.findall(f'{kind}="#?word-([a-z_0-9]+)"', page)) for kind in ("href", "id"))
    assert links <= places
    assert links


def test_the_state_of_review_stands_on_the_page() -> None:
    """Nobody has reviewed the words yet; the page says so, and by whom once somebody has."""
    assert f"{words.P_WORDS_CHECKED} {words.P_NOBODY_YET}" in spoken(patient_html(example("F_LIM")))
    assert Review() == next(iter(guideline().glossary.values())).review


# --- served --------------------------------------------------------------------------------------------------


def test_the_server_takes_the_ticks_and_shows_the_page_as_the_patient_gets_it() -> None:
    """From the boxes of one page to the final page: the ticks of all parts, a name and a day make it no draft."""
    shown = example("F_LIM")
    form = form_of(guideline().patients["F_LIM"].data, shown.edition, dossier=shown)
    carried = [
        (str(one["name"]), str(one["value"]))
        for one in inputs(preview(shown, form=Carried(tuple(form.pairs()))), type="hidden")
    ]
    first = posted([*carried, ("released_by", NAME), ("released_on", DAY)])
    ticks = [("released", str(box["value"])) for box in inputs(first, type="checkbox", name="released")]
    assert f"<title>{words.P_DRAFT}: " in first
    last = posted([*carried, *ticks, ("released", FINAL), ("released_by", NAME), ("released_on", DAY)])
    assert f"<title>{words.P_TITLE}" in last
    assert spoken(patient_html(shown, whole(shown))).split(words.P_TITLE)[1] in spoken(last)


def posted(fields: list[tuple[str, str]]) -> str:
    """Return the page for patients that the server sends for a form."""
    answer = ask("POST", "/patient", content=urlencode(fields).encode(), headers={**OWN, "Content-Type": FORM})
    assert 200 == answer.status_code
    return answer.text


def test_where_no_option_is_left_the_page_says_so() -> None:
    """Nothing fits, and nothing waits for an answer: what waits would stand among the options."""
    shown = example("F_M0")
    assert words.P_NONE_FITS == replace(story_of(shown.plan, shown.edition), options=()).before_options


def test_where_options_stand_the_page_does_not_say_that_none_fits() -> None:
    """There is something to choose from."""
    assert words.P_NONE_FITS not in spoken(patient_html(example("F_LIM")))
