"""Whether the forecast shown is up to date: how many runs, of when, and the link that reckons anew or stops."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.figures.forecast_words import runs
from planner.i18n import _, ngettext
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.ui.forecast.outlook import Outlook

PATIENCE: Final = 3000  # ms of work after which stopping is offered
_MINUTE: Final = 60_000  # ms


class ForecastStatus(QWidget):
    """A quiet line of words and a link, about the forecast that `show` was given."""

    def __init__(self, outlook: "Outlook") -> None:
        super().__init__()
        self._outlook = outlook
        self._working = False
        self._told: tuple[Forecast | None, str] = (None, "")  # the forecast shown, and why there is no other
        self.words = Label("", Type.SMALL, 400, "t3").set_tabular()
        self.link = LinkButton()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words)
        self._row.addWidget(self.link)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._minute = QTimer(self, interval=_MINUTE)
        self.link.clicked.connect(self._on_link)
        for timer in (self._patience, self._minute):
            timer.timeout.connect(self.tell)
        self._minute.start()
        outlook.moved.connect(self._on_moved)
        self._on_moved()
        follow(self._restyle)

    def show_state(self, forecast: "Forecast | None", failed: str = "") -> None:
        """Tell of `forecast`; `failed` says why there is no newer one."""
        self._told = (forecast, failed)
        self.tell()

    def tell(self) -> None:
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
        self.words.setText(text)
        self.words.set_ink(ink)
        self.link.setText(act)
        self.link.setVisible(bool(act))

    def _on_moved(self) -> None:
        working = self._outlook.refining
        if working and not self._working:
            self._patience.start()
        elif not working:
            self._patience.stop()
        self._working = working
        self.tell()

    def _on_link(self) -> None:
        if self._outlook.refining:
            self._outlook.cancel()
        else:
            self._outlook.rerun()

    def _restyle(self) -> None:
        self._row.setSpacing(theme().px(12))


def ago(at: datetime) -> str:
    """How long ago it was, to the minute or hour."""
    minutes = int((datetime.now().astimezone() - at).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} min ago", "{count} min ago", minutes).format(count=minutes)
    return ngettext("{count} hour ago", "{count} hours ago", minutes // 60).format(count=minutes // 60)
