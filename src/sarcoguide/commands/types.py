"""`sarcoguide types`: the types of tumour that a record can name, or what is known of one."""

from __future__ import annotations

from argparse import Namespace

from sarcoguide.commands.lookup import edition_of
from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge.names import unknown_name
from sarcoguide.report import output
from sarcoguide.report.tumour_type import type_page, types_page, views_of


def run(args: Namespace) -> int:
    """Print all types, or one in full."""
    views = views_of(edition_of(args))
    if args.name is not None and args.name not in views:
        raise unknown_name("type", args.name, views)
    if args.format == "json":
        output.show_json(views[args.name] if args.name else list(views.values()))
    else:
        output.show(type_page(views[args.name]) if args.name else types_page(views.values()))
    return OK
