"""The report for clinicians: the answer first, then its ground, then what is missing."""

from __future__ import annotations

from sarcoguide.knowledge import Edition
from sarcoguide.planning.model import Plan
from sarcoguide.report import words
from sarcoguide.report.closing import (
    add_information,
    add_missing,
    add_sources,
    add_statements,
    add_warnings,
)
from sarcoguide.report.head import add_exits, add_header, add_headlines, add_urgent, headline_text
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.measured import add_measured
from sarcoguide.report.options import OptionPrinter
from sarcoguide.report.outlook import add_outlook, sources_of
from sarcoguide.report.tumour_type import add_type


def clinician_page(plan: Plan, edition: Edition) -> Page:
    """Return the report of a plan.

    An emergency comes first and folds the rest; outside the scope only the way out is printed, no option.

    Args:
        plan: what the engine answered.
        edition: the guideline as it stood on the plan's day, for its words.
    """
    page, lexicon = Page(), Lexicon(edition)
    options = OptionPrinter(page, plan, lexicon)
    add_header(page, plan)
    add_urgent(page, plan)
    add_exits(page, plan)
    if plan.out_of_scope:
        pass
    elif plan.urgent:
        _in_short(page, plan, lexicon, options)
    else:
        add_headlines(page, plan, lexicon)
        options.cited_ids.update(source.id for headline in plan.headline for source in headline.sources)
        options.all()
    add_missing(page, plan, lexicon)
    add_warnings(page, plan)
    if not (plan.out_of_scope or plan.urgent):
        add_information(page, plan, options.homes)
        options.cite(source for note in plan.information for source in note.sources)
        add_type(page, plan.about_type)
        lines = plan.about_type.lines if plan.about_type is not None else ()
        options.cite(source for line in lines for source in line.sources)
        add_measured(page, plan, lexicon)
        options.cite(source for line in plan.measured for source in line.sources)
        add_outlook(page, plan)
        options.cite(sources_of(plan.outlook))
    add_statements(page, plan)
    if options.cited_ids:
        add_sources(page, plan, options.cited_ids)
    return page


def _in_short(page: Page, plan: Plan, lexicon: Lexicon, options: OptionPrinter) -> None:
    page.heading(words.FOLDED)
    for headline in plan.headline:
        page.line(f"{headline.label}: ", Segment(headline_text(headline, lexicon), "strong"), indent=2)
    options.in_short()
