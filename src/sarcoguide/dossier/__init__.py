"""All that there is to say of one patient on one day. Every face renders this and nothing else."""

from sarcoguide.dossier.compose import compose
from sarcoguide.dossier.model import Dossier, FactGroup, FactLine

__all__ = ["Dossier", "FactGroup", "FactLine", "compose"]
