"""Questions in words: which entries of a guideline answer them, or none. It knows no disease and writes no sentence."""

from sarcoguide.asking.answer import Answer, Asking, asking_of

__all__ = ["Answer", "Asking", "asking_of"]
