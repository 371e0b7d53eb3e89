"""Every text of the guideline that patients read, by its kind, and the names that a grade of reading leaves out."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import chain

from sarcoguide.knowledge.library import Library, read_library
from sarcoguide.report import ask_words, outlook_words, words
from tests.strategies import guideline

DAY = date(2026, 11, 22)
#: Shorter synonyms are abbreviations, or words of everyday language such as ARMS.
SHORTEST_NAME = 5


@cache
def library() -> Library:
    """Return the files of the packaged guideline."""
    return read_library(guideline().folder)


@cache
def texts_by_kind() -> dict[str, list[str]]:
    """Return each text once, by kind: those of entries, names, questions, reasons, words, facts, drugs."""
    edition = guideline().at(DAY)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for rule in chain(edition.options.values(), edition.shown.values()):
        entry = rule.entry
        found[f"{entry.kind}s"].append(entry.patient)
        found["names of options"].append(entry.patient_name)
        found["questions to ask"] += entry.patient_asks
        found["ends of options"].append(entry.until_patient)
        found["where to turn"].append(entry.patient_pointer)
        found["countries"] += [licence.patient for licence in entry.only_in]
        found["reasons"] += [condition.patient for condition in (*rule.unless, *rule.discouraged)]
    page, advice = edition.about.patient_page, edition.about.side_effects
    found["questions to ask"] += page.questions
    found["names of options"] += [group.title for group in page.groups]
    found["meanings of words"] = [term.meaning for term in edition.glossary.values()]
    found["facts"] = [rule.entry.patient for rule in edition.facts.values()]
    found["facts"] += [rule.entry.patient for rule in edition.definitions.values()]
    for drug in library().drugs:
        found["drugs, one by one"].append(drug.entry.patient)
        found["side effects"] += [effect.patient for effect in drug.entry.side_effects]
    if advice is not None:
        found["side effects"] += [advice.patient_others, advice.patient_urgent]
    if edition.about.outlook is not None:
        found["outlook"] = [edition.about.outlook.patient]
        found["outlook"] += [measure.sentence for measure in edition.about.outlook.measures.values()]
        found["outlook"] += [text for name, text in vars(outlook_words).items() if name.startswith("PATIENT_")]
    for stage in edition.pathway:
        found["the map"] += [stage.entry.patient, *(place.entry.patient for place in stage.places)]
    found["the page itself"] = [str(getattr(words, name)) for name in vars(words) if name.startswith("P_")]
    found["answers"] = [str(getattr(ask_words, name)) for name in vars(ask_words) if name.startswith("P_")]
    if (asking := edition.about.asking) is not None:
        found["answers"] += [asking.patient_covers, asking.patient_whom, asking.figures]
    return {kind: list(dict.fromkeys(filter(None, texts))) for kind, texts in found.items() if any(texts)}


@cache
def names() -> re.Pattern[str]:
    """Return what finds the name of a drug or of a tumour."""
    found = [name for one in library().drugs for name in (one.entry.name, *one.entry.synonyms)]
    found += [name for one in library().histologies for name in (one.entry.name, *one.entry.synonyms)]
    longest = sorted({name for name in found if len(name) >= SHORTEST_NAME}, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})s?\b", re.IGNORECASE)


def without_names(text: str) -> str:
    """Return a text with a short word in the place of each name of a drug or tumour."""
    return names().sub("it", text)
