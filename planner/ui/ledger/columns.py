"""The columns of the ledger, and what each of them shows of an entry."""

from dataclasses import dataclass, field
from typing import Any, Final

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Entry
from planner.model.fields import FieldSpec
from planner.model.parsing_entries import flow
from planner.model.rates import Rates
from planner.model.values import Money
from planner.model.wording import money_words
from planner.ui.ledger.reading import KIND, refusal
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NUMBER, Cell, Column

DUPLICATE, LINKED, UNLINKED = "copy", "link", "unlink"
"""Quiet marks of a cell: icons."""
COLUMNS: Final[tuple[Column, ...]] = (
    Column("checked", N_("Checked"), 40, field="checked"),
    Column("date", N_("Date"), 112, field="date"),
    Column("payee", N_("Payee"), 160, field="payee"),
    Column("sort", N_("Sort"), 104, field="sort"),
    Column("platform", N_("Platform"), 128, field="platform"),
    Column("product", N_("Product"), 136, field="product"),
    Column("partner", N_("Partner"), 120, field="partner"),
    Column("quantity", N_("Quantity"), 84, NUMBER, field="quantity"),
    Column("amount", N_("Amount"), 120, NUMBER, field="amount"),
    Column("currency", N_("Currency"), 84, field="currency"),
    Column("fee", N_("Fee charged"), 96, NUMBER, field="fee"),
    Column("source", N_("Source"), 112, field="source"),
    Column("external_id", N_("External number"), 140, field="external_id"),
    Column("memo", N_("Note"), 112, field="memo"),
)
OPTIONAL: Final = ("partner", "quantity", "currency", "source", "external_id")
"""Columns that are shown when asked for."""


def spec_of(name: str) -> FieldSpec:
    """The field behind a column."""
    return KINDS[KIND].by_name[name]


@dataclass(frozen=True)
class Marks:
    """What is known of an entry besides itself: whether another looks like it, and the sales that refunds name."""

    twice: bool = False
    sales: dict[str, Entry] = field(default_factory=dict)


def cells_of(entry: Entry, scene: Scene, rates: Rates, marks: Marks) -> tuple[Cell, ...]:
    """A cell for every column."""
    return tuple(_cell(column.id, entry, scene, rates, marks) for column in COLUMNS)


def _cell(name: str, entry: Entry, scene: Scene, rates: Rates, marks: Marks) -> Cell:
    draft = scene.draft(KIND, entry.id, name)
    if draft is not None:
        return _draft(name, draft, entry, scene)
    show = _SHOWN.get(name)
    return show(entry, scene, rates, marks) if show else Cell(_plain(name, entry, scene))


def _plain(name: str, entry: Entry, scene: Scene) -> str:
    text = cell_text.shown(spec_of(name), getattr(entry, name), scene)
    return " ".join(text.split()) if "\n" in text else text


def _draft(name: str, draft: str, entry: Entry, scene: Scene) -> Cell:
    error = refusal(name, draft, scene, entry)
    problem = error or _("This input has not been taken yet; edit the cell to take it.")
    spoken = _("{field}, error, {text}: {problem}").format(field=_(spec_of(name).label), text=draft, problem=problem)
    return Cell(draft, problem=problem, spoken=spoken, tip=problem)


def _checked(entry: Entry, *_rest: object) -> Cell:
    return Cell(shape="check" if entry.checked else "", spoken=_("checked") if entry.checked else _("not checked"))


def _date(entry: Entry, scene: Scene, *_rest: object) -> Cell:
    if entry.date is None:
        return Cell()
    text, today = entry.date.isoformat(), scene.context.today
    if today is not None and entry.date > today:
        tip = _("This day is still to come.")
        return Cell(text, severity="hint", tip=tip, spoken=f"{text}, {tip}")
    return Cell(text)


def _payee(entry: Entry, _scene: Scene, _rates: Rates, marks: Marks) -> Cell:
    if not marks.twice:
        return Cell(entry.payee)
    tip = _("Another entry has the same day, amount and payee. Is one of them too many?")
    return Cell(entry.payee, shape=DUPLICATE, tip=tip, spoken=f"{entry.payee}, {tip}")


def _sort(entry: Entry, scene: Scene, _rates: Rates, marks: Marks) -> Cell:
    text = _plain("sort", entry, scene)
    if entry.sort != "refund":
        return Cell(text)
    sale = marks.sales.get(entry.refund_of or "")
    if sale is None:
        return Cell(text, shape=UNLINKED, tip=_("It is not known which sale this pays back. Press L to link one."))
    tip = _("Pays back: {sale}").format(sale=sale_words(sale, scene))
    return Cell(text, shape=LINKED, tip=tip, spoken=f"{text}, {tip}")


def _amount(entry: Entry, scene: Scene, rates: Rates, _marks: Marks) -> Cell:
    if entry.amount is None:
        return Cell()
    text = moved_words(entry, scene)
    if entry.amount.currency in rates:
        return Cell(text)
    tip = _("There is no rate for {currency} yet; add one in Settings.").format(currency=entry.amount.currency)
    return Cell(text, severity="warning", tip=tip, spoken=f"{text}, {tip}")


def _memo(entry: Entry, scene: Scene, _rates: Rates, marks: Marks) -> Cell:
    text = _plain("memo", entry, scene)
    sale = marks.sales.get(entry.refund_of or "")
    if sale is None:
        return Cell(text)
    told = _("Sale: {sale}").format(sale=sale_words(sale, scene))
    return Cell(f"{told} · {text}" if text else told)


_SHOWN: Final[dict[str, Any]] = {
    "checked": _checked,
    "date": _date,
    "payee": _payee,
    "sort": _sort,
    "amount": _amount,
    "memo": _memo,
}


def moved_words(entry: Entry, scene: Scene) -> str:
    """The amount in words, with the sign of the way the money went."""
    if entry.amount is None:
        return ""
    return money_words(Money(flow(entry.sort, entry.amount.amount), entry.amount.currency), scene.context)


def sale_words(sale: Entry, scene: Scene) -> str:
    """A sale in a few words: its day, who paid, how much."""
    day = sale.date.isoformat() if sale.date else ""
    return " · ".join(filter(None, (day, sale.payee, moved_words(sale, scene))))
