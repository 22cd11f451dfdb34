"""Pasting a block over a table: first what would change, cell by cell, then all of it as one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.commands import drafts, records
from planner.i18n import _, separator
from planner.model.catalogue import KINDS, Record
from planner.session import Transaction
from planner.ui.tables import cell_text
from planner.ui.tables.columns import Column, checked
from planner.ui.tables.model import RecordModel


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell of the block: what stands there, what would, and why it cannot be read where that is so."""

    column: Column
    before: str
    text: str
    value: Any
    problem: str = ""

    @property
    def changes(self) -> bool:
        """Whether taking the cell changes anything."""
        return bool(self.problem) or self.before != self.text


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of the block over a record, or over none, which makes a new one; `refused` says why it cannot.

    `name` is what it is called where its first cell does not say it.
    """

    record: Record | None
    cells: tuple[PastedCell, ...]
    refused: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """What to call the row in the preview."""
        return self.name or next((cell.text for cell in self.cells if not cell.problem), "")


@dataclass(frozen=True, slots=True)
class Paste:
    """All that pasting a block would do."""

    kind: str
    rows: tuple[PastedRow, ...]
    skipped: int = 0

    @property
    def changed(self) -> int:
        """How many cells of existing records would change."""
        return sum(cell.changes for row in self.rows if row.record for cell in row.cells)

    @property
    def created(self) -> int:
        """How many records would be made."""
        return sum(row.record is None and not row.refused for row in self.rows)

    @property
    def unreadable(self) -> int:
        """How many cells would be kept as text because they cannot be read."""
        return sum(bool(cell.problem) for row in self.rows if not row.refused for cell in row.cells)


def planned(model: RecordModel, row: int, columns: Sequence[Column], block: Sequence[Sequence[str]]) -> Paste:
    """What pasting `block` with its first cell at `row` and the first of `columns` would do."""
    rows: list[PastedRow] = []
    skipped = 0
    for offset, texts in enumerate(block):
        if not any(text.strip() for text in texts):
            continue
        record = model.record(row + offset)
        pairs = list(zip(columns, texts, strict=False))
        skipped += len(texts) - len(pairs)
        taken = [(column, text) for column, text in pairs if column.field and column.editable]
        skipped += sum(bool(text.strip()) for column, text in pairs if (column, text) not in taken)
        cells = tuple(_cell(model, record, column, text) for column, text in taken)
        rows.append(PastedRow(record, cells, "" if record else _refused(model.kind, cells)))
    return Paste(model.kind, tuple(rows), skipped)


def _cell(model: RecordModel, record: Record | None, column: Column, text: str) -> PastedCell:
    spec = column.spec(model.kind)
    value, problem = checked(column, model.kind, text, record, model.scene)
    before = cell_text.editable(spec, getattr(record, spec.name), model.scene) if record and spec else ""
    after = text.strip() if problem or spec is None else cell_text.editable(spec, value, model.scene)
    return PastedCell(column, before, after, value, problem)


def _refused(kind: str, cells: tuple[PastedCell, ...]) -> str:
    """Why a row cannot become a new record; "" when it can."""
    given = {cell.column.field for cell in cells if cell.text and not cell.problem}
    missing = [_(spec.label) for spec in KINDS[kind].specs if spec.required and spec.name not in given]
    return _("A new row needs {fields}.").format(fields=separator().join(missing)) if missing else ""


def take(tx: Transaction, paste: Paste) -> list[str]:
    """Do what the paste says; cells that cannot be read are kept as drafts. The ids of the records touched."""
    touched: list[str] = []
    for row in paste.rows:
        if row.refused:
            continue
        readable = {cell.column.field: cell.value for cell in row.cells if not cell.problem and cell.changes}
        record = row.record
        if record is None:
            record = records.create(tx, paste.kind, **readable)
        elif readable:
            record = records.edit(tx, paste.kind, record.id, **readable)
        for cell in row.cells:
            if cell.problem and cell.text:
                drafts.keep(tx, paste.kind, record.id, cell.column.field, cell.text)
        touched.append(record.id)
    return touched
