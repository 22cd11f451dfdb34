"""The first page: when one can live from the plan, the figures that matter, what to do next and what is wrong."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.analysis.facts.money_left import earned_before
from planner.figures.drawing import Drawing
from planner.figures.fan import FanOptions, fan
from planner.figures.forecast_words import unknown
from planner.figures.nothing import waiting
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.catalogue import Listing
from planner.model.reading import Context
from planner.model.values import Month
from planner.ui.figures.chart import FigureCard
from planner.ui.figures.offers import TABLE_KEY
from planner.ui.forecast.gaps import needs
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size
from planner.ui.overview.actions_card import FEWER, SHOWN, ActionsCard
from planner.ui.overview.checklist import StartChecklist
from planner.ui.overview.findings_card import FindingsCard
from planner.ui.overview.head import OverviewHead, next_milestone
from planner.ui.overview.hours_card import NextHoursCard
from planner.ui.overview.journal import OverviewJournal
from planner.ui.overview.key_cards import KeyCards
from planner.ui.overview.key_numbers import Known, hours_of_week, key_numbers
from planner.ui.page import Page
from planner.ui.review.kept import STEPS, recalled
from planner.ui.scroll_memory import ScrollMemory
from planner.ui.widgets.buttons import LinkButton
from planner.ui.window.page_letters import LETTERS

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.model.changes import Change, ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.window.trail import Place

MONTHS: Final = 24  # of the fan
FAN: Final = 176  # px at least
FAN_ALONE: Final = 344  # px of its card where it has the whole width
LOW_WITH_LIST: Final = 800  # the first steps are higher than the key figures
_CLOSE: Final = (12, 10, 10)  # px between cards, above and below them all
SIDE: Final = 320  # px of the right column at least
LOW: Final = 740  # px below which two columns stand closer, with fewer actions
_PERIOD: Final = "overview.period"
_LATER: Final = 60  # ms after the page stands until journal and forecast are asked


class OverviewPage(Page):
    """T goes to the next actions, Space ticks one off; every number leads to where it comes from."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.period = int(bridge.recall(_PERIOD, 1))
        self.outlook, self.journal = bridge.outlook, OverviewJournal(bridge)
        self._failed = ""
        self.head = OverviewHead(self.outlook, self.period)
        self.keys, self.checklist = KeyCards(), StartChecklist()
        self.fan = FigureCard(bridge, self._draw_fan, FAN)
        self.to_forecast = LinkButton()
        self.fan.add_tool(self.to_forecast)
        self.next, self.findings = ActionsCard(bridge), FindingsCard(bridge)
        self.hours = NextHoursCard(bridge)
        for card in (self.fan, self.hours):
            card.leave_key()
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self.head.button.setEnabled(not bridge.read_only)
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._arrange)

    def _lay_out(self) -> None:
        way = QBoxLayout.Direction.LeftToRight
        self.ground = QWidget()
        self.rows = QVBoxLayout(self.ground)
        self.upper, self.below = QBoxLayout(way), QBoxLayout(way)
        for row, parts in ((self.upper, (self.fan, self.next)), (self.below, (self.findings, self.hours))):
            for part in parts:
                row.addWidget(part)
        self.rows.addWidget(self.head)
        self.rows.addWidget(self.keys)
        self.rows.addWidget(self.checklist)
        self.rows.addLayout(self.upper, 1)
        self.rows.addLayout(self.below)
        self.checklist.hide()
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.ground)
        ScrollMemory(self.area, "overview.scroll", self.bridge)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        bridge = self.bridge
        self.outlook.told.connect(self._on_told)
        self.outlook.failed.connect(self._on_failed)
        self.journal.told.connect(self._show_journal)
        bridge.examination.told.connect(self._show_findings)
        self._later.timeout.connect(self._listen)
        self.head.period_chosen.connect(self.choose_period)
        self.head.entry_asked.connect(self.primary)
        self.head.review_asked.connect(lambda: bridge.go("review"))
        self.head.resized.connect(self._arrange)
        for part in (self.keys, self.checklist):
            part.went.connect(bridge.navigate)
        self.checklist.dismissed.connect(self._dismiss)
        for card in (self.fan, self.hours):
            card.opened.connect(bridge.open_record)
        self.to_forecast.clicked.connect(lambda: bridge.go("forecast"))
        self.next.opened.connect(bridge.open_record)
        tables = QShortcut(QKeySequence(TABLE_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tables.activated.connect(self.turn_tables)
        self.findings.went.connect(self._go)
        self.findings.all_asked.connect(lambda: bridge.go("diagnosis"))

    # what is shown

    @property
    def forecast(self) -> "Forecast | None":
        """The forecast of the plan as it is."""
        return self.outlook.latest()

    @property
    def speech(self) -> Speech:
        """How numbers are said on this page."""
        return Speech(Context(currency=self.bridge.plan.settings.currency))

    def sees(self, change: "Change", field: str) -> tuple[str, str, str] | None:  # noqa: ARG002 - a row tells all of it
        """What was ticked off here comes back here."""
        return ("", "", "") if change.id in self.next.ticked else None

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - forecast and journal follow by themselves
        """Take up what the plan says now; a hidden page does so when it is shown."""
        if self.isVisible():
            self._draw()
            self._show_journal()

    def _on_told(self, forecast: "Forecast", _coarse: bool) -> None:
        if not forecast.scenario:
            self._failed = ""
            self._draw()
            self.fan.redraw()

    def _on_failed(self, text: str) -> None:
        self._failed = text
        self._draw()
        self.fan.redraw()

    def _draw(self) -> None:
        """Show what the forecast says; the fan follows it by itself."""
        if not self.isVisible():
            return
        forecast, plan = self.forecast, self.bridge.plan
        self.head.tell(forecast, self.speech, self._failed, next_milestone(plan, self.journal.today))
        found = needs(plan, forecast)
        beginning = self._beginning(forecast) and not all(need.done for need in found)
        self.checklist.setVisible(beginning)
        self.keys.setVisible(not beginning)
        self.head.offer_review(self._review_words())
        self._arrange()
        self.checklist.show_needs(found)
        for card, number in zip(self.keys.cards, key_numbers(self._known()), strict=False):
            card.show_number(number)

    def _review_words(self) -> str:
        """What offers the review: of the month that is over, while the journal tells of it and nobody looked back."""
        kept, facts, month = recalled(self.bridge), self.outlook.facts, Month.of(self.journal.today) + -1
        if kept.under_way and kept.month is not None and kept.step:
            words = {"month": self.speech.month_alone(kept.month), "number": kept.step + 1, "count": STEPS}
            return _("Go on reviewing {month} ({number} of {count})").format(**words)
        told = facts is not None and any(one <= month for one in facts.months)
        if not told or str(month) in kept.done:
            return ""
        return _("Review {month}").format(month=self.speech.month_alone(month))

    def _known(self) -> Known:
        return Known(self.bridge.plan, self.speech, self.outlook.today, self.period, self.forecast, self.outlook.facts)

    def _beginning(self, forecast: "Forecast | None") -> bool:
        """Whether nothing can be forecast yet, and the list of first steps was not put away."""
        if self.bridge.recall(self._kept("checklist")) == "hidden":
            return False
        selling = any(listing.status in ("trial", "active") for listing in self.bridge.plan.of(Listing))
        return unknown(forecast) if forecast is not None else not selling

    def _show_journal(self) -> None:
        """Show what is to be done next, and the hours of this week."""
        if not self.isVisible():
            return
        week, today = self.journal.week(), self.journal.today
        self.keys.cards[3].show_number(hours_of_week(week, self._known()), today.weekday())
        self.next.show_actions(self.journal.actions(), today)

    def _show_findings(self) -> None:
        if self.isVisible():
            self.findings.refresh()

    def _draw_fan(self, width: float, height: float) -> Drawing:
        forecast, facts, today = self.forecast, self.outlook.facts, self.outlook.today
        if forecast is None:
            return waiting(width, height, _("Net income by month"))
        earned = earned_before(facts, Month.of(today)) if facts is not None else ()
        living = ("plan", self.bridge.plan.settings.id)
        return fan(forecast, FanOptions(width, height, MONTHS, earned, (), today, living, self.speech))

    # what can be done

    def choose_period(self, months: int) -> None:
        """Let the figures speak of so many months."""
        self.period = months
        self.bridge.remember(_PERIOD, months)
        self._draw()

    def to_actions(self) -> None:
        """Put the keyboard on the first of the next actions."""
        if self.next.focus_rows():
            self.area.ensureWidgetVisible(self.next.rows[0])

    def turn_tables(self) -> None:
        """Show both figures as tables, or as figures again."""
        shown = not self.fan.as_table
        for card in (self.fan, self.hours):
            card.show_table(shown=shown)

    def _dismiss(self) -> None:
        self.bridge.remember(self._kept("checklist"), "hidden")
        self._draw()
        self.keys.cards[0].setFocus()

    def _kept(self, what: str) -> str:
        """Under what it is remembered for this plan."""
        return f"overview.{self.bridge.plan.settings.id}.{what}"

    def _go(self, place: "Place") -> None:
        self.bridge.navigate.emit(place.view, place.kind, place.id, place.field)

    def _listen(self) -> None:
        self.journal.listen()
        self.hours.ask()

    # the page as the window knows it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
        self._show_journal()
        self._show_findings()
        self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = next((one for one in LETTERS["overview"] if one.key == event.text().upper()), None)
        if letter is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            getattr(self, letter.act)()
        else:
            super().keyPressEvent(event)

    def primary_label(self) -> str:
        return _("Add entry")

    def enabled(self, verb: str) -> bool:
        return verb == "primary" and not self.bridge.read_only

    def primary(self) -> None:
        """Ask for a line of the ledger."""
        self.bridge.entry_asked.emit()

    def focus_first(self) -> None:
        self.setFocus()

    def retranslate(self) -> None:
        self.to_forecast.setText(_("Open forecast"))
        for card in (self.fan, self.hours):
            card.retranslate()
        self.fan.note.setText(
            _("next {count} months, {currency}").format(count=MONTHS, currency=self.bridge.plan.settings.currency)
        )
        self.fan.redraw()
        self.refresh(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where the window is wide, else one below another."""
        look, way = self.theme, QBoxLayout.Direction
        narrow = self.window().width() < look.px(Size.NARROW_WINDOW)
        self.keys.arrange(2 if narrow else 4)
        self.checklist.arrange(1 if narrow else 2)
        for row in (self.upper, self.below):
            row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
            for at, part in enumerate((16, 9)):
                row.setStretch(at, 0 if narrow else part)
        for card in (self.next, self.hours):
            card.setMinimumWidth(0 if narrow else look.px(SIDE))
        self.fan.setMinimumHeight(look.px(FAN_ALONE) if narrow else 0)
        high = LOW if self.checklist.isHidden() else LOW_WITH_LIST
        self._space(low=not narrow and self.height() < look.px(high) + self.head.surplus())

    def _space(self, *, low: bool) -> None:
        """Keep cards apart; closer where all of them can then be seen at once."""
        look = self.theme
        side, gap, top, bottom = Size.PAGE_PADDING, Size.CARD_GAP, Size.PAGE_TOP, Size.PAGE_BOTTOM
        if low:
            gap, top, bottom = _CLOSE
        self.rows.setContentsMargins(look.px(side), look.px(top), look.px(side), look.px(bottom))
        for row in (self.rows, self.upper, self.below):
            row.setSpacing(look.px(gap))
        self.next.show_first(FEWER if low else SHOWN)
