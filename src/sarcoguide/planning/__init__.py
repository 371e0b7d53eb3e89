"""From facts to a plan: the status of each option, its reasons, what should be found out next.

The folder is called `planning` because `sarcoguide.plan` is the public function (docs/decisions/0001-names.md).
"""

from sarcoguide.planning.build import make_plan, plan_of
from sarcoguide.planning.model import Plan
from sarcoguide.planning.what_if import Difference, compare

__all__ = ["Difference", "Plan", "compare", "make_plan", "plan_of"]
