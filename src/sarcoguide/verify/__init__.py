"""What is shown to hold: the cases of a guideline, run."""

from sarcoguide.verify.cases import CaseResult, run_case, run_cases

__all__ = ["CaseResult", "run_case", "run_cases"]
