"""How cells look and how they are edited: painted from tokens alone, with the editors of the form in small."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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
    QTimer,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from planner.model.field_types import Choice as ChoiceType
from planner.model.field_types import FieldType, Reference
from planner.model.fields import FieldSpec
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables import cell_text
from planner.ui.tables.columns import BAR, NAME, RANGE, STATUS, Cell, Column
from planner.ui.tables.model import CELL, RecordModel
from planner.ui.widgets import marks, painting
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.widgets.range_axis import Axis

Index = QModelIndex | QPersistentModelIndex
TEXT_LEFT = 50  # px from the edge of a name cell to its words
_TILE_FROM = 150  # px: a narrower name cell has no tile
_FLAG = QStyle.StateFlag


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a record table and opens their editors.

    `stepped(columns, rows)` follows a commit by Tab (1, 0), Shift+Tab (-1, 0) or Enter (0, 1).
    """

    stepped = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.axes: Mapping[str, Axis] = {}
        self.bars = True
        self.hovered = -1
        self.flashing: frozenset[str] = frozenset()
        self.ringed = False
        self.active = False
        self.refused = False  # whether what was typed last could not be kept: its editor stays open

    # painting

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(Size.ROW_ONE_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RecordModel):
            return
        rect, cell, column = option.rect, index.data(CELL), model.columns[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option, index)
        if model.is_add_row(index.row()):
            self._paint_adding(painter, QRectF(rect), model)
        elif column.look == NAME:
            self._paint_name(painter, QRectF(rect), cell)
        else:
            self._paint_value(painter, QRectF(rect), cell, column)
        if self.ringed and self.active and option.state & _FLAG.State_HasFocus:
            painting.ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        look, model = theme(), index.model()
        record = model.record(index.row())
        selected = bool(option.state & _FLAG.State_Selected) and record is not None
        ground = "surface"
        if record is not None and record.id in self.flashing:
            ground = "acc_soft"
        elif selected:
            ground = "sel" if self.active else "sel_inactive"
        elif index.row() == self.hovered:
            ground = "hover"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("hair"))
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), look.px(3), rect.height()), look.color("accent"))

    def _paint_adding(self, painter: QPainter, rect: QRectF, model: RecordModel) -> None:
        """The words of the last row run on over all columns: each cell paints its part of them."""
        look, view = theme(), self.parent()
        start = view.columnViewportPosition(0) if isinstance(view, QTableView) else rect.left()
        painter.setClipRect(rect)
        painting.icon(painter, "plus", "t3", 16, QPointF(start + look.px(27), rect.center().y()))
        painter.setFont(look.font(Type.BODY))
        words = QRectF(start + look.px(TEXT_LEFT), rect.top(), look.px(500), rect.height())
        painting.line(painter, words, model.add_text, "t3")

    def _paint_name(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        look = theme()
        side = look.px(Size.AVATAR_SMALL)
        bare = rect.width() < look.px(_TILE_FROM)
        if not bare:
            tile = QRectF(rect.left() + look.px(14), rect.center().y() - side / 2, side, side)
            marks.monogram(painter, QRectF(tile.toRect()), cell.text)
        words = rect.adjusted(look.px(14 if bare else TEXT_LEFT), 0, -look.px(8), -1)
        if cell.caption:
            half = look.px(18)
            middle = words.center().y()
            painter.setFont(look.font(Type.SMALL))
            painting.line(painter, QRectF(words.left(), middle, words.width(), half), cell.caption, "t3")
            words = QRectF(words.left(), middle - look.px(20), words.width(), look.px(20))
        painter.setFont(look.font(Type.BODY, 500))
        if cell.severity:
            words.setRight(words.right() - look.px(20))
        wide = painting.line(painter, words, cell.text, "neg" if cell.problem else "t1")
        self._paint_mark(painter, QPointF(words.left() + wide + look.px(12), words.center().y()), cell)

    def _paint_value(self, painter: QPainter, rect: QRectF, cell: Cell, column: Column) -> None:
        look = theme()
        area = rect.adjusted(look.px(Size.CELL_PADDING), 0, -look.px(Size.CELL_PADDING), -1)
        painter.setFont(look.font(Type.BODY, 500 if column.outlook else 400, tabular=column.right))
        if column.look == RANGE and self.bars:
            self._paint_bar(painter, QRectF(area.left(), area.top(), look.px(BAR), area.height()), cell, column)
            if not cell.problem:
                area.setLeft(area.left() + look.px(BAR + 8))
        if cell.problem:
            self._paint_problem(painter, area, cell, column)
            return
        if column.look == STATUS and cell.shape:
            side = look.px(12)
            marks.status(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), cell.shape)
            area.setLeft(area.left() + look.px(18))
        ink = "t3" if cell.faint else "t1"
        align = painting.RIGHT if column.right else painting.LEFT
        if cell.caption:
            self._paint_two_lines(painter, area, cell, ink, align)
            return
        if cell.severity:
            area.adjust(*((look.px(18), 0, 0, 0) if column.right else (0, 0, -look.px(18), 0)))
        if column.right:
            _shrink(painter, area, cell.text)
        wide = painting.line(painter, area, cell.text, ink, align)
        x = area.right() - wide - look.px(11) if column.right else area.left() + wide + look.px(11)
        self._paint_mark(painter, QPointF(x, area.center().y()), cell)

    def _paint_mark(self, painter: QPainter, centre: QPointF, cell: Cell) -> None:
        """The sign of what a rule finds in a value."""
        if cell.severity:
            name, tint = ("circle-x", "neg") if cell.severity == "error" else ("triangle-alert", "warn")
            painting.icon(painter, name, tint, 14, centre)

    def _paint_two_lines(self, painter: QPainter, area: QRectF, cell: Cell, ink: str, align: Qt.AlignmentFlag) -> None:
        look, middle = theme(), area.center().y()
        first = QRectF(area.left(), middle - look.px(20), area.width(), look.px(20))
        if align == painting.RIGHT:
            _shrink(painter, area, cell.text)
        painting.line(painter, first, cell.text, ink, align)
        painter.setFont(look.font(Type.SMALL, tabular=True))
        painting.line(painter, QRectF(area.left(), middle, area.width(), look.px(18)), cell.caption, "t3", align)

    def _paint_problem(self, painter: QPainter, area: QRectF, cell: Cell, column: Column) -> None:
        """The text kept as a draft, with the mark of an error before it."""
        look = theme()
        room = area.width() - look.px(19)
        wide = min(painting.width(cell.text, painter.font()), room)
        left = area.right() - wide if column.right else area.left() + look.px(19)
        painting.icon(painter, "circle-x", "neg", 14, QPointF(left - look.px(11), area.center().y()))
        painting.line(painter, QRectF(left, area.top(), wide + 1, area.height()), cell.text, "neg")

    def _paint_bar(self, painter: QPainter, area: QRectF, cell: Cell, column: Column) -> None:
        scale = self.axes.get(column.id)
        if cell.span is None or scale is None:
            return
        look = theme()
        middle, thick = area.center().y(), look.px(5)
        painter.fillRect(QRectF(area.left(), round(middle) - 1, area.width(), 2), look.color("hair"))
        low, likely, high = (area.left() + scale.at(number) * area.width() for number in cell.span)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("band50"))
        painter.drawRoundedRect(QRectF(low, middle - thick / 2, max(high - low, 2.0), thick), thick / 2, thick / 2)
        painter.setBrush(look.brush("accent"))
        painter.drawEllipse(QPointF(likely, middle), look.px(3), look.px(3))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The tooltip of a cell; a text that is cut is told whole where there is none."""
        cell = index.data(CELL)
        if isinstance(cell, Cell) and not cell.tip and event.type() == QEvent.Type.ToolTip:
            pad = TEXT_LEFT + 8 if index.model().columns[index.column()].look == NAME else 2 * Size.CELL_PADDING
            words = max((cell.text, cell.caption), key=lambda text: painting.width(text, theme().font()))
            cut = painting.width(words, theme().font()) > option.rect.width() - theme().px(pad)
            QToolTip.showText(
                event.globalPos(), "\n".join(filter(None, (cell.text, cell.caption))) if cut else "", view
            )
            return True
        return super().helpEvent(event, view, option, index)

    # editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget | None:
        model = index.model()
        if not isinstance(model, RecordModel):
            return None
        spec = model.columns[index.column()].spec(model.kind)
        if spec is not None and not model.is_add_row(index.row()) and _chooses_one(spec.type):
            value = str(getattr(model.record(index.row()), spec.name) or "")
            return self._combo(parent, _with(spec, value, model.scene), required=spec.required)
        edit = LineEdit(parent, tabular=model.columns[index.column()].right)
        edit.setProperty("cell", True)
        edit.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal) or ""))
        if model.columns[index.column()].right:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    def _combo(self, parent: QWidget, choices: list[tuple[str, str]], *, required: bool) -> QWidget:
        """An open list of the choices, with an empty one where the field may be empty."""
        combo = Choice(parent=parent)
        combo.set_options(choices if required else [*choices, ("", "–")])
        combo.activated.connect(lambda _at: self._finish(combo, 0, 0))
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        column, record = model.columns[index.column()], model.record(index.row())
        spec = column.spec(model.kind)
        if record is None or spec is None:
            return
        value = getattr(record, spec.name)
        if isinstance(editor, Choice):
            editor.set_value(str(value or ""))
        elif isinstance(editor, LineEdit):
            editor.place = (model.kind, record.id, spec.name)
            draft = model.scene.draft(*editor.place)
            editor.set_value(cell_text.editable(spec, value, model.scene), draft=draft)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.value() if isinstance(editor, Choice) else editor.text() if isinstance(editor, LineEdit) else ""
        self.refused = not model.setData(index, text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        model = index.model()
        if isinstance(model, RecordModel) and model.is_add_row(index.row()):
            rect.setRight(max(rect.right(), rect.left() + theme().px(320)))
            rect.setLeft(rect.left() + theme().px(TEXT_LEFT - 12))
        elif isinstance(model, RecordModel) and model.columns[index.column()].look == NAME:
            rect.setLeft(rect.left() + theme().px(TEXT_LEFT - 12))
        high = theme().px(Size.CONTROL)
        editor.setFixedHeight(min(high, rect.height()))
        rect.setTop(rect.center().y() - editor.height() // 2 + 1)
        editor.setGeometry(QRect(rect.left(), rect.top(), rect.width(), editor.height()))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes down, Tab along, Esc back; while an input method composes they are its own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            if isinstance(editor, LineEdit) and editor.composing:
                return False
            step = _STEPS.get(event.key())
            if step is not None:
                self._finish(editor, *step)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.refused = False
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                return True
            return False
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, columns: int, rows: int) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)
        if (columns or rows) and not self.refused:
            self.stepped.emit(columns, rows)


def _shrink(painter: QPainter, area: QRectF, text: str) -> None:
    """Take a smaller face for a number that would be cut: half of it says nothing."""
    for size in (Type.SMALL, Type.TINY):
        if painting.width(text, painter.font()) > area.width():
            painter.setFont(theme().font(size, painter.font().weight(), tabular=True))


def _with(spec: FieldSpec, value: str, scene: cell_text.Scene) -> list[tuple[str, str]]:
    """What can be chosen, and what is chosen now even where it is archived."""
    choices = cell_text.options(spec, scene)
    if value and value not in dict(choices):
        choices.append((value, cell_text.shown(spec, value, scene)))
    return choices


def _chooses_one(field_type: FieldType) -> bool:
    return isinstance(field_type, ChoiceType | Reference) and not field_type.many


_STEPS: Mapping[Any, tuple[int, int]] = {
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Tab: (1, 0),
    Qt.Key.Key_Backtab: (-1, 0),
}
