"""The command line. It reads the arguments and loads nothing else until a command needs it."""

from __future__ import annotations

import importlib
import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from datetime import date

from sarcoguide import __version__, bugs
from sarcoguide.commands import outcome
from sarcoguide.errors import SarcoguideError, UsageError, shorten

EXIT_CODES = {
    outcome.OK: "all went well",
    outcome.PROBLEMS: "a record or the guideline has problems; they are on standard error",
    outcome.USAGE: "the command was not understood or cannot be met",
    outcome.CASES_FAILED: "check: the guideline can be used, but cases failed",
    outcome.NOT_PROVED: "prove: a property is broken or undecided",
    outcome.BUG: "a bug in Sarcoguide; SARCOGUIDE_DEBUG=1 shows where",
    outcome.STOPPED: "stopped: Ctrl-C, or nobody reads the output any more",
}

RECORD_HELP = (
    "a YAML or JSON file, a folder, JSON Lines (.jsonl), - for standard input, "
    "or the id of an example patient such as F_LIM"
)


LAST_PORT = 65535


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments; by default those of the process.

    Returns:
        The exit code, one of `EXIT_CODES`.
    """
    try:
        args = build_parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed help, the version or its error
        return int(stop.code or outcome.OK)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name that the terminal cannot show must not stop a plan.
            stream.reconfigure(errors="backslashreplace")
    return _guarded(args)


def _guarded(args: Namespace) -> int:
    """Run a command so that every error ends in a message and an exit code, never in a traceback."""
    try:
        code: int = importlib.import_module(f"sarcoguide.commands.{args.module}").run(args)
        sys.stdout.flush()
    except UsageError as error:
        sys.stderr.write(f"sarcoguide: {error}\n")
        return outcome.USAGE
    except SarcoguideError as error:
        sys.stderr.write(f"{error}\n")
        return outcome.PROBLEMS
    except BrokenPipeError:
        # What is left in the buffer would raise again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return outcome.STOPPED
    except KeyboardInterrupt:
        return outcome.STOPPED
    except Exception as error:
        bugs.show_traceback()
        sys.stderr.write(f"sarcoguide: {bugs.bug_line(error)}\n")
        return outcome.BUG
    return code


def build_parser() -> ArgumentParser:
    """Return the parser of all commands; docs/cli.md is generated from it."""
    codes = "\n".join(f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES.items())
    parser = ArgumentParser(
        prog="sarcoguide",
        description="A record goes in, a cited plan comes out.",
        epilog=f"exit codes:\n{codes}\n\n`sarcoguide COMMAND --help` tells more about each command.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sarcoguide {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, module: str, about: str) -> ArgumentParser:
        added = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.set_defaults(module=module, command=name)
        return added

    look_up = (_ask, _facts, _options, _sheet, _types, _sources, _changes, _compare, _statements, _reference)
    for add in (
        _plan,
        _batch,
        _pathway,
        _what_if,
        _decision,
        _board,
        _pdf,
        _classify,
        _check,
        *look_up,
        _export,
        _prove,
        _serve,
        _feedback,
    ):
        add(command)
    return parser


Adder = Callable[[str, str, str], ArgumentParser]


def _plan(add: Adder) -> None:
    parser = add("plan", "plan", "print the plan of each record")
    parser.add_argument("records", nargs="+", metavar="RECORD", help=RECORD_HELP)
    _record_options(parser)
    _format(parser, "text", "json", "jsonl", "html")
    parser.add_argument(
        "--audience",
        choices=("clinician", "patient"),
        default="clinician",
        help="for whom the text is (default: %(default)s)",
    )
    parser.add_argument("--explain", metavar="OPTION", help="print one option with its full reason tree")


def _batch(add: Adder) -> None:
    parser = add("batch", "batch", "print several records in short, urgent ones first, and what is not known of whom")
    parser.add_argument(
        "records", nargs="+", metavar="PATH", help=f"{RECORD_HELP}; or a table (.csv, .tsv) with a row for each patient"
    )
    _record_options(parser)
    _format(parser, "text", "html", "csv", "json")


def _pathway(add: Adder) -> None:
    parser = add("pathway", "pathway", "print the guideline as a map in words, with a patient's way through it")
    parser.add_argument(
        "record", nargs="?", metavar="RECORD", help=f"{RECORD_HELP} (default: the map without a patient)"
    )
    _record_options(parser)


def _what_if(add: Adder) -> None:
    parser = add("what-if", "what_if", "print what changes in the plan when facts change")
    parser.add_argument("record", metavar="RECORD", help=RECORD_HELP)
    parser.add_argument(
        "changes",
        nargs="+",
        metavar="FACT=VALUE",
        help="a value as in a record, such as ecog_performance_status=2 or 'metastatic_organs=[lung, liver]'; "
        "FACT=unknown takes the fact away",
    )
    _record_options(parser)
    _format(parser, "text", "json")


def _decision(add: Adder) -> None:
    parser = add("decision", "decision", "check the file of a recorded decision, and show it beside a record's plan")
    parser.add_argument("file", metavar="FILE", help="a decision as the pages save it, YAML or JSON")
    parser.add_argument("record", nargs="?", metavar="RECORD", help=f"show it beside the plan of: {RECORD_HELP}")
    _record_options(parser)
    _format(parser, "text", "json")


def _board(add: Adder) -> None:
    parser = add("board", "board", "print the referral to the board, one for each record")
    parser.add_argument("records", nargs="+", metavar="RECORD", help=RECORD_HELP)
    _record_options(parser)
    _format(parser, "text", "json", "html")


def _pdf(add: Adder) -> None:
    parser = add("pdf", "pdf", "write a page about one patient as a PDF file")
    parser.add_argument("record", metavar="RECORD", help=RECORD_HELP)
    parser.add_argument(
        "--page",
        choices=("report", "board", "patient"),
        default="report",
        help="the clinician's report, the referral to the board, or the page for the patient as a draft "
        "(default: %(default)s)",
    )
    parser.add_argument("--out", required=True, metavar="FILE", help="the file to write; - for standard output")
    _record_options(parser)
    parser.set_defaults(format="pdf")


def _classify(add: Adder) -> None:
    parser = add("classify", "classify", "judge every patient of a table, and count the statuses of each option")
    parser.add_argument(
        "table", metavar="TABLE", help="a Parquet, CSV, TSV or Arrow file, a pattern with *, or an object-store address"
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        help="a folder for the status of every patient; a run that was stopped goes on in it (default: counts alone)",
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day whose guideline answers (default: each patient's own day)"
    )
    parser.add_argument(
        "--assessed", type=day, metavar="DATE", help="the day of assessment, where no column gives one for each patient"
    )
    parser.add_argument(
        "--keep", action="append", metavar="COLUMN", help="a column that is handed on unread; may be repeated"
    )
    parser.add_argument(
        "--rows", type=_positive, default=250_000, metavar="N", help="patients in one part (default: %(default)s)"
    )
    _folders(parser)
    _format(parser, "text", "json")


def _check(add: Adder) -> None:
    parser = add("check", "check", "validate a guideline and run its cases")
    parser.add_argument(
        "guideline", nargs="?", metavar="DIR", help="the guideline's folder (default: the packaged one)"
    )
    parser.add_argument("--match", metavar="TEXT", help="run only the cases whose sentence holds this text")
    _overlay(parser)
    _format(parser, "text", "json")


def _ask(add: Adder) -> None:
    parser = add("ask", "ask", "answer a question in words with lines of the guideline, or say that none answers")
    parser.add_argument("question", nargs="+", metavar="QUESTION", help="in your own words")
    parser.add_argument(
        "--for",
        dest="reader",
        choices=("clinician", "patient"),
        default="clinician",
        help="for whom the answer is (default: %(default)s)",
    )
    _guideline_options(parser)
    _format(parser, "text", "json")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def _facts(add: Adder) -> None:
    parser = add("facts", "facts", "list the facts and definitions that a record may hold, or show one")
    parser.add_argument("name", nargs="?", metavar="NAME", help="show this one in full")
    _guideline_options(parser)
    _format(parser, "text", "json")


def _options(add: Adder) -> None:
    parser = add("options", "options", "list what the guideline can say, or show one entry in full")
    parser.add_argument("name", nargs="?", metavar="OPTION", help="show this one in full")
    _guideline_options(parser)
    _format(parser, "text", "json")


def _sheet(add: Adder) -> None:
    parser = add("sheet", "sheet", "print the sheet of one regimen: doses, limits, lifetime dose, side effects")
    parser.add_argument("regimen", metavar="REGIMEN", help="the regimen, as `sarcoguide options` names it")
    parser.add_argument("record", nargs="?", metavar="RECORD", help=f"work it out for this record: {RECORD_HELP}")
    _record_options(parser)


def _types(add: Adder) -> None:
    parser = add("types", "types", "list the types of tumour that a record can name, or show what is known of one")
    parser.add_argument("name", nargs="?", metavar="TYPE", help="show this one in full")
    _guideline_options(parser)
    _format(parser, "text", "json")


def _sources(add: Adder) -> None:
    parser = add("sources", "sources", "list the sources and what was read of them, or show one")
    parser.add_argument("name", nargs="?", metavar="SOURCE", help="show this one in full")
    parser.add_argument("--stale", action="store_true", help="only sources of entries that are past their review date")
    _guideline_options(parser)
    _format(parser, "text", "json")


def _changes(add: Adder) -> None:
    parser = add("changes", "changes", "list what began to hold, ended, or came due for review between two days")
    parser.add_argument("--since", type=day, required=True, metavar="DATE", help="the first day")
    parser.add_argument("--until", type=day, metavar="DATE", help="the last day (default: today)")
    _folders(parser)
    _format(parser, "text", "json")


def _compare(add: Adder) -> None:
    parser = add(
        "compare", "compare", "show for whom two days or two folders of a guideline differ, with a patient each"
    )
    edition = "a day of the packaged guideline, the folder of a guideline, or FOLDER@DATE"
    parser.add_argument("before", nargs="?", metavar="BEFORE", help=f"{edition} (with --overlay: the packaged one)")
    parser.add_argument("after", nargs="?", metavar="AFTER", help=f"{edition}; with --overlay none")
    _overlay(parser, "compare BEFORE without and with a hospital's own additions")
    parser.add_argument("--table", metavar="TABLE", help="count how many patients of a table change, too")
    parser.add_argument(
        "--out", metavar="DIR", help="where the records of the patients who show differences are written"
    )
    parser.add_argument(
        "--assessed",
        type=day,
        metavar="DATE",
        help="the day on which patients are assessed (default: the later of the two)",
    )
    _format(parser, "text", "json")


def _statements(add: Adder) -> None:
    parser = add("statements", "statements", "list which statements are shown to work: done, content only, not yet")
    _guideline_options(parser)
    _format(parser, "text", "json")


def _reference(add: Adder) -> None:
    parser = add("reference", "reference", "write the guideline as linked pages, to be opened from a folder")
    parser.add_argument("folder", metavar="DIR", help="a new folder, or one that this command wrote before")
    _guideline_options(parser)


def _export(add: Adder) -> None:
    parser = add("export", "export", "write the guideline in another language, for other engines")
    parser.add_argument("language", choices=("cql",), help="the language: CQL libraries over plain facts")
    parser.add_argument(
        "--out", required=True, metavar="DIR", help="a new folder, or one that this command wrote before"
    )
    _guideline_options(parser)


def _prove(add: Adder) -> None:
    parser = add("prove", "prove", "prove the properties of a guideline over every possible patient")
    parser.add_argument(
        "--out",
        default=".",
        metavar="DIR",
        help="where the record of a patient who breaks a property is written (default: here)",
    )
    parser.add_argument(
        "--certificate",
        metavar="FILE",
        help="write the outcomes to this file, for `serve --certificate` on another machine; they are kept beside the "
        "cached guideline in any case, where `serve` on this machine finds them",
    )
    _guideline_options(parser)
    _format(parser, "text", "json")


def _serve(add: Adder) -> None:
    parser = add("serve", "serve", "serve the pages to a browser on this machine, until Ctrl-C")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="the address to listen on (default: %(default)s, which only this machine reaches)",
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="PORT", help="the port; 0 takes any that is free (default: 8000)"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name under which the pages are asked for, such as that of a server in front; may be repeated",
    )
    parser.add_argument(
        "--feedback",
        metavar="FILE",
        help="where it is kept whether a page answered its reader's question; off asks for no answer (default: "
        "feedback.sqlite in the folder of data of the user)",
    )
    parser.add_argument(
        "--certificate",
        metavar="FILE",
        help="what `prove --certificate` wrote, for the page of the certificate (default: what was kept here)",
    )
    _folders(parser)


def _feedback(add: Adder) -> None:
    parser = add("feedback", "feedback", "show what readers said of the pages: counted, or as a table")
    parser.add_argument("action", choices=("count", "export"), help="count the answers by page, or export each of them")
    parser.add_argument(
        "--feedback", metavar="FILE", help="the file in which `serve` keeps it (default: that of the user)"
    )
    parser.add_argument(
        "--format", choices=("csv", "json"), default="csv", help="the form of the export (default: %(default)s)"
    )


def _record_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--assessment-date",
        type=day,
        metavar="DATE",
        help="the day on which records are judged (default: the record's own, or today)",
    )
    parser.add_argument("--assume", action="store_true", help="use the values under `assumed`, each with a warning")
    _guideline_options(parser)


def _guideline_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day whose guideline answers (default: the assessment date, or today)",
    )
    _folders(parser)


def _folders(parser: ArgumentParser) -> None:
    parser.add_argument("--guideline", metavar="DIR", help="the guideline's folder (default: the packaged one)")
    _overlay(parser)


def _overlay(parser: ArgumentParser, about: str = "the folder of a hospital's own additions (default: none)") -> None:
    parser.add_argument("--overlay", metavar="DIR", help=about)


def _format(parser: ArgumentParser, *formats: str) -> None:
    parser.add_argument(
        "--format", choices=formats, default="text", help="the form of the output (default: %(default)s)"
    )


def _port(text: str) -> int:
    """Return a port of the command line.

    Raises:
        ArgumentTypeError: it is no number from 0 to 65535.
    """
    if re.fullmatch("[0-9]{1,5}", text) and int(text) <= LAST_PORT:
        return int(text)
    raise ArgumentTypeError(f"{shorten(text)} is not a port; write a number from 0 to {LAST_PORT}")


def _positive(text: str) -> int:
    """Return a number of rows.

    Raises:
        ArgumentTypeError: it is no whole number above zero.
    """
    if re.fullmatch("[0-9]{1,9}", text) and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{shorten(text)} is not a number of patients; write a whole number above 0")


def day(text: str) -> date:
    """Return a date of the command line.

    Raises:
        ArgumentTypeError: it is not written as YYYY-MM-DD.
    """
    try:
        # A week (2026-W47-7) has the same length and is a date of ISO 8601 too.
        if len(text) == len("YYYY-MM-DD") and "W" not in text:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"{shorten(text)} is not a date; write it as YYYY-MM-DD")


if __name__ == "__main__":
    sys.exit(main())
