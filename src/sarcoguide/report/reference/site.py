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
    #: Where styles and the other pages of a server are; without, the pages stand in a folder of their own.
    server: bool = False
    #: What every link carries behind its address: the day, where it is not the day at hand.
    query: str = ""

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

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Subject]]:
        return {kind: [one for one in self.subjects.values() if one.kind == kind] for kind in KINDS}

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each page: where it stands in the folder, and its HTML."""
        yield "index.html", self.contents()
        for kind, subjects in self._by_kind.items():
            yield f"{kind}/index.html", self.listed(kind)
            for one in subjects:
                yield f"{kind}/{one.id}.html", self.told(one)

    def page(self, path: str) -> str | None:
        """Return the page at a place in the folder; None where there is none."""
        kind, _, file = path.rpartition("/")
        name = file.removesuffix(".html")
        if not file.endswith(".html") and file:
            return None
        if not kind:
            return self.contents() if name in ("", "index") else None
        if (kind, name) in self.subjects:
            return self.told(self.subjects[kind, name])
        return self.listed(kind) if kind in KINDS and name in ("", "index") else None

    def contents(self) -> str:
        """Return the page with all kinds."""
        counts = {kind: len(subjects) for kind, subjects in self._by_kind.items()}
        return self._render("index.html", counts=counts, root="")

    def listed(self, kind: str) -> str:
        """Return the page that lists all of a kind."""
        return self._render("list.html", kind=kind, groups=_grouped(self._by_kind[kind]), root="../")

    def told(self, subject: Subject) -> str:
        """Return the page of one entry, name or source."""
        return self._render("page.html", subject=subject, body=self.body(subject.page()), root="../")

    def _render(self, template: str, **context: object) -> str:
        made = environment().get_template(f"reference/{template}")
        return made.render(
            kinds=KINDS,
            about=self.guideline.about,
            as_of=self.edition.as_of,
            sheets=SHEETS,
            server=self.server,
            query=self.query,
            **context,
        )

    def address(self, name: str, kind: str = "") -> str:
        """Return where the page of a name stands in the folder; empty where it has none."""
        kinds = self._kinds_of.get(name, ())
        found = kind if kind in kinds else next(iter(kinds), "")
        return f"{found}/{name}.html{self.query}" if found else ""

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
            address = self.address(match.group(), FIRST.get(label, ""))
            if not address:
                continue
            parts += [escape(text[end : match.start()])]
            parts += [Markup('<a href="../{0}">{1}</a>').format(address, match.group())]
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
