"""Makes a referral fit one sheet of A4: what has no room is taken out and counted, the least telling first.

How much room a line takes is estimated from its letters, with some room to spare; tests print the example patients.
An emergency, an exit, a warning and the state of review are never taken out, whatever room they need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil

from msgspec.structs import replace

from sarcoguide.planning.model import Status
from sarcoguide.report import board_words as text
from sarcoguide.report.board import Aim, Alert, Headline, Known, Row, Section, Sheet, Together, runs_of

#: Letters in a line across the sheet and in one of its two columns, and lines of a column: of the style sheet's print.
ACROSS, COLUMN, LINES = 124, 66, 75
#: Letters that a status takes of a column, without and at most with what the option waits for.
STATUS, STATUS_MOST = 13, 22
#: A value of a fact, and a reason against an option, of more letters than this is shortened.
LONGEST, LONGEST_REASON = 150, 90
#: What goes first: most of what is open is asked for anyway, and what is supported goes last.
ORDER: tuple[Status, ...] = ("needs_information", "discouraged", "excluded", "supported")
#: Lines, in halves of the sheet's width, that headings and the board's answer take.
HEADING, ALERT, TOP = 1.5, 1, 6


def on_one_sheet(sheet: Sheet, lines: float = LINES) -> Sheet:
    """Return a referral that fits one sheet, with what was left out in words.

    Args:
        sheet: the whole referral.
        lines: how many lines a column holds.
    """
    if room_of(sheet) <= lines:
        return sheet
    shortened, sheet = _shortened(sheet)
    options, missing = [list(aim.options) for aim in sheet.options], [list(group.facts) for group in sheet.missing]
    gone: list[Counter[str]] = [Counter() for _ in options]
    left: Counter[str] = Counter()

    def fitted() -> Sheet:
        aims = zip(sheet.options, options, map(_of_aim, gone), strict=True)
        groups = zip(sheet.missing, missing, strict=True)
        return replace(
            sheet,
            options=tuple(Aim(aim.title, tuple(rows), more) for aim, rows, more in aims),
            missing=tuple(Together(group.group, tuple(facts)) for group, facts in groups if facts),
            left_out=tuple(_told(left, shortened)),
        )

    taken = fitted()
    while room_of(taken) > lines:
        status = next((name for name in ORDER if any(row.status == name for rows in options for row in rows)), None)
        if status is not None and (status != "supported" or not any(missing)):
            counts = [sum(row.status == status for row in rows) for rows in options]
            most = counts.index(max(counts))
            # Of one aim all of them: one that stayed while the others went would look preferred.
            gone[most][status] = counts[most]
            left[status] += counts[most]
            options[most] = [row for row in options[most] if row.status != status]
        elif any(missing):
            next(facts for facts in reversed(missing) if facts).pop()
            left["facts"] += 1
        else:
            break
        taken = fitted()
    # What went first may have made more room than was wanted: what fits comes back.
    for status in reversed(ORDER):
        for index, aim in enumerate(sheet.options):
            if gone[index][status] and not left["facts"]:
                before, options[index] = options[index], _with(aim, options[index], status)
                count, gone[index][status] = gone[index][status], 0
                left[status] -= count
                if room_of(fitted()) > lines:
                    options[index], gone[index][status] = before, count
                    left[status] += count
    return fitted()


def _with(aim: Aim, kept: list[Row], status: Status) -> list[Row]:
    """Return the rows of an aim that were kept, and those of one status, in their order."""
    return [row for row in aim.options if row.status == status or row in kept]


def room_of(sheet: Sheet) -> float:
    """Return how many lines of a column a referral takes; a line across the sheet is one in both columns."""
    across = TOP + len(sheet.answer) * 1.6
    across += sum(map(_alert, (*sheet.urgent, *sheet.out_of_scope, *sheet.warnings)))
    if sheet.referral is not None:
        across += 1 + _rows(sum(map(len, (*sheet.referral.reasons, *sheet.referral.cautions))) + 60, ACROSS)
    across += sum(_rows(len(item.label) + len(item.needs or item.says) + 20, ACROSS) for item in sheet.asked)
    across += sum(_rows(len(item.says) + 6, ACROSS) for item in sheet.questions)
    across += HEADING * bool(sheet.asked or sheet.questions)
    column: float = sum(map(_headline, sheet.headline)) + sum(map(_section, sheet.sections))
    column += sum(1.25 + bool(aim.left_out) + sum(map(_row, aim.options)) for aim in sheet.options)
    column += HEADING * 2 + sum(_rows(_letters(group) + 8, COLUMN) for group in sheet.missing)
    column += 1 + _rows(len(sheet.aside), COLUMN) + sum(_rows(len(line) + 20, COLUMN) for line in sheet.left_out)
    return across + column / 2


def _rows(letters: int, width: int) -> int:
    return ceil(letters / width)


def _alert(alert: Alert) -> float:
    letters = sum(map(len, (alert.says, alert.label, alert.pointer, *alert.reasons, alert.sources)))
    return _rows(letters + 10, ACROSS) + (ALERT + len(alert.reasons) if alert.label else 0)


def _facts(known: Iterable[Known], unknown: Iterable[str]) -> int:
    told = sum(len(run.remarks) + sum(len(k.label) + len(k.words) + 3 for k in run.facts) for run in runs_of(known))
    return told + sum(len(label) + 2 for label in unknown)


def _headline(head: Headline) -> float:
    letters = _facts(head.rests_on, head.unknown) + sum(map(len, head.reasons)) + 24
    return _rows(len(head.label) + len(head.word) + 2, COLUMN) + _rows(letters, COLUMN) + 0.5


def _section(section: Section) -> float:
    return 1 + _rows(_facts(section.known, section.unknown) + 12, COLUMN) + 0.5


def _row(row: Row) -> float:
    status = STATUS + len(row.needs)
    beside = COLUMN - min(status, STATUS_MOST)
    return max(_rows(len(row.label) + len(row.verb) + 2, beside), _rows(status, STATUS_MOST)) + _rows(
        len(row.because), beside
    )


def _letters(group: Together) -> int:
    return len(group.group) + sum(len(item.says) + 5 for item in group.facts)


def _shortened(sheet: Sheet) -> tuple[int, Sheet]:
    """Return how many values and reasons were too long, and the referral with them shortened."""
    facts = [*(part.known for part in sheet.sections), *(part.rests_on for part in sheet.headline)]
    whole = [fact.words for known in facts for fact in known]
    reasons = [row.because for aim in sheet.options for row in aim.options]
    made = replace(
        sheet,
        sections=tuple(replace(part, known=tuple(map(_short, part.known))) for part in sheet.sections),
        headline=tuple(replace(part, rests_on=tuple(map(_short, part.rests_on))) for part in sheet.headline),
        options=tuple(replace(aim, options=tuple(map(_short_reason, aim.options))) for aim in sheet.options),
    )
    return sum(len(text) > LONGEST for text in whole) + sum(len(text) > LONGEST_REASON for text in reasons), made


def _short(known: Known) -> Known:
    return replace(known, words=_cut(known.words, LONGEST))


def _short_reason(row: Row) -> Row:
    return replace(row, because=_cut(row.because, LONGEST_REASON))


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} {text.TOO_LONG}"


def _of_aim(gone: Counter[str]) -> str:
    parts = _options(gone)
    return text.LEFT_OF_AIM.format(what="; ".join(parts)) if parts else ""


def _options(left: Counter[str]) -> list[str]:
    return [text.LEFT_OPTIONS[status].format(count=left[status]) for status in ORDER[::-1] if left[status]]


def _told(left: Counter[str], shortened: int) -> Iterable[str]:
    parts = _options(left)
    parts += [text.LEFT_FACTS.format(count=left["facts"])] if left["facts"] else []
    parts += [text.LEFT_SHORTENED.format(count=shortened, sign=text.TOO_LONG)] if shortened else []
    return [text.LEFT_OUT.format(what="; ".join(parts))] if parts else []
