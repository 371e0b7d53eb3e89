"""`sarcoguide sources`: what the guideline rests on."""

from __future__ import annotations

from argparse import Namespace

from sarcoguide.commands.lookup import edition_of
from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge.names import unknown_name
from sarcoguide.report import output
from sarcoguide.report.sources import cited_sources, source_page, sources_page


def run(args: Namespace) -> int:
    """Print all sources, those of entries past their review date, or one in full."""
    edition = edition_of(args)
    sources = tuple(cited for cited in cited_sources(edition) if cited.stale or not args.stale)
    by_id = {cited.source.id: cited for cited in sources}
    if args.name is not None and args.name not in by_id:
        raise unknown_name("stale source" if args.stale else "source", args.name, by_id)
    if args.format == "json":
        output.show_json(by_id[args.name] if args.name else sources)
    else:
        output.show(source_page(by_id[args.name]) if args.name else sources_page(sources))
    return OK
