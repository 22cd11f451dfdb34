"""The key figures as cards: each a button that leads to where its number comes from."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QWidget

from planner.figures.drawing import Drawing
from planner.figures.spark import spark
from planner.figures.week_bars import WeekBarOptions, week_bars
from planner.i18n import _
from planner.ui.figures.offers import TableWindow
from planner.ui.figures.painter import FigurePainter
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.overview.key_numbers import KeyNumber
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton

_FIGURES: Final = (Type.KEY_FIGURE, Type.HEADLINE, Type.PAGE_TITLE)  # a range too wide for its card stands smaller
_SPARK: Final = (88, 40)  # px
_BARS: Final = (104, 46)
_LEAST, _LEAST_BARS = 60, 72  # px: a figure narrower than that is left out


class KeyCard(PaintedButton):
    """One key figure: title, value with its unit, a note, and how it went."""

    def __init__(self) -> None:
        super().__init__()
        self.number = KeyNumber("")
        self._weekday: int | None = None
        self.table: TableWindow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def show_number(self, number: KeyNumber, weekday: int | None = None) -> None:
        """Show `number`; `weekday` is today's, for bars of a week."""
        self.number, self._weekday = number, weekday
        self.setAccessibleName(number.spoken)
        self.setToolTip(self._whole())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(170), theme().px(Size.KPI_CARD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        painting.box(painter, rect, Size.RADIUS_CARD, "surface", "ctl_soft" if self.underMouse() else "hair")
        pad, one = look.px(Size.CARD_PADDING), self.number
        inner = rect.adjusted(pad, 0, -pad, 0)
        painter.setFont(look.font(Type.SMALL, 500))
        painting.line(painter, QRectF(inner.left(), look.px(14), inner.width(), look.px(18)), one.title, "t2")
        row = QRectF(inner.left(), look.px(41), inner.width(), look.px(Size.KPI_VALUE))
        self._paint_trend(painter, row, self._paint_value(painter, row))
        painter.setFont(look.font(Type.SMALL, 400, tabular=True))
        painting.line(painter, QRectF(inner.left(), look.px(84), inner.width(), look.px(18)), one.note, "t3")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CARD)

    def _paint_value(self, painter: QPainter, row: QRectF) -> float:
        """The value and its unit, or what is to be entered; returns where they end."""
        look, one = theme(), self.number
        if one.gap:
            painter.setFont(look.font(Type.CARD_TITLE, 600))
            return row.left() + painting.line(painter, row, one.gap, "acc_text")
        unit = look.font(Type.CARD_TITLE, 400, tabular=True)
        beside = look.px(6) + painting.width(one.unit, unit) if one.unit else 0
        base = painting.baseline(row, look.font(Type.KEY_FIGURE, 600, tabular=True))
        painter.setFont(painting.fitting(one.value, _FIGURES, 600, row.width() - beside))
        end = row.left() + painting.line(painter, row, one.value, "t1")
        if one.unit:
            painter.setFont(unit)
            painter.setPen(look.color("t2"))
            painter.drawText(round(end + look.px(6)), round(base), one.unit)
            end += look.px(6) + painting.width(one.unit, painter.font())
        return end

    def _paint_trend(self, painter: QPainter, row: QRectF, left: float) -> None:
        look = theme()
        drawing = self._drawing(look.scale / 100, row.right() - left - look.px(14))
        if drawing is None:
            return
        zoom = look.scale / 100
        painter.save()
        painter.translate(row.right() - drawing.width * zoom, row.bottom() - drawing.height * zoom)
        painter.scale(zoom, zoom)
        self._ink.paint(painter, drawing.paths, drawing.texts)
        painter.restore()

    def _drawing(self, zoom: float, room: float) -> Drawing | None:
        """The small figure that has `room` px on the screen; None where there is none, or no room."""
        one, room = self.number, room / zoom
        if one.bars:
            wide = min(room, _BARS[0])
            options = WeekBarOptions(wide, _BARS[1], self._weekday)
            return week_bars(one.bars, one.title, options) if wide >= _LEAST_BARS else None
        wide = min(room, _SPARK[0])
        known = sum(dot.value is not None for dot in one.trend)
        return spark(one.trend, one.title, (wide, _SPARK[1])) if known > 1 and wide >= _LEAST else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the small figure is made of."""
        if self._drawing(1.0, _BARS[0]) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Show as a table")).triggered.connect(lambda _on=False: self.show_table())
        menu.popup(event.globalPos())

    def show_table(self) -> None:
        """Show the small figure as a table."""
        drawing = self._drawing(1.0, _BARS[0])
        if drawing is not None:
            if self.table is None:
                self.table = TableWindow(self)
            self.table.show_drawing(drawing)

    def _whole(self) -> str:
        """What does not fit, told in the tooltip."""
        one = self.number
        return "\n".join(part for part in (f"{one.value} {one.unit}".strip() if not one.gap else "", one.note) if part)

    def _restyle(self) -> None:
        self._ink = FigurePainter(theme().tokens.as_dict(), fonts.families())
        self.setFixedHeight(theme().px(Size.KPI_CARD))
        self.update()


class KeyCards(QWidget):
    """The four cards, side by side or two by two; `went(page, kind, id, field)` follows a click on one."""

    went = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.cards = [KeyCard() for _card in range(4)]
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        for card in self.cards:
            card.clicked.connect(lambda _on=False, card=card: self.went.emit(*card.number.place))
        self._columns = 0
        self.arrange(4)
        follow(self._restyle)

    def arrange(self, columns: int) -> None:
        """Stand in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self.grid.addWidget(card, at // columns, at % columns)
        for column in range(4):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)

    def _restyle(self) -> None:
        self.grid.setSpacing(theme().px(Size.CARD_GAP))
