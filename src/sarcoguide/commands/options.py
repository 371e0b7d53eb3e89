"""`sarcoguide options`: what the guideline can say, or one entry of it."""

from __future__ import annotations

from argparse import Namespace

from sarcoguide.commands.lookup import edition_of
from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge.names import unknown_name
from sarcoguide.report import output
from sarcoguide.report.entries import entries_of, entries_page, entry_page


def run(args: Namespace) -> int:
    """Print every entry of the guideline by its name, or one in full."""
    edition = edition_of(args)
    rules = {rule.entry.id: rule for rule in entries_of(edition)}
    if args.name is not None and args.name not in rules:
        raise unknown_name("option", args.name, rules)
    if args.format == "json":
        output.show_json(rules[args.name].entry if args.name else [rule.entry for rule in rules.values()])
    else:
        output.show(entry_page(rules[args.name], edition) if args.name else entries_page(edition))
    return OK
