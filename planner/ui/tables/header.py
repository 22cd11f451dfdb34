"""The head of a table: labels over their columns, the sort arrow left of its label, and the scale of range bars."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from planner.i18n import _
from planner.model import wording
from planner.model.parsing import Context
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import BAR, NAME, RANGE, Column
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.ui.widgets.range_axis import Axis


class TableHeader(QHeaderView):
    """The header of a record table; whoever owns it sets `columns`, `axes`, `bars`, `sorted_by` and repaints."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.columns = columns
        self.axes: Mapping[str, Axis] = {}
        self.bars = True
        self.sorted_by = ""
        self.descending = False
        self.context = Context()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFrameShape(QHeaderView.Shape.NoFrame)
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(Size.TABLE_HEADER))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        look, column = theme(), self.columns[logicalIndex]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("subtle"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("hair"))
        pad = look.px(Size.CELL_PADDING)
        left = look.px(14) if column.look == NAME else pad
        area = QRectF(rect).adjusted(left, 0, -pad, -1)
        if column.look == RANGE and self.bars:
            self._paint_scale(painter, QRectF(area.left(), area.top(), look.px(BAR), area.height()), column)
            area.setLeft(area.left() + look.px(BAR + 8))
        self._paint_label(painter, area, column)
        painter.restore()

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        end = self.length() - self.offset()
        if end < self.viewport().width():
            rest = QRect(end, 0, self.viewport().width() - end, self.height())
            painter = QPainter(self.viewport())
            painter.fillRect(rest, theme().color("subtle"))
            painter.fillRect(QRect(rest.left(), rest.bottom(), rest.width(), 1), theme().color("hair"))

    def _paint_label(self, painter: QPainter, area: QRectF, column: Column) -> None:
        look, text = theme(), _(column.label)
        here = self.sorted_by == column.id
        painter.setFont(look.font(Type.SMALL, 500))
        arrow = look.px(16)
        wide = min(painting.width(text, painter.font()), area.width() - (arrow if here else 0))
        left = area.right() - wide if column.right else area.left() + (arrow if here else 0)
        if here:
            name = "arrow-down" if self.descending else "arrow-up"
            painting.icon(painter, name, "t2", 13, QPointF(left - arrow + look.px(7), area.center().y()))
        words = QRectF(left, area.top(), max(wide, 0) + 1, area.height())
        painting.line(painter, words, text, "t1" if here else "t2")

    def _paint_scale(self, painter: QPainter, area: QRectF, column: Column) -> None:
        scale = self.axes.get(column.id)
        if scale is None:
            return
        look = theme()
        painter.setFont(look.font(Type.INITIAL, tabular=True))
        ticks = list(scale.ticks)
        taken: list[tuple[float, float]] = []
        for tick in [ticks[0], ticks[-1], *ticks[1:-1]]:
            text = wording.one(Decimal(f"{tick:.6g}"), column.family or "number", self.context, exact=False)
            wide = painting.width(text, painter.font())
            x = area.left() + scale.at(tick) * area.width()
            start = min(max(x - wide / 2, area.left()), area.right() - wide)
            if any(start < end + look.px(6) and begin < start + wide + look.px(6) for begin, end in taken):
                continue
            taken.append((start, start + wide))
            painter.fillRect(QRectF(round(x), area.bottom() - look.px(4), 1, look.px(4)), look.color("ctl_soft"))
            painting.line(painter, QRectF(start, area.top(), wide + 1, area.height() - look.px(3)), text, "t3")

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.TABLE_HEADER))
        self.viewport().update()
