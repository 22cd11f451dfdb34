"""The Forecast page: the conclusion, the fan, the chance by month and the tornado; scenarios and settings beside them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.analysis.facts.money_left import earned_before
from planner.figures.drawing import Drawing
from planner.figures.fan import FanOptions, fan
from planner.figures.forecast_words import lacking, unknown
from planner.figures.month_chance import ChanceOptions, month_chance
from planner.figures.nothing import waiting
from planner.figures.speech import Speech
from planner.figures.tornado import ROW, TornadoOptions, strongest, tornado
from planner.i18n import _
from planner.model.reading import Context
from planner.model.values import Month
from planner.ui.figures.chart import FigureCard
from planner.ui.figures.offers import TABLE_KEY
from planner.ui.forecast.gaps import ForecastEmpty, GapsLine, gaps, needs
from planner.ui.forecast.head import ForecastHead
from planner.ui.forecast.honesty_line import HonestyLine
from planner.ui.forecast.outlook import AS_IT_IS
from planner.ui.forecast.scenario_card import ScenarioCard
from planner.ui.forecast.settings import ForecastSettings
from planner.ui.forecast.spans import SpanSwitch
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size, Type
from planner.ui.page import Page
from planner.ui.scroll_memory import ScrollMemory
from planner.ui.widgets.banner import ProgressBar
from planner.ui.widgets.labels import Label
from planner.ui.window.page_letters import LETTERS

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.model.changes import Change, ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

PROGRESS: Final = 1000  # ms of work after which it is shown
FAN, CHANCE, TORNADO = 220, 240, 10 * ROW + 22  # least heights, px
TALLEST = 400  # px of the fan at most
SHARE = 0.33  # of the page's height for the fan
SIDE = 340  # px of the right column
LEAST, NARROW = 300, 1060  # px: the right column at least; the page, below which everything is one column
_REMEMBERED: Final = "forecast.months"


class ForecastPage(Page):
    """R reckons again, [ and ] change the months shown, B compares, G goes to the strongest guess, T shows tables."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.outlook = bridge.outlook
        self._failed = ""
        self._full: Forecast | None = None  # the last one of what is looked at that tells which guess matters
        self.head, self.gaps, self.empty = ForecastHead(self.outlook), GapsLine(), ForecastEmpty()
        self.fan = FigureCard(bridge, self._draw_fan, FAN)
        self.chance = FigureCard(bridge, self._draw_chance, CHANCE)
        self.tornado = FigureCard(bridge, self._draw_tornado, TORNADO)
        self.head.button.setEnabled(not bridge.read_only)
        self.cards = (self.fan, self.chance, self.tornado)
        self.spans = SpanSwitch(int(bridge.recall(_REMEMBERED, 24)))
        self.spans_label = Label("", Type.SMALL, 400, "t3")
        for tool in (self.spans_label, self.spans):
            self.fan.add_tool(tool)
        self.scenarios, self.settings = ScenarioCard(bridge), ForecastSettings(bridge)
        self.progress = ProgressBar(self)
        self._patience = QTimer(self, singleShot=True, interval=PROGRESS)
        self._arriving = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._restyle)
        self.refresh(None)

    def _lay_out(self) -> None:
        self.left, self.right, self.below = QWidget(), QWidget(), QWidget()
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.below)
        self.pair.setContentsMargins(0, 0, 0, 0)
        self.pair.addWidget(self.chance, 2)
        self.pair.addWidget(self.tornado, 3)
        left, right = QVBoxLayout(self.left), QVBoxLayout(self.right)
        for column, parts in ((left, (self.fan, self.below)), (right, (self.scenarios, self.settings))):
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        self.ground = QWidget()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.addWidget(self.left)
        self.columns.addWidget(self.right)
        self.rows = QVBoxLayout(self.ground)
        self.honesty = HonestyLine(self.bridge)
        for line in (self.gaps, self.honesty):
            self.head.layout().addWidget(line)
        self.rows.addWidget(self.head)
        self.rows.addLayout(self.columns, 1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.ground)
        ScrollMemory(self.area, "forecast.scroll", self.bridge)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.outlook.told.connect(self._on_told)
        self.outlook.failed.connect(self._on_failed)
        self.outlook.glanced.connect(lambda: self.scenarios.tell_outcomes(self.speech))
        self.outlook.moved.connect(self._on_moved)
        self._patience.timeout.connect(lambda: self.progress.set_share(None))
        self._arriving.timeout.connect(self._show_name)
        self.spans.chosen.connect(lambda span: self.show_months(int(span)))
        self.head.asked.connect(self.primary)
        self.gaps.opened.connect(self.bridge.open_record)
        self.empty.went.connect(self.bridge.navigate)
        self.scenarios.chosen.connect(self._on_scenario)
        self.scenarios.compared.connect(lambda _on: self._draw())
        for card in self.cards:
            card.opened.connect(self.bridge.open_record)
            card.leave_key()
        tables = QShortcut(QKeySequence(TABLE_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tables.activated.connect(self.turn_tables)

    # what is shown

    @property
    def forecast(self) -> "Forecast | None":
        """What is looked at: the forecast of the scenario chosen, or until that arrives of the plan as it is."""
        return self.outlook.latest(self.scenarios.current) or self.outlook.latest()

    @property
    def speech(self) -> Speech:
        """How numbers are said on this page."""
        return Speech(Context(currency=self.bridge.plan.settings.currency))

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - the forecast itself follows by `told`
        """Take up names, scenarios and settings; what was forecast stays until the next arrives."""
        self.scenarios.refresh()
        self.settings.refresh()
        self._draw()

    def _on_told(self, forecast: "Forecast", _coarse: bool) -> None:
        if forecast.drivers and forecast.scenario == self.scenarios.current:
            self._full = forecast
        self._failed = ""
        self._draw()

    def _on_failed(self, text: str) -> None:
        self._failed = text
        self._draw()

    def _on_moved(self) -> None:
        if not self.outlook.refining:
            self._patience.stop()
            self.progress.finish()
        elif not self._patience.isActive():
            self._patience.start()

    def _draw(self) -> None:
        """Show the newest results; a hidden page does so when it is shown."""
        if not self.isVisible():
            return
        forecast = self.forecast
        nothing = forecast is not None and unknown(forecast) and not self.scenarios.current
        if nothing:
            self.empty.show_needs(needs(self.bridge.plan, forecast))
        self._show(self.empty if nothing else self.area)
        self.spans.set_horizon(len(forecast.months) if forecast else self.bridge.plan.settings.horizon_months)
        self.head.show(self._completed(forecast), self.speech, self._failed)
        for card in self.cards:
            card.redraw()
        if forecast is not None:
            self.gaps.show_gaps(gaps(forecast, self.bridge.plan), len(lacking(forecast)))
        self.scenarios.tell_outcomes(self.speech)

    def _completed(self, forecast: "Forecast | None") -> "Forecast | None":
        """A preview with what only a full run tells, as the last one told it."""
        full = self._full if self._full is not None and self._full.scenario == self.scenarios.current else None
        if forecast is None or full is None or forecast.drivers:
            return forecast
        return replace(forecast, drivers=full.drivers, hands_off_share=full.hands_off_share)

    def _show(self, part: QWidget) -> None:
        """Show the figures, or what is needed first; the keyboard goes along."""
        before, focus = self.stack.currentWidget(), QApplication.focusWidget()
        held = focus is not None and before.isAncestorOf(focus)
        self.stack.setCurrentWidget(part)
        if held and part is not before:
            self.focus_first()

    def _base(self) -> "Forecast | None":
        """The plan as it is, of equally many runs, where a scenario is to be compared with it."""
        current = self.scenarios.current
        shown = self.outlook.latest(current) if current and self.scenarios.compare.isChecked() else None
        return self.outlook.latest(AS_IT_IS, shown.samples) if shown is not None else None

    def _draw_fan(self, width: float, height: float) -> Drawing:
        forecast, base, facts = self.forecast, self._base(), self.outlook.facts
        if forecast is None:
            return waiting(width, height, _("Net income by month"))
        today = self.outlook.today
        options = FanOptions(
            width,
            height,
            self.spans.months,
            earned_before(facts, Month.of(today)) if facts is not None else (),
            base.earnings.p50 if base else (),
            today,
            ("plan", self.bridge.plan.settings.id),
            self.speech,
        )
        return fan(forecast, options)

    def _draw_chance(self, width: float, height: float) -> Drawing:
        forecast, base = self.forecast, self._base()
        if forecast is None:
            return waiting(width, height, _("Chance of covering costs"))
        chances = base.cover.probability if base and base.cover else ()
        return month_chance(forecast, ChanceOptions(width, height, self.spans.months, chances, self.speech))

    def _draw_tornado(self, width: float, height: float) -> Drawing:
        forecast = self._completed(self.forecast)
        if forecast is None or (not forecast.drivers and forecast.samples < self.outlook.samples):
            return waiting(width, height, _("What moves income most"))
        return tornado(forecast, self.bridge.plan, TornadoOptions(width, height, speech=self.speech))

    # what can be done

    def show_months(self, span: int) -> None:
        """Show so many months, or ALL."""
        self.spans.wanted = span
        self.bridge.remember(_REMEMBERED, span)
        self._draw()

    def fewer_months(self) -> None:
        """Show the next shorter span."""
        self.show_months(self.spans.beside(-1))

    def more_months(self) -> None:
        """Show the next longer span."""
        self.show_months(self.spans.beside(1))

    def rerun(self) -> None:
        """Reckon again."""
        self.outlook.rerun()

    def turn_compare(self) -> None:
        """Show the plan as it is beside the scenario chosen, or no longer."""
        self.scenarios.compare.toggle()
        self._draw()

    def turn_tables(self) -> None:
        """Show every figure as a table, or as a figure again."""
        if self.stack.currentWidget() is self.empty:
            return
        shown = not self.fan.as_table
        for card in self.cards:
            card.show_table(shown=shown)

    def go_to_driver(self) -> None:
        """Go to the field that moves income most."""
        full = self._full or self.forecast
        found = strongest(full, 1) if full else ()
        if found:
            self.bridge.open_record(found[0].kind, found[0].id, found[0].field)

    def _on_scenario(self, scenario: str) -> None:
        self._full = None
        self.outlook.set_scenario(scenario)
        self._draw()

    # the page as the window knows it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = LETTERS["forecast"] if self.stack.currentWidget() is self.area else ()
        letter = next((one for one in letters if one.key == event.text().upper()), None)
        if letter is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            getattr(self, letter.act)()
        else:
            super().keyPressEvent(event)

    def primary_label(self) -> str:
        return _("New scenario")

    def enabled(self, verb: str) -> bool:
        return verb == "edit" or (verb == "primary" and not self.bridge.read_only)

    def primary(self) -> None:
        self.stack.setCurrentWidget(self.area)
        self.scenarios.new()
        self._arriving.start()

    def _show_name(self) -> None:
        """Bring the name of the scenario into view, now that it has its place."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.area.ensureWidgetVisible(self.scenarios.name, 0, self.theme.px(80))

    def edit(self) -> None:
        """Rename the scenario chosen, or go to the first setting."""
        if self.scenarios.current:
            self.scenarios.name.setFocus()
        else:
            self.settings.focus_first()

    def sees(self, change: "Change", field: str) -> tuple[str, str, str] | None:
        shown = self.stack.currentWidget() is self.area and field in self.settings.fields.editors
        return (change.kind, change.id, field) if shown and change.kind == "plan" else None

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        record = self.bridge.plan.find(kind, record_id)
        if kind == "plan" and field:
            shown = self.settings.show_field(field)
            self.area.ensureWidgetVisible(shown, 0, self.theme.px(40))
        elif record is not None:
            self.scenarios.choose(record.scenario if kind == "override" else record_id)

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.empty:
            self.empty.button.setFocus()
        else:
            self.fan.chart.setFocus()

    def next_pane(self) -> bool:
        focus = QApplication.focusWidget()
        if focus is None or self.right.isAncestorOf(focus) or self.stack.currentWidget() is self.empty:
            return False
        self.scenarios.rows[self.scenarios.current].button.setFocus()
        return True

    def leave(self) -> None:
        self.scenarios.commit()
        self.settings.commit()

    def retranslate(self) -> None:
        self.honesty.retranslate()
        self.spans_label.setText(_("Months shown"))
        self.spans.retranslate()
        self.fan.note.setText(_("per month, {currency}").format(currency=self.bridge.plan.settings.currency))
        self.tornado.note.setText(_("12 months"))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self.theme
        narrow = self.width() < look.px(NARROW)
        way = QBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for at, part in enumerate((7, 3)):
            self.columns.setStretch(at, at if narrow else part)
        self.pair.setDirection(way.TopToBottom if self.width() < look.px(760) else way.LeftToRight)
        self.right.setMinimumWidth(0 if narrow else look.px(LEAST))
        self.right.setMaximumWidth(16777215 if narrow else look.px(SIDE + 40))
        tall = min(max(round(self.height() * SHARE), look.px(FAN)), look.px(TALLEST))
        self.fan.stack.setFixedHeight(tall)  # of the window alone: whatever stands beside it leaves it as it is
        self.progress.setGeometry(0, 0, self.width(), self.progress.height())
        self.progress.raise_()

    def _restyle(self) -> None:
        look = self.theme
        side, gap = look.px(Size.PAGE_PADDING), look.px(Size.CARD_GAP)
        self.rows.setContentsMargins(side, look.px(Size.PAGE_TOP), side, look.px(Size.PAGE_BOTTOM))
        for row in (self.rows, self.columns, self.pair, self.left.layout(), self.right.layout()):
            row.setSpacing(gap)
        self._arrange()
