"""The expression language: syntax, types and units, the reference evaluator and its traces.

Nothing here knows medicine. Every engine takes the tree of `tree` and nothing else.
"""

from sarcoguide.language.check import Checker, ExpressionIssue, Symbol, Vocabulary
from sarcoguide.language.evaluator import Environment, evaluate, evaluate_table
from sarcoguide.language.trace import State, Trace, Value
from sarcoguide.language.tree import Expr, Row, Table, names_in
from sarcoguide.language.types import Type

__all__ = [
    "Checker",
    "Environment",
    "Expr",
    "ExpressionIssue",
    "Row",
    "State",
    "Symbol",
    "Table",
    "Trace",
    "Type",
    "Value",
    "Vocabulary",
    "evaluate",
    "evaluate_table",
    "names_in",
]
