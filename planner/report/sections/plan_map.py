"""The map of the whole: which domain feeds which product, where it is offered, who helps; then the same as a table."""

from planner.figures.layered_map import MapOptions
from planner.figures.map_layout import PRINT
from planner.figures.plan_map import map_of
from planner.i18n import _
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

_MOST_ROWS = 60


def whole_map(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the map; empty where nothing is to be drawn."""
    if not any(plan.records(kind) for kind in ("domain", "product", "platform", "alliance")):
        return ()
    drawing = map_of(plan, MapOptions(size=PRINT), context.hide_amounts)
    intro = _("From left to right: what one knows, what is made of it, where it is offered, and who helps it along.")
    return (
        Heading(_("Map")),
        Paragraph(plain(intro), "caption"),
        Figure(drawing, _("Domains, products, platforms and alliances, and what links them")),
        *_links(drawing.table.header, drawing.table.rows),
    )


def _row(row: tuple[str, ...]) -> tuple[str, ...]:
    """A link without a price is named by its status on the map, which stands beside it here."""
    start, end, what, status = row
    return (start, end, "–" if what == status else what, status or "–")


def _links(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[Block, ...]:
    if not rows:
        return ()
    columns = tuple(Column(label, share=1 if at < 2 else 0) for at, label in enumerate(header))
    caption = ""
    if len(rows) > _MOST_ROWS:
        caption = _("The first {count} of {all} links.").format(count=_MOST_ROWS, all=len(rows))
    cells = tuple(tuple(map(Cell, _row(row))) for row in rows[:_MOST_ROWS])
    return (Heading(_("The map in words"), 2), Table(columns, cells, caption, dense=True))
