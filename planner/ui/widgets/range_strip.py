"""The strip under a range field: how likely which value is, on an axis, beside what others have."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting, speech
from planner.ui.widgets.range_axis import Axis, axis, bell


@dataclass(frozen=True, slots=True)
class Spread:
    """What a strip shows: a range (80 % of cases), its most likely value and the median of comparable ones."""

    low: float
    high: float
    likely: float | None = None
    peers: float | None = None


class RangeStrip(QWidget):
    """48 px: density, most likely tick, axis, and a dotted tick for peers; dashed where low is above high."""

    accessible_role = QAccessible.Role.Chart

    def __init__(self, show: Callable[[float], str] = "{:g}".format, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speech.install()
        self._show = show
        self._spread: Spread | None = None
        self._axis: Axis | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow(self._restyle)

    def set_format(self, show: Callable[[float], str]) -> None:
        """Name the ticks with `show`."""
        self._show = show
        self.retranslate()
        self.update()

    def set_spread(self, spread: Spread | None) -> None:
        """Show `spread`; None leaves the strip empty but keeps its height."""
        self._spread = spread
        self._axis = axis(spread.low, spread.high, spread.peers) if spread else None
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self._spoken())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._spread is None or self._axis is None:
            return
        painter = painting.begin(self)
        self._paint_axis(painter, self._axis)
        if self._spread.peers is not None:
            self._paint_peers(painter, self._spread.peers)
        if self._spread.low > self._spread.high:
            self._paint_reversed(painter, self._spread)
        else:
            self._paint_bell(painter, self._spread)

    def _spoken(self) -> str:
        spread = self._spread
        if spread is None:
            return _("Range: not set")
        low, high = self._show(spread.low), self._show(spread.high)
        if spread.low > spread.high:
            return _("Low {low} is above high {high}").format(low=low, high=high)
        if spread.likely is None:
            return _("Low {low}, high {high}").format(low=low, high=high)
        return _("Low {low}, likely {likely}, high {high}").format(low=low, likely=self._show(spread.likely), high=high)

    def _paint_axis(self, painter: QPainter, scale: Axis) -> None:
        look, floor = theme(), self._floor()
        painter.setFont(look.font(Type.TINY, tabular=True))
        painter.fillRect(QRectF(0, floor, self.width(), 1), look.color("hair"))
        free = 0.0
        for tick in scale.ticks:
            text = self._show(tick)
            wide = painting.width(text, painter.font())
            x = self._x(tick)
            left = min(max(x - wide / 2, 0), self.width() - wide)
            if left < free:
                continue
            painter.fillRect(QRectF(round(x), floor, 1, look.px(3)), look.color("ctl_soft"))
            area = QRectF(left, floor + look.px(3), wide + 1, self.height() - floor - look.px(3))
            painting.line(painter, area, text, "t3")
            free = left + wide + look.px(6)

    def _paint_peers(self, painter: QPainter, peers: float) -> None:
        look, x = theme(), round(self._x(peers)) + 0.5
        painter.setPen(look.pen("t3", 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, look.px(2)), QPointF(x, self._floor()))
        text = _("peers {value}").format(value=self._show(peers))
        painter.setFont(look.font(Type.TINY, tabular=True))
        wide = painting.width(text, painter.font())
        left = x + look.px(4) if x + look.px(4) + wide <= self.width() else x - look.px(4) - wide
        painting.line(painter, QRectF(left, 0, wide + 1, look.px(14)), text, "t3")

    def _paint_reversed(self, painter: QPainter, spread: Spread) -> None:
        look = theme()
        left, right, y = self._x(spread.high), self._x(spread.low), self._floor() - look.px(9)
        painter.setPen(look.pen("neg", 2.0, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(look.pen("neg", 2.0))
        for x in (left, right):
            painter.drawLine(QPointF(x, y - look.px(4)), QPointF(x, y + look.px(4)))

    def _paint_bell(self, painter: QPainter, spread: Spread) -> None:
        look, floor, scale = theme(), self._floor(), self._axis
        assert scale is not None  # noqa: S101 - painted only with an axis
        likely = scale.number_at((scale.at(spread.low) + scale.at(spread.high)) / 2)
        likely = likely if spread.likely is None else spread.likely
        likely = min(max(likely, spread.low), spread.high)
        top = look.px(14) if spread.peers is not None else look.px(6)
        if spread.high > spread.low:
            left, middle, right = scale.at(spread.low), scale.at(likely), scale.at(spread.high)
            path = QPainterPath(QPointF(self._pad(), floor))
            for x in range(self._room() + 1):
                path.lineTo(self._pad() + x, floor - (floor - top) * bell(left, middle, right, x / self._room()))
            path.lineTo(self._pad() + self._room(), floor)
            painter.fillPath(path, look.brush("band80"))
        left, right = self._x(spread.low), self._x(spread.high)
        high = look.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("band50"))
        painter.drawRoundedRect(QRectF(left, floor - high, max(right - left, 2.0), high), 1.5, 1.5)
        x = round(self._x(likely))
        painter.fillRect(QRectF(x - 1, top, 2, floor - top), look.color("accent"))

    def _pad(self) -> int:
        return theme().px(10)

    def _room(self) -> int:
        return max(self.width() - 2 * self._pad(), 1)

    def _x(self, number: float) -> float:
        assert self._axis is not None  # noqa: S101 - asked only with an axis
        return self._pad() + self._axis.at(number) * self._room()

    def _floor(self) -> int:
        return theme().px(31)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(Size.RANGE_STRIP))

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.RANGE_STRIP))
        self.update()
