"""The words of the text faces, in one place. What is medical stands in the guideline, never here."""

from __future__ import annotations

from sarcoguide.planning.model import Status

#: A status has a shape, a word and a colour: take any one away and it can still be read.
STATUS_ICON: dict[Status, str] = {
    "supported": "●",
    "needs_information": "◆",
    "discouraged": "▽",
    "not_indicated": "–",
    "excluded": "⊘",
    "unavailable": "○",
}
STATUS_WORD: dict[Status, str] = {
    "supported": "supported",
    "needs_information": "needs information",
    "discouraged": "discouraged",
    "not_indicated": "not indicated",
    "excluded": "excluded",
    "unavailable": "unavailable",
}

#: Units of time are written out; every other unit is printed as it stands.
UNITS = {"a": "years", "mo": "months", "wk": "weeks", "d": "days", "1/1000000{Base}": "per million bases"}

# --- head ----------------------------------------------------------------------------------------------------

VERSION = "version {version}, as of {as_of}"
RECORD = "Record {id}, assessed on {day}"
NOT_REVIEWED = "Not yet reviewed by a clinician"
REVIEWED = "Reviewed by {by}"
COMPARED = "compared with its sources on {day}"
NOTHING_STALE = "nothing is past its review date"
SOME_STALE = "{count} of its entries are past their review date (see the warnings)"
URGENT = "URGENT"
OUT_OF_SCOPE = "OUTSIDE THE SCOPE OF THIS GUIDELINE"
POINTER = "Turn to"
FOLDED = "IN SHORT, ONCE THE EMERGENCY IS DEALT WITH"
RESTS_ON = "Rests on"
NOT_KNOWN = "Not known"
WOULD_CHANGE = "Would change"
BECOMES = "{to} if {change}"
RULE = "Rule"
WHY = "Why"
OLD = "too old"
NO_DATE = "no date"

REFERENCE_INTRO = (
    "Everything that the guideline holds, one page each: what it says, when, on which sources it rests, and the cases "
    "that show it at work. Written for looking up; nothing here knows of a patient."
)

# --- options -------------------------------------------------------------------------------------------------

OPTIONS = "OPTIONS"
NO_RANKING = "Grouped by aim, then by status. The order within a group is no ranking."
NO_OPTIONS = "None is indicated on this day."
SHOWS = "In this case"
FINDS_OUT = "Finds out"
ASK = "Ask first"
ASK_AS = "The same {count} questions as for {option}"
WAITING = "Most options wait for one answer: {question} Until it is known they are told in short."
WAITING_IN_SHORT = "{count} options wait for one answer: {question}"
CAUTION = "Caution"
DRUGS = "Drugs"
DOSE_NOT_VERIFIED = "dose not verified, so not shown"
MONITOR = "Monitor"
REGULATORY = "Agencies"
SIDE_EFFECTS = "Side effects"
URGENT_EFFECT = "At once"
CHECK = "Check"
STRENGTH = "Strength"
FINDINGS = "Findings"
OPEN_CHECK = "Not known"
MORE = "and {count} more (--explain {id})"
NOTE = "Note"
NOTE_AT = "{ids}: see {option}"
SUPPORT = "Beside it"
LIKE = {
    True: "this patient fits {source}",
    False: "this patient does NOT fit {source}",
    None: "whether this patient fits {source} is not known",
}
OUTSIDE_EVIDENCE = "outside the evidence"
DIFFERENT = "To change it"
NO_SINGLE_CHANGE = "no single fact would change: {because}"
SOURCES = "Sources"
SOURCE_LIST = "SOURCES CITED"
SOURCE_HINT = "`sarcoguide sources ID` tells where each was read and what of it."
NOT_VERIFIED = "not verified"
LICENCE_NOT_READ = "licence not read"
STALE_ENTRY = "past its review date {day}"
HOLDS_FROM = "holds from {since}"
HOLDS_UNTIL = "held from {since} until {until}"
PLANNED = "planned"
OR = " or "

# --- what is missing, warnings, the end ----------------------------------------------------------------------

