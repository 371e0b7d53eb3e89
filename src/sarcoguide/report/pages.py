"""The pages about one patient, in the order in which every one of them names the others."""

from __future__ import annotations

#: Address and name. Each is sent the whole record, and keeps nothing.
PAGES: tuple[tuple[str, str], ...] = (
    ("/workbench", "Workbench"),
    ("/pathway", "Pathway"),
    ("/measurements", "Measurements"),
    ("/outlook", "Outlook"),
    ("/board", "Board"),
    ("/decision", "Decision"),
)
#: The pages about nobody, or about several: they are asked for by their address, and carry no record.
OTHERS: tuple[tuple[str, str], ...] = (
    ("/workbench", "Workbench"),
    ("/pathway", "Pathway"),
    ("/batch", "Several records"),
    ("/guideline/", "Guideline"),
    ("/changes", "Changes"),
    ("/certificate", "Certificate"),
    ("/ask", "Questions"),
)
