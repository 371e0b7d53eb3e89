"""The page of several records: posted, kept nowhere, each opened by what was sent of it alone."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from sarcoguide.report import batch_words as text
from sarcoguide.web.batch import MOST
from sarcoguide.web.written import as_json
from tests.strategies import guideline
from tests.web.browsing import OWN, ask, get, post

LINES = "\n".join(as_json(guideline().patients[name].data) for name in ("F_LIM", "F_M0")) + "\n{bad\n"


def test_the_form_is_there_and_no_record_stands_in_an_address() -> None:
    """One that does is refused."""
    assert 'action="/batch" enctype="multipart/form-data"' in get("/batch").text
    assert 400 == get("/batch?text=id").status_code


def test_each_row_opens_its_own_record_and_no_other() -> None:
    """The button holds what was sent of it."""
    page = post("/batch", {"text": LINES}).text
    assert "3 records: 1 cannot be judged, 2 for the board" in page
    held = [unescape(found) for found in re.findall(r'name="text" value="([^"]*)" aria-label', page)]
    assert ["F_LIM", "F_M0"] == [json.loads(record)["id"] for record in held]
    opened = post("/workbench", {"text": held[0]}).text
    assert "F_LIM" in opened
    assert "F_M0" not in re.sub(r"<option.*?</option>", "", opened)


def test_several_files_come_at_once_and_the_workbench_takes_one() -> None:
    """Each as its own file of one form."""
    parts = [as_json(guideline().patients[name].data) for name in ("F_LIM", "F_M0")]
    files = [("file", (f"{number}.json", part)) for number, part in enumerate(parts)]
    assert "2 records: 2 for the board" in ask("POST", "/batch", files=files, headers=OWN).text
    assert 400 == ask("POST", "/workbench", files=files, headers=OWN).status_code


@pytest.mark.parametrize(("format_", "kind"), [("csv", "text/csv"), ("json", "application/json")])
def test_the_same_comes_as_a_file_with_everybody_in_it(format_: str, kind: str) -> None:
    """Those who cannot be judged as well; its name holds no record."""
    answer = post("/batch", {"text": LINES, "format": format_})
    assert answer.headers["content-type"].startswith(kind)
    assert re.search(r'filename="sarcoguide-records-[\d-]+\.\w+"', answer.headers["content-disposition"])
    assert all(name in answer.text for name in ("F_LIM", "F_M0", "This is not JSON"))


def test_so_many_are_shown_at_once_and_one_more_is_refused() -> None:
    """Before any is judged."""
    assert 413 == post("/batch", {"text": '{"facts": {}}\n' * (MOST + 1)}).status_code


def test_nothing_sent_and_a_day_that_is_none_are_told_on_the_form() -> None:
    """With the status of what cannot be read."""
    for fields, said in (({"text": " "}, text.NONE_SENT), ({"text": LINES, "as_of": "soon"}, "soon: ")):
        answer = post("/batch", fields)
        assert (422, True) == (answer.status_code, said in answer.text)


def test_markup_in_a_record_is_shown_as_text() -> None:
    """In its id, its title and a reason."""
    record = {"id": "<b>x</b>", "about": {"title": "<i>y</i>"}, "facts": {"<u>z</u>": 1}}
    page = post("/batch", {"text": json.dumps(record)}).text
    assert not re.search("<(b|i|u)>[xyz]", page)
    assert "&lt;b&gt;x" in page
