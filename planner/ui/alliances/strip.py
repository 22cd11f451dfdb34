"""The strip over the form of an alliance: what each side gives in a month, and in one sentence who gives more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.figures.alliance_words import verdict
from planner.figures.balance import BalanceOptions, balance
from planner.figures.drawing import Drawing
from planner.ui.figures.chart import Chart
from planner.ui.figures.offers import FigureOffers
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from planner.ui.bridge import Bridge

_HIGH = 58  # px of the balance


class BalanceStrip(QWidget):
    """Follows the agreements of the plan; `show_alliance` says whose balance it shows."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge, self.alliance = bridge, ""
        self.chart = Chart(self._draw, _HIGH)
        FigureOffers(self.chart, bridge)
        self.line = Label("", Type.SMALL, 500, "t2")
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.chart)
        self._rows.addWidget(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bridge.agreements.told.connect(self.refresh)
        follow(self._restyle)

    def show_alliance(self, alliance: str) -> None:
        """Weigh this alliance; none where it is empty."""
        self.alliance = alliance
        self.refresh()

    def refresh(self) -> None:
        """Say what is known now; what nobody has weighed takes no room."""
        found = self.bridge.agreements.latest.get(self.alliance)
        known = found is not None and (found.balance.got is not None or found.balance.given is not None)
        self.setVisible(known)
        if found is not None and known:
            self.line.setText(verdict(found.balance))
            self.chart.redraw()

    def _draw(self, width: float, height: float) -> Drawing:
        found = self.bridge.agreements.latest.get(self.alliance)
        speech = speech_of(Scene.of(self.bridge.plan))
        return balance(found.balance if found else None, BalanceOptions(width, height, speech))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(Size.DETAIL), self.minimumSizeHint().height())

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        self.chart.redraw()

    def paintEvent(self, _event: "QPaintEvent") -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        side, bar = look.px(20), look.px(Size.SCROLL_BAR)
        self._rows.setContentsMargins(side, 0, side + bar, look.px(8))
        self._rows.setSpacing(look.px(2))
        self.chart.setFixedHeight(look.px(_HIGH))
        self.line.setFixedHeight(look.px(Size.HINT))
