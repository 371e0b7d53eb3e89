"""The reference has a page for everything that the guideline holds, and no link in it leads nowhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import escape

from sarcoguide.errors import UsageError
from sarcoguide.knowledge.library import read_library
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Segment, code
from sarcoguide.report.reference import write_reference
from sarcoguide.report.reference.site import MARK, Site
from sarcoguide.report.reference.subjects import KINDS
from tests.strategies import guideline


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a reference that was written once for this file."""
    made = tmp_path_factory.mktemp("reference")
    write_reference(guideline(), made)
    return made


@pytest.fixture(scope="module")
def site() -> Site:
    """Return the pages of the day on which the content was last checked."""
    return Site(guideline(), guideline().at(guideline().about.checked))


def names_of(folder: Path, kind: str) -> set[str]:
    """Return the ids that have a page of a kind."""
    return {file.stem for file in (folder / kind).glob("*.html")} - {"index"}


class Links(HTMLParser):
    """Collects where a page leads and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses of a tag."""
        self.tags.add(tag)
        self.targets += [value for name, value in attrs if name in ("href", "src") and value is not None]


def links_of(file: Path) -> Links:
    """Return what a page leads to."""
    links = Links()
    links.feed(file.read_text(encoding="utf-8"))
    return links


# --- a page for everything -----------------------------------------------------------------------------------


def test_every_recommendation_regimen_type_fact_source_and_figure_has_a_page(folder: Path) -> None:
    """Ended entries and definitions too: what was once said can be looked up."""
    library = read_library(guideline().folder)
    wanted = {
        "types": {one.entry.id for one in library.histologies},
        "facts": {one.entry.name for one in library.facts},
        "definitions": {one.entry.name for one in library.definitions},
        "sources": {one.entry.id for one in library.sources},
        "drugs": {one.entry.id for one in library.drugs},
        "guards": {one.entry.id for one in library.guards},
        "sets": {one.entry.name for one in library.sets},
        "settings": {one.entry.name for one in library.settings},
        "statements": {one.entry.id for one in library.statements},
        "words": {one.entry.id for one in library.glossary},
        "figures": {one.entry.id for one in library.outlook},
    }
    assert {kind: names_of(folder, kind) for kind in wanted} == wanted
    entries = {one.entry.id for one in library.options}
    assert names_of(folder, "recommendations") | names_of(folder, "regimens") == entries


def test_every_page_can_be_reached_from_the_contents(folder: Path) -> None:
    """By way of the list of its kind."""
    lists = [folder / target for target in links_of(folder / "index.html").targets if target.endswith("/index.html")]
    reached = {(file.parent / target).resolve() for file in lists for target in links_of(file).targets}
    pages = {file.resolve() for file in folder.rglob("*.html")}
    assert pages - reached - {(folder / "index.html").resolve()} == set()


# --- links ---------------------------------------------------------------------------------------------------


def test_no_link_leads_nowhere_and_nothing_is_asked_of_another_machine(folder: Path) -> None:
    """Every address is a file of the folder; there is no script."""
    broken = set()
    for file in folder.rglob("*.html"):
        links = links_of(file)
        assert "script" not in links.tags
        for target in links.targets:
            wanted = (file.parent / (target.partition("#")[0] or file.name)).resolve()
            if not (wanted.is_relative_to(folder.resolve()) and wanted.is_file()):
                broken.add(target)
    assert broken == set()
    sheets = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.css"))
    assert [address for address in re.findall(r'url\("([^"]+)"\)', sheets) if not (folder / address).is_file()] == []


def test_a_name_in_an_expression_is_a_link_to_its_page(site: Site) -> None:
    """A fact, a set of types, a source."""
    body = site.body(_page(code("ecog_performance_status <= 1 and histology in trabectedin_types")))
    assert '<a href="../facts/ecog_performance_status.html">ecog_performance_status</a>' in body
    assert '<a href="../sets/trabectedin_types.html">trabectedin_types</a>' in body


def test_a_name_in_a_sentence_is_no_link(site: Site) -> None:
    """Many names are common words."""
    assert "<a " not in site.body(_page(Segment("the histology of the tumour")))


def test_markup_in_a_text_is_shown_as_text(site: Site) -> None:
    """In a sentence, in code and in a label."""
    page = _page(Segment("<b>bold</b>"), code("<i>spread</i>"))
    page.field("<u>", "<s>")
    assert not re.search("<(b|i|u|s)>", site.body(page))


def _page(*parts: Segment) -> Page:
    page = Page()
    page.line(*parts)
    return page


# --- what a page tells ---------------------------------------------------------------------------------------


def test_the_page_of_an_entry_tells_its_cases(folder: Path) -> None:
    """Every entry has a pair; its page tells the sentence and both patients."""
    behaviour = next(one for one in guideline().behaviours if one.applies.expect.options)
    entry = next(iter(behaviour.applies.expect.options))
    file = next(folder.glob(f"*/{entry}.html"))
    text = re.sub(r"<[^>]+>|\s+", " ", file.read_text(encoding="utf-8"))
    for told in (behaviour.behaviour, behaviour.applies.case, behaviour.does_not.case):
        assert re.sub(r"\s+", " ", told).replace("'", "&#39;") in text


def test_the_page_of_a_figure_tells_who_was_counted_and_how_to_read_it(folder: Path) -> None:
    """One that was read, with its value, sources and cases; one that was not read has no value."""
    figures = [rule.entry for rule in guideline().outlook.figures.values()]
    read = next(one for one in figures if one.verified and one.interval)
    text = (folder / "figures" / f"{read.id}.html").read_text(encoding="utf-8")
    assert guideline().about.outlook is not None
    for told in (read.people, read.counted_from, f'href="../sources/{read.sources[0].id}.html"', "<h2>Cases ("):
        assert told in text
    assert f": {read.value:g} " in text
    unread = next(one for one in figures if one.value is None)
    assert "no figure is shown" in (folder / "figures" / f"{unread.id}.html").read_text(encoding="utf-8")


def test_the_page_of_a_source_tells_its_licence(site: Site) -> None:
    """As it was read where the source is, or in the policy of its publisher."""
    sources = [source for source in guideline().sources.values() if source.licence]
    assert sources
    for source in sources:
        body = site.body(site.subjects["sources", source.id].page())
        assert str(escape(source.licence)) in body
        assert words.LICENCE_NOT_READ not in body


def test_the_page_of_a_source_says_that_its_licence_was_not_read(site: Site) -> None:
    """Silence would look like leave to copy."""
    source = next(source for source in guideline().sources.values() if not source.licence)
    assert words.LICENCE_NOT_READ in site.body(site.subjects["sources", source.id].page())


def test_a_page_without_its_entry_would_be_noticed(site: Site) -> None:
    """The subjects of every kind, each once; a kind without any would be an empty list."""
    kinds = [kind for kind, _ in site.subjects]
    assert set(KINDS) == set(kinds)


def test_a_name_that_no_case_shows_says_so(site: Site) -> None:
    """Silence would look like an omission of the page."""
    shown = {
        name for name in guideline().facts if "No case names it." in site.body(site.subjects["facts", name].page())
    }
    assert 0 < len(shown) < len(guideline().facts)


# --- the folder ----------------------------------------------------------------------------------------------


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A reference replaces all that its folder holds."""
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds other files"):
        write_reference(guideline(), tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_folder_that_was_written_before_loses_its_old_pages(tmp_path: Path) -> None:
    """An entry that is no more must not be found there."""
    (tmp_path / MARK).touch()
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "gone.html").touch()
    write_reference(guideline(), tmp_path)
    assert not (tmp_path / "facts" / "gone.html").exists()
