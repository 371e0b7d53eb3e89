"""The words of the page on what this is; what it says of medicine stands in the guideline."""

from __future__ import annotations

from sarcoguide.planning.model import Status

TITLE = "What this is"
LEAD = "What the guideline is for, who wrote and checked it, how its answers come about, and what it does not know."
CONTENTS = "Questions on this page"
USE = "What is it for?"
READERS = "Whom does it address?"
READERS_SAY = (
    (
        "Clinicians",
        "Health professionals who can review the basis of every line. They see conditions, sources, figures.",
    ),
    (
        "Patients",
        "People with the disease and their families. A clinician checks and releases their page, in words of its own.",
    ),
)
AUTHORS = "Who wrote it, and who checked it?"
WRITER = ("Written by", "the Sarcoguide project, in its own words")
CHECKED = ("Checked by a clinician", "Lines with a named reviewer")
REVIEWED_LINES = "{count} of {all}"
NOBODY = "nobody yet"
VERSION = ("Version", "{version}, content {content}")
AS_OF = "As it stands on"
COMPARED = "Compared with its sources on"
PAST = "Past its review date"
PAST_COUNT = "{count} of {all} lines"
LICENCE = "Licence"
LICENCE_TEXT = "words and tables {content}; program Apache-2.0"
DOCUMENTS = "It was asked for by two documents. Neither of their authors wrote or checked it."
DOCUMENT, DATED, NOT_STATED, STATEMENTS = "Document", "Dated", "not stated", "Statements"
SOURCES = "What does it rest on?"
SOURCES_SAY = (
    "{count} sources, of which {read} were read for what is cited, and the {statements} statements of the two "
    "documents. What was not read is marked, and never supports an option or a number."
)
BY_KIND = "Sources by kind"
KIND, COUNT, READ = "Kind", "Number", "Read"
ANSWERS = "How does a status come about?"
ANSWERS_SAY = (
    "Every option is judged by written conditions, each with its source. Each condition is true, false or unknown; an "
    "empty field is never taken as normal. The first of these that holds is the status. There is no score and no rank."
)
#: In the order in which they are judged.
STATUSES: tuple[tuple[Status, str], ...] = (
    ("excluded", "A condition against it is true. The reason stands beside it, with what would have to be different."),
    ("unavailable", "It was withdrawn, or it cannot be had in the patient's country."),
    ("not_indicated", "The condition for it is false."),
    ("discouraged", "It lies outside the evidence. The reason stands beside it."),
    ("needs_information", "A fact that decides is not known. The fact is named."),
    ("supported", "The condition for it is true, and nothing that is known or unknown stands against it."),
)
FIGURES = "Where do figures come from?"
FIGURES_SAY = (
    "A figure stands with the people who were counted, their number, their years and its source, and only where it was "
    "read there. Where no interval was read, none is drawn."
)
LIMITS = "What does it not do?"
LIMITS_SAY = (
    "It does not decide, and it is never for emergencies.",
    "It knows what is entered, not the patient.",
    "It is proved against its own rules for every possible patient. That does not prove that the rules are right.",
    "What was published after the day of comparison is missing.",
)
NOT_COVERED = "What it does not cover, and where to turn"
ASKED = "What are the statements behind it?"
ASKED_LIST = "All {count} statements, with what the guideline says to each"
DIFFERS = "Otherwise here"
ENDED = "{label} (no longer holds, since {day})"
NO_WORDS = "No line of the guideline says it."
IN_RECORD = "Asked of a patient: open a record on the workbench. Each option there names its statements."
ABBREVIATIONS = "Which abbreviations may stand on pages for clinicians?"
PRINTING = "Can it be printed or passed on?"
PRINTING_SAY = (
    "Every page prints. A plan is passed on as paper or as a file, never by an address: no address holds a record. No "
    "page loads or sends anything elsewhere."
)
PATIENTS = "For patients and families"
PATIENTS_SAY = "These lines hold for many people. They were not written just for you."
HELP = "Get help at once if you notice one of these"
MORE = "Learn more"
SUMMARY = "In short"
NEXT = "You could ask"
ASK = "Ask a question in words"
