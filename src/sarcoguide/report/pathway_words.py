"""The words of the map. What is medical stands in the guideline, never here."""

from __future__ import annotations

TITLE = "The guideline as a map"
PAGE = "Pathway map"
LEAD = (
    "The stages of care in order. Heavy is where this patient's facts lead. Dashed waits for a fact that is unknown. "
    "Thin is for other patients. No line is advice: each option has its own status."
)
LEAD_NOBODY = (
    "The stages of care in order, with every way that the guideline knows. No patient is chosen, so every branch is "
    "open and nothing has a status."
)
LEAD_OUTSIDE = "This patient is outside the guideline: the way ends at once, and no option is shown."
HOW_MADE = "Drawn from the guideline itself: the places and their branches, and which can follow which."
WAY = {"on": "on the way", "open": "open, a fact is unknown", "off": "not on the way", "any": "a way of the guideline"}
TRUTH = {"on": "yes", "open": "unknown", "off": "no"}
KEY = {"on": "this patient's way", "open": "open: a fact is unknown", "off": "for other patients"}
KEY_TITLE = "What the lines mean"
IN_WORDS = "The same way in words"
IN_WORDS_NOBODY = "The same map in words"
IN_WORDS_HINT = "Each place opens: its rule, the options that stand there with status and reason, sources and dates."
STAGE_ON = "On the way: {places}."
STAGE_OPEN = "Open: {places}."
STAGE_NONE = "Nothing on this patient's way here."
ASK = "Ask first"
BRANCH_WHEN = "This way when"
GROUP_COUNT = {1: "1 entry"}
GROUP_COUNT_MANY = "{count} entries"
HOLDING = {1: "1 applies"}
HOLDING_MANY = "{count} apply"
UNSURE = {1: "1 may apply"}
UNSURE_MANY = "{count} may apply"
NONE_NOW = "none indicated"
COUNT_OF = "{count} {status}"
RULE_OF = "What {name} means"
HOLDS = {True: "holds", False: "does not hold", None: "not known"}
ENTRIES = "When this holds"
OTHERS = {1: "1 that is not indicated"}
OTHERS_MANY = "{count} that are not indicated"
QUIET = {1: "1 that does not hold"}
QUIET_MANY = "{count} that do not hold"
LEADS_TO = "Leads to"
FOR_PATIENTS = "In plain words"
EXCLUDED_WHEN = "Excluded when"
MAP_LABEL = "Map of the guideline from first contact to follow-up"
SIDEWAYS = "The map is wider than this window: move it sideways. The list below it holds the same."
MAP_REGION = "The map; it can be moved sideways"
NO_MAP = "This guideline has no map."
STAGE_SOURCES = "Order of the stages"
PLACE_IN_WORDS = "{title}: {way}"
UNTIL = "until {day}: {because}"
LEAD_TEXT_NOBODY = "Without a patient: every branch is open, and nothing has a status. → names what may follow."
