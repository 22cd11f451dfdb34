"""What the forecast says of single records, for the tables and forms of the open plan.

A forecast is first asked for when the pages stand: a start needs none. While a newer one is on its way the last one stays.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.analysis.forecasting.outlooks import Outlooks, outlooks_of
from planner.ui.forecast.outlook import AS_IT_IS, DEPENDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.analysis.forecast_results import Forecast
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge

REST: Final = 700  # ms of rest until the first forecast is asked for
PATIENCE: Final = 250  # ms after a change until figures are shown as old: most are new by then


class Prospects(QObject):
    """The newest outlooks of the plan as it stands; `told` follows each, `aged` every change of `old` and `trouble`."""

    told = Signal()
    aged = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._listening = False
        self.latest: Outlooks | None = None
        self.old = False  # whether `latest` is of an earlier plan, and has been for a while
        self.trouble = ""  # why no forecast could be made
        self._wake = QTimer(self, singleShot=True, interval=REST)
        self._wake.timeout.connect(self.listen)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self._age(old=True, trouble=self.trouble))
        bridge.changed.connect(self._on_changed)

    def follow(self, take: "Callable[[], None]") -> None:
        """Call `take`, a bound method, after each newer forecast.

        The first is asked for once nobody has begun to follow for a while: then no page is being made.
        """
        self.told.connect(take)
        if not self._listening:
            self._wake.start()

    def listen(self) -> None:
        """Follow the forecast from now on."""
        self._wake.stop()
        if self._listening:
            return
        self._listening = True
        outlook = self._bridge.outlook
        outlook.told.connect(self._on_told)
        outlook.failed.connect(self._on_failed)
        if (latest := outlook.latest()) is not None:
            self._on_told(latest)

    def close(self) -> None:
        """Follow nothing more: the plan is being closed."""
        self._wake.stop()
        self._patience.stop()
        self.blockSignals(True)

    def _on_told(self, forecast: "Forecast") -> None:
        if forecast.scenario != AS_IT_IS:
            return
        self._patience.stop()
        self.latest = outlooks_of(forecast)
        self._age(old=False, trouble="")
        self.told.emit()

    def _on_failed(self, why: str) -> None:
        if self._bridge.outlook.scenario == AS_IT_IS:
            self._age(old=self.old, trouble=why)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if self.latest is not None and changes.kinds & DEPENDS:
            self._patience.start()

    def _age(self, *, old: bool, trouble: str) -> None:
        if (old, trouble) != (self.old, self.trouble):
            self.old, self.trouble = old, trouble
            self.aged.emit()
