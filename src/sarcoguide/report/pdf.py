"""A page of the package as PDF: tagged for readers who listen (PDF/UA-1), A4, nothing fetched from outside.

WeasyPrint was chosen because it needs no browser, writes tagged files and is well kept. It is an extra, and needs a few
libraries of the system, which are loaded when a file is asked for and not before.
"""

from __future__ import annotations

import importlib
import logging
import re
import sys
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from sarcoguide.errors import SarcoguideError
from sarcoguide.report import html

VARIANT = "pdf/ua-1"
#: How an icon stands in a page: as a background, for the writer puts drawings within a line in wrong places.
DRAWING = "data:image/svg+xml;base64,"
#: Python packages and Debian packages that are needed, and how to install both.
NEEDED = "weasyprint"
DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
NO_PACKAGE = (
    "PDF files need the Python package WeasyPrint, which is not installed. "
    "Install it with: pip install 'sarcoguide[pdf]' (or `make pdf`). Until then the page can be printed from a browser."
)
NO_LIBRARY = (
    "PDF files need libraries of the system that are not installed ({what}). On Debian and Ubuntu install them with: "
    "apt-get install {packages}. Until then the page can be printed from a browser."
)
_LIBRARY = re.compile(r"library '([^']+)'")
#: A colour for light and dark: paper is light, and the writer of PDF knows one colour at a time.
_LIGHT_DARK = re.compile(r"light-dark\(([^,()]+), [^()]+\)")
_BOLD = re.compile(r"(font-weight: |--w-head: |--w-strong: )6\d0")
_WEIGHTS = re.compile(r"font-weight: \d+ \d+")
_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")
_USE = re.compile(r'<svg class="ic"[^>]*><use href="#([\w-]+)"/></svg>')


class PdfUnavailableError(SarcoguideError):
    """What a PDF needs is not installed; the message says what, and how to install it."""


def pdf_of(page: str, *, grids: bool = True) -> bytes:
    """Return a page on its own as a PDF file.

    Args:
        page: HTML that carries its styles.
        grids: whether it may lay out grids; hundreds of them, one in another, take the writer many minutes.

    Raises:
        PdfUnavailableError: WeasyPrint, or a library that it needs, is not installed.
    """
    writer = _writer()
    fonts = importlib.import_module(f"{NEEDED}.text.fonts").FontConfiguration()
    within = {"base_url": f"{html.STATIC.as_uri()}/", "url_fetcher": _fetcher()}
    document = writer.HTML(string=_drawn(_light(page, grids)), **within)
    sheet = writer.CSS(string=_sheet(), font_config=fonts, **within)
    made: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT)
    return made


def _writer() -> ModuleType:
    # It would tell on standard error what it does not know of style sheets, and which words are no links.
    logging.getLogger(NEEDED).setLevel(logging.CRITICAL)
    try:
        return importlib.import_module(NEEDED)
    except ModuleNotFoundError as error:
        raise PdfUnavailableError(NO_PACKAGE) from error
    except OSError as error:
        found = _LIBRARY.search(str(error))
        what = found.group(1) if found else "Pango"
        raise PdfUnavailableError(NO_LIBRARY.format(what=what, packages=" ".join(DEBIAN))) from error


def _fetcher() -> Any:
    """Return what fetches the files of the package, and refuses everything else."""
    urls = importlib.import_module(f"{NEEDED}.urls")

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined, misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not is_own(url):
                raise ValueError(f"a page may use files of the package only, not {url[:80]}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("file", "data"))


def is_own(url: str) -> bool:
    """Whether an address is that of a file in the folder of styles and fonts, or an icon that stands in it itself."""
    if url.startswith(DRAWING):
        return True
    if not url.startswith("file:///") or "%" in url:
        return False
    return Path(url.removeprefix("file://").split("#")[0]).resolve().is_relative_to(html.STATIC.resolve())


@lru_cache(maxsize=1)
def _sheet() -> str:
    """Return the fonts of the pages, and what a PDF needs besides their print styles."""
    tokens = (html.STATIC / "tokens.css").read_text(encoding="utf-8")
    faces = "".join(re.findall(r"@font-face \{[^}]*\}", tokens))
    # One file holds every weight; as a range the writer of PDF does not know it.
    faces = "".join(_WEIGHTS.sub(f"font-weight: {weight}", faces) for weight in (400, 700))
    return faces + (html.STATIC / "pdf.css").read_text(encoding="utf-8")


def _light(page: str, grids: bool) -> str:
    """Return a page with its light colours, with weights that the writer knows, and with grids if they are wanted."""
    head, style, body = page.partition("</style>")
    head = head if grids else head.replace("display: grid", "display: block")
    return _BOLD.sub(r"\g<1>700", _LIGHT_DARK.sub(r"\1", head)) + style + body


def _drawn(page: str) -> str:
    """Return a page whose icons are backgrounds, in the colour that has their name, if one has it."""
    symbols = {name: (box, inner) for name, box, inner in _SYMBOL.findall(page)}
    colours = dict(reversed(_COLOUR.findall(page)))
    rules = []
    for name, (box, inner) in symbols.items():
        ink = colours.get(name, colours.get("ink", "#000"))
        lines = inner.replace("currentColor", ink).replace("var(--surface)", colours.get("surface", "#fff"))
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{lines}</svg>'
        rules.append(f".icon-{name} {{ background-image: url({DRAWING}{b64encode(drawing.encode()).decode()}) }}")
    page = page.replace("</style>", f"{' '.join(rules)}</style>", 1)
    return _USE.sub(r'<span class="icon icon-\1">&#8203;</span>', page)


if __name__ == "__main__":
    # What `make pdf` asks: whether the system has what the package needs.
    try:
        _writer()
    except PdfUnavailableError as problem:
        sys.exit(str(problem))
