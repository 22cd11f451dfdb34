"""Between a table of records and the clipboard: rows as text that reads back, blocks shown before they are taken."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from planner.model.catalogue import Record
from planner.ui.tables import cell_text, pasting
from planner.ui.tables.clipboard import from_tsv, to_tsv
from planner.ui.tables.columns import Column
from planner.ui.tables.paste_preview import PastePreview

if TYPE_CHECKING:
    from planner.ui.tables.records import RecordTable


class BlockClipboard:
    """Copies and pastes for one table; `preview` is the last block shown before it was taken."""

    def __init__(self, table: "RecordTable") -> None:
        self.table = table
        self.preview: PastePreview | None = None

    def copy(self) -> None:
        """Copy the rows selected, all visible columns, as text that reads back to the same values."""
        if chosen := self.table.selected():
            QGuiApplication.clipboard().setText(to_tsv([self._texts(record) for record in chosen]))

    def paste(self) -> None:
        """Paste over the current cell and what follows; more than one cell is shown before it is taken."""
        table = self.table
        block = from_tsv(QGuiApplication.clipboard().text())
        at = table.view.currentIndex()
        columns = self._visible(max(at.column(), 0))
        if not block or not columns or table.bridge.read_only:
            return
        row = at.row() if at.isValid() else len(table.model.records)
        if len(block) == 1 and len(block[0]) == 1 and table.model.record(row) is not None:
            if at.flags() & Qt.ItemFlag.ItemIsEditable:
                table.take_text(at, block[0][0])
            return
        self.preview = PastePreview(pasting.planned(table.model, row, columns, block), table)
        self.preview.accepted.connect(self._take)
        self.preview.open_below(table.bar)

    def _take(self, paste: pasting.Paste) -> None:
        self.table.select_ids(self.table.edits.paste(paste))
        self.table.view.setFocus()

    def _visible(self, start: int) -> list[Column]:
        return [self.table.model.columns[at] for at in self.table.view.shown_columns() if at >= start]

    def _texts(self, record: Record) -> list[str]:
        """The row as text that reads back; reckoned cells as they are shown."""
        model, texts = self.table.model, []
        for column in self._visible(0):
            spec = column.spec(model.kind)
            if spec is None:
                texts.append(model.cell(model.row_of(record.id), model.columns.index(column)).text)
                continue
            draft = model.scene.draft(model.kind, record.id, spec.name)
            texts.append(draft or cell_text.editable(spec, getattr(record, spec.name), model.scene))
        return texts
