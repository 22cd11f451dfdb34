"""The card above the matrix: two weeks, the month, or the best next publications."""

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from planner.i18n import _
from planner.ui.distribution.gap_list import GapList
from planner.ui.distribution.publishing_days import MONTH, WEEKS, PublishingDays
from planner.ui.hours.wall_clock import WallClock, month_name
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.model.placements import Placement
    from planner.ui.bridge import Bridge

GAPS: Final = "gaps"
LOOKS: Final = (WEEKS, MONTH)  # of the days
_KEY: Final = "distribution.card"


class DistributionCalendar(Card):
    """The card. `opened(placement)` and `moved(placement, day)` are those of its days."""

    opened = Signal(object)
    moved = Signal(object, object)

    def __init__(self, bridge: "Bridge", clock: WallClock) -> None:
        super().__init__()
        self.bridge, self.clock = bridge, clock
        self.switch = Segmented([(WEEKS, ""), (MONTH, ""), (GAPS, "")])
        self.earlier, self.later = (
            ToolButton("chevron-left", side=26, size=15),
            ToolButton("chevron-right", side=26, size=15),
        )
        self.today = Button("", "ghost", small=True)
        self.span = Label("", Type.BODY, 600).set_tabular()
        self.days, self.gaps = PublishingDays(clock, self._name), GapList(bridge)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.days)
        self.stack.addWidget(self.gaps)
        self._row = QHBoxLayout()
        for part in (self.switch, self.earlier, self.later, self.span, self.today):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        self.body.addWidget(self.stack)
        self.earlier.clicked.connect(lambda: self.days.page(-1))
        self.later.clicked.connect(lambda: self.days.page(1))
        self.today.clicked.connect(lambda: self.days.go_to(clock.today()))
        self.switch.chosen.connect(self.turn)
        self.days.wanted.connect(self._on_wanted)
        self.days.opened.connect(self.opened)
        self.days.moved.connect(self.moved)
        self.retranslate()
        self.turn(str(bridge.recall(_KEY, WEEKS)))
        follow(self._settle)

    def turn(self, look: str) -> None:
        """Show one of the three."""
        look = look if look in (*LOOKS, GAPS) else WEEKS
        self.bridge.remember(_KEY, look)
        self.switch.set_value(look)
        self.stack.setCurrentWidget(self.gaps if look == GAPS else self.days)
        if look != GAPS:
            self.days.show_look(look)
            self.refresh()
        for part in (self.earlier, self.later, self.today, self.span):
            part.setVisible(look != GAPS)
        self._settle()

    @property
    def shown(self) -> str:
        """Which of the three is shown."""
        return self.switch.value()

    def _on_wanted(self) -> None:
        self.refresh()
        self._settle()

    def refresh(self) -> None:
        """Show the publications of the days shown as they are now."""
        days = self.days.days()
        since, until = self.clock.moment(days[0]), self.clock.moment(days[-1] + dt.timedelta(1))
        found = self.bridge.session.journal.publications.span(since, until)
        self.days.set_items(one for one in found if one.status != "skipped")
        self._word()

    def _name(self, one: "Placement") -> str:
        plan = self.bridge.plan
        when = self.clock.words(one.at) if one.at is not None else ""
        names = {"work": plan.label("work", one.work), "platform": plan.label("platform", one.platform)}
        return _("{work} → {platform}, {when}").format(when=when, **names)

    def _word(self) -> None:
        days = self.days.days()
        first, last = (days[0], days[-1]) if self.days.look == WEEKS else (self.days.day, self.days.day)
        pattern = _("{month} {year}")
        names = dict.fromkeys(pattern.format(month=month_name(day), year=day.year) for day in (first, last))
        self.span.setText(" – ".join(names))

    def retranslate(self) -> None:
        self.switch.set_options([(WEEKS, _("Two weeks")), (MONTH, _("One month")), (GAPS, _("Best next"))])
        self.switch.setAccessibleName(_("Calendar"))
        self.earlier.set_name(_("Earlier"))
        self.later.set_name(_("Later"))
        self.today.setText(_("Today"))
        self.days.setAccessibleName(_("Calendar of publications"))
        self.gaps.retranslate()
        self._word()
        self.days.update()

    def first_stop(self) -> QWidget:
        """Where the keyboard begins here."""
        if self.stack.currentWidget() is self.days:
            return self.days
        return self.gaps.rows[0][3] if self.gaps.rows else self.switch

    def _settle(self) -> None:
        """Be as high as what is shown, and no higher."""
        look = theme()
        self._row.setSpacing(look.px(4))
        five = look.px(5 * 30)
        high = five if self.stack.currentWidget() is self.gaps else self.days.sizeHint().height()
        self.stack.setFixedHeight(high)
