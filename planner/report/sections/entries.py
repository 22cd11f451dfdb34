"""Appendix: the ledger by month, newest first, with what each month came to."""

from itertools import groupby
from operator import itemgetter

from planner.i18n import _
from planner.model.money import ENTRY_SORTS, Entry
from planner.model.plan import Plan
from planner.model.values import Money, Month
from planner.report.blocks import Block, Cell, Column, Heading, Note, Paragraph, Table, plain
from planner.report.cleaning import visible
from planner.report.column_widths import alike
from planner.report.context import ReportContext
from planner.report.ledger import MonthTotal
from planner.report.sections.words import choice_word

_MOST_MONTHS = 60
_OUTGOING = frozenset(("refund", "fee", "cost", "ad_spend", "tax"))


def ledger(_plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the ledger; empty without entries."""
    book = context.ledger
    if not book.entries:
        return ()
    blocks: list[Block] = [
        Heading(_("Ledger by month")),
        Paragraph(plain(_("Every entry as it was recorded, the newest first.")), "caption"),
    ]
    if book.count > len(book.entries):
        text = _("The newest {count} of {all} entries are printed; export the plan for the rest.")
        told = text.format(count=context.number(len(book.entries)), all=context.number(book.count))
        blocks.append(Note(_("Shortened"), told, "warn"))
    blocks += _totals(context)
    rows = [(Month.of(entry.date) if entry.date else None, _entry_row(entry, context)) for entry in book.entries]
    columns = alike(_columns(), [row for _at, row in rows])
    for month, found in groupby(rows, key=itemgetter(0)):
        table = Table(columns, tuple(row for _at, row in found), dense=True, runs_on=True)
        blocks += (Heading(context.month(month) or "–", 2, listed=False), table)
    return tuple(blocks)


def _totals(context: ReportContext) -> tuple[Block, ...]:
    months = context.ledger.months[:_MOST_MONTHS]
    columns = (
        Column(_("Month"), share=1), Column(_("From sales"), "right"), Column(_("Paid back"), "right"), Column(_("Fees"), "right"),
        Column(_("Costs"), "right"), Column(_("Left"), "right"), Column(_("Entries"), "right"),
    )  # fmt: skip
    rows = tuple(_total_row(total, context) for total in months)
    caption = _("Sales less refunds, fees and costs; without salary, payouts, transfers and tax")
    return (Heading(_("Months"), 2), Table(columns, rows, caption)) if rows else ()


def _total_row(total: MonthTotal, context: ReportContext) -> tuple[Cell, ...]:
    left = total.sales - total.refunds - total.fees - total.costs
    amounts = (total.sales, -total.refunds, -total.fees, -total.costs, left)
    return (
        Cell(context.month(Month.parse(total.month)) if len(total.month) == 7 else "–"),
        *(
            Cell(context.money(Money.of_minor(amount, total.currency)), bold=at == 4)
            for at, amount in enumerate(amounts)
        ),
        Cell(context.number(total.count)),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Date")), Column(_("Sort")), Column(_("Payee and memo"), share=1), Column(_("Product"), share=1),
        Column(_("Platform"), share=1), Column(_("Amount"), "right"), Column(_("Fee charged"), "right"),
    )  # fmt: skip


def _entry_row(entry: Entry, context: ReportContext) -> tuple[Cell, ...]:
    amount, fee = entry.amount, entry.fee
    if amount is not None and entry.sort in _OUTGOING:
        amount = -amount
    memo = "" if context.hide_amounts or not context.notes else entry.memo
    return (
        Cell(entry.date.isoformat() if entry.date else "–"),
        Cell(choice_word(ENTRY_SORTS, entry.sort)),
        Cell(" · ".join(text for text in (entry.payee, memo.strip()) if visible(text)) or "–"),
        Cell(context.label("product", entry.product)),
        Cell(context.label("platform", entry.platform)),
        Cell(context.money(amount)),
        Cell(context.money(-fee) if fee else ""),
    )
