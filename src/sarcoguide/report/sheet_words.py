"""The words of the sheet of a regimen and of findings, for clinicians. What is medical stands in the guideline."""

from __future__ import annotations

SHEET = "Regimen sheet"
SHEET_OF = "Sheet of one regimen"
DOSES = "Doses"
DRUG, PUBLISHED, WORKED_OUT = "Drug", "As published", "Worked out for this patient"
ACCOMPANIES = "accompanies"
NOT_IN_NUMBERS = "not worked out: the published dose gives no single number"
NOTHING_TO_WORK_OUT = "the same for everybody"
EACH = "each dose"
CHOICE = {"or": "or", "to": "up to", "as": "the same dose as"}
PER_DAY = "a day"
PER_CYCLE = "a cycle"
CAPPED = "; the published cap of one dose is {cap} {unit}: {cap} {unit}"
UNKNOWN_SIZE = "unknown: {label} is not known"
OLD_SIZE = "unknown: {label} rests on a value that is too old"
FULL_DOSE = (
    "Each is the published dose in full, before any of the cautions below that lowers or delays it. What is worked out "
    "is not rounded."
)
BEFORE_KNOWN = "Needed before the first dose, and not known: {list}"
WITHHELD = {
    "no_patient": "Nothing is worked out without a patient.",
    "out_of_scope": "No dose is worked out: this patient is outside the scope of the guideline.",
    "not_held": "No dose is worked out: the guideline of this day has no such option.",
    "excluded": "No dose is worked out: this regimen is excluded.",
    "unavailable": "No dose is worked out: this regimen is not available.",
    "not_indicated": "No dose is worked out: this regimen is not indicated here.",
}
SIZES = "Body size"
SIZE_ROUNDED = "{exact}, multiplied as {used}"
SIZE_FROM = "from {list}"
LEDGER = "Lifetime dose"
GIVEN, THIS_CYCLE, LIMIT, REMAINS = "Given so far", "This cycle", "Limit", "Left after this cycle"
AT_LEAST = "not known; at least {value} {unit}"
AT_MOST = "not known; at most {value} {unit}"
PASSED = "none: the limit is passed by {value} {unit}"
LEDGER_SENTENCE = "{given} given so far and {adds} in this cycle, of {limit}: {remains} left."
LEDGER_UNKNOWN = "How much is left is not known: that needs the dose given so far and the limit."
LEDGER_MISSING = "Not known: {list}"
LIMITS = "Limits"
OTHER_LIMITS = "Other conditions"
LIMIT_HEAD = ("", "Condition", "This patient", "Source")
THE_REST = {1: "1 more does not hold", 0: ""}
REST = "{count} more do not hold"
HAS_NONE = "None is held here."
QUANTITIES = "In the trials of the regimen"
NOT_READ = "not read"
SUPPORTIVE = "Drugs and measures beside it"
EVIDENCE = "Evidence"
TABLE_OF = "Table: {title}"
WARN_STATUS = "This regimen is {status} for this patient"

# --- findings ------------------------------------------------------------------------------------------------

FINDINGS = "Evidence at a glance"
FINDINGS_IN_TEXT = "{count}; `sarcoguide sheet {id} RECORD` tells each, the page draws them"
FINDING_COLUMNS = ("People and source", "Found", "Could this patient have been in it?")
FINDING_LEGEND = (
    "● named first, ○ second, ◌ third; ■ a ratio. A bar is the interval that the source gives; where none was "
    "read none is drawn. The dotted line is no difference."
)
FINDING_TABLE = "Findings beside {label}"
IN_SENTENCES = "In sentences"
FINDING_N = "{n} people"
NO_N = "number of people not read"
NO_PERIOD = "years of the study not read, source of {date}"
NO_INTERVAL = "interval not read"
INTERVAL = " ({lower} to {upper})"
LEVEL = "{level} % intervals"
IN_TRIAL = {True: "Yes", False: "No", None: "Not known"}
UNCODED = "its entry rules are not held here"
BECAUSE = "because of {list}"
MISSING = "missing: {list}"
FITS_RULE = "by what is held here of its entry rules"
