"""The whole report as one JSON document: which sections it has, what each says, and the words of the page itself."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from planner.figures.colours import PRINT_COLOURS
from planner.i18n import _
from planner.model.plan import Plan
from planner.report.block_values import Writer, anchors
from planner.report.blocks import Block, Heading
from planner.report.cleaning import Cleaner
from planner.report.context import ReportContext
from planner.report.ledger import Ledger
from planner.report.options import Replaced, ReportOptions
from planner.report.sections import Section, chosen

_MOST_NAMED = 120  # the contents name records as long as that fits a few pages
_FRAME = ("cover", "contents")  # pages about the report itself: without them nothing is lost


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be set: the JSON values, what was replaced in them, and the ids of sections that had nothing to say."""

    values: dict[str, Any]
    replaced: tuple[Replaced, ...]
    left_out: tuple[str, ...]


def content_of(plan: Plan, ledger: Ledger, options: ReportOptions, date: dt.date) -> Content:
    """The report in the language in use. InputError for a section that does not exist."""
    context = ReportContext(plan, ledger, options.language, date, options.hide_amounts, options.notes)
    made = [(section, section.make(plan, context)) for section in chosen(options.sections)]
    left_out = tuple(section.id for section, blocks in made if not blocks)
    said = [(section, blocks) for section, blocks in made if blocks]
    if all(section.id in _FRAME for section, _blocks in said):
        said = [one for one in said if one[0].id != "contents"]
    cleaner = Cleaner()
    writer = Writer(cleaner, anchors(block for _section, blocks in said for block in blocks), options.hide_amounts)
    first_appendix = next((section.id for section, _blocks in said if section.appendix), "")
    sections = [_section_form(section, blocks, writer, first_appendix) for section, blocks in said]
    values = {
        "language": options.language,
        "paper": options.paper,
        "date": [date.year, date.month, date.day],
        "title": writer.bare(plan.settings.title) or _("(no name)"),
        "owner": writer.bare(plan.settings.owner),
        "words": _page_words(context),
        "colours": dict(PRINT_COLOURS),
        "contents_depth": 2 if _named(said) <= _MOST_NAMED else 1,
        "sections": sections,
    }
    return Content(values, cleaner.replaced(), left_out)


def _named(said: list[tuple[Section, tuple[Block, ...]]]) -> int:
    """How many headings of the second level there are."""
    return sum(1 for _section, blocks in said for block in blocks if isinstance(block, Heading) and block.level == 2)


def _section_form(section: Section, blocks: tuple[Block, ...], writer: Writer, first_appendix: str) -> dict[str, Any]:
    return {
        "id": section.id,
        "appendix": section.appendix,
        "first_appendix": section.id == first_appendix,
        "flows": section.flows and section.id != first_appendix,
        "blocks": [writer.form(block) for block in blocks],
    }


def _page_words(context: ReportContext) -> dict[str, str]:
    """The few words the pages themselves say; named places are filled by the template."""
    return {
        "figure": _("Figure"),
        "table": _("Table"),
        "page": _("Page {page} of {pages}"),
        "as_of": _("As of {day}").format(day=context.day(context.date)),
        "appendix": _("Appendix"),
        "program": _("Brightroad"),
        "kind": _("Plan of an independent business"),
        "nothing": _("There is nothing to print yet."),
    }