MISSING = "WHAT TO FIND OUT NEXT"
NOTHING_MISSING = "Nothing more is needed for this answer."
INFLUENCE = {0: "changes no option yet", 1: "1 option waits for it"}
INFLUENCE_MANY = "{count} options wait for it"
STALE_VALUE = "last {value} on {day}, too old"
IN_UNIT = "in {unit}"
WARNINGS = "WARNINGS"
NONE = "None."
INFORMATION = "TO KNOW"
TYPE = "About this type"
TYPE_PARTS = {
    "chemosensitivity": "Chemotherapy",
    "spread": "Usual spread",
    "alterations": "Defined by",
    "actionable": "Actionable",
    "grade_default": "Grade",
    "indolent": "Course",
    "protocol": "Protocol",
}
TYPE_ENDED = "Has ended"
TYPE_UNTIL = "until {day}: {because}"
TYPE_ONLY_IN = "only in {countries}"
TYPE_CODES = "Codes"
TYPE_NO_CODES = "none"
TYPE_BEHAVIOUR = "Behaviour"
TYPE_LINEAGE = "lineage {lineage}"
TYPE_SYSTEMS = {"icd_o_3": "ICD-O-3", "oncotree": "OncoTree", "snomed": "SNOMED CT", "nci": "NCI Thesaurus"}
TYPE_SCOPE = {"in": "in scope", "adjacent": "next to the scope", "out": "outside the scope"}
STATEMENTS = "STATEMENTS"
STATEMENTS_OF = "Statements that produced a line of this plan"
UNVERIFIED_NOTE = (
    "Sources marked 'not verified' were not read at the source: they may warn or exclude here, and support nothing."
)

# --- explanation ---------------------------------------------------------------------------------------------

EXPLAIN = "WHY {label} IS {status}"
TRUTH = {True: "✓ true", False: "✗ false", None: "? unknown"}
NOT_APPLICABLE_MARK = "– not applicable"
INDICATED_WHEN = "Indicated when"
ALWAYS = "always"
TIER = {
    "excludes": "Excluded when",
    "discourages": "Discouraged when",
    "cautions": "Caution when",
}
NONE_OF_TIER = "nothing"
ALL_OF = "all of"
ANY_OF = "one of"
NOT = "not"
FIRST_MATCH = "first row that holds"
SEE_ABOVE = "worked out above"
WOULD_TURN = "would turn if"
BLOCKS = "unknown holds the option back"
HOLDS_NOTHING = "unknown holds nothing back"
FROM_STALE = "true only by a value that is too old"
HELD_IN = "from {origin}"
IS_KNOWN = "{label} is known"
APPLIES = "it applies when"
NO_SUCH_OPTION_THAT_DAY = "The guideline of {day} has no option '{id}': it begins later."

# --- what if -------------------------------------------------------------------------------------------------

WHAT_IF = "WHAT IF"
TAKEN_AWAY = "not known"
NOTHING_CHANGES = "Nothing in the plan changes."
WAS_BECOMES = "{before} → {after}"
NOT_THERE = "not there"
DIFFERENCE = {
    "urgent_added": "Emergency",
    "urgent_removed": "No emergency",
    "out_of_scope_added": "Out of scope",
    "out_of_scope_removed": "In scope",
    "asked_added": "Now asked",
    "asked_removed": "Not asked",
    "warnings_added": "New warning",
    "warnings_removed": "Warning gone",
}

# --- for patients --------------------------------------------------------------------------------------------

