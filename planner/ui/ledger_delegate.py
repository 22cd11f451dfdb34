"""How entries are painted, one line each, and which editor a cell of them opens."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.model.catalogue import Entry
from planner.ui.completion import CompletedEdit
from planner.ui.ledger_fields import edit_for
from planner.ui.ledger_reading import entry_text
from planner.ui.table_columns import Cell, Column
from planner.ui.table_delegate import CellDelegate
from planner.ui.theme import theme
from planner.ui.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window_model import CELL, WindowModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.bridge import Bridge
    from planner.ui.cell_text import Scene

Index = QModelIndex | QPersistentModelIndex
_MARKS: Final = {
    "error": ("circle-x", "neg"), "warning": ("triangle-alert", "warn"), "hint": ("lightbulb", "info"),
}  # fmt: skip
FADED: Final = 0.6  # how strong rows are painted while newer ones are on their way
_STEPS: Final = {
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Tab: (1, 0),
    Qt.Key.Key_Backtab: (-1, 0),
}


class EntryDelegate(CellDelegate):
    """Paints rows of a `WindowModel` of entries; `scene` says how their fields are read. `faded` rows are out of date."""

    def __init__(self, bridge: "Bridge", scene: "Callable[[], Scene]", parent: QWidget) -> None:
        super().__init__(parent)
        self.bridge, self.scene = bridge, scene
        self.faded = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), theme().row(Size.ROW_LEDGER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = index.model(), option.rect
        if not isinstance(model, WindowModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option, index)
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            if self.faded:
                painter.setOpacity(FADED)
            self._paint_cell(painter, QRectF(rect), cell, model.columns[index.column()])
        if self.ringed and self.active and option.state & QStyle.StateFlag.State_HasFocus:
            painting.ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell, column: Column) -> None:
        look = theme()
        if column.id == "checked":
            if cell.shape:
                painting.icon(painter, cell.shape, "t3", 15, rect.center())
            return
        area = rect.adjusted(look.px(Size.CELL_PADDING), 0, -look.px(Size.CELL_PADDING), -1)
        painter.setFont(look.font(Type.BODY, tabular=column.right or column.id == "date"))
        if cell.problem:
            self._paint_problem(painter, area, cell, column)
            return
        mark, ink = _MARKS.get(cell.severity, (cell.shape, "t3"))
        if mark:
            area.adjust(*((look.px(18), 0, 0, 0) if column.right else (0, 0, -look.px(18), 0)))
        align = painting.RIGHT if column.right else painting.LEFT
        wide = painting.line(painter, area, cell.text, _ink(cell, column), align)
        if mark:
            x = area.right() - wide - look.px(11) if column.right else area.left() + wide + look.px(11)
            painting.icon(painter, mark, ink, 14, QPointF(x, area.center().y()))

    # editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget | None:
        model = index.model()
        if not isinstance(model, WindowModel):
            return None
        column = model.columns[index.column()]
        edit = edit_for(column.field, self.bridge, self.scene, parent)
        edit.setProperty("cell", True)
        edit.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal) or ""))
        if column.right:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        entry = model.record(index.row()) if isinstance(model, WindowModel) else None
        if not isinstance(entry, Entry) or not isinstance(editor, LineEdit):
            return
        name, scene = model.columns[index.column()].field, self.scene()
        editor.set_value(entry_text(name, entry, scene), draft=scene.draft("entry", entry.id, name))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEdit) and editor.changed:
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setFixedHeight(option.rect.height() - 1)
        rect = QRect(option.rect)
        editor.setGeometry(rect.left(), rect.top(), rect.width(), editor.height())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes down, with Shift up, Tab along, Esc back; what is offered below a line is taken by them first."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not pressed or not isinstance(editor, LineEdit) or not isinstance(event, QKeyEvent) or editor.composing:
            return super().eventFilter(editor, event)
        offering = isinstance(editor, CompletedEdit) and editor.offering
        if event.key() == Qt.Key.Key_Escape and offering:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return super().eventFilter(editor, event)
        if isinstance(editor, CompletedEdit):
            editor.settle()
        back = step[1] and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._leave(editor, (0, -1) if back else step)
        return True

    def _leave(self, editor: QWidget, step: tuple[int, int]) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)
        self.stepped.emit(*step)


def _ink(cell: Cell, column: Column) -> str:
    if column.id == "amount":
        return "t1"
    return "t2" if cell.faint or column.id in ("fee", "memo", "source", "external_id") else "t1"
