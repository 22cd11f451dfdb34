"""Below the list of products: how much of the income is paid for hours, and how much is to be; a click asks the forecast."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.analysis.facts.income_steps import came, expected, for_hours
from planner.figures.drawing import Drawing
from planner.figures.hours_share import ROW, HoursShareOptions, hours_share, hours_share_words
from planner.ui.figures.chart import Chart
from planner.ui.figures.offers import FigureOffers
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


_ROOMY = 620  # px of the list from which the bars have room


class HoursStrip(QWidget):
    """Follows the forecast; takes no room while nothing is known."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.now: float | None = None
        self.then: float | None = None
        self.line = Label("", Type.SMALL, 500, "t1").set_wrap()
        self.chart = Chart(self._draw, 2 * ROW)
        FigureOffers(self.chart, bridge)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.line)
        self._rows.addWidget(self.chart)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bridge.prospects.follow(self.refresh)
        self.refresh()
        follow(self._restyle)

    def refresh(self) -> None:
        """Say what the ledger and the newest forecast say; nothing is asked for before the first one."""
        latest = self.bridge.prospects.latest
        if latest is None:
            self.hide()
            return
        facts = self.bridge.outlook.facts
        self.now = for_hours(came(facts)) if facts is not None else None
        self.then = for_hours(expected(self.bridge.plan, latest.forecast))
        self.line.setText(hours_share_words(self.now, self.then, speech_of(Scene.of(self.bridge.plan))))
        painting.reveal(self, shown=bool(self.line.text()))
        self.chart.redraw()

    def _draw(self, width: float, height: float) -> Drawing:
        return hours_share(self.now, self.then, HoursShareOptions(width, height, speech_of(Scene.of(self.bridge.plan))))

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        self._fit()
        self.chart.redraw()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the bars out where the list itself has little room."""
        list_ = self.parentWidget()
        self.chart.setVisible(list_ is not None and list_.height() >= theme().px(_ROOMY))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, look.color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(8))
        self._rows.setSpacing(look.px(6))
        self.chart.setFixedHeight(look.px(2 * ROW))
