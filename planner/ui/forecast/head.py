"""The head of the forecast: its conclusion, how unsure it is, and whether what is shown is up to date."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.figures.forecast_words import conclusion, runs, uncertainty
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.values import Month
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.ui.forecast.outlook import Outlook

PATIENCE: Final = 3000  # ms of work after which stopping is offered
_MINUTE: Final = 60_000  # ms


class ForecastHead(QWidget):
    """Tells of one forecast. `asked` is the click on the primary button; the link reckons anew or stops."""

    asked = Signal()

    def __init__(self, outlook: "Outlook") -> None:
        super().__init__()
        self._outlook = outlook
        self._working = False
        self._told: tuple[Forecast | None, str] = (None, "")  # the forecast shown, and why there is no other
        self.headline = Label("", Type.HEADLINE, 600).set_wrap()
        self.line = Label("", Type.BODY, 400, "t2").set_tabular().set_wrap()
        self.status = Label("", Type.SMALL, 400, "t3").set_tabular()
        self.link = LinkButton()
        self.button = Button("", "primary", "plus")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        self.link.clicked.connect(self._on_link)
        self.button.clicked.connect(self.asked)
        self._patience.timeout.connect(self.tell_status)
        self._minute.timeout.connect(self.tell_status)
        self._minute.start()
        outlook.moved.connect(self._on_moved)
        self._on_moved()
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.button)
        below.addWidget(self.line, 1)
        below.addWidget(self.status)
        below.addWidget(self.link)
        self._rows.addLayout(top)
        self._rows.addLayout(below)

    def show(self, forecast: "Forecast | None", speech: Speech, failed: str = "") -> None:
        """Tell what `forecast` comes to; `failed` says why there is no newer one."""
        before = self.headline.text()
        self._told = (forecast, failed)
        if forecast is None:
            self.headline.setText(failed or _("The forecast is on its way"))
            self.line.setText("")
        else:
            self.headline.setText(conclusion(forecast, speech, Month.of(self._outlook.today)))
            self.line.setText(" · ".join(uncertainty(forecast, speech)))
        if before != self.headline.text():
            announce(self, self.headline.text())
        self.tell_status()

    def tell_status(self) -> None:
        """Say how many runs are shown, of when, and what can be done about it."""
        forecast, failed = self._told
        outlook = self._outlook
        text, act, ink = "", "", "t3"
        if outlook.refining:
            text = _("{runs}, refining…").format(runs=runs(forecast)) if forecast else _("Working it out…")
            act = _("Stop") if not self._patience.isActive() else ""
        elif failed:
            text, act, ink = failed if forecast else "", _("Try again"), "neg"
        elif outlook.stale and outlook.at is not None:
            text, act = _("Results from {when}").format(when=ago(outlook.at)), _("Recalculate")
        elif forecast is not None and forecast.samples < outlook.samples:
            text, act = _("Preview only ({runs})").format(runs=runs(forecast)), _("Recalculate")
        elif forecast is not None:
            text = runs(forecast)
        self.status.setText(text)
        self.status.set_ink(ink)
        self.link.setText(act)
        self.link.setVisible(bool(act))

    def _on_moved(self) -> None:
        working = self._outlook.refining
        if working and not self._working:
            self._patience.start()
        elif not working:
            self._patience.stop()
        self._working = working
        self.tell_status()

    def _on_link(self) -> None:
        if self._outlook.refining:
            self._outlook.cancel()
        else:
            self._outlook.rerun()

    def retranslate(self) -> None:
        self.button.setText(_("New scenario"))

    def _restyle(self) -> None:
        look = theme()
        self._rows.setSpacing(look.px(2))
        for row in (self._rows.itemAt(0).layout(), self._rows.itemAt(1).layout()):
            row.setSpacing(look.px(12))


def ago(at: datetime) -> str:
    """How long ago it was, to the minute or hour."""
    minutes = int((datetime.now().astimezone() - at).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} min ago", "{count} min ago", minutes).format(count=minutes)
    return ngettext("{count} hour ago", "{count} hours ago", minutes // 60).format(count=minutes // 60)
