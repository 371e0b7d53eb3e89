"""docs/asking.md: how questions in words are answered, and how often rightly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sarcoguide.asking import asking_of
from sarcoguide.asking.answer import SHOWN
from sarcoguide.asking.score import FIRST, Question, judged, read_questions, scores
from sarcoguide.days import day
from sarcoguide.knowledge import Guideline

KINDS = {
    "answered": f"An entry that answers stands among the first {FIRST}",
    "not covered": "Nothing is shown for what is not covered",
    "urgent": "The emergency stands first",
}
INTRO = """# Questions in words

    .venv/bin/sarcoguide ask "Is it lung cancer now?" --for patient

`sarcoguide ask`, and the page `/ask` of the server, answer a question with the guideline's own lines:
recommendations, regimens, drugs, facts, definitions, shared conditions, types of tumour, figures of outlook,
readings, words. No sentence is made up. Each line comes with the strength of its source, its sources with their
days, its state of review, whether it holds, and its page of `sarcoguide reference`. Patients get the words written
for them.

- **An emergency comes first.** Where all words of a sign in `guideline/asking/signs.yaml` stand in a question, the
  emergency is told before anything else. A patient is then told nothing else.
- **Nothing is guessed.** An entry has to hold most of what a question asks for; rare words count most, words that
  no entry has too. Else, and for the topics of `guideline/asking/outside.yaml`, the answer is that it is not
  covered, what is, and whom to ask.
- **Figures of outlook are for clinicians.** A patient who asks is told that there are some, and how to ask for
  them.
- **At most {shown} entries** are shown, those that have ended with the day and the reason.
- The index is SQLite's full-text search, in memory. A question is kept nowhere, and stands in no address.
- It matches words and understands nothing: "not" is not read. What it shows is for people to judge.

## How well it answers

Questions of `tests/data/questions.yaml`, answered with the guideline of {day}. They were written by the authors of
the guideline, before the search was tuned; half of those were held back and not looked at while it was. Others were
added to the open half to tune by. The half held back says how it does with new questions; one person wrote both, so
strangers may fare worse.
"""


def asking_document(guideline: Guideline, as_of: date, file: Path) -> str:
    """Return the document.

    Args:
        guideline: what answers.
        as_of: the day on which it does.
        file: the questions.
    """
    outcomes = list(judged(read_questions(file), asking_of(guideline), as_of))
    held = [one for one in outcomes if one[0].held]
    lines = [
        INTRO.format(shown=SHOWN, day=day(as_of)),
        "| | Tuned by | Held back | All |",
        "|---|---|---|---|",
        *_rows([one for one in outcomes if not one[0].held], held, outcomes),
        "",
        "What does not come out right of those tuned by; those held back are not told, so that they stay so:",
        "",
        *(f"- {question.ask} ({question.kind})" for question, right in outcomes if not right and not question.held),
    ]
    return "\n".join(lines) + "\n"


def _rows(*groups: Iterable[tuple[Question, bool]]) -> Iterable[str]:
    found = [{score.kind: score for score in scores(group)} for group in groups]
    for kind, means in KINDS.items():
        of_kind = [scored[kind] for scored in found if kind in scored]
        cells = " | ".join(f"{one.right} of {one.asked} ({100 * one.share:.0f} %)" for one in of_kind)
        yield f"| {means} | {cells} |"
