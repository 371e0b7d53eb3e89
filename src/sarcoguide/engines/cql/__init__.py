"""The same guideline as CQL libraries over plain facts: another language, another evaluator, one answer."""

from sarcoguide.engines.cql.export import write_export
from sarcoguide.engines.cql.libraries import Libraries
from sarcoguide.engines.cql.parameters import parameters_of

__all__ = ["Libraries", "parameters_of", "write_export"]
