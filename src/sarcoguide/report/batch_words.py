"""The words of the page about several patients."""

from __future__ import annotations

TITLE = "Several records"
LEAD = "Who is urgent, what is not known of whom, and what the guideline says of each. Nothing is kept."
FILES = "Choose files"
FILES_HINT = "Several at once: records as YAML or JSON, JSON Lines (one record on each line), or a table as CSV."
PASTE = "Or paste them"
PASTE_HINT = "JSON Lines, a table with headings, or YAML records with --- between them."
SHOW = "Show all"
OTHERS = "Other records"
AS_TABLE, AS_DATA, PRINT = "As a table (CSV)", "As data (JSON)", "Print: A4 on its side"
TOO_MANY = "Too many records at once"
TOO_MANY_REMEDY = "A page shows at most {most} records. Send fewer, or take `sarcoguide batch`, which has no limit."
NONE_SENT = "No record was sent. Choose a file or paste one."

SUMMARY_ONE, SUMMARY_MANY = "1 record", "{count} records"
#: The kinds of rows in the order in which they stand: key, heading, and what is counted in the summary.
KINDS = {
    "urgent": ("Urgent: the emergency comes first", "urgent"),
    "unread": ("Cannot be judged until it is put right", "cannot be judged"),
    "open": ("For the board", "for the board"),
    "outside": ("Outside the scope of this guideline", "outside the scope"),
}
DAY_OF_RECORD = "each record's own day of assessment"
AS_OF = "Guideline as of {day}"

PLANS, KNOWN = "What the guideline says of each", "What is known of whom"
PLAN_COLUMNS = ("Record", "In short", "Supported options, no order implied", "What to find out next", "Warnings")
KNOWN_HINT = "The facts on which headlines rest and those that most records ask for, in the order of the dictionary."
KNOWN_TABLE = "A row for each record, a column for each fact"
KNOWN_MORE = "{count} further facts are asked for in fewer of them; they stand with each record."
NOTHING_ASKED = "Nothing is asked for in any of these records."
NOT_JUDGED = "not judged"
#: How a fact stands with a patient: a sign for text, a class, a word.
STATES = {
    "known": ("●", "y", "known"),
    "unknown": ("◆", "x", "unknown"),
    "stale": ("◐", "o", "too old"),
    "not_applicable": ("–", "n", "does not apply"),
    "": (" ", "", "not judged"),
}
COUNTED = {"unknown": "Unknown", "stale": "Too old", "known": "Known"}
NO_OPTION = "none yet"
SUPPORTED_ONE, SUPPORTED_MANY = "1 supported", "{count} supported"
AND_MORE = "and {count} more"
WAITING_ONE, WAITING_MANY = "1 waits for an answer", "{count} wait for an answer"
FOLDED = "once the emergency is dealt with"
NOTHING_NEXT = "nothing that would change an option"
WARNINGS_ONE, WARNINGS_MANY, NO_WARNINGS = "1 warning", "{count} warnings", "none"
OPEN = "Open"
OPEN_RECORD = "Open record {id} on the workbench"
CORRECT = "Put right"
DOUBLE = "This id stands on {count} records: they may be one patient."
ASSESSED = "assessed {day}"
