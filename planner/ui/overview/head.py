"""The head of the Overview: when one can live from this, how sure that is, what comes next, and the period chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.figures.forecast_words import conclusion, uncertainty, unknown
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.catalogue import Milestone
from planner.model.values import Month
from planner.ui.forecast.status import ForecastStatus
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.overview.key_numbers import PERIODS
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.forecast_results import Forecast
    from planner.model.plan import Plan
    from planner.ui.forecast.outlook import Outlook

_PHRASES = 2  # of how unsure it is


class OverviewHead(QWidget):
    """Tells of the forecast; `period_chosen(months)`, `entry_asked` and `review_asked` follow what stands beside it.

    `resized` follows each change of its size: a conclusion may need a second line.
    """

    resized = Signal()
    period_chosen = Signal(int)
    entry_asked = Signal()
    review_asked = Signal()

    def __init__(self, outlook: "Outlook", period: int) -> None:
        super().__init__()
        self._outlook = outlook
        self.headline = Label("", Type.HEADLINE, 600).set_wrap()
        self.line = Label("", Type.BODY, 400, "t2").set_tabular().set_wrap()
        self.status = ForecastStatus(outlook)
        self.review = LinkButton("", "calendar").set_flush("right")
        self.review.hide()
        self.periods = Segmented([(months, _(label)) for months, label in PERIODS])
        self.periods.set_value(str(period))
        self.button = Button("", "primary", "plus")
        self._lay_out()
        self.periods.chosen.connect(lambda months: self.period_chosen.emit(int(months)))
        self.button.clicked.connect(self.entry_asked)
        self.review.clicked.connect(self.review_asked)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._top, self._below = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.headline, 1)
        self._top.addWidget(self.periods)
        self._top.addWidget(self.button)
        self._below.addWidget(self.line, 1)
        self._below.addStretch(0)
        self._below.addWidget(self.status)
        self._below.addWidget(self.review)
        self._rows.addLayout(self._top)
        self._rows.addLayout(self._below)

    def tell(self, forecast: "Forecast | None", speech: Speech, failed: str, milestone: str) -> None:
        """Tell what `forecast` comes to; `failed` says why there is no newer one, `milestone` what comes next."""
        before = self.headline.text()
        if forecast is None:
            self.headline.setText(failed or _("The forecast is on its way"))
            said: list[str] = []
        else:
            self.headline.setText(conclusion(forecast, speech, Month.of(self._outlook.today)))
            said = list(uncertainty(forecast, speech)[:_PHRASES])
        self.line.setText(" · ".join([*said, *([milestone] if milestone else [])]))
        self.line.setVisible(bool(self.line.text()))
        if before != self.headline.text():
            announce(self, self.headline.text())
        self.status.show_state(forecast, failed)
        self.status.setVisible(bool(failed) or forecast is None or not unknown(forecast))

    def surplus(self) -> int:
        """The px that lines after the first take."""
        lines = ((self.headline, Type.HEADLINE), (self.line, Type.BODY))
        return sum(label.height() - painting.pitch(size) for label, size in lines if not label.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def offer_review(self, words: str) -> None:
        """Offer the review of a month in `words`; nothing is offered without."""
        self.review.setText(words)
        self.review.setVisible(bool(words))

    def retranslate(self) -> None:
        self.periods.set_options([(months, _(label)) for months, label in PERIODS])
        self.periods.setAccessibleName(_("Period"))
        self.button.setText(_("Add entry"))
        self.status.tell()

    def _restyle(self) -> None:
        look = theme()
        self._rows.setSpacing(look.px(2))
        for row in (self._top, self._below):
            row.setSpacing(look.px(12))


def next_milestone(plan: "Plan", today: "date") -> str:
    """How many days are left to the milestone that is due next: “12 days to “Course 2.0 live””; empty without one."""
    ahead = [one for one in plan.of(Milestone) if one.done_on is None and one.due is not None and one.due >= today]
    if not ahead:
        return ""
    one = min(ahead, key=lambda milestone: milestone.due or today)
    days = ((one.due or today) - today).days
    if not days:
        return _("“{name}” is due today").format(name=one.name)
    return ngettext("{count} day to “{name}”", "{count} days to “{name}”", days).format(count=days, name=one.name)
