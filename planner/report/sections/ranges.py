"""Appendix: every range of the plan, how it was typed and how it was read."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.fields import FieldSpec
from planner.model.kinds import Kind, Record
from planner.model.number_types import Uncertain
from planner.model.plan import Plan
from planner.model.values import Range
from planner.report.blocks import Block, Cell, Column, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

_MOST_ROWS = 600


class _Found(NamedTuple):
    kind: Kind
    record: Record
    spec: FieldSpec
    sort: Uncertain
    value: Range


def found(plan: Plan) -> bool:
    """Whether any field of the plan holds a range that is not a plain number."""
    return next(_ranges(plan), None) is not None


def _ranges(plan: Plan) -> Iterator[_Found]:
    for kind in KINDS.values():
        specs = [spec for spec in kind.specs if isinstance(spec.type, Uncertain)]
        if kind.journal or not specs:
            continue
        for record in plan.records(kind.name):
            for spec in specs:
                value = getattr(record, spec.name)
                if isinstance(value, Range) and not value.is_exact and isinstance(spec.type, Uncertain):
                    yield _Found(kind, record, spec, spec.type, value)


def ranges(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty when every number is exact."""
    rows = list(_ranges(plan))
    if not rows:
        return ()
    intro = _(
        "Two ends are read as: 9 times in 10 inside. With a likely value, the ends are never passed. “3 of 400” is what was observed."
    )
    caption = ""
    if len(rows) > _MOST_ROWS:
        caption = _("The first {count} of {all} ranges.").format(count=_MOST_ROWS, all=len(rows))
    columns = (
        Column(_("Field"), share=1.3), Column(_("Typed"), share=1), Column(_("Read as"), share=1.3), Column(_("From")),
    )  # fmt: skip
    counted = {one.key for one in context.reckoned.observed}
    cells: list[tuple[Cell, ...]] = []
    last: Record | None = None
    for one in rows[:_MOST_ROWS]:
        if one.record is not last:
            cells.append((_name(one, context),))
        last = one.record
        cells.append((Cell(_(one.spec.label)), Cell(context.typed(one.sort, one.value) or "–", tone="muted"),
                      Cell(context.words(one.spec, one.value)), _origin(one, counted)))  # fmt: skip
    return (
        Heading(_("Ranges as typed and as read")),
        Paragraph(plain(intro), "caption"),
        Table(columns, tuple(cells), caption, dense=True),
    )


def _origin(one: _Found, counted: set[str]) -> Cell:
    """From where the range is: counted when it was typed, guessed and since held against facts, or guessed."""
    if one.value.of is not None:
        return Cell(_("counted"), tone="pos")
    if f"{one.kind.name}/{one.record.id}/{one.spec.name}" in counted:
        return Cell(_("guess, with facts"), tone="info")
    return Cell(_("guess"), tone="muted")


def _name(one: _Found, context: ReportContext) -> Cell:
    if one.kind.name == "plan":
        return Cell(_("Plan"), bold=True)
    name = context.label(one.kind.name, one.record.id)
    return Cell(name, target=context.place(one.kind.name, one.record.id), bold=True)
