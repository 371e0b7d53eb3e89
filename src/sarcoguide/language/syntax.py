"""From text to Python's own syntax tree, with everything refused that the language does not have."""

from __future__ import annotations

import ast
import difflib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MAX_LENGTH = 2000
WHY = "a condition that is not understood could offer what harms"
REMEDY = "see 'The expression language' in docs/guideline-format.md"
MAX_DEPTH = 40
MAX_WORD = 100  # a longer word is no slip of the pen, and comparing it takes long

#: What a writer may have meant by a form that the language does not have.
REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Attribute: ("a dot", "only own.NAME may have one; name a fact directly"),
    ast.Call: ("a call", "only size(x), known(x), min(a, b) and max(a, b) can be called"),
    ast.Subscript: ("an index", "define a fact for the part you need"),
    ast.Lambda: ("lambda", "write the condition out"),
    ast.IfExp: ("if ... else", "use a first_match table in a definition"),
    ast.NamedExpr: ("an assignment", "write == to compare, or add a definition"),
    ast.Dict: ("a mapping", "use a first_match table in a definition"),
    ast.Tuple: ("a comma", "write lists of values in [square brackets]"),
    ast.JoinedStr: ("an f-string", "write the value itself"),
    ast.Starred: ("a star", "write the values out"),
}


@dataclass(frozen=True, slots=True)
class ExpressionIssue:
    """What is wrong with an expression, why it matters and how to put it right."""

    what: str
    why: str = ""
    remedy: str = ""


class RefusalError(Exception):
    """Carries one issue out of a part of an expression; never leaves the package."""

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.issue = ExpressionIssue(what, why or WHY, remedy or REMEDY)


def parse(text: str) -> ast.expr:
    """Return Python's tree of one expression.

    Raises:
        RefusalError: the text is too long, too deep, or not one expression.
    """
    if len(text) > MAX_LENGTH:
        raise RefusalError(
            f"the expression has {len(text)} characters; {MAX_LENGTH} are allowed",
            "an expression this long cannot be reviewed",
            "split it into definitions",
        )
    try:
        with warnings.catch_warnings():
            # Python warns of what it will refuse one day, such as '\\d' or `3or`: here it is refused today.
            warnings.simplefilter("error")
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning) as error:
        detail = error.msg if isinstance(error, SyntaxError) else "it is nested too deeply or holds a stray character"
        raise RefusalError(
            f"this is not an expression: {detail}",
            "a condition that cannot be read cannot be judged",
            _hint(text),
        ) from None
    if _depth(tree) > MAX_DEPTH:
        raise RefusalError(
            f"the expression is nested more than {MAX_DEPTH} deep",
            "an expression this deep cannot be reviewed",
            "split it into definitions",
        )
    return tree


def refuse(node: ast.expr) -> RefusalError:
    """Return the refusal of a form that the language does not have."""
    form, remedy = REFUSED.get(type(node), (f"the form '{type(node).__name__}'", "see docs/guideline-format.md"))
    return RefusalError(f"{form} is not part of the language", "conditions must be readable and safe to run", remedy)


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return a remedy that names the closest known words, or an empty string."""
    if len(word) > MAX_WORD:
        return ""
    return _did_you_mean(difflib.get_close_matches(word, list(candidates), n=3, cutoff=0.6))


def suggestion_of(word: str, spellings: Mapping[str, str]) -> str:
    """Return a remedy that names what the closest spellings stand for, or an empty string.

    Args:
        word: what was written.
        spellings: for each way in which a value may be written, what to write.
    """
    if len(word) > MAX_WORD:
        return ""
    known = list(spellings)
    # What differs in a letter or two is meant; looser matches would only stand in its way.
    close = difflib.get_close_matches(word, known, n=6, cutoff=0.85) or difflib.get_close_matches(word, known)
    return _did_you_mean(list(dict.fromkeys(spellings[spelling] for spelling in close))[:3])


def _did_you_mean(names: Sequence[str]) -> str:
    return f"did you mean {' or '.join(names)}?" if names else ""


def _hint(text: str) -> str:
    for wrong, right in (("&&", "and"), ("||", "or"), ("=>", ">="), ("=<", "<="), ("<>", "!="), ("!", "not")):
        if wrong in text and f"{wrong}=" not in text:
            return f"write '{right}' instead of '{wrong}'"
    if "=" in text and not any(op in text for op in ("==", "<=", ">=", "!=")):
        return "write '==' to compare"
    return "see docs/guideline-format.md for the forms of the language"


def _depth(node: ast.AST) -> int:
    deepest, stack = 0, [(node, 1)]
    while stack:
        part, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((child, level + 1) for child in ast.iter_child_nodes(part))
    return deepest
