"""Where the next hours of learning gain most: part of the section of the domains."""

import math
from typing import TYPE_CHECKING

from planner.i18n import _, ngettext
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

if TYPE_CHECKING:
    from planner.analysis.skills.portfolio import DomainSkills, Skills


def next_hours(_plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The sentence and the table; empty where hours cannot be handed out."""
    found = context.reckoned.skills
    if found is None or not found.domains or not any(one.next_hours >= 1 for one in found.domains):
        return ()
    count = round(found.hours)
    of_hours = ngettext("Of {count} hour", "Of {count} hours", count).format(count=count)
    columns = (
        Column(_("Domain"), share=1), Column(_("Score"), "right"), Column(_("Planned hours"), "right"), Column(_("The next hour adds"), "right"),
        Column(of_hours, "right"), Column(_("Score then"), "right"),
    )  # fmt: skip
    rows = tuple(_row(context, one) for one in found.domains)
    title = ngettext("The next hour", "The next {count} hours", count).format(count=count)
    return (
        Heading(title, 2),
        Paragraph(plain(_sentence(context, found))),
        Table(columns, rows, _("What an hour adds is income of a year.")),
    )


def _sentence(context: ReportContext, found: "Skills") -> str:
    learned = sorted((one for one in found.domains if one.next_hours >= 1), key=lambda one: -one.next_hours)
    told = _("{domain} ({hours} h)")
    names = [
        told.format(domain=context.label("domain", one.id), hours=context.whole(one.next_hours)) for one in learned
    ]
    words = {"hours": context.whole(found.hours), "domains": context.separator.join(names)}
    if found.income_then <= found.income_now:
        return _("The next {hours} hours of learning gain most in: {domains}").format(**words)
    text = _(
        "The next {hours} hours of learning gain most in: {domains}; what products bring in 12 months, less advertising "
        "and before running costs, goes from {now} to {then}"
    )
    return text.format(
        **words, now=context.speech.money(found.income_now), then=context.speech.money(found.income_then)
    )


def _row(context: ReportContext, one: "DomainSkills") -> tuple[Cell, ...]:
    gain = "∞" if math.isinf(one.gain) else context.speech.money(one.gain) if one.gain else "–"
    return (
        Cell(context.label("domain", one.id), target=context.place("domain", one.id)), Cell(context.whole(one.score)),
        Cell(context.whole(one.planned_hours) if one.planned_hours else "–"), Cell(gain),
        Cell(context.whole(one.next_hours) if one.next_hours >= 1 else "–", bold=True),
        Cell(f"{one.score_then:,.1f}" if one.next_hours >= 1 else "–"),
    )  # fmt: skip
