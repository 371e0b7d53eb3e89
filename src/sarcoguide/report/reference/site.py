"""The reference as a folder of HTML pages: no server, no script, nothing asked of any other machine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path

from markupsafe import Markup, escape

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.report.html import STATIC, environment
from sarcoguide.report.lines import Line, Page, Segment
from sarcoguide.report.reference.subjects import KINDS, Subject, subjects_of

SHEETS = ("tokens.css", "components.css", "reference.css")
#: Marks a folder as one that this module made and may empty.
MARK = "sarcoguide-reference.txt"
#: In which kind a name is looked for first, by the label under which it stands.
FIRST = {"Drugs": "drugs", "Sources": "sources", "Statements": "statements", "Of": "facts", "Members": "types"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ITEM = "- "


def write_reference(guideline: Guideline, folder: Path, as_of: date | None = None) -> int:
    """Write every page into a folder, and return how many there are.

    Args:
        guideline: what the reference is of.
        folder: a new or empty folder, or one that this function made before: its old pages are taken away.
        as_of: the day whose words are told; by default the day on which the content was last checked.

    Raises:
        UsageError: the folder holds something else, or cannot be written.
    """
    site = Site(guideline, guideline.at(as_of or guideline.about.checked))
    try:
        _emptied(folder)
        for sheet in SHEETS:
            shutil.copyfile(STATIC / sheet, folder / sheet)
        shutil.copytree(STATIC / "fonts", folder / "fonts", dirs_exist_ok=True)
        pages = 0
        for path, text in site.pages():
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            pages += 1
    except OSError as error:
        raise UsageError(f"the reference cannot be written into {folder}: {error.strerror}") from None
    return pages


def _emptied(folder: Path) -> None:
    """Make a folder, or empty it if it is one of these.

    Raises:
        UsageError: it holds something else.
    """
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise UsageError(
                f"{folder} holds other files, and a reference replaces all that its folder holds. Name a new folder."
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Written by Sarcoguide, which empties this folder when it writes again.\n")


@dataclass(frozen=True)
class Site:
    """The pages of one edition, with links between them."""

    guideline: Guideline
    edition: Edition

    @cached_property
    def subjects(self) -> Mapping[tuple[str, str], Subject]:
        """Everything that has a page, by kind and id."""
        return {(one.kind, one.id): one for one in subjects_of(self.guideline, self.edition)}

    @cached_property
    def _kinds_of(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for kind, name in sorted(self.subjects, key=lambda key: list(KINDS).index(key[0])):
            found.setdefault(name, []).append(kind)
        return found

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each page: where it stands in the folder, and its HTML."""
        by_kind = {kind: [one for one in self.subjects.values() if one.kind == kind] for kind in KINDS}
        counts = {kind: len(subjects) for kind, subjects in by_kind.items()}
        yield "index.html", self._render("index.html", counts=counts, root="")
        for kind, subjects in by_kind.items():
            yield f"{kind}/index.html", self._render("list.html", kind=kind, groups=_grouped(subjects), root="../")
            for one in subjects:
                body = self.body(one.page())
                yield f"{kind}/{one.id}.html", self._render("page.html", subject=one, body=body, root="../")

    def _render(self, template: str, **context: object) -> str:
        made = environment().get_template(f"reference/{template}")
        about = self.guideline.about
        return made.render(kinds=KINDS, about=about, as_of=self.edition.as_of, sheets=SHEETS, **context)

    # --- lines to HTML ---------------------------------------------------------------------------------------

    def body(self, page: Page) -> Markup:
        """Return the lines of a page as HTML: headings, fields as a list of terms, items with what belongs to them."""
        parts: list[Markup] = []
        lines = [line for line in page.lines if line.segments]
        for form, same in groupby(lines, key=_Forms()):
            parts += self._of_form(form, same)
        return Markup("\n").join(parts)

    def _of_form(self, form: str, lines: Iterable[Line]) -> Iterator[Markup]:
        if form == "field":
            yield self._fields(lines)
        elif form == "items":
            yield self._items(lines)
        else:
            tag = Markup({"title": "h1", "heading": "h2"}.get(form, "p"))
            yield from (Markup("<{0}>{1}</{0}>").format(tag, self._told(line.segments)) for line in lines)

    def _items(self, lines: Iterable[Line]) -> Markup:
        """Return items as a list; a line that does not begin with their mark belongs to the item before it."""
        items: list[list[Markup]] = []
        for line in lines:
            first, *rest = line.segments
            told = self._told((Segment(first.text.removeprefix(_ITEM), first.style), *rest))
            if first.text.startswith(_ITEM):
                items.append([])
            items[-1].append(told)
        inside = (Markup("<li>{}</li>").format(Markup("<br>").join(item)) for item in items)
        return Markup("<ul>{}</ul>").format(Markup("").join(inside))

    def _fields(self, lines: Iterable[Line]) -> Markup:
        rows = [(line.segments[0].text.strip(), line.segments[1:]) for line in lines]
        terms = []
        for label, same in groupby(rows, key=lambda row: row[0]):
            told = Markup("").join(Markup("<dd>{}</dd>").format(self._told(parts, label)) for _, parts in same)
            terms.append(Markup("<div><dt>{}</dt>{}</div>").format(label, told))
        return Markup("<dl>{}</dl>").format(Markup("").join(terms))

    def _told(self, segments: Iterable[Segment], label: str = "") -> Markup:
        return Markup("").join(self._segment(segment, label) for segment in segments)

    def _segment(self, segment: Segment, label: str) -> Markup:
        match segment.style:
            case "code":
                return Markup("<code>{}</code>").format(self.linked(segment.text, label))
            case "strong":
                return Markup("<strong>{}</strong>").format(segment.text)
            case "quiet":
                return Markup('<span class="quiet">{}</span>').format(segment.text)
            case _:
                return escape(segment.text)

    def linked(self, text: str, label: str = "") -> Markup:
        """Return text in which each name that has a page is a link to it."""
        parts: list[Markup] = []
        end = 0
        for match in _NAME.finditer(text):
            kinds = self._kinds_of.get(match.group())
            if kinds is None:
                continue
            kind = FIRST[label] if FIRST.get(label) in kinds else kinds[0]
            parts += [escape(text[end : match.start()])]
            parts += [Markup('<a href="../{0}/{1}.html">{1}</a>').format(kind, match.group())]
            end = match.end()
        return Markup("").join([*parts, escape(text[end:])])


class _Forms:
    """Says of one line after another which form it has; what is set in belongs to the item before it."""

    def __init__(self) -> None:
        self.inside = False

    def __call__(self, line: Line) -> str:
        first = line.segments[0]
        if first.style in ("title", "heading", "label"):
            self.inside = False
            return "field" if first.style == "label" else first.style
        self.inside = first.text.startswith(_ITEM) or (self.inside and line.indent > 0)
        return "items" if self.inside else "text"


def _grouped(subjects: Iterable[Subject]) -> list[tuple[str, list[Subject]]]:
    ordered = sorted(subjects, key=lambda one: (one.group, one.title.casefold(), one.id))
    return [(group, list(same)) for group, same in groupby(ordered, key=lambda one: one.group)]