P_TITLE = "A page for you to talk over with your team"
P_DRAFT = "Draft"
P_NOT_REVIEWED = (
    "Draft: not yet checked by a doctor. A doctor or nurse should give it to you and talk about it with you."
)
P_REVIEWED = "Checked by {by}. A doctor or nurse should give it to you and talk about it with you."
P_SOME_UNCHECKED = "Your doctor has not yet checked all of this page. Talk about it with your team."
P_UNCHECKED = "not yet checked by your doctor"
P_DO_NOT_WAIT = "do not wait for that"
P_CONTENTS = "On this page"
P_AFTER_URGENT = "The other parts of this page can wait. They will be here when you have had help."
P_URGENT = "Get help now"
P_RED_FLAGS = "Get help at once if you notice one of these"
P_MORE_FLAGS = "Other signs that need help fast"
P_TO_HELP = "Back to the signs that need help"
P_TEAM_NUMBER = "Day and night number of your team"
P_EMERGENCY_NUMBER = "Emergency number where you live"
P_OUT_OF_SCOPE = "This page is not the right one for you"
P_POINTER = "Where to turn: {pointer}"
P_FOUND = "What was found"
P_FACTS = "From your record"
P_SHEET = "Record {id}, as of {day}. Sarcoguide {version}, guideline of {as_of}"
P_FACTS_WHY = "Tell your team if one of these is wrong."
P_OPTIONS = "What can be done"
P_NO_BEST = "There may be more than one way. The order here does not mean that one is best. It follows the alphabet."
P_POSSIBLE = "Possible for you"
P_OPEN = "Open: your doctors need an answer first"
P_NEEDS = "Needed first"
P_WAITING = "Your team needs one answer first: {label}. Much of what follows waits for it."
P_NONE_FITS = "None of the treatments that this page knows seems to fit now. That can change. You can always ask why."
P_MORE = "More about this"
P_ALSO = "With it"
P_NO_SENTENCE = "Ask your team what this is."
P_NOT_NOW = "What does not seem to fit now"
P_OFTEN = "Side effects can be"
P_CALL = "When to call about side effects"
P_OTHERS = "Other treatments do not seem to fit now. You can always ask why."
P_THESE_NOT = "These do not seem to fit now. That can change. You can always ask about them."
P_ASK_WHY = "Ask your team why."
P_MORE_WHY = "There is more to it. Ask your team why."
P_FINDING_OUT = "What is still being found out"
P_FINDING_WHY = "Your team does not know these things yet. The answers can change what fits you."
P_KNOW = "Good to know"
P_QUESTIONS = "Questions to take with you"
P_QUESTIONS_HOW = "Tick the ones that matter to you. Then print the page. There is room to write the answers."
P_QUESTIONS_PRINT = "If you tick some, only those are printed. Your ticks are not sent and not kept."
P_Q_NEEDED = "Answers that your team still needs"
P_Q_OPTIONS = "About what can be done"
P_Q_OWN = "About life and care"
P_Q_EMPTY = "My own questions"
P_TICKED = "{count} ticked"
P_PRINT = "Print"
P_PRINT_ALL = "Print all of this page, not only the short sheet"
P_SHORT_SHEET = (
    "This is the short sheet. The whole page also tells of everyday side effects and more on each option. It says what "
    "does not fit now and why. It has more questions and explains hard words. Your team can print it for you."
)
P_WARNINGS = "Please note"
P_FOR_TEAM = "Please note: for your team"
P_FOR_TEAM_WHY = (
    "Your team must check something here. These lines are written for them. You can show them to your team."
)
P_WORDS = "Words you may hear"
P_SAY = "Say: {say}"
P_WHO = "Who wrote this"
P_WRITTEN = "{title}, version {version}, as it stood on {as_of}; compared with its sources on {checked}."
P_WRITTEN_BY = "Written by"
P_WRITER = "the Sarcoguide project, from the facts that your team wrote down"
P_BASED_ON = "Based on"
P_WORDS_CHECKED = "Words reviewed by"
P_NOBODY_YET = "not yet reviewed by a named doctor"
P_GIVEN_BY = "Checked for you by"
P_RECORD = "Record"
P_RECORD_ON = "{id}, as of {day}"
P_ASK_SOURCES = "Your team can show you the source of each line."
P_NOT_REPLACE = "This page helps you to talk with your team. It does not replace them."
P_NOT_FOR_EMERGENCY = "Do not wait for this page when you need help. Things may have changed since it was written."

# --- for the clinician who releases the page for patients -----------------------------------------------------

R_TITLE = "Check this page before you give it"
R_HOW = (
    "Tick each part you have read and agree with. Nothing is left out: a part without a tick is shown "
    "as not yet checked. A tick holds for the words as they stand, and is lost when they change."
)
R_COUNT = "{done} of {all} parts checked"
R_CHECKED = "Checked"
R_BY = "Your name"
R_ON = "Date"
R_UPDATE = "Keep these ticks and go on"
R_FINAL = "Show the page as the patient gets it"
R_BACK = "Back to checking"
R_PDF = "As a PDF file"

