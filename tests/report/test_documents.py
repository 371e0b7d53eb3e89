"""The generated documents are what the code and the guideline say today."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from sarcoguide.cli import EXIT_CODES, build_parser
from sarcoguide.report.docs import BEGIN, END, read_off
from tests.strategies import guideline

ROOT = Path(__file__).parents[2]
GENERATED = (
    *(
        "docs/asking.md",
        "docs/cli.md",
        "docs/cql.md",
        "docs/statements.md",
        "docs/clinical-review.md",
        "docs/readings.md",
        "docs/types-of-tumour.md",
        "docs/schema/plan.schema.json",
        "docs/schema/record.schema.json",
    ),
    "README.md",
)


@lru_cache(maxsize=1)
def written_anew() -> dict[str, str]:
    """Return what each generated document should hold, but that of the proofs, compared where they are made."""
    return {path.relative_to(ROOT).as_posix(): text for path, text in read_off(ROOT, guideline())}


def test_every_generated_document_is_compared() -> None:
    """A new one has to be added to the list of this file."""
    assert sorted(written_anew()) == sorted(GENERATED)


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_document_is_up_to_date(name: str) -> None:
    """`make docs` writes them anew."""
    kept = (ROOT / name).read_text(encoding="utf-8")
    assert kept == written_anew()[name], f"{name} is out of date: run `make docs`"


def test_the_readme_holds_a_sample_of_real_output() -> None:
    """Its markers are there, and the plan of an example stands between them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = readme[readme.index(BEGIN) : readme.index(END)]
    assert "SPREAD: limited" in sample
    assert "WHAT TO FIND OUT NEXT" in sample


def test_every_command_that_the_documents_show_is_understood() -> None:
    """A command in a document that no longer exists would mislead."""
    for name in ("README.md", "docs/python.md", "docs/record.md", "docs/cql.md", "CONTRIBUTING.md"):
        for shown in re.findall(
            r"^    \.venv/bin/sarcoguide (.+?)(?: +#.*)?$", (ROOT / name).read_text(), re.MULTILINE
        ):
            build_parser().parse_args(shown.split())


def test_the_page_of_the_command_line_holds_every_exit_code() -> None:
    """A script's author finds them in one place."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [code for code in EXIT_CODES if f"| {code} |" not in page] == []


def test_every_file_that_the_readme_names_is_there() -> None:
    """No link leads nowhere."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert [name for name in named if not (ROOT / name).exists()] == []
