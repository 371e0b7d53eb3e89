"""The page for patients as its template prints it, and its release: a clinician checks it part by part.

Not checked is not hidden: what has no tick is shown with a mark, and the page calls itself a draft until every part is
checked and a name and a day stand on it. Nothing is stored; the ticks travel with the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from sarcoguide.dossier import Dossier
from sarcoguide.report.story import Item, Story, story_of
from sarcoguide.report.terms import forms_of, places

#: Names of the form's fields.
RELEASED, RELEASED_BY, RELEASED_ON = "released", "released_by", "released_on"
#: Stands among what is released when the page is to be shown as the patient gets it.
FINAL = "final"


@dataclass(frozen=True)
class Release:
    """What a clinician has checked: keys of parts of the page, their own name, and the day (ISO 8601).

    With `FINAL` among the keys the page is shown as the patient gets it; otherwise each part has its box to tick.
    """

    released: frozenset[str] = frozenset()
    by: str = ""
    on: str = ""

    @classmethod
    def of_fields(cls, fields: Iterable[tuple[str, str]]) -> Release:
        """Return the release that a form sent; fields of other names are passed over.

        Args:
            fields: names and values as sent, a name may stand more than once.
        """
        pairs = list(fields)
        last = dict(pairs)
        return cls(
            frozenset(value for name, value in pairs if name == RELEASED),
            last.get(RELEASED_BY, "").strip(),
            last.get(RELEASED_ON, "").strip(),
        )

    @property
    def final(self) -> bool:
        """Return whether the page is shown as the patient gets it."""
        return FINAL in self.released

    @property
    def signed(self) -> bool:
        """Return whether a name and a day stand on it."""
        return bool(self.by) and _is_day(self.on)


@dataclass(frozen=True)
class PatientView:
    """The page as the template prints it.

    `form` holds the record from page to page; it is None where the page stands alone, and then nothing can be ticked.
    """

    dossier: Dossier
    release: Release = field(default_factory=Release)
    form: Any = None

    @cached_property
    def story(self) -> Story:
        """What is told."""
        return story_of(self.dossier.plan, self.dossier.edition)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every part that is checked on its own."""
        return self.story.items()

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The forms of the words that are explained on this page."""
        return forms_of(self.story.terms)

    @property
    def previewed(self) -> bool:
        """Whether boxes to tick are shown: the page is being checked."""
        return self.form is not None and not self.release.final

    @property
    def done(self) -> int:
        """Count the parts that are checked."""
        return sum(self.checked(item) for item in self.items)

    @property
    def draft(self) -> bool:
        """Whether anything is still to be checked or signed."""
        return self.done < len(self.items) or not self.release.signed

    @property
    def first_flags(self) -> int:
        """Count the signs that stand on top; the others follow."""
        flags = self.story.red_flags
        return len(self.dossier.edition.about.patient_page.red_flags) or (len(flags.text) if flags else 0)

    def checked(self, item: Item) -> bool:
        """Return whether a clinician has checked a part, in the words in which it stands."""
        return item.key in self.release.released

    def linked(self, text: str) -> Markup:
        """Return a text in which the first place of each explained word is a link to the list of words."""
        parts: list[Markup] = []
        seen: set[str] = set()
        end = 0
        for match, name in places(text, self.forms):
            if name not in seen:
                seen.add(name)
                parts.append(escape(text[end : match.start()]))
                parts.append(Markup('<a class="term" href="#word-{}">{}</a>').format(name, match.group()))
                end = match.end()
        return Markup("").join([*parts, escape(text[end:])])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