# --- lists ---------------------------------------------------------------------------------------------------

COVERAGE = {"done": "done", "content_only": "content only", "not_yet": "not yet"}

# --- the workbench and the clinician's report as pages -------------------------------------------------------

TRUTH_WORD = {True: "true", False: "false", None: "unknown"}
NOT_APPLICABLE_WORD = "not applicable"
AGAINST = "against"
DOES_NOT_HOLD = {1: "1 that does not hold"}
DO_NOT_HOLD = "{count} that do not hold"
NOT_REVIEWED_SHORT = "Not reviewed"
CHECKED = "compared {day}"
REVIEW_BY = "due {day}"
SOME_STALE_SHORT = "{count} entries are past their review date"
GUIDELINE_VERSION = "Version {version}, as of {as_of}."
BRAND = "Sarcoguide"
WORKBENCH = "Workbench"
PAGES = "Pages about this patient"
REPORT = "Report to print"
REPORT_PDF = "Report as PDF"
PATIENT_PAGE = "Patient page"
MAP = "Map"
SHEET = "Regimen sheet"
MEASUREMENTS_PAGE = "Measurements"
THEME = "Dark"
UPDATE = "Update the plan"
AS_OF = "Guideline as of"
NAMED_DAYS = "Named days"
COMPARE_TO = "Compare with"
COMPARE = "Compare"
OTHER_RECORD = "Other record"
ON_THIS_PAGE = "On this page"
ANSWER = "Answer"
OPTIONS_TITLE = "Options"
MISSING_TITLE = "What to find out next"
MISSING_HINT = "A dot is an option that waits for the answer."
FACTS = "Facts"
FACT_COUNT = "{known} known, {unknown} unknown"
PATIENT_AND_DAY = "Patient and day of the guideline"
REVIEW_STATE = "State of review"
URGENT_TITLE = "Urgent"
SCOPE_TITLE = "Outside the scope of this guideline"
FOLDED_TITLE = "In short, once the emergency is dealt with"
SAFETY_TITLE = "Safety"
NO_SAFETY = "No rule of the guideline warns of anything in this record. What is unknown has not been looked at."
OTHER_WARNINGS = "Other warnings"
KNOW_TITLE = "To know"
SOURCES_TITLE = "Sources and statements"
SOURCE_TABLE = "Every source of this plan"
SOURCE_COLUMNS = ("Source", "Title", "Kind", "Date", "Read there")
VERIFIED = "yes"
UNVERIFIED = "not verified"
NO_DAY = "not stated"
WHY_TREE = "Why: each condition with the patient's values"
MORE_DETAIL = "Checks, monitoring, notes"
STATUS_NOW = "Status"
ALL_REASONS = "Reasons of every option"
HOW_WORKED_OUT = "How values were worked out"
WORKED_OUT_FACTS = "What the reasons name, each from the patient's own values"
HOW_REACHED = "How each status was reached"
REASONS_ELSEWHERE = (
    "How each status was reached, condition by condition, stands in the report as a page and on the workbench."
)
HOW_REACHED_HINT = (
    "Each condition with its truth and the patient's own value, for every option but those that are not indicated. On "
    "paper conditions that do not hold are counted; on a screen they open."
)
NONE_SHOWN = "none"
NOTES_TITLE = "Notes"
NOTE_WITH = "told with {label}"
ANSWER_FOR = "{answer}: {question}"
GO_TO_FIELD = "Go to the field"
SET = "Set"
WHAT_IF_TITLE = "What if?"
TRY_OTHER = "What if another fact were different?"
TRY_ANY = "Which fact is to be different?"
TRY_WHICH = "Fact"
TRY_THIS = "Choose its value"
TRY_FIELD = "What if: {label}"
TRY_HINT = "Nothing is changed in the record. Left at unknown, the fact is taken away."
UNKNOWN_CHOICE = "unknown"
SET_STATES = (("unknown", "unknown"), ("none", "none"), ("some", "some"))
OTHER_VALUES = "Others, with commas between"
DATED = "of"
DAY_HINT = "day month year"
DAY_OF_RECORD = "its own day"
ANOTHER_DAY = "another day"
TODAY = "today"
DAY_TITLE = "Days as 22 Nov 2026 or 2026-11-22"
ADD_ROW = "Add a row"
REMOVE_ROW = "Remove"
NEEDED = "needed in every row"
ROWS_AS_TEXT = "Something here does not fit into rows: correct it as text"
DATE_OF = "Date of {label}"
UNIT_OF = "Unit of {label}"
STATE_OF = "{label}: unknown, none or some"
FRESH_FOR = {1: "holds 1 day"}
FRESH_FOR_MANY = "holds {days} days"
TOO_OLD = "too old to count: measure or ask again"
DOES_NOT_APPLY = "does not apply"
ENTERED = "entered as {entered}"
DERIVED = "worked out"
WORKED_OUT = "worked out: {value}"
FILTER = "Find a fact"
FILTER_HINT = "Part of a name, then Enter"
SHOW_ONLY = "Show"
SHOW_CHOICES = (("all", "all"), ("known", "known"), ("unknown", "unknown"))
NONE_FOUND = "No fact has this in its name."
RECORD_ID = "Record"
NEW_RECORD = "New record"
ASSESSED_ON = "Assessed on"
NO_ANSWER = "No answer yet"
NO_ANSWER_HINT = "The record cannot be judged until this is put right. Nothing is guessed."
PROBLEM_COUNT = {1: "1 entry must be put right"}
PROBLEM_COUNT_MANY = "{count} entries must be put right"
PROBLEM_REMEDY = "To put it right: {remedy}"
NEWS_NONE = "The plan is the same."
NEWS_ONE = "1 option changed: {list}"
NEWS_MANY = "{count} options changed: {list}"
NEWS_CHANGE = "{label}: {before}, now {after}"
NEWS_FAILED = "The plan could not be updated. What you entered is still here; press Update the plan."
WHAT_THIS_IS = "What this is"
LOCAL_ONLY = "Nothing on this page leaves this computer, and no record is kept."
WRITTEN_BY = "{title}, version {version} (content {content}), as it stood on {as_of}."
BACK = "Back to the workbench"
IN_GUIDELINE = "In the guideline"
CHANGED_FACTS = "Changed"
AS_ENTERED = "As entered"
IF_SO = "If so"
HEADLINE_CHANGES = "Headline"
OPTION_CHANGES = "Options that change"
ALL_WARNINGS = "Warnings"
REPORT_TITLE = "Report of record {id}"
COMPARE_TITLE = "{before} and {after}, compared"
DIFFERS = "What differs"
START_TITLE = "Open a record"
START_LEAD = "Everything stays on this computer. No record is kept when the page is closed."
START_EXAMPLES = "An example patient"
START_EXAMPLES_HINT = "Invented patients, for trying it out."
START_MAP = "The guideline as a map"
START_ABOUT_HINT = "What it is for, who wrote and checked it, what it does not know."
START_MAP_HINT = "Every stage and branch, without a patient."
START_OTHERS = "Without a patient, or with several"
START_FILE = "A file"
START_FILE_HINT = "YAML or JSON, as docs/record.md describes it."
START_PASTE = "Paste a record"
START_EMPTY = "An empty form"
START_EMPTY_HINT = "Begins with everything unknown, and asks what matters first."
OPEN = "Open"
CANNOT_READ = "The pasted record"
LEFT_OVER = "What the form cannot show. Tick what is to be left out:"

# --- figures of outlook, for clinicians ----------------------------------------------------------------------

OUTLOOK = "Outlook"
OUTLOOK_HINT = "figures of groups; open them only if they are wanted"
OUTLOOK_LIKE = {
    True: "Of people like this patient, as far as facts tell",
    None: "It is not known whether this patient is like these people",
    False: "Of other people: this patient does not belong to them",
}
OUTLOOK_OTHERS = "Figures of other people, to whom this patient does not belong: {count}. The page and JSON hold them."
OUTLOOK_AFTER = "{name} after {time}"
OUTLOOK_FROM = "counted from {start}"
OUTLOOK_N = "{n} people"
OUTLOOK_INTERVAL = " ({} to {})"
OUTLOOK_NOT_READ = "not verified, so no figure is shown"
