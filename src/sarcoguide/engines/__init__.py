"""Engines beside the reference evaluator. Each takes the syntax tree and nothing else, and must agree with it."""

from sarcoguide.engines.compiled import CompiledEngine

__all__ = ["CompiledEngine"]
