"""Load, check and date a guideline."""

from sarcoguide.knowledge.guideline import Guideline, load_guideline
from sarcoguide.knowledge.model import (
    ConditionRule,
    DefinitionRule,
    Edition,
    FactRule,
    OptionRule,
    PropertyRule,
    Reduction,
)
from sarcoguide.knowledge.overlay_entries import Overlay

__all__ = [
    "ConditionRule",
    "DefinitionRule",
    "Edition",
    "FactRule",
    "Guideline",
    "OptionRule",
    "Overlay",
    "PropertyRule",
    "Reduction",
    "load_guideline",
]
