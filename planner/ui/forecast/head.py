"""The head of the forecast: its conclusion, how unsure it is, and whether what is shown is up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.figures.forecast_words import conclusion, uncertainty
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.values import Month
from planner.ui.forecast.status import ForecastStatus
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.ui.forecast.outlook import Outlook


class ForecastHead(QWidget):
    """Tells of one forecast. `asked` is the click on the primary button."""

    asked = Signal()

    def __init__(self, outlook: "Outlook") -> None:
        super().__init__()
        self._outlook = outlook
        self.headline = Label("", Type.HEADLINE, 600).set_wrap()
        self.line = Label("", Type.BODY, 400, "t2").set_tabular().set_wrap()
        self.status = ForecastStatus(outlook)
        self.button = Button("", "primary", "plus")
        self._lay_out()
        self.button.clicked.connect(self.asked)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.line, 1)
        below.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(top)
        self._rows.addLayout(below)

    def show(self, forecast: "Forecast | None", speech: Speech, failed: str = "") -> None:
        """Tell what `forecast` comes to; `failed` says why there is no newer one."""
        before = self.headline.text()
        if forecast is None:
            self.headline.setText(failed or _("The forecast is on its way"))
            self.line.setText("")
        else:
            self.headline.setText(conclusion(forecast, speech, Month.of(self._outlook.today)))
            self.line.setText(" · ".join(uncertainty(forecast, speech)))
        if before != self.headline.text():
            announce(self, self.headline.text())
        self.status.show_state(forecast, failed)

    def retranslate(self) -> None:
        self.button.setText(_("New scenario"))
        self.status.tell()

    def _restyle(self) -> None:
        look = theme()
        self._rows.setSpacing(look.px(2))
        for row in (self._rows.itemAt(0).layout(), self._rows.itemAt(1).layout()):
            row.setSpacing(look.px(12))
