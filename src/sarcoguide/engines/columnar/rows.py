"""Records of one patient in a cell of a table: a list of structures, or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarcoguide.engines.columnar.codes import EPOCH
from sarcoguide.knowledge import Edition, FactRule
from sarcoguide.record import values as checks
from sarcoguide.record.values import BadValueError


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the records of one patient, written as JSON or held as a list of structures."""

    rule: FactRule
    edition: Edition

    def text(self, raw: Any) -> str | None:
        """Return the records as checked JSON, or None where they cannot be used."""
        try:
            return json.dumps([dict(row) for row in self.read(raw)], default=str)
        except BadValueError:
            return None

    def fault(self, raw: Any) -> str | None:
        """Return why the records cannot be used, or None."""
        try:
            wrong = list(checks.unsound(self.read(raw), date.max))
        except BadValueError as error:
            wrong = list(error.each())
        return "; ".join(bad.what for bad in wrong) or None

    def latest(self, raw: Any) -> int | None:
        """Return the latest day on which a record begins, in days since 1970; None where there is none."""
        try:
            rows = self.read(raw)
        except BadValueError:
            return None
        days = [day for row in rows for key in ("date", "start") if isinstance(day := row.get(key), date)]
        return (max(days) - EPOCH).days if days else None

    def read(self, raw: Any) -> tuple[Mapping[str, Any], ...]:
        """Return the records with their values checked.

        Raises:
            BadValueError: for every part that cannot be used.
        """
        if isinstance(raw, str):
            try:
                raw = json.loads(raw)
            except ValueError as error:
                raise BadValueError("not JSON", remedy="write a list of records as JSON") from error
        else:
            raw = [{key: value for key, value in row.items() if value is not None} for row in raw]
        return checks.records(raw, self.rule.entry.fields or {}, self.domains())

    def domains(self) -> Mapping[str, frozenset[str]]:
        """Return the words of each fact that a field may take its words from."""
        return {name: rule.type.domain for name, rule in self.edition.facts.items() if rule.type.domain is not None}
