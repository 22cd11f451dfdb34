"""The plan and its ledger as plain tables, one for each kind, ready to be written as a workbook or as CSV.

The header speaks both: the stable name of a field, by which an import knows it, and its label in the language in use.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Kind, Record
from planner.model.field_types import Json, Text
from planner.model.number_types import Amount, Uncertain
from planner.model.plan import Plan
from planner.model.table_columns import (
    ARCHIVED,
    CURRENCY,
    ID,
    LABEL,
    TYPED,
    Cell,
    Column,
    cell_of,
    columns_of,
    typed_fields,
)
from planner.report.hiding import HIDDEN, without_amounts, without_numbers

_PARTS = {CURRENCY: N_("Currency"), TYPED: N_("As typed"), LABEL: N_("Name")}
_ABOUT = {ARCHIVED: N_("Put away"), ID: N_("Id")}

_ORDER = (
    "plan", "domain", "product", "need", "platform", "listing", "partner", "contact", "alliance", "exchange", "work",
    "publication", "entry", "time_entry", "recurring", "job", "cost", "rate", "milestone", "experiment",
)  # fmt: skip

Journal = Callable[[str], Sequence[Record]]
"""Gives the records of a journal kind, in their order."""


@dataclass(frozen=True)
class Table:
    """The records of one kind as rows of cells."""

    kind: Kind
    columns: tuple[Column, ...]
    records: Sequence[Record]
    label: Callable[[str, str], str]
    hide_amounts: bool = False

    def heading(self, column: Column) -> str:
        """What a column is called in the language in use."""
        if column.spec is None:
            return _(_ABOUT[ARCHIVED if column.name == ARCHIVED else ID])
        label = _(column.spec.label)
        return f"{label} · {_(_PARTS[column.part])}" if column.part else label

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each record, in the order of the columns."""
        for record in self.records:
            cells = [cell_of(record, column, self.label) for column in self.columns]
            yield (
                [self._hidden(*pair) for pair in zip(self.columns, cells, strict=True)] if self.hide_amounts else cells
            )

    def _hidden(self, column: Column, cell: Cell) -> Cell:
        """The cell with dots where it shows an amount."""
        if cell is None or column.spec is None or column.part == CURRENCY:
            return cell
        sort = column.spec.type
        if isinstance(sort, Amount) or (isinstance(sort, Uncertain) and sort.family == "money"):
            return HIDDEN
        if isinstance(sort, Json) or column.spec.name == "pair_bonuses" or self.kind.name == "draft":
            return without_numbers(str(cell))
        return without_amounts(cell) if isinstance(cell, str) and isinstance(sort, Text) else cell


def tables(plan: Plan, journal: Journal, hide_amounts: bool = False) -> Iterator[Table]:
    """Every kind as a table, the plan itself first; those without records too, for they can be filled in."""
    label = _labels(plan)
    for name in (*_ORDER, *(name for name in KINDS if name not in _ORDER)):
        kind = KINDS[name]
        records = journal(name) if kind.journal else plan.records(name, archived=True)
        yield Table(kind, columns_of(kind, typed_fields(kind, records)), records, label, hide_amounts)


def _labels(plan: Plan) -> Callable[[str, str], str]:
    def label(kind: str, record_id: str) -> str:
        return plan.label(kind, record_id)

    return label
