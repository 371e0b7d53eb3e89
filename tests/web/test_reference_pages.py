"""The guideline served: its pages, the ways to them from the workbench, and what changed between two days."""

from __future__ import annotations

import re

import pytest

from sarcoguide.report import words
from sarcoguide.report.changes import changes
from tests.strategies import guideline
from tests.web.browsing import get

LINK = re.compile(r'href="(/guideline/[^"#]*)"')


@pytest.mark.parametrize("path", ["", "index.html", "facts/", "facts/index.html", "facts/ecog_performance_status.html"])
def test_a_page_of_the_guideline_answers_with_the_box_for_questions_and_the_way_back(path: str) -> None:
    """Under the same headers as every other page."""
    answer = get(f"/guideline/{path}")
    assert 200 == answer.status_code
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert all(part in answer.text for part in ('action="/ask"', 'href="/workbench"', words.NOT_REVIEWED.lower()))


@pytest.mark.parametrize("path", ["nothing.html", "facts/nothing.html", "nothing/", "../app.py", "facts/%2e%2e/x.html"])
def test_a_page_that_is_not_there_says_so(path: str) -> None:
    """Nothing is read from a disk."""
    assert 404 == get(f"/guideline/{path}").status_code


def test_options_questions_and_sources_of_the_workbench_lead_to_pages_that_are_there() -> None:
    """In another tab: the record stays where it is."""
    page = get("/workbench?example=F_LIM").text
    links = set(LINK.findall(page)) - {"/guideline/"}
    kinds = {link.split("/")[2] for link in links}
    assert {"regimens", "recommendations", "facts", "sources", "statements"} <= kinds
    assert len(LINK.findall(page)) == page.count('target="_blank">') - page.count('action="/ask"')
    for kind in kinds:
        assert 200 == get(min(link for link in links if f"/{kind}/" in link)).status_code


def test_a_day_goes_along_with_every_link_and_without_one_none_does() -> None:
    """So that a reader of the past stays there."""
    past, today = (get(f"/guideline/facts/{day}").text for day in ("?as_of=2024-09-05", ""))
    inside = re.compile(r'href="(?!/|#|data)[^"]*\.html([^"]*)"')
    assert ({"?as_of=2024-09-05"}, {""}) == (set(inside.findall(past)), set(inside.findall(today)))
    assert "as of 5 Sep 2024" in past


def test_what_changed_between_two_days_is_told_and_linked() -> None:
    """Every change, and nothing of another day."""
    first, last = guideline().dates()[-2:]
    page = get(f"/changes?since={last}&until={last}").text
    found = changes(guideline(), last, last)
    assert found
    assert len(found) == page.count('<b class="kind">')
    assert any(link in page for link in (f"/{one.id}.html" for one in found))
    assert page.count('<b class="kind">') < get(f"/changes?since={first}&until={last}").text.count('<b class="kind">')


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?since=2024-01-01", 200),
        ("?since=2024-01-01&until=2024-01-01", 200),
        ("?since=2024-01-02&until=2024-01-01", 400),
        ("?since=yesterday", 400),
        ("?until=2024-13-01", 400),
        ("?since=2024-01-01&since=2024-01-02", 400),
        ("?since=2024-01-01&example=F_LIM", 400),
        ("?as_of=2024-01-01", 400),
    ],
)
def test_the_address_of_changes_carries_two_days_and_nothing_else(query: str, status: int) -> None:
    """The earlier one first."""
    assert status == get(f"/changes{query}").status_code


@pytest.mark.parametrize("path", ["/workbench", "/pathway", "/guideline/", "/batch", "/certificate", "/ask", "/"])
def test_no_other_address_carries_two_days(path: str) -> None:
    """What is not read there is refused."""
    assert 400 == get(f"{path}?since=2024-01-01&until=2024-02-01").status_code
