"""Which domains a product needs, or which products need a domain: one line with links."""

from collections.abc import Sequence

from planner.i18n import _
from planner.model.portfolio import ROLES, Need
from planner.report.blocks import Paragraph, Run
from planner.report.context import ReportContext
from planner.report.sections.words import aside, choice_word


def needed(context: ReportContext, wanted: Sequence[tuple[str, str | None, Need]], label: str) -> list[Paragraph]:
    """The line of some needs, each with the kind and id at its other end; nothing without any that are told of."""
    runs: list[Run] = []
    for kind, record_id, need in wanted:
        target = context.place(kind, record_id)
        if target[1]:
            runs += [Run(context.separator)] if runs else []
            runs += [Run(context.label(kind, record_id), target=target), Run(_how(context, need))]
    return [Paragraph(tuple(runs), label=label)] if runs else []


def _how(context: ReportContext, need: Need) -> str:
    """Role, weight and multiplier of a need."""
    weight = _("weight {number}").format(number=context.value(need, "weight")) if need.weight is not None else ""
    factor = context.value(need, "multiplier")
    parts = (choice_word(ROLES, need.role), weight, f"\u00d7 {factor}" if factor else "")
    return aside(context.separator.join(part for part in parts if part not in ("", "–")))
