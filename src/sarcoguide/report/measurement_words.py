"""The words of the page of measurements. What is medical stands in the guideline, never here."""

from __future__ import annotations

MEASUREMENTS = "Measurements"
LEAD = (
    "Each lesion over time, the response to treatment, and how fast each grows. What is missing on a scan is not known "
    "there: it is neither gone nor as before."
)
TOO_OLD = "too old"
COMES_TO = "What they come to"
NONE_YET = "No measurement is recorded yet. Enter the lesions below, one row for each lesion on each scan."
WORK_OUT = "Work out again"
ENTER = "The measurements"
ENTER_HINT = (
    "One row for each lesion on each scan. Change or add rows, then work out again; nothing is kept on this machine."
)
RULE = "Rule and sources"
TABLE_OF = "{title}: table"

# --- lesions -------------------------------------------------------------------------------------------------

LESIONS = "Lesions over time"
DIAMETER = "Diameter, mm; of a node the short axis"
TARGET, BY_EYE, NOT_LISTED, NO_ROLE = "target", "followed by eye", "not on the first scan", "no course yet"
CHOSEN = {
    True: "Targets are those that the record names.",
    False: "The record names no target, so the largest that can be measured were taken.",
}
LESION, ORGAN, ROLE, SCAN = "Lesion", "Organ", "Followed as", "Scan"
NOT_RECORDED = "not recorded"
NOT_MEASURED = "not measured"
STATES = {
    "gone": "gone",
    "present": "seen, no size",
    "larger": "grown beyond doubt",
    "small": "too small to measure",
    "not_judged": "not judged",
}
UNDER = {True: "under treatment", False: "off treatment", None: "treatment not stated"}
FILLED, OPEN_MARK, UNKNOWN_MARK = "Filled: target", "open: others", "name and ?: not measured on that scan"
LESION_TOLD = "Lesion {lesion} measured {first} mm on {start} and {last} mm on {end}."
LESION_ONCE = "Lesion {lesion} was measured once: {first} mm on {start}."
LESION_NEVER = "Lesion {lesion} has no size."

# --- response ------------------------------------------------------------------------------------------------

RESPONSE = "Response to treatment"
SUM = "Sum of the targets, mm"
FROM_FIRST, FROM_SMALLEST, TARGETS, OTHERS, NEW, RESULT = (
    "From baseline",
    "From smallest before",
    "Targets",
    "Others",
    "New lesion",
    "Response",
)
BASELINE, SMALLEST = "baseline", "smallest"
#: Beside a line of the chart, and below the chart.
SHRINKS, SHRINKS_TOLD = (
    "\u2212{percent} %: {limit}",
    "Dashed: {percent} % below the baseline of {sum} mm: {limit} mm",
)
GROWS, GROWS_TOLD = (
    "+{percent} %, +{least} mm: {limit}",
    "Dotted: {percent} % and {least} mm or more above the smallest sum before the last scan, {sum} mm: {limit} mm",
)
NO_COURSE = "The response cannot be worked out: {why}."
NO_RECORDS = "no measurement is recorded"
MARK_HINT = (
    "A course begins with the scan marked as baseline, or with the last one off treatment before those under treatment."
)
DOES = {
    "gone": "gone",
    "smaller": "smaller",
    "same": "as before",
    "larger": "grown",
    "not_judged": "not all measured",
    "none": "none",
    "present": "present",
}
NEW_WORDS = {True: "yes", False: "no", None: "not stated"}
OPEN_RESULT = "not known"
IF_NONE_NEW = "{word} if no new lesion was seen"
LAST_TOLD = "On {day} the {total}: {word}."
SUM_IS = "sum of {count} targets is {total} mm"
SUM_OPEN = "sum of the targets is not known"
NO_TARGETS = "disease is followed by eye alone"

# --- growth --------------------------------------------------------------------------------------------------

GROWTH = "Speed of growth"
RATE, DOUBLING, ARITHMETIC = "Specific growth rate", "Doubling time", "Arithmetic with this patient's figures"
PER_DAY = "{rate} per day"
DAYS = "{days} days"
DAYS_BETWEEN = "Days between"
NO_DOUBLING = {"same": "not defined: no change", "smaller": "not defined: smaller"}
DOUBLING_SUM = "ln 2 / {rate} = {days} days"
GROWTH_TOLD = {
    "larger": "Lesion {lesion} grew from {before} to {after} mm in {days} days: its volume doubles in {doubling} days.",
    "same": "Lesion {lesion} did not change in {days} days: {before} mm, then {after} mm.",
    "smaller": "Lesion {lesion} shrank from {before} to {after} mm in {days} days.",
}
WITHIN_ERROR = "The change lies within the error of measurement that this site has set."
NO_RATE = (
    "No rate can be worked out. It takes two measurements of one lesion, off treatment, made in the same way and at "
    "least {days} days apart."
)
SETTINGS = "What this site has set"
NOT_SET = "not set, so none is applied"
