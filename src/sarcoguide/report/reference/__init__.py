"""The reference: one page for each entry, name, source and type of the guideline, linked, to be opened from a disk."""

from sarcoguide.report.reference.site import write_reference

__all__ = ["write_reference"]
