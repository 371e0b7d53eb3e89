"""The words of the page of the certificate."""

from __future__ import annotations

TITLE = "Certificate"
#: What a kept result is worth here: the headline where it is not valid, and why.
STANDING = {
    "none": ("Not proved for this content", "No result of a proof is kept here for what this guideline holds now."),
    "unreadable": ("Not proved for this content", "The kept result cannot be read, so it says nothing."),
    "other_content": (
        "Not proved for this content",
        "The kept result is of other content (hash {content}). What it says does not hold for what answers here.",
    ),
    "other_program": (
        "Not proved with this program",
        "The kept result was found by other code. What it says does not hold for the program that answers here.",
    ),
    "other_rules": (
        "Not proved for the rules of today",
        "The kept result is of the rules of {as_of}. Since then a rule began or ended, or a review came due.",
    ),
    "other_properties": (
        "Not proved for every property",
        "The kept result is not of the properties that this guideline states now.",
    ),
}
HOW_TO = (
    "To prove it, run this on the machine that serves the pages, then load this page again. It takes about a minute."
)
COMMAND = "sarcoguide prove"
ELSEWHERE = (
    "Proved on another machine: sarcoguide prove --certificate FILE there, sarcoguide serve --certificate FILE here."
)
HOLDS = "{proved} of {count} properties hold for every possible patient."
BROKEN = {0: "", 1: "One is broken."}
BROKEN_MANY = "{count} are broken."
UNDECIDED = {0: "", 1: "One is not decided, and counts as open."}
UNDECIDED_MANY = "{count} are not decided, and count as open."
NOT_TO_RELY_ON = "This guideline must not be relied on until the broken properties are put right."
PROVED, BROKEN_WORD, UNDECIDED_WORD, UNPROVED = "Proved", "Broken", "Not decided", "Not proved"
COUNTS = ("Proved", "Broken", "Not decided", "Findings")
OF, FOR_AUTHORS, COUNT_AS_OPEN, WITH_WITNESS = "of {count}", "for the authors", "count as open", "with a patient below"
WHAT = "What was proved"
FACTS = {
    "guideline": "Guideline",
    "content": "Content (hash)",
    "as_of": "Rules of",
    "made": "Proved on",
    "seconds": "Time taken",
    "engines": "Engines that agree",
}
ENGINE_AGREES = (
    "The {engine} engine, which answers these pages, makes the same plan as the reference evaluator for all {count} "
    "example patients."
)
ENGINE_DIFFERS = (
    "The {engine} engine makes another plan than the reference evaluator for {differs}, of {count} example patients."
)
ENGINE_NOT = "Other engines, and drawn patients, are compared by the tests of the project, not here."
SECONDS = "{seconds:.0f} seconds"
PROPERTIES = "Properties"
COLUMNS = ("What must hold for all patients", "What it means to a clinician", "Outcome")
MEANS, MEANS_NOT = "What “proved” means", "What is not proved"
REVIEW = "Whether the medicine is right is for a clinical reviewer. State: {review}."
WITNESSES = "Patients who break a property"
WITNESS_HINT = "Found by the solver, confirmed by the reference evaluator; invented."
OPEN_WITNESS = "Open on the workbench"
FINDINGS = "Found, to be looked at"
FINDINGS_HINT = "Nothing here is an error."
NO_PROPERTIES = "This guideline states no property, so nothing is proved of it."
