"""From how few sources income comes, and what is left of it if one of them disappears."""

from typing import TYPE_CHECKING

from planner.i18n import N_, _, ngettext
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Concentration, Source
    from planner.analysis.sources.fragility import NodeLoss

_MOST = 12
_LARGEST = 4
_BY = {
    "platform": N_("By platform"),
    "product": N_("By product"),
    "partner": N_("By partner"),
}


def fragility(_plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where no income is expected."""
    found = context.reckoned.fragility
    if found is None or not found.income:
        return ()
    losses = [loss for loss in found.single if loss.lost_share > 0][:_MOST]
    single = [context.label("product", one.product) for one in found.outlets if one.count == 1]
    blocks: list[Block] = [Heading(_("Fragility"))]
    if losses:
        blocks += [Paragraph(plain(_worst(context, losses[0])), "lead"), _loss_table(context, losses)]
    if single:
        blocks.append(Paragraph(plain(_("Sold in one place only: {names}").format(names=_few(context, single)))))
    return (*blocks, *_sources(context))


def _few(context: ReportContext, names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    rest = len(names) - _MOST
    more = (ngettext("and {count} more", "and {count} more", rest).format(count=rest),) if rest > 0 else ()
    return context.separator.join((*names[:_MOST], *more))


def _worst(context: ReportContext, loss: "NodeLoss") -> str:
    words = {"name": _names(context, loss), "share": context.speech.share(loss.lost_share)}
    return _("If “{name}” disappeared, {share} of the income expected in 12 months would go with it.").format(**words)


def _names(context: ReportContext, loss: "NodeLoss") -> str:
    return " + ".join(context.label(*node) for node in loss.nodes)


def _loss_table(context: ReportContext, losses: "list[NodeLoss]") -> Table:
    rows = tuple(
        (
            Cell(_names(context, loss), target=context.home(*loss.nodes[0])),
            Cell(context.kind_word(loss.nodes[0][0]), tone="muted"),
            Cell(context.speech.share(loss.lost_share), bold=True),
            Cell(context.speech.money(loss.left)),
        )
        for loss in losses
    )
    columns = (
        Column(_("If this disappears"), share=1), Column(_("Kind")), Column(_("Share lost"), "right"), Column(_("Left of 12 months"), "right"),
    )  # fmt: skip
    return Table(columns, rows, _("Expected income of listings, before advertising and running costs"))


def _sources(context: ReportContext) -> tuple[Block, ...]:
    """The largest sources of each sort, in the forecast."""
    outlook = context.reckoned.forecast
    told = (
        {} if outlook is None else {by: one for by, one in outlook.concentration.items() if one.sources and by in _BY}
    )
    rows = tuple(row for by, one in told.items() for row in _source_rows(context, by, one))
    columns = (Column(_("Sources of income"), share=1), Column(_("12 months"), "right"), Column(_("Share"), "right"))
    return (Heading(_("Where income comes from"), 2), Table(columns, rows, dense=True)) if rows else ()


def _source_rows(context: ReportContext, by: str, found: "Concentration") -> list[tuple[Cell, ...]]:
    count = _("as many as {count} equal ones").format(count=f"{found.effective:,.1f}")
    return [
        (Cell(_(_BY[by]), count, bold=True),),
        *(_source_row(context, source) for source in found.sources[:_LARGEST]),
    ]


def _source_row(context: ReportContext, source: "Source") -> tuple[Cell, ...]:
    name = context.label(source.kind, source.id) or _("Your own")
    return (
        Cell(name, target=context.place(source.kind, source.id)),
        Cell(context.speech.money(source.amount)),
        Cell(context.speech.share(source.share)),
    )
