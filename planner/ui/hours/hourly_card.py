"""What an hour on each product brought in the last four weeks, and whether that rises or falls."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from planner.analysis.facts.hourly_trend import HourlyTrend
from planner.i18n import _, language
from planner.model import parsing
from planner.model.reading import Context
from planner.model.values import Money
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.model.plan import Plan

_SPARK, _FIGURE, _WITH_SPARK = 56, 64, 240  # px
_SPARK_HIGH = 12  # px: it stands beside the hours, so that the name has the line above to itself
SHOWN = 6
_WHOLE = 100  # from here on cents say nothing


class HourlyRow(PaintedButton):
    """One product: its hours, what an hour brought, and the figures of the last eight weeks as a line."""

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.caption = self.figure = ""
        self.points: Sequence[float | None] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(Size.ROW_TWO_LINES))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        if self.underMouse():
            painting.box(painter, rect, Size.RADIUS_CHIP, "hover")
        middle, half, left = rect.center().y(), look.px(20), look.px(8)
        right = rect.right() - look.px(8)
        painter.setFont(look.font(Type.CARD_TITLE, 600, tabular=True))
        wide = painting.width(self.figure, painter.font())
        painting.line(painter, QRectF(right - wide, middle - half / 2, wide, half), self.figure, "t1", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, QRectF(left, middle - half, right - wide - 2 * left, half), self.name, "t1")
        room = right - max(wide, look.px(_FIGURE)) - 2 * left
        if rect.width() >= look.px(_WITH_SPARK):
            room -= look.px(_SPARK)
            high = look.px(_SPARK_HIGH)
            self._paint_spark(painter, QRectF(left + room, middle + look.px(4), look.px(_SPARK), high))
        painter.setFont(look.font(Type.SMALL, tabular=True))
        painting.line(painter, QRectF(left, middle, room - left, look.px(18)), self.caption, "t3")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CHIP)

    def _paint_spark(self, painter: QPainter, area: QRectF) -> None:
        """The figures that are there as one line, the newest as a dot."""
        look = theme()
        there = [(at, value) for at, value in enumerate(self.points) if value is not None]
        if len(there) < 2:  # a line has two ends
            return
        low, high = min(value for _at, value in there), max(value for _at, value in there)
        span = high - low or 1.0
        step = area.width() / (len(self.points) - 1)
        line = QPolygonF(
            [
                QPointF(area.left() + at * step, area.bottom() - (value - low) / span * area.height())
                for at, value in there
            ]
        )
        painter.setPen(look.pen("ctl", 1.5))
        painter.drawPolyline(line)
        painter.setPen(look.pen("accent"))
        painter.setBrush(look.brush("accent"))
        painter.drawEllipse(line.last(), look.px(2.5), look.px(2.5))

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.ROW_TWO_LINES))
        self.update()


class HourlyCard(Card):
    """`opened(product id)` follows a click on a product."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.said = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.body.addWidget(self.said)
        self.rows: list[HourlyRow] = []
        self._products: list[str] = []
        for at in range(SHOWN):
            row = HourlyRow()
            row.clicked.connect(lambda _on=False, at=at: self.opened.emit(self._products[at]))
            row.hide()
            self.rows.append(row)
            self.body.addWidget(row)
        self.body.addStretch()
        self.retranslate()

    def retranslate(self) -> None:
        """Name it in the language in use; what it tells follows from `show_trends`."""
        self.set_title(_("What an hour brings"))

    def show_trends(self, trends: Sequence[HourlyTrend], plan: "Plan") -> None:
        """Show the products with most hours lately."""
        shown = [one for one in trends if one.product is not None and (one.hours or one.income)][:SHOWN]
        self._products = [one.product or "" for one in shown]
        self.said.setText(
            _("Net income over all logged hours, the last four weeks.")
            if shown
            else _("Log time and sales of a product, and what an hour of it brings shows here.")
        )
        for row, one in zip(self.rows, [*shown, *[None] * (SHOWN - len(shown))], strict=True):
            row.setVisible(one is not None)
            if one is not None:
                _fill(row, one, plan)


def _fill(row: HourlyRow, one: HourlyTrend, plan: "Plan") -> None:
    row.name = plan.label("product", one.product)
    hours = parsing.words("number", Decimal(str(round(one.hours, 1))), Context(language()))
    row.caption = _("{hours} h in 4 weeks").format(hours=hours)
    row.figure = _("no hours") if one.hourly is None else _hourly(one.hourly, plan)
    row.points = one.points
    said = _moved(one, plan)
    row.setToolTip(said)
    row.setAccessibleName(
        _("{product}: {money} an hour, {hours}").format(product=row.name, money=row.figure, hours=row.caption)
    )
    row.setAccessibleDescription(said)
    row.update()


def _hourly(value: float, plan: "Plan") -> str:
    money = Money.rounded(Decimal(round(value)) if abs(value) >= _WHOLE else Decimal(value), plan.settings.currency)
    return parsing.words("money", money, Context(language(), plan.settings.currency))


def _moved(one: HourlyTrend, plan: "Plan") -> str:
    if one.hourly is None or one.before is None:
        return ""
    return _("{now} an hour; four weeks earlier {before}").format(
        now=_hourly(one.hourly, plan), before=_hourly(one.before, plan)
    )
