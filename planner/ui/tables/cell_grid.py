"""What small tables share: a calm grid, and cells whose editors commit by keys and keep what cannot be read."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.model import parsing
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.line_edit import LineEdit

Index = QModelIndex | QPersistentModelIndex
_STEPS: Final[Mapping[Any, tuple[int, int]]] = {
    Qt.Key.Key_Return: (0, 1), Qt.Key.Key_Enter: (0, 1), Qt.Key.Key_Tab: (1, 0), Qt.Key.Key_Backtab: (-1, 0),
}  # fmt: skip


class CellEditors(QStyledItemDelegate):
    """Edits cells in a line. `stepped(columns, rows)` follows Tab and Enter; `refused(text)` says why a text cannot be read.

    A text that `read` refuses stays in its cell, marked, until it is mended or given up by Esc.
    """

    stepped = Signal(int, int)
    refused = Signal(str)

    def read(self, text: str, column: int) -> Any:  # noqa: ARG002 - any text will do unless a table says otherwise
        """What is typed in a column; ParseError when it cannot be read."""
        return text

    def line(self, parent: QWidget, index: Index, name: str) -> LineEdit:
        """An editor of one line for the cell, called `name`."""
        edit = LineEdit(parent, tabular=True)
        edit.setProperty("cell", True)
        edit.setProperty("column", index.column())
        edit.setAccessibleName(name)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, LineEdit):
            editor.set_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setFixedHeight(min(theme().px(Size.CONTROL), option.rect.height()))
        editor.setGeometry(QRect(option.rect))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes down, Tab along, Esc back; while an input method composes they are its own."""
        if not isinstance(editor, LineEdit):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.FocusOut and self._refuses(editor):
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if editor.composing:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        step = _STEPS.get(event.key())
        if step is not None and not self._refuses(editor):
            self.finish(editor)
            self.stepped.emit(*step)
        return step is not None

    def finish(self, editor: QWidget) -> None:
        """Commit what the editor holds and close it."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def _refuses(self, editor: LineEdit) -> bool:
        try:
            self.read(editor.text(), editor.property("column"))
        except parsing.ParseError as error:
            editor.set_state("error")
            self.refused.emit(error.message)
            return True
        return False


class CellGrid(QTableView):
    """A table without frame, lines or own style that knows whether it has the keyboard (`active`)."""

    def __init__(self, model: QAbstractTableModel) -> None:
        super().__init__()
        self.active = False
        model.setParent(self)
        self.setModel(model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def commit(self) -> None:
        """Commit the cell being edited."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.active = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.active = False
        self.viewport().update()

    def closeEditor(self, editor: QWidget, _hint: QStyledItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.setFocus()
