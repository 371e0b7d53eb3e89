"""Pages as PDF files: whole, tagged, from files of the package alone; and in plain words where they cannot be made."""

from __future__ import annotations

import importlib
import os
import re
import zlib
from types import ModuleType

import pytest

from sarcoguide.report import html, pdf
from sarcoguide.report.pdf import DEBIAN, PdfUnavailableError, is_own, pdf_of
from sarcoguide.report.pdf_pages import page_pdf
from tests.report.faces import example


@pytest.fixture
def writer() -> ModuleType:
    """Return what writes PDF files; where it is missing the test is skipped, in CI it fails."""
    try:
        return pdf._writer()
    except PdfUnavailableError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


def objects(made: bytes) -> bytes:
    """Return what a file holds, its compressed parts opened."""
    parts = [made]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.usefixtures("writer")
def test_the_referral_is_one_page_and_tagged() -> None:
    """Of the example with the most to leave out."""
    holds = objects(page_pdf(example("P_FEW"), "board"))
    assert 1 == len(re.findall(rb"/Type\s*/Page\b", holds))
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"Atkinson"):
        assert mark in holds


@pytest.mark.usefixtures("writer")
def test_nothing_outside_the_package_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a picture of another machine nor a file of this one."""
    asked: list[str] = []

    def refused(url: str) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(pdf, "is_own", refused)
    page = '<html lang="en"><head><title>t</title><style></style></head><body><img src="{}" alt="a"></body></html>'
    for url in ("http://127.0.0.1:9/x.png", "file:///etc/passwd"):
        assert pdf_of(page.format(url)).startswith(b"%PDF")
        assert url in asked


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ((html.STATIC / "fonts" / "OFL.txt").as_uri(), True),
        (f"{html.STATIC.as_uri()}/../words.py", False),
        (f"{html.STATIC.as_uri()}/%2e%2e/words.py", False),
        ("file:///etc/passwd", False),
        ("file://other.example/share/font.woff2", False),
        ("https://fonts.example/font.woff2", False),
        ("data:text/css,body{}", False),
        (f"{pdf.DRAWING}PHN2Zy8+", True),
    ],
)
def test_only_files_of_styles_and_fonts_belong_to_a_page(url: str, own: bool) -> None:
    """Whatever the way to them looks like."""
    assert own == is_own(url)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ModuleNotFoundError("No module named 'weasyprint'"), ["WeasyPrint", "pip install 'sarcoguide[pdf]'"]),
        (
            OSError("cannot load library 'libpango-1.0-0': error 0x7e"),
            ["libpango-1.0-0)", f"apt-get install {' '.join(DEBIAN)}"],
        ),
    ],
)
def test_what_is_missing_is_named_with_how_to_install_it(
    error: Exception, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python package, or a library of the system."""

    def fails(_name: str) -> ModuleType:
        raise error

    monkeypatch.setattr(importlib, "import_module", fails)
    with pytest.raises(PdfUnavailableError) as raised:
        pdf_of("<html></html>")
    assert [] == [part for part in says if part not in str(raised.value)]
