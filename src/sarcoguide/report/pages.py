"""The pages about one patient, in the order in which every one of them names the others."""

from __future__ import annotations

#: Address and name. Each is sent the whole record, and keeps nothing.
PAGES: tuple[tuple[str, str], ...] = (
    ("/workbench", "Workbench"),
    ("/outlook", "Outlook"),
    ("/board", "Board"),
)
