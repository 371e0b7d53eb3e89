"""Pages as HTML, from Jinja2 templates. Everything is escaped; a page on its own carries its styles and no script.

Jinja2 was chosen because it is the field's own, escapes by default and is kept well.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sarcoguide.days import day
from sarcoguide.dossier import Dossier
from sarcoguide.report import ask_words, decision_words, sheet_words, words
from sarcoguide.report.clinician_view import ICONS, ClinicianView
from sarcoguide.report.lexicon import full_day, licensed, unit_in_words
from sarcoguide.report.pages import OTHERS, PAGES
from sarcoguide.report.patient_view import PatientView, Release

TEMPLATES = Path(__file__).parent / "templates"
#: Styles, fonts: what pages need beside their HTML. The web face serves this folder.
STATIC = Path(__file__).parent / "static"
SHARED_SHEETS = ("tokens.css", "components.css")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates. A name that does not exist is an error, never an empty place on a page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = day
    made.filters["licensed"] = licensed
    made.filters["full_day"] = full_day
    made.globals["styles"] = styles
    made.globals["words"] = words
    made.globals["pages"] = PAGES
    made.globals["others"] = OTHERS
    made.globals["say"] = sheet_words
    made.globals["ask_words"] = ask_words
    made.globals["said_of_decisions"] = decision_words
    made.globals["icons"] = ICONS
    made.globals["view_unit"] = unit_in_words
    made.globals["patient_view"] = PatientView
    made.globals["patient_release"] = Release
    return made


def render(
    template: str, *, sheets: Sequence[str] = (), scripts: Sequence[str] = (), standalone: bool = False, **context: Any
) -> str:
    """Return a page.

    Args:
        template: the file under `templates/`.
        sheets: style sheets of the page, besides the shared ones.
        scripts: scripts of the page; a page on its own has none.
        standalone: whether the page carries its styles, to be read without a server.
        context: what the template names.
    """
    return (
        environment()
        .get_template(template)
        .render(sheets=(*SHARED_SHEETS, *sheets), scripts=scripts, standalone=standalone, **context)
    )


def of_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return what every page about a patient needs; `kept` are the keys of the parts that the reader's page has."""
    view = ClinicianView(dossier)
    shown: dict[str, Any] = {"dossier": dossier, "plan": dossier.plan, "lexicon": view.lexicon, "view": view}
    return {**shown, "kept": frozenset(), "decided": None}


def styles(sheets: Sequence[str]) -> Markup:
    """Return style sheets of the package as text; fonts are left out, a page on its own uses those of the reader."""
    text = "\n".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in sheets)
    start = text.find("@font-face")
    while start != -1:
        text = text[:start] + text[text.index("}", start) + 1 :]
        start = text.find("@font-face")
    return Markup(text)
