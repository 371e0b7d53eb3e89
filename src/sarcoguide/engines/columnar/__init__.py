"""The same guideline over a table of patients."""

from sarcoguide.engines.columnar.engine import REASON, STATUS, ColumnarEngine

__all__ = ["REASON", "STATUS", "ColumnarEngine"]
