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
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.model.catalogue import Entry
from planner.ui.ledger.fields import edit_for
from planner.ui.ledger.reading import entry_text
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import Cell, Column
from planner.ui.tables.completion import CompletedEdit
from planner.ui.tables.delegate import CellDelegate
from planner.ui.tables.window_model import WindowModel, WindowRow
from planner.ui.widgets import painting
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.bridge import Bridge
    from planner.ui.tables.cell_text import Scene

Index = QModelIndex | QPersistentModelIndex
_MARKS: Final = {
    "error": ("circle-x", "neg"), "warning": ("triangle-alert", "warn"), "hint": ("lightbulb", "info"),
}  # fmt: skip
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value
_ELIDED: Final = Qt.TextElideMode.ElideRight
_PLAIN, _TABULAR, _CLOSE = range(3)  # fonts of a cell: texts, numbers, numbers that are long
_MEASURED: Final = 4000  # texts whose widths are kept
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
        self._looks: tuple[str, int] = ("", 0)
        self._fonts = (QFont(), QFont(), QFont())
        self._fits: dict[tuple[str, int, int], tuple[str, float]] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), theme().row(Size.ROW_LEDGER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = index.model(), option.rect
        row = model.row(index.row()) if isinstance(model, WindowModel) else None
        if row is None or not isinstance(model, WindowModel):
            return
        state, place = option.state.value, index.column()
        self._paint_row(painter, rect, row, index.row() == self.hovered, bool(state & _SELECTED))
        cell, column = row.cells[place], model.columns[place]
        if self.faded:
            painter.setOpacity(FADED)
        if column.id == "checked":
            if state & _SELECTED:
                painter.fillRect(rect.left(), rect.top(), theme().px(3), rect.height(), theme().color("accent"))
            if cell.shape:
                painting.icon(painter, cell.shape, "t3", 15, QRectF(rect).center())
        elif cell.text:
            self._paint_cell(painter, rect, cell, column)
        if self.faded:
            painter.setOpacity(1.0)
        if self.ringed and self.active and state & _FOCUSED:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painting.ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)
            painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: WindowRow, over: bool, selected: bool) -> None:
        """The ground of a cell; the plain one is the view's own."""
        look, ground = theme(), ""
        if row.record.id in self.flashing:
            ground = "acc_soft"
        elif selected:
            ground = "sel" if self.active else "sel_inactive"
        elif over:
            ground = "hover"
        if ground:
            painter.fillRect(rect, look.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, column: Column) -> None:
        look = theme()
        pad = look.px(Size.CELL_PADDING)
        tabular = column.right or column.id == "date"
        painter.setFont(self._font(_TABULAR if tabular else _PLAIN))
        if cell.problem:
            self._paint_problem(painter, QRectF(rect).adjusted(pad, 0, -pad, -1), cell, column)
            return
        mark, ink = _MARKS.get(cell.severity, (cell.shape, "t3"))
        room = rect.width() - 2 * pad - (look.px(18) if mark else 0)
        text, wide = self._fitted(cell.text, room, _TABULAR if tabular else _PLAIN)
        if column.right and text != cell.text:  # a number that lacks its end would be another one
            painter.setFont(self._font(_CLOSE))
            text, wide = self._fitted(cell.text, room, _CLOSE)
        left = rect.right() + 1 - pad - wide if column.right else rect.left() + pad
        painter.setPen(look.color(_ink(cell, column)))
        painter.drawText(QPointF(left, painting.baseline(QRectF(rect).adjusted(0, 0, 0, -1), painter.font())), text)
        if mark:
            x = left - look.px(11) if column.right else left + wide + look.px(11)
            painting.icon(painter, mark, ink, 14, QPointF(x, rect.center().y()))

    def _font(self, which: int) -> QFont:
        """A font of the cells, made once for each look."""
        look = theme()
        key = (look.language, look.scale)
        if self._looks != key:
            self._looks = key
            self._fonts = (look.font(Type.BODY), look.font(Type.BODY, tabular=True), look.font(Type.TINY, tabular=True))
            self._fits.clear()
        return self._fonts[which]

    def _fitted(self, text: str, room: int, which: int) -> tuple[str, float]:
        """The text as it fits into `room`, and its width; measured once."""
        key = (text, room, which)
        found = self._fits.get(key)
        if found is None:
            if len(self._fits) > _MEASURED:
                self._fits.clear()
            metrics = QFontMetricsF(self._fonts[which])
            shown = text if metrics.horizontalAdvance(text) <= room else metrics.elidedText(text, _ELIDED, room)
            found = self._fits[key] = (shown, metrics.horizontalAdvance(shown))
        return found

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
        editor.place = ("entry", entry.id, name)
        editor.set_value(entry_text(name, entry, scene), draft=scene.draft(*editor.place))

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
