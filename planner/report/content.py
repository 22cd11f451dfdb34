"""The whole report as one JSON document: which sections it has, what each says, and the words of the page itself."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.figures.colours import PRINT_COLOURS
from planner.i18n import _, speaking
from planner.paths import resource
from planner.report.blank_texts import without_blank_texts
from planner.report.block_values import Writer, anchors
from planner.report.blocks import Block, Heading
from planner.report.cleaning import Cleaner
from planner.report.context import ReportContext
from planner.report.hiding import highest_price
from planner.report.keeping import kept
from planner.report.material import Material
from planner.report.options import BOTH, Replaced, ReportOptions
from planner.report.sections import Section, chosen

_MOST_NAMED = 120  # the contents name records as long as that fits a few pages
_LONG = 34  # names from which the contents stand in two columns
_BRIEF = 6  # named parts up to which sections follow one another on the same page
_FRAME = ("cover", "contents")  # pages about the report itself: without them nothing is lost


Said = tuple[tuple[Section, tuple[Block, ...]], ...]
Begin = Callable[[Section], None]


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says: its sections with their blocks, the words of the page, and the ids of sections left out."""

    context: ReportContext
    said: Said
    left_out: tuple[str, ...]
    options: ReportOptions

    @property
    def title(self) -> str:
        """What the plan is called."""
        return self.context.plan.settings.title or _("(no name)")


@dataclass(frozen=True, slots=True)
class Values:
    """What Typst is to set: the values as JSON, and what was replaced in them."""

    json: bytes
    replaced: tuple[Replaced, ...]


def content_of(material: Material, options: ReportOptions, begin: Begin = lambda _section: None) -> Content:
    """The report; `begin` hears of each section. InputError for a section or an alliance that does not exist.

    A report in both languages is Chinese, with English beside the headings: it is made in English once, for these.
    """
    sections = chosen(options.sections) and chosen(options.wanted)
    shown = material.concerning(options)
    if options.language != BOTH:
        return _made(shown, options, sections, begin)
    english = _made(shown, replace(options, language="en"), sections, begin)
    return _side_by_side(_made(shown, replace(options, language="zh"), sections, begin), english)


def passes(options: ReportOptions) -> int:
    """How often each section is made."""
    return 2 if options.language == BOTH else 1


def _made(material: Material, options: ReportOptions, sections: Sequence[Section], begin: Begin) -> Content:
    with speaking(options.language, resource("translations")):
        plan = without_blank_texts(material.plan)
    context = ReportContext(
        plan, material.facts, material.reckoned, options.language, material.day, options.hides_amounts,
        options.notes, options.preset, highest_price(material.plan) if options.index_amounts else None,
    )  # fmt: skip
    made = []
    for section in sections:
        begin(section)
        with context.speaking():
            made.append((section, section.make(plan, context)))
    left_out = tuple(section.id for section, blocks in made if not blocks)
    said = tuple((section, blocks) for section, blocks in made if blocks)
    if all(section.id in _FRAME for section, _blocks in said):
        said = tuple(one for one in said if one[0].id != "contents")
    return Content(context, said, left_out, options)


def _side_by_side(content: Content, other: Content) -> Content:
    """The content with each heading of `other` beside its own, where both have the same ones."""
    beside = {section.id: blocks for section, blocks in other.said}
    said = tuple((section, _with_second(blocks, beside.get(section.id, ()))) for section, blocks in content.said)
    return replace(content, said=said)


def _with_second(blocks: tuple[Block, ...], others: tuple[Block, ...]) -> tuple[Block, ...]:
    texts = [block.text for block in others if isinstance(block, Heading)]
    if len(texts) != sum(isinstance(block, Heading) for block in blocks):
        return blocks
    rest = iter(texts)
    return tuple(
        replace(block, second=text if (text := next(rest)) != block.text else "")
        if isinstance(block, Heading)
        else block
        for block in blocks
    )


def values_of(content: Content) -> Values:
    """The content as plain values for the template, every text made printable."""
    cleaner = Cleaner()
    with content.context.speaking():
        values = _values(content, cleaner)
    return Values(json.dumps(values, ensure_ascii=False, allow_nan=False).encode(), cleaner.replaced())


def _values(content: Content, cleaner: Cleaner) -> dict[str, Any]:
    context, said = content.context, content.said
    writer = Writer(cleaner, anchors(block for _section, blocks in said for block in blocks), context.hide_amounts)
    first_appendix = next((section.id for section, _blocks in said if section.appendix), "")
    date, settings = context.date, context.plan.settings
    return {
        "language": context.language,
        "paper": content.options.paper,
        "date": [date.year, date.month, date.day],
        "title": writer.bare(content.title) or _("(no name)"),
        "owner": writer.bare(settings.owner),
        "words": _page_words(context),
        "colours": dict(PRINT_COLOURS),
        "contents_depth": 2 if _named(said) <= _MOST_NAMED else 1,
        "contents_long": _LONG < _named(said) <= _MOST_NAMED,
        "sections": [
            _section_form(section, blocks, writer, first_appendix)
            | ({"flows": True} if _follows(context, said, section) else {})
            for section, blocks in said
        ],
    }


def _follows(context: ReportContext, said: Said, section: Section) -> bool:
    """Whether the section goes on below the one before it: a partner’s copy and a plan just begun have little in each."""
    if context.preset == "partner":
        return section.id not in (*_FRAME, "summary", "map")
    return section.id not in _FRAME and _named(said) <= _BRIEF


def _named(said: Said) -> int:
    """How many headings of the second level there are."""
    return sum(1 for _section, blocks in said for block in blocks if isinstance(block, Heading) and block.level == 2)


def _section_form(section: Section, blocks: tuple[Block, ...], writer: Writer, first_appendix: str) -> dict[str, Any]:
    return {
        "id": section.id,
        "appendix": section.appendix,
        "first_appendix": section.id == first_appendix,
        "flows": section.flows and section.id != first_appendix,
        "blocks": [writer.form(block) | {"keeps": keeps} for block, keeps in zip(blocks, kept(blocks), strict=True)],
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
