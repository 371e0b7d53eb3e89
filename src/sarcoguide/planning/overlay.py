"""A hospital's own additions, as a plan tells of them."""

from __future__ import annotations

from sarcoguide.knowledge import Overlay
from sarcoguide.planning.model import OverlayView, WarningView

IN_FORCE = "overlay_in_force"
SAYS = "{in_force} What comes from them is marked (added here), (restricted here) or (here: ...).{contact}"
PATIENT = "Some lines come from {title}. They are marked with the word: here."


def overlay_view(overlay: Overlay | None) -> OverlayView | None:
    """Return the overlay in force for a plan; None where there is none."""
    if overlay is None:
        return None
    about = overlay.about
    return OverlayView(
        id=about.id,
        title=about.title,
        version=about.version,
        date=about.date.isoformat(),
        responsible=about.responsible,
        contact=about.contact,
        added=tuple(sorted(overlay.added)),
        changes=tuple(sorted(change.id for change in overlay.changes)),
        changed=tuple(sorted({change.option or change.drug or change.setting for change in overlay.changes})),
    )


def overlay_warning(overlay: Overlay) -> WarningView:
    """Return the line by which every face says that an overlay is in force."""
    about = overlay.about
    contact = f" Contact: {about.contact.rstrip('.')}." if about.contact else ""
    says = SAYS.format(in_force=overlay.in_force, contact=contact)
    return WarningView(IN_FORCE, says, PATIENT.format(title=about.title))
