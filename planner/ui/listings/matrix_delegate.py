"""How the cells of the matrix of listings look: price over conversion, the status by shape, a faint plus where none is."""

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
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.model.catalogue import Listing
from planner.ui.listings.matrix_model import LISTING, MatrixModel
from planner.ui.listings.measures import STEPS
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import SHAPES, Cell
from planner.ui.tables.frozen_grid import CellDelegate
from planner.ui.widgets import marks, painting
from planner.ui.widgets.line_edit import LineEdit

Index = QModelIndex | QPersistentModelIndex
_FLAG = QStyle.StateFlag


class MatrixHeader(QHeaderView):
    """The names of the platforms over their columns, at the right like the prices unless said; the first at the left."""

    def __init__(self, parent: QWidget | None, align: Qt.AlignmentFlag = painting.RIGHT) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._align = align
        self.setHighlightSections(False)
        self.setFrameShape(QHeaderView.Shape.NoFrame)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        end = max(self.length() - self.offset(), 0)
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(end, 0, self.width() - end, self.height()), theme().color("subtle"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme().color("hair"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        look = theme()
        painter.save()
        painter.fillRect(rect, look.color("subtle"))
        painter.setFont(look.font(Type.SMALL, 500))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        first = logicalIndex == 0
        area = QRectF(rect).adjusted(
            look.px(14 if first else 8), 0, -look.px(8 if self._align & painting.CENTRE else 11), -1
        )
        painting.two_lines(painter, area, text, "t2", painting.LEFT if first else self._align)
        painter.restore()


class MatrixDelegate(CellDelegate):
    """Paints the matrix and edits price or conversion; `stepped(key)` follows a commit by Tab, Backtab or Return."""

    stepped = Signal(int)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(112), theme().px(Size.ROW_TWO_LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        if index.column() == 0:
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), look.color("hair"))
            self._paint_product(painter, rect, str(index.data() or ""))
        else:
            self._paint_cell(painter, rect.adjusted(3, 3, -3, -4), option, index)
        painter.restore()

    def _paint_product(self, painter: QPainter, rect: QRectF, name: str) -> None:
        look = theme()
        side = look.px(Size.AVATAR_SMALL)
        tile = QRectF(rect.left() + look.px(14), rect.center().y() - side / 2, side, side)
        marks.monogram(painter, QRectF(tile.toRect()), name)
        painter.setFont(look.font(Type.BODY, 500))
        painting.two_lines(painter, rect.adjusted(look.px(50), 0, -look.px(8), -1), name, "t1", painting.LEFT)

    def _paint_cell(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        look, model = theme(), index.model()
        listing = index.data(LISTING)
        selected, focused = option.state & _FLAG.State_Selected, option.state & _FLAG.State_HasFocus
        over = self.hovered == (index.row(), index.column())
        fill = ("sel" if self.active else "sel_inactive") if selected else "hover" if over else ""
        shown = model.look(listing) if isinstance(listing, Listing) and isinstance(model, MatrixModel) else None
        if fill:
            painting.box(painter, rect, Size.RADIUS_TILE, fill)
        elif shown is not None and shown.step:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.between("surface", "band50", shown.step / STEPS))
            painter.drawRoundedRect(rect, look.px(Size.RADIUS_TILE), look.px(Size.RADIUS_TILE))
        if focused:
            painter.setPen(look.pen("accent" if self.active else "ctl", 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), look.px(7), look.px(7))
        if shown is not None and isinstance(listing, Listing):
            self._paint_listing(painter, rect, listing, (shown.price, shown.lower))
            self._paint_alarm(painter, rect, shown.alarm)
        else:
            ink = "t2" if over or focused else "t_dis"
            painting.icon(painter, "plus", ink, 15, rect.center())

    def _paint_listing(self, painter: QPainter, rect: QRectF, listing: Listing, cells: tuple[Cell, Cell]) -> None:
        look, pad = theme(), theme().px(8)
        side = look.px(12)
        middle = rect.center().y()
        glyph = QRectF(rect.left() + pad, middle - look.px(9) - side / 2, side, side)
        marks.status(painter, glyph, SHAPES.get(listing.status or "idea", "idea"))
        area = QRectF(
            rect.left() + pad + look.px(16), middle - look.px(19), rect.width() - 2 * pad - look.px(16), look.px(20)
        )
        for size, cell, ink in ((Type.BODY, cells[0], "t1"), (Type.SMALL, cells[1], "t2")):
            painter.setFont(look.font(size, tabular=True))
            tint = "neg" if cell.problem else "t2" if cell.faint else ink
            wide = painting.line(painter, area, cell.text, tint, painting.RIGHT)
            if cell.problem:
                centre = QPointF(max(area.right() - wide - look.px(10), rect.left() + look.px(8)), area.center().y())
                painting.icon(painter, "circle-x", "neg", 13, centre)
            area = QRectF(rect.left() + pad, middle, rect.width() - 2 * pad, look.px(18))

    def _paint_alarm(self, painter: QPainter, rect: QRectF, token: str) -> None:
        """A corner at the top right where something is wrong with the price."""
        if not token:
            return
        side, corner = theme().px(9), QPointF(rect.right(), rect.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().brush(token))
        painter.drawPolygon(QPolygonF([corner - QPointF(side, 0), corner, corner + QPointF(0, side)]))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        edit = LineEdit(parent, tabular=True)
        edit.setProperty("cell", True)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model, listing = index.model(), index.data(LISTING)
        if isinstance(editor, LineEdit) and isinstance(model, MatrixModel):
            editor.place = ("listing", listing.id, model.part) if listing else None
            editor.set_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEdit):
            self.refused = not model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = index.model(), QRect(option.rect)
        high = theme().px(24)
        editor.setFixedHeight(high)
        lower = isinstance(model, MatrixModel) and model.part == "conversion"
        top = rect.center().y() if lower else rect.center().y() - high
        editor.setGeometry(QRect(rect.left() + 2, top, rect.width() - 4, high))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab goes from price to conversion, Enter down; while an input method composes the keys are its own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, LineEdit):
            if editor.composing:
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)
                if not self.refused:
                    self.stepped.emit(int(event.key()))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.refused = False
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                return True
            return False
        return super().eventFilter(editor, event)
