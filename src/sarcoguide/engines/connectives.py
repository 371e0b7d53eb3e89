"""And, or and not of the solver's terms, with what is certain left out.

The solver's own functions look for a common sort of their arguments each time, which takes most of the time of encoding
a guideline. Here all are conditions already. The address of a term tells it from every other: the solver keeps equal
terms once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
_CONTEXT = z3.main_ctx()


def all_of(conditions: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Return when all conditions hold; of none it is true."""
    return _joined(z3.Z3_mk_and, conditions, TRUE, FALSE)


def any_of(conditions: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Return when one of several conditions holds; of none it is false."""
    return _joined(z3.Z3_mk_or, conditions, FALSE, TRUE)


def none_of(*conditions: z3.BoolRef) -> z3.BoolRef:
    """Return when a condition does not hold; of several, when none does."""
    found = any_of(conditions)
    if found is TRUE or found is FALSE:
        return FALSE if found is TRUE else TRUE
    return z3.BoolRef(z3.Z3_mk_not(_CONTEXT.ref(), found.as_ast()), _CONTEXT)


def _joined(
    make: Callable[..., z3.Ast], conditions: Iterable[z3.BoolRef], without: z3.BoolRef, settles: z3.BoolRef
) -> z3.BoolRef:
    """Return conditions joined, each once: `without` changes nothing among them, `settles` is the whole by itself."""
    parts = {part.as_ast().value: part for part in conditions}
    parts.pop(without.as_ast().value, None)
    if settles.as_ast().value in parts:
        return settles
    if not parts:
        return without
    if len(parts) == 1:
        return next(iter(parts.values()))
    found = (z3.Ast * len(parts))(*[part.as_ast() for part in parts.values()])
    return z3.BoolRef(make(_CONTEXT.ref(), len(parts), found), _CONTEXT)
