"""What the referral to a board says of itself. Whatever speaks of the disease stands in the guideline."""

from __future__ import annotations

PAGE = "Board"
LEAD = "One sheet of A4 for the board. Check it before you send it: it says what the record says, and no more."
QUESTIONS = "Question for the board"
WHY_HERE = "Why here"
OWN_QUESTION = "Question in the words of who refers"
NO_QUESTION = "The guideline puts no question of its own to the board here."
FOLDED = "An emergency comes first. The options stand in the clinician's report."
OUTSIDE = "The guideline lists no option outside its scope."
OPTIONS = "Options by aim; no order is implied"
NO_OPTIONS = "None is indicated, open, discouraged or excluded."
NEEDS = "Needs {facts}"
NEEDS_HINT = "Numbers name what is open: questions for the board first, then what else is missing."
MISSING = "What else is missing"
NOTHING_MISSING = "Nothing else that would change the answer."
RESTS_ON = "rests on"
NOT_KNOWN = "not known"
WARNINGS = "Warnings"
NO_WARNINGS = "None."
ANSWER = "Answer of the board"
REASONS_MORE = "{reason} (and {count} more)"
ASIDE = (
    "{indicated} not indicated and {unavailable} unavailable are told in the clinician's report, as are the sources."
)
LEFT_OPTIONS = {
    "supported": "{count} supported",
    "needs_information": "{count} that need information",
    "discouraged": "{count} discouraged",
    "excluded": "{count} excluded",
}
LEFT_FACTS = "{count} missing facts"
LEFT_SHORTENED = "ends of long lines, marked {sign}: {count}"
LEFT_OF_AIM = "Not listed here: {what}."
LEFT_OUT = "Left out for want of room, beside what stands here: {what}. All stand in the clinician's report."
TOO_LONG = "…"
PDF = "PDF"
PRINT = "Print"
REPORT = "Clinician's report"
EACH = "each {remarks}"
AND = ", "
