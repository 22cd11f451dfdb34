"""The strip that tells what the numbers of a form lead to: pairs of a caption and a figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.speech import in_a_row

NONE = "–"
_ROOMY = 430  # px from which spare figures have room, or an icon
_LEAST = 56  # px of the column of a short figure
_GAP, _PAD, _AFTER_ICON = 14, 12, 44


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it is, its value, and the range it probably lies in; `spoken` is what a screen reader says.

    A `spare` one is left out where there is no room.
    """

    caption: str
    value: str = NONE
    range: str = ""
    spoken: str = ""
    spare: bool = False

    @property
    def told(self) -> str:
        """The figure in words."""
        return in_a_row((self.caption, self.spoken or self.value), ":")


class ConsequenceStrip(PaintedButton):
    """52 px. A click asks where the figures come from.

    The first figure gets the room the captions of the others leave: a value that changes moves nothing.
    """

    def __init__(self, icon: str = "chart-spline", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon = icon
        self._figures: list[Figure] = []
        self._old = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    @property
    def figures(self) -> Sequence[Figure]:
        """What is shown."""
        return self._figures

    @property
    def old(self) -> bool:
        """Whether the figures are shown as no longer up to date."""
        return self._old

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show `figures`, the most important first."""
        self._figures = list(figures)
        self.setAccessibleName(in_a_row((figure.told for figure in self._figures), ";"))
        self.update()

    def set_old(self, old: bool) -> None:
        """Show the figures fainter while newer ones are on their way."""
        if old != self._old:
            self._old = old
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        ground = "hover" if self.underMouse() or self.isDown() else "subtle"
        painting.box(painter, rect, Size.RADIUS_CHIP, ground, "hair")
        if self._with_icon():
            painting.icon(painter, self._icon, "t3", 17, QPointF(look.px(24), rect.center().y()))
        for figure, area in self.columns():
            self._paint_figure(painter, area, figure)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CHIP)

    def _paint_figure(self, painter: QPainter, area: QRectF, figure: Figure) -> None:
        look = theme()
        painter.setFont(look.font(Type.SMALL))
        painting.line(painter, QRectF(area.left(), area.top(), area.width(), look.px(18)), figure.caption, "t2")
        strong = look.font(Type.CARD_TITLE, 600, tabular=True)
        ink = "t3" if self._old else "t1"
        painter.setFont(strong)
        row = QRectF(area.left(), area.top() + look.px(21), area.width(), look.px(18))
        if not figure.range:
            painting.line(painter, row, figure.value, ink)
            return
        small = look.font(Type.SMALL, 400, tabular=True)
        left = painting.width(figure.value, strong) + look.px(8)
        if left + painting.width(figure.range, small) > row.width():  # what is simulated never goes without its range
            painting.line(painter, row, figure.range, ink)
            return
        painting.line(painter, row, figure.value, ink)
        painter.setFont(small)
        painting.line(painter, row.adjusted(left, 0, 0, 0), figure.range, "t3" if self._old else "t2")

    def columns(self) -> list[tuple[Figure, QRectF]]:
        """The figures that have room, and where each stands."""
        look, font = theme(), theme().font(Type.SMALL)
        shown = [figure for figure in self._figures if self._roomy() or not figure.spare]
        start, gap = look.px(_AFTER_ICON if self._with_icon() else _PAD), look.px(_GAP)
        rest = [max(painting.width(figure.caption, font), look.px(_LEAST)) for figure in shown[1:]]
        widths = [self.width() - start - look.px(_PAD) - sum(rest) - gap * len(rest), *rest]
        found, left = [], start
        for figure, width in zip(shown, widths, strict=False):
            found.append((figure, QRectF(left, look.px(6), width, look.px(39))))
            left += width + gap
        return found

    def _roomy(self) -> bool:
        return self.width() >= theme().px(_ROOMY)

    def _with_icon(self) -> bool:
        return self._roomy() and not any(figure.spare for figure in self._figures)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.CONSEQUENCE_STRIP))
        self.update()
