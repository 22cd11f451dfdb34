"""The time log: one line to type, the week as a grid, its entries, and what an hour on each product brings."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.analysis.facts.hourly_trend import first_monday, hourly_trends
from planner.commands import records, time_log
from planner.i18n import N_, _, language, ngettext
from planner.model import parsing
from planner.model.catalogue import TimeEntry
from planner.model.clock import working_day
from planner.model.reading import Context
from planner.model.time_line import read_task
from planner.model.values import Hours
from planner.model.weeks import monday_of
from planner.ui.hours import time_words
from planner.ui.hours.entries import TimeEntries
from planner.ui.hours.hourly_card import HourlyCard
from planner.ui.hours.line_field import TimeLineField
from planner.ui.hours.timer_pill import START
from planner.ui.hours.week_grid import WeekGrid
from planner.ui.hours.week_model import task_rows
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size, Type
from planner.ui.page import Page
from planner.ui.scroll_memory import ScrollMemory
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.analysis.facts.hourly_trend import HourlyTrend
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

EDIT_CELL, EDIT, DELETE = N_("Change the time of {what}"), N_("Change a time entry"), N_("Delete {count} time entries")
DELETE_ONE = N_("Delete a time entry")
WATCHED = frozenset(
    ("time_entry", "entry", "rate", "timer", "product", "milestone", "alliance", "domain", "platform", "plan")
)
_OFFERED, _MOST_ROWS = 6, 24
_HOURLY, _HOURLY_LEAST = 300, 252  # px of the card beside the week, and where room is short
_WIDE, _LEAST_LIST = 1040, 180  # px


class TimeLog(Page):
    """The tab of the time log."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.monday = monday_of(self._today())
        self.line, self.grid, self.list, self.hourly = TimeLineField(bridge), WeekGrid(), TimeEntries(), HourlyCard()
        self.week_title, self.worked = Label("", Type.CARD_TITLE, 600), Label("", Type.SMALL, 400, "t3").set_tabular()
        self.before, self.after = ToolButton("chevron-left"), ToolButton("chevron-right")
        self.this_week = Button("", "secondary", small=True)
        self.entries_title = Label("", Type.CARD_TITLE, 600)
        self.nothing = Label("", Type.BODY, 400, "t3").set_wrap()
        self._lay_out()
        self.before.clicked.connect(lambda: self.show_week(self.monday - timedelta(weeks=1)))
        self.after.clicked.connect(lambda: self.show_week(self.monday + timedelta(weeks=1)))
        self.this_week.clicked.connect(lambda: self.show_week(monday_of(self._today())))
        self.line.started.connect(self._start)
        self.grid.typed.connect(self._on_cell)
        self.grid.refused.connect(bridge.refused)
        self.list.entries.typed.connect(self._on_typed)
        self.list.refused.connect(bridge.refused)
        self.list.selectionModel().selectionChanged.connect(self.abilities_changed)
        self.hourly.opened.connect(lambda product: bridge.open_record("product", product))
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        week = QHBoxLayout()
        for part in (self.week_title, self.before, self.after, self.this_week):
            week.addWidget(part)
        week.addStretch()
        week.addWidget(self.worked)
        self.card, self.list_card = Card(), Card()
        self.card.body.addLayout(week)
        self.card.body.addWidget(self.grid)
        self.list_card.body.addWidget(self.entries_title)
        self.list_card.body.addWidget(self.nothing)
        self.list_card.body.addWidget(self.list, 1)
        self.list_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # it takes what is left
        left = QVBoxLayout()
        left.addWidget(self.card)
        left.addWidget(self.list_card, 1)
        ground = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.hourly)
        self._rows = QVBoxLayout(ground)
        self._rows.addWidget(self.line)
        self._rows.addLayout(self._columns, 1)
        self._left = left
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(ground)
        ScrollMemory(self.area, "hours.scroll", self.bridge)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed; None means everything may have."""
        if changes is not None and not changes.kinds & WATCHED:
            return
        self.line.refresh()
        self.show_week(self.monday)
        self._weigh()

    def retranslate(self) -> None:
        """Show every text anew in the language in use."""
        self.before.set_name(_("Week before"))
        self.before.setToolTip(_("Week before"))
        self.after.set_name(_("Week after"))
        self.after.setToolTip(_("Week after"))
        self.this_week.setText(_("This week"))
        self.grid.setAccessibleName(_("Week of the time log"))
        self.list.setAccessibleName(_("Entries of the week"))
        self.entries_title.setText(_("Entries of the week"))
        self.hourly.retranslate()
        self.refresh(None)

    def show_week(self, monday: date) -> None:
        """Show the week that begins on `monday`."""
        self.monday = monday
        plan, log, today = self.bridge.plan, self.bridge.session.journal.time_log, self._today()
        entries = log.between(monday, monday + timedelta(days=6))
        offered = log.latest(_OFFERED) if monday == monday_of(today) else []
        editable = not self.bridge.read_only
        self.grid.week.editable = self.list.entries.editable = editable
        self.grid.show_week(task_rows(plan, monday, entries, offered), monday, today)
        self.list.entries.show_entries(entries, plan, today)
        self.nothing.setVisible(not entries)
        self.nothing.setText(
            _("Nothing is logged in this week. Type a line above, or a time into a day.")
            if self.grid.week.rows
            else _("Nothing is logged in this week. Type a line above, or start the timer.")
        )
        self._tell_week(entries)
        self._fit()
        self.abilities_changed.emit()

    def _tell_week(self, entries: Sequence[TimeEntry]) -> None:
        context = Context(language(), today=self._today())
        first, last = self.monday, self.monday + timedelta(days=6)
        self.week_title.setText(
            _("{first} to {last}").format(
                first=parsing.words("day", first, context), last=parsing.words("day", last, context)
            )
        )
        self.this_week.setEnabled(self.monday != monday_of(self._today()))
        employed, own = (
            sum(one.minutes.minutes for one in entries if one.minutes and (one.activity == "employed") is paid)
            for paid in (True, False)
        )
        planned = sum(one.minutes for one in self.bridge.plan.settings.hours_per_week or ())
        worked = time_words.hours_words(own)
        if planned:
            worked = _("{worked} of {planned} a week").format(worked=worked, planned=time_words.hours_words(planned))
        if employed:  # the sums below count it too
            worked = _("{worked}, {employed} employed besides").format(
                worked=worked, employed=time_words.hours_words(employed)
            )
        self.worked.setText(worked)

    def _weigh(self) -> None:
        """Reckon in the background what an hour brings."""
        session, plan, today = self.bridge.session, self.bridge.plan, self._today()
        since = first_monday(today)

        def work(job: object) -> "Sequence[HourlyTrend] | None":
            found = session.aside(
                lambda journal: journal.time_log.weeks(since), lambda: bool(getattr(job, "cancelled", 0))
            )
            return None if found is None else hourly_trends(plan, found, today)

        self.bridge.reader.submit(work, "hourly").done.connect(self._on_weighed)

    def _on_weighed(self, trends: "Sequence[HourlyTrend] | None") -> None:
        if trends is not None and not self.bridge.closed:
            self.hourly.show_trends(trends, self.bridge.plan)

    # what is done

    def _start(self, text: str) -> None:
        line = read_task(text, self.bridge.plan)
        self.bridge.run(START, lambda tx: time_log.start_timer(tx, line, time_words.now()))

    def _on_cell(self, row: int, day: int, minutes: int) -> None:
        task = self.grid.week.rows[row]
        at = self.monday + timedelta(days=day)
        self.bridge.run(
            EDIT_CELL,
            lambda tx: time_log.put(tx, task.days[day], task.like, at, Hours(minutes)),
            what=task.words,
        )

    def _on_typed(self, entry_id: str, field: str, value: object) -> None:
        self.bridge.run(EDIT, lambda tx: records.edit(tx, "time_entry", entry_id, **{field: value}))

    def delete(self) -> None:
        """Delete the entries selected in the list."""
        ids = self.list.selected()
        if not ids:
            return
        count = len(ids)
        label = DELETE_ONE if count == 1 else DELETE
        removed = self.bridge.run(label, lambda tx: records.delete(tx, "time_entry", ids), count=count)
        if removed is not None:
            told = ngettext("Deleted {count} time entry", "Deleted {count} time entries", count)
            self.bridge.toast(told.format(count=count))

    def enabled(self, verb: str) -> bool:
        """A new line can always be typed; what is selected in the list can be deleted."""
        if self.bridge.read_only:
            return False
        return verb == "primary" or (verb == "delete" and self.list.hasFocus() and bool(self.list.selected()))

    def primary_label(self) -> str:
        """What Ctrl+N does here."""
        return _("Log time")

    def primary(self) -> None:
        """Put the keyboard into the line."""
        self.focus_first()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.grid.commit()
        self.list.commit()
        self.line.keep()

    def focus_first(self) -> None:
        """Put the keyboard into the line."""
        self.line.field.setFocus()

    def next_pane(self) -> bool:
        """Move on: line, grid, list; False from the list."""
        order = (self.line.field, self.grid, self.list)
        at = next((at for at, part in enumerate(order) if part.hasFocus()), -1)
        if at + 1 >= len(order):
            return False
        order[at + 1].setFocus()
        return True

    def _today(self) -> date:
        return working_day(time_words.now(), self.bridge.plan.settings)

    def _fit(self) -> None:
        """Give the grid the height of its rows; beyond a screenful it scrolls by itself."""
        look = self.theme
        rows = min(self.grid.week.rowCount(), _MOST_ROWS)
        self.grid.setFixedHeight(look.px(Size.TABLE_HEADER) + rows * look.px(Size.ROW_ONE_LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What an hour brings stands beside the week, or below it where both have no room."""
        look = self.theme
        beside = self.width() >= look.px(Size.ONE_PANE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        wide = look.px(_HOURLY if self.width() >= look.px(_WIDE) else _HOURLY_LEAST)
        self.hourly.setMinimumWidth(wide)
        self.hourly.setMaximumWidth(wide if beside else self.width())

    def _restyle(self) -> None:
        look = self.theme
        gap, side = look.px(Size.CARD_GAP), look.px(16)
        for layout in (self._rows, self._columns, self._left):
            layout.setSpacing(gap)
        self._rows.setContentsMargins(side, look.px(8), side, side)
        self.list_card.setMinimumHeight(look.px(_LEAST_LIST))
        self._arrange()
        self._fit()
