"""Where the next 100 hours go: the figure in its card, reckoned beside the window after each forecast."""

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from planner.figures.drawing import Drawing
from planner.figures.next_hours import NextHoursOptions, next_hours, title_of
from planner.figures.nothing import waiting
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.reading import Context
from planner.ui.figures.chart import FigureCard
from planner.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.forecast_results import Forecast
    from planner.analysis.skills.hour_gains import HourGain
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
HOURS: Final = 100.0
LEAST: Final = 140  # px
PAUSE: Final = 80  # ms after a forecast


class NextHoursCard(FigureCard):
    """Follows the forecast of the plan as it is; "Why?" leads to the domains."""

    def __init__(self, bridge: "Bridge") -> None:
        self.why = LinkButton()
        super().__init__(bridge, self._draw_gains, LEAST)
        self.gains: Sequence[HourGain] | None = None
        self.instead: Sequence[HourGain] = ()
        self._job: Job | None = None
        self.add_tool(self.why)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._reckon)
        bridge.outlook.told.connect(self._on_told)
        self.why.clicked.connect(lambda: bridge.go("domains"))

    @property
    def working(self) -> bool:
        """Whether newer gains are on their way."""
        return self._soon.isActive() or self._job is not None

    def _on_told(self, forecast: "Forecast", coarse: bool) -> None:
        if not coarse and not forecast.scenario:
            self._soon.start()

    def ask(self) -> None:
        """Reckon with the forecast there is, where that was not done yet."""
        if self.gains is None and not self.working and self.bridge.outlook.latest() is not None:
            self._soon.start()

    def _reckon(self) -> None:
        bridge, forecast = self.bridge, self.bridge.outlook.latest()
        if bridge.closed or bridge.worker is None or forecast is None:
            return
        plan = bridge.plan
        self._job = bridge.worker.submit(lambda _job: gains_of(plan, forecast), "next hours")
        self._job.done.connect(self._take)
        self._job.failed.connect(self._on_failed)

    def _take(self, found: "tuple[Sequence[HourGain], Sequence[HourGain]]") -> None:
        self._job = None
        self.gains, self.instead = found
        self.redraw()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.gains = self.gains or ()
        _log.warning("the next hours could not be shared out: %s", error)
        self.redraw()

    def _draw_gains(self, width: float, height: float) -> Drawing:
        plan = self.bridge.plan
        if self.gains is None:
            return waiting(width, height, title_of(HOURS))
        speech = Speech(Context(currency=plan.settings.currency))
        kept, instead = (
            [one for one in found if plan.find("domain", one.domain) is not None]
            for found in (self.gains, self.instead)
        )
        return next_hours(kept, plan, NextHoursOptions(width, height, speech, HOURS, instead=instead))

    def retranslate(self) -> None:
        super().retranslate()
        self.why.setText(_("Why?"))
        self.redraw()


def gains_of(plan: "Plan", forecast: "Forecast") -> "tuple[Sequence[HourGain], Sequence[HourGain]]":
    """The hours and what they gain, and what all of them would gain in each domain; for a thread of its own."""
    from planner.analysis.skills.hour_gains import best_first, hour_gains  # noqa: PLC0415 - NumPy and SciPy, when wanted
    from planner.analysis.skills.portfolio import skills  # noqa: PLC0415

    return hour_gains(plan, forecast, skills(plan, forecast, HOURS)), best_first(plan, forecast, HOURS)
