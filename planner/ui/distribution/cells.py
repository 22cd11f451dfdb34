"""How the matrix of works and platforms looks: success is quiet, what needs a hand is filled, a faint plus where nothing is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from planner.model.placements import Placement
from planner.ui.distribution.model import CELL, WORK, DistributionModel
from planner.ui.distribution.publication_words import LOOKS, WORKS_ICONS, short_words, state_of, views_words
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.frozen_grid import CellDelegate
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from planner.model.catalogue import Work

Index = QModelIndex | QPersistentModelIndex
_FLAG = QStyle.StateFlag


class DistributionDelegate(CellDelegate):
    """Paints works and their publications; `flashed` is the cell to which somebody was led."""

    def __init__(self) -> None:
        super().__init__()
        self.flashed: tuple[int, int] = (-1, -1)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(112), theme().px(Size.ROW_TWO_LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model = theme(), QRectF(option.rect), index.model()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        if isinstance(model, DistributionModel) and index.column() == 0:
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), look.color("hair"))
            self._paint_work(painter, rect, index.data(WORK), model.progress_words(index.row()))
        elif isinstance(model, DistributionModel):
            self._paint_cell(painter, rect.adjusted(4, 4, -4, -5), option, index)
        painter.restore()

    def _paint_work(self, painter: QPainter, rect: QRectF, work: "Work", progress: str) -> None:
        look = theme()
        centre = QPointF(rect.left() + look.px(24), rect.center().y())
        painting.icon(painter, WORKS_ICONS.get(work.medium or "", "file-text"), "t3", 17, centre)
        left, wide = rect.left() + look.px(44), rect.width() - look.px(54)
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, QRectF(left, rect.top() + look.px(4), wide, look.px(20)), work.title, "t1")
        painter.setFont(look.font(Type.SMALL, tabular=True))
        painting.line(painter, QRectF(left, rect.top() + look.px(25), wide, look.px(18)), progress, "t3")

    def _paint_cell(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        look, cell, model = theme(), index.data(CELL), index.model()
        over = self.hovered == (index.row(), index.column())
        chosen = bool(option.state & _FLAG.State_Selected)
        state = (
            state_of(cell, model.clock) if isinstance(cell, Placement) and isinstance(model, DistributionModel) else ""
        )
        fill = LOOKS[state].fill if state else ""
        if not fill and (over or chosen):
            fill = ("sel" if self.active else "sel_inactive") if chosen else "hover"
        if fill:
            painting.box(painter, rect, Size.RADIUS_TILE, fill)
        if self.flashed == (index.row(), index.column()):
            painting.ring(painter, rect, Size.RADIUS_TILE)
        elif _is_current(option, index):
            ink = LOOKS[state].ink if state and LOOKS[state].fill else "accent"
            painter.setPen(look.pen(ink if self.active else "ctl", 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            corner = look.px(Size.RADIUS_TILE)
            painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), corner, corner)
        if isinstance(cell, Placement) and isinstance(model, DistributionModel):
            self._paint_publication(painter, rect, cell, model)
        else:
            painting.icon(painter, "plus", "t2" if over or chosen else "t_dis", 14, rect.center())

    def _paint_publication(self, painter: QPainter, rect: QRectF, cell: Placement, model: DistributionModel) -> None:
        look, seen = theme(), views_words(cell.views)
        shape = LOOKS[state_of(cell, model.clock)]
        words, quiet = short_words(cell, model.clock), not shape.fill
        painter.setFont(look.font(Type.SMALL, 400 if quiet else 500, tabular=True))
        room = rect.width() - look.px(4)  # “May 2025” has its mark too
        said = painting.width(words, painter.font())
        mark = look.px(19) if look.px(19) + said <= room else 0  # rather no mark than half a word
        wide = min(mark + said, room)
        middle = rect.center().y() - (look.px(8) if seen else 0)
        left = rect.center().x() - wide / 2
        if mark:
            painting.icon(painter, shape.icon, shape.ink, 14, QPointF(left + look.px(7), middle))
        row = QRectF(left + mark, middle - look.px(9), wide - mark + 1, look.px(18))
        painting.line(painter, row, words, "t2" if quiet else shape.ink)
        if seen:
            painter.setFont(look.font(Type.TINY, tabular=True))
            below = QRectF(rect.left() + look.px(4), middle + look.px(8), room, look.px(16))
            painting.line(painter, below, seen, "t3", painting.CENTRE)


def _is_current(option: QStyleOptionViewItem, index: Index) -> bool:
    """Whether the cell is the one with the cursor, be the keyboard in the grid or not."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.currentIndex() == index
