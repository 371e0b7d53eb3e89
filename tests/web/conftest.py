"""Every test here sees the stand-ins in place of the pages' own templates."""

from __future__ import annotations

import pytest

from sarcoguide.report import html
from sarcoguide.web import pages
from tests.web import stand_ins


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "environment", stand_ins.environment)
    # A report on its own carries its styles: those of the pages are not shown here.
    monkeypatch.setattr(pages, "REPORT_PARTS", {**pages.REPORT_PARTS, "sheets": ()})
