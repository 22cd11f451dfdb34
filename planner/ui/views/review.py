"""The month in review: ten minutes in four steps. It reads, asks and offers; nothing is written that one does not confirm."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner.figures.review_words import besides, came_in
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.reading import Context
from planner.model.values import Month
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size, Type
from planner.ui.overview.journal import OverviewJournal
from planner.ui.page import Page
from planner.ui.review import offers
from planner.ui.review.ahead import Ahead
from planner.ui.review.kept import STEPS, recalled, remember
from planner.ui.review.reading import MonthReading
from planner.ui.review.steps import CameIn, Changes, Ranges, Step
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.labels import Hairline, Label

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

WIDEST: Final = 960  # px of what is read
_LATER: Final = 60  # ms after the page stands until the journal is read


class ReviewPage(Page):
    """Page Down and Page Up go through the steps, Escape leaves; it goes on later where it was left."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.reading, self.journal = MonthReading(bridge), OverviewJournal(bridge)
        self.kept = recalled(bridge)
        if not self.kept.under_way:
            self.kept.begin(self.last_month)
        self.came_in, self.ranges = CameIn(bridge), Ranges(bridge)
        self.changes, self.ahead = Changes(bridge), Ahead(bridge)
        self.steps: tuple[Step, ...] = (self.came_in, self.ranges, self.changes, self.ahead)
        self.switch = Segmented([(str(at), "") for at in range(STEPS)])
        self.before, self.after = ToolButton("chevron-left"), ToolButton("chevron-right")
        self.month = Label("", Type.BODY, 600).set_tabular().set_align(Qt.AlignmentFlag.AlignHCenter)
        self.count = Label("", Type.SMALL, 400, "t3").set_tabular()
        self.back, self.forth = Button("", "secondary", "arrow-left"), Button("", "primary", "arrow-right")
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self.bars = QWidget(), QWidget()
        self.top, self.foot = (QHBoxLayout(bar) for bar in self.bars)
        self.top.addWidget(self.switch)
        self.top.addStretch(1)
        for part in (self.before, self.month, self.after):
            self.top.addWidget(part)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        self.ground = QWidget()
        self.middle = QHBoxLayout(self.ground)
        self.middle.addWidget(self.stack, 1)
        self.middle.addStretch(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.ground)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.count, 1)
        self.foot.addWidget(self.forth)
        self.line = Hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars[0])
        column.addWidget(self.area, 1)
        column.addWidget(self.line)
        column.addWidget(self.bars[1])

    def _connect(self) -> None:
        self.reading.told.connect(self._draw)
        self.journal.told.connect(self._draw)
        self.bridge.field_facts.told.connect(self._draw)
        self.switch.chosen.connect(lambda at: self.go_to(int(at)))
        self.before.clicked.connect(lambda: self.turn_month(-1))
        self.after.clicked.connect(lambda: self.turn_month(1))
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.changes.chosen.connect(self._on_ticked)
        self.changes.taken.connect(self.take)
        self.ahead.export_asked.connect(lambda: self.bridge.navigate.emit("export", "preset", "month", ""))
        self._later.timeout.connect(self._listen)

    # what is shown

    @property
    def this_month(self) -> Month:
        """The month that runs."""
        return Month.of(self.reading.today)

    @property
    def last_month(self) -> Month:
        """The last month that is over."""
        return self.this_month + -1

    @property
    def busy(self) -> bool:
        """Whether what is shown may still change by itself."""
        return self.reading.working

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - what was read follows by itself
        """Take up what the plan says now; a hidden page does so when it is shown."""
        self._draw()

    def _draw(self) -> None:
        if not self.isVisible():
            return
        month, found = self.kept.month or self.last_month, offers.offers(self.bridge)
        speech = Speech(Context(currency=self.bridge.plan.settings.currency))
        self.month.setText(speech.month(month))
        self.after.setEnabled(month < self.this_month)
        review = self.reading.of(month)
        if review is None:
            self.came_in.say(_("Reading the month…"))
        else:
            self.came_in.show_review(review, came_in(review, speech), besides(review, speech))
        self.ranges.show_offers(found)
        self.changes.show_offers(found, self.kept.ticked)
        self.ahead.show_actions(self.journal.actions(), month + 1, self.journal.today)
        self._show_step()

    def _show_step(self) -> None:
        at = self.kept.step
        for number, step in enumerate(self.steps):  # the others take no room
            tall = QSizePolicy.Policy.Preferred if number == at else QSizePolicy.Policy.Ignored
            step.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self.stack.setCurrentIndex(at)
        self.switch.set_value(str(at))
        self.count.setText(_("Step {number} of {count}").format(number=at + 1, count=STEPS))
        self.back.setEnabled(at > 0)
        self.forth.setText(_("Finish the review") if at == STEPS - 1 else _("Next"))
        self.forth.set_icon("check" if at == STEPS - 1 else "arrow-right")

    # what can be done

    def go_to(self, step: int) -> None:
        """Show a step, 0 is the first."""
        self.kept.step = min(max(step, 0), STEPS - 1)
        remember(self.bridge, self.kept)
        self._show_step()
        self.area.verticalScrollBar().setValue(0)

    def step(self, way: int) -> None:
        """Go one step on (1) or back (-1); on from the last one finishes the review."""
        if way > 0 and self.kept.step == STEPS - 1:
            self.finish()
        else:
            self.go_to(self.kept.step + way)

    def finish(self) -> None:
        """Note that the month is reviewed, and go to the overview."""
        month = self.kept.month or self.last_month
        self.kept.finish()
        remember(self.bridge, self.kept)
        self.bridge.go("overview")
        speech = Speech(Context(currency=self.bridge.plan.settings.currency))
        self.bridge.toast(_("{month} is reviewed").format(month=speech.month(month)), undo=False)

    def turn_month(self, way: int) -> None:
        """Look back on the month before or after."""
        month = (self.kept.month or self.last_month) + way
        if month <= self.this_month:
            self.kept.begin(month)
            remember(self.bridge, self.kept)
            self._draw()

    def take(self) -> None:
        """Write the values that are ticked, as one step."""
        chosen = [one for one in offers.offers(self.bridge) if one.key in self.kept.ticked]
        if offers.take(self.bridge, chosen, self):
            self.kept.ticked -= {one.key for one in chosen}
            remember(self.bridge, self.kept)
            self.bridge.field_facts.settle()
            self._draw()

    def _on_ticked(self, key: str, on: bool) -> None:
        if on:
            self.kept.ticked.add(key)
        else:
            self.kept.ticked.discard(key)
        remember(self.bridge, self.kept)
        self.changes.tell()

    def _listen(self) -> None:
        self.reading.listen()
        self.journal.listen()

    # the page as the window knows it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.kept = recalled(self.bridge)
        if not self.kept.under_way:
            self.kept.begin(self.last_month)
        remember(self.bridge, self.kept)
        self._draw()
        self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in ways:
            self.step(ways[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.bridge.go("overview")
        else:
            super().keyPressEvent(event)

    def primary_label(self) -> str:
        return self.forth.text()

    def enabled(self, verb: str) -> bool:
        return verb == "primary"

    def primary(self) -> None:
        self.step(1)

    def focus_first(self) -> None:
        self.forth.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.switch.set_options([(str(at), _(step.title)) for at, step in enumerate(self.steps)])
        self.switch.setAccessibleName(_("Steps of the review"))
        self.before.set_name(_("The month before"))
        self.after.set_name(_("The month after"))
        for button in (self.before, self.after):
            button.setToolTip(button.accessibleName())
        self.back.setText(_("One step back"))
        self._show_step()
        self._draw()

    def _restyle(self) -> None:
        look = self.theme
        side, gap = look.px(Size.PAGE_PADDING), look.px(12)
        self.top.setContentsMargins(side, look.px(12), side, look.px(8))
        self.foot.setContentsMargins(side, gap, side, gap)
        self.middle.setContentsMargins(side, look.px(10), side, look.px(Size.PAGE_BOTTOM))
        for row in (self.top, self.foot):
            row.setSpacing(look.px(8))
        self.stack.setMaximumWidth(look.px(WIDEST))
        for bar in self.bars:
            bar.setMaximumWidth(look.px(WIDEST) + 2 * side)
        self.month.setFixedWidth(look.px(110))
