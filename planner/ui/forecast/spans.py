"""How many months of a forecast are shown: one, two or three years, or all there are."""

from typing import Final

from planner.i18n import _
from planner.ui.widgets.choices import Segmented

ALL: Final = 0  # all months of the horizon
SPANS: Final = (12, 24, 36, ALL)


class SpanSwitch(Segmented):
    """A switch between SPANS; those beyond the horizon cannot be chosen, and one that was shows all there is."""

    def __init__(self, span: int) -> None:
        super().__init__([(str(months), str(months or "")) for months in SPANS])
        self.wanted, self._horizon = span, span
        self.retranslate()

    @property
    def span(self) -> int:
        """Which of SPANS is shown."""
        return self.wanted if self.wanted <= self._horizon else ALL

    @property
    def months(self) -> int:
        """The months shown."""
        return self.span or self._horizon

    def set_horizon(self, months: int) -> None:
        """Tell how many months there are."""
        self._horizon = months
        for span in SPANS:
            self.set_enabled(str(span), enabled=span <= months)
        self.set_value(str(self.span))

    def beside(self, way: int) -> int:
        """The next longer span (1) or the next shorter one (-1), where there is one."""
        within = [span for span in SPANS if span and span < self._horizon]
        steps = [*within, self._horizon if self._horizon in SPANS else ALL]
        at = steps.index(self.span) if self.span in steps else len(steps) - 1
        return steps[min(max(at + way, 0), len(steps) - 1)]

    def retranslate(self) -> None:
        self.set_options([(str(ALL), _("all"))])
        self.setAccessibleName(_("Months shown"))
