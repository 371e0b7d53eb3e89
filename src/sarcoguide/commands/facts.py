"""`sarcoguide facts`: the dictionary, or one name of it."""

from __future__ import annotations

from argparse import Namespace

from sarcoguide.commands.lookup import edition_of
from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge import DefinitionRule, FactRule
from sarcoguide.knowledge.names import unknown_name
from sarcoguide.report import output
from sarcoguide.report.dictionary import dictionary_page, name_page


def run(args: Namespace) -> int:
    """Print the dictionary, or one fact or definition in full."""
    edition = edition_of(args)
    rules: dict[str, FactRule | DefinitionRule] = {**edition.facts, **edition.definitions}
    if args.name is not None and args.name not in rules:
        raise unknown_name("fact or definition", args.name, rules)
    if args.format == "json":
        entries = {name: rule.entry for name, rule in sorted(rules.items())}
        output.show_json(entries[args.name] if args.name else list(entries.values()))
    else:
        output.show(name_page(args.name, edition) if args.name else dictionary_page(edition))
    return OK
