"""And, or and not of the solver's terms, with what is certain left out.

The solver's own functions look for a common sort of their arguments each time, which takes most of the time of encoding
a guideline. Here all are conditions already.
"""

from __future__ import annotations

from collections.abc import Iterable

import z3

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
_CONTEXT = z3.main_ctx()
#: The address of a term tells it from every other: equal terms are kept once.
_TRUE, _FALSE = TRUE.as_ast().value, FALSE.as_ast().value


def all_of(conditions: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Return when all conditions hold; of none it is true."""
    parts = _without(conditions, _TRUE)
    if any(part.as_ast().value == _FALSE for part in parts):
        return FALSE
    if len(parts) < 2:  # noqa: PLR2004
        return parts[0] if parts else TRUE
    return z3.BoolRef(z3.Z3_mk_and(_CONTEXT.ref(), len(parts), _array(parts)), _CONTEXT)


def any_of(conditions: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Return when one of several conditions holds; of none it is false."""
    parts = _without(conditions, _FALSE)
    if any(part.as_ast().value == _TRUE for part in parts):
        return TRUE
    if len(parts) < 2:  # noqa: PLR2004
        return parts[0] if parts else FALSE
    return z3.BoolRef(z3.Z3_mk_or(_CONTEXT.ref(), len(parts), _array(parts)), _CONTEXT)


def none_of(*conditions: z3.BoolRef) -> z3.BoolRef:
    """Return when a condition does not hold; of several, when none does."""
    found = any_of(conditions)
    if found is TRUE or found is FALSE:
        return FALSE if found is TRUE else TRUE
    return z3.BoolRef(z3.Z3_mk_not(_CONTEXT.ref(), found.as_ast()), _CONTEXT)


def _without(conditions: Iterable[z3.BoolRef], certain: int) -> list[z3.BoolRef]:
    """Return each condition once, without those that change nothing."""
    return list({at: part for part in conditions if (at := part.as_ast().value) != certain}.values())


def _array(parts: list[z3.BoolRef]) -> z3.Array:
    return (z3.Ast * len(parts))(*[part.as_ast() for part in parts])
