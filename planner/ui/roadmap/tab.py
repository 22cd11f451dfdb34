"""Milestones in time: what can be done by when, what slips, and what waits for what; the same as a list."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLineEdit

from planner.commands import milestones
from planner.figures.roadmap_words import conclusion, uncertainty
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Milestone, Record
from planner.ui.experiments.proposal_cards import ProposalState
from planner.ui.experiments.proposals import Proposal
from planner.ui.figures.offers import FigureOffers
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.tokens import Size
from planner.ui.roadmap.chart import TimelineChart
from planner.ui.roadmap.course import CourseWatch
from planner.ui.roadmap.deeds import MilestoneDeeds
from planner.ui.roadmap.head import CourseHead
from planner.ui.roadmap.lines import base_of
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, NUMBER, Cell, Column, field_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.window.page_letters import LETTERS
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from planner.analysis.roadmap.timeline import TimelineRow
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

_DATED = ("p80", "late")  # columns that come from the roadmap


def _caption(record: Record, scene: Scene) -> Cell:
    return Cell(caption=scene.plan.label("product", record.product)) if isinstance(record, Milestone) else Cell()


def _safe_day(record: Record, scene: Scene) -> Cell:
    one = scene.dates.get(record.id)
    return Cell(speech_of(scene).day(one.p80)) if one is not None and one.p80 is not None else Cell()


def _safe_key(record: Record, scene: Scene) -> date | None:
    one = scene.dates.get(record.id)
    return one.p80 if one is not None else None


def _late(record: Record, scene: Scene) -> Cell:
    one = scene.dates.get(record.id)
    return Cell(speech_of(scene).chance(one.late)) if one is not None and one.late is not None else Cell()


def _late_key(record: Record, scene: Scene) -> float | None:
    one = scene.dates.get(record.id)
    return one.late if one is not None else None


class TimelineTab(RecordPage):
    """The milestones; V changes between timeline and list, L links, P pushes what slips, Space reaches."""

    KIND = "milestone"
    DETAIL = Size.DETAIL_MIN
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Milestone"), 200, NAME, "name", show=_caption, stretch=True),
        field_column("milestone", "effort", 132, look=NUMBER),
        field_column("milestone", "due", 124),
        Column("p80", N_("80% by"), 124, NUMBER, show=_safe_day, key=_safe_key, editable=False),
        Column("late", N_("Late with"), 84, NUMBER, show=_late, key=_late_key, editable=False),
        field_column("milestone", "wait_days", 176, spare=True),
        field_column("milestone", "done_on", 124, spare=True),
    )
    EMPTY = EmptyWords(
        N_("What is to be done, and by when?"),
        N_(
            "A milestone is a piece of work with an end: say how many hours it takes, and its day is told with its odds."
        ),
    )

    def __init__(self, bridge: "Bridge", theme: "Theme") -> None:
        super().__init__(bridge, theme)
        bridge.outlook.told.connect(self._propose)

    def _make_empty(self) -> EmptyState:
        return ProposalState(KINDS[self.KIND].icon)

    def _connect(self) -> None:
        super()._connect()
        self.deeds, self.course = MilestoneDeeds(self.bridge, self), CourseWatch(self.bridge)
        self.head = CourseHead()
        column: QVBoxLayout = self.table.layout()  # type: ignore[assignment]
        column.insertWidget(0, self.head)
        self.table.bar.new.hide()  # the page has it
        self.switch = Segmented()
        self.table.bar.add_switch(self.switch)
        self.switch.chosen.connect(lambda _look: self.turn())
        self.chart = TimelineChart(locked=self.bridge.read_only)
        self.table.stack.addWidget(self.chart)
        self._connect_lines()
        self.course.told.connect(self._on_course)
        self.head.asked.connect(self.push)
        self.table.current_changed.connect(lambda found: self.chart.show_current(("milestone", found)))
        self.table.bar.changed.connect(lambda _wanted: self._show_course())
        if isinstance(self.empty, ProposalState):
            self.empty.picked.connect(self._take)
            self.proposer = self.empty.served_by(self.bridge)
        self.table.set_alternative(self.chart if self.bridge.recall("milestone.timeline", True) else None)

    def _connect_lines(self) -> None:
        lines = self.chart.lines
        FigureOffers(lines, self.bridge, self.turn)
        lines.chosen.connect(self._on_chosen)
        lines.opened.connect(self._on_opened)
        lines.shifted.connect(self.shift)
        lines.lengthened.connect(self._lengthen)
        lines.moved.connect(self._place_by)
        lines.dropped.connect(self._shift)
        lines.linked.connect(lambda before, after: self._link(after, before))
        lines.placed.connect(self._place)
        letters = {letter.key: letter.act for letter in LETTERS[self.KIND]}
        lines.letters = frozenset((*letters, "Del"))
        lines.key.connect(lambda key: self.delete() if key == "Del" else self.act(letters[key]))

    # what is shown

    def refresh(self, changes: object) -> None:
        super().refresh(changes)
        self._show_course()
        self._propose()

    def retranslate(self) -> None:
        super().retranslate()
        self.switch.set_options([("timeline", _("Timeline")), ("table", _("List"))])
        self._tell_switch()
        self.chart.retranslate()
        self._on_course()
        self._propose()

    def _tell_switch(self) -> None:
        self.switch.set_value("timeline" if self.table.alternative else "table")

    def _on_course(self) -> None:
        course = self.course.latest
        if course is None:
            return
        found = course.roadmap.milestones if course.roadmap is not None else ()
        self.table.model.show_dates({one.id: one for one in found}, _DATED)
        self._say()
        self._show_course()

    def _show_course(self) -> None:
        course = self.course.latest
        if course is not None:
            self.chart.show_course(course, [record.id for record in self.table.model.records])
            self.chart.show_current(("milestone", self.table.current_id()))

    def _say(self) -> None:
        """Answer first: what the roadmap comes to."""
        course = self.course.latest
        if course is None or course.roadmap is None or course.timeline is None:
            self.head.say(course.trouble if course else "", (), "", "")
            return
        speech = speech_of(Scene.of(course.plan))
        said = conclusion(course.timeline, course.roadmap, course.plan, speech)
        parts = uncertainty(course.timeline, course.roadmap, course.plan, speech)
        slipping = course.timeline.slipping
        offer = ""
        if slipping and not self.bridge.read_only:
            days = self._pushed()[slipping[0].outlook.id] - (slipping[0].outlook.due or self.course.today())
            one = ngettext("Push by {count} day", "Push by {count} days", days.days).format(count=days.days)
            many = ngettext("Push {count} date", "Push {count} dates", len(slipping)).format(count=len(slipping))
            offer = one if len(slipping) == 1 else many
        self.head.say(said, parts, offer, "P")
        self.head.setVisible(bool(said))

    def _pushed(self) -> dict[str, date]:
        """What slips, and the day on which each would hold: eight times in ten, at least by the estimate."""
        timeline = self.course.latest.timeline if self.course.latest is not None else None
        return {
            row.outlook.id: max(filter(None, (row.outlook.p50, row.outlook.p80, row.outlook.finish)))
            for row in (timeline.slipping if timeline is not None else ())
        }

    def _propose(self) -> None:
        """Ask for proposals where there is nothing yet."""
        if self.stack.currentWidget() is self.empty:
            self.proposer.ask()

    def _on_chosen(self, kind: str, record_id: str, _field: str) -> None:
        row = self.table.model.row_of(record_id)
        if kind == self.KIND and row >= 0:
            self.table.view.select_rows([row])

    def _on_opened(self, kind: str, record_id: str) -> None:
        if kind == self.KIND:
            self._open_detail()
        else:
            self.bridge.open_record(kind, record_id)

    # what is done

    @property
    def _one(self) -> Milestone | None:
        found = self.bridge.plan.find(self.KIND, self.table.current_id())
        return found if isinstance(found, Milestone) else None

    def _row(self, milestone: str) -> "TimelineRow | None":
        timeline = self.course.latest.timeline if self.course.latest is not None else None
        rows = timeline.rows if timeline is not None else ()
        return next((row for row in rows if row.outlook.id == milestone), None)

    def turn(self) -> None:
        """Change between timeline and list."""
        on = self.table.alternative is None
        self.bridge.remember("milestone.timeline", on)
        self.table.set_alternative(self.chart if on else None)
        self._tell_switch()
        self._show_course()
        self.table.focus()

    def primary(self) -> None:
        """A new milestone, its name ready to be typed over; in the list its name is typed in the last row."""
        if self.table.alternative is None and self.stack.currentWidget() is self.panes:
            super().primary()
            return
        made = self.table.edits.create(_("What is to be reached"))
        if made:
            self.show_record(self.KIND, made, "name")
            name = self.editor.fields.editors["name"].focus_widget
            if isinstance(name, QLineEdit):
                name.selectAll()

    def shift(self, days: int) -> None:
        """Move the day on which the current milestone is due."""
        if self._one is not None:
            self._shift(self._one.id, days)

    def _shift(self, milestone: str, days: int) -> None:
        one = self.bridge.plan.find(self.KIND, milestone)
        if isinstance(one, Milestone) and not self.bridge.read_only:
            self.deeds.shift(one, days, base_of(self._row(milestone), self.course.today()))

    def lengthen(self) -> None:
        """An hour more of effort."""
        self._lengthen(1)

    def shorten(self) -> None:
        """An hour less of effort."""
        self._lengthen(-1)

    def _lengthen(self, hours: int) -> None:
        if self._one is not None and not self.bridge.read_only:
            self.deeds.lengthen(self._one, hours)

    def turn_done(self) -> None:
        """Say that the current milestone was reached today, or that it was not."""
        if self._one is not None and not self.bridge.read_only:
            self.deeds.turn_done(self._one, self.course.today())

    def push(self) -> None:
        """Give all that slips the day on which it would hold."""
        days = self._pushed()
        if days and not self.bridge.read_only:
            self.deeds.push(days)
        elif not days:
            self.bridge.toast(_("Nothing slips."), undo=False)

    def choose_link(self) -> None:
        """Offer what the current milestone can wait for, and to end a wait there is; no circle is among them."""
        one, plan = self._one, self.bridge.plan
        if one is None or self.bridge.read_only:
            return
        ends = [
            (f"-{name}", _("No longer wait for “{name}”").format(name=plan.label(self.KIND, name)))
            for name in one.after
        ]
        free = [
            (other.id, _("Wait for “{name}”").format(name=other.name))
            for other in plan.of(Milestone)
            if other.id not in one.after and other.done_on is None and not milestones.chain(plan, other.id, one.id)
        ]
        place = self.chart.lines.place_of((self.KIND, one.id))
        anchor = self.chart.lines if self.table.alternative else self.table.view
        at = anchor.mapToGlobal(place.bottomLeft().toPoint()) if self.table.alternative else None
        if ends or free:
            choose(anchor, [*ends, *free], self._take_link, at)
        else:
            self.bridge.toast(_("There is nothing this could wait for."), undo=False)

    def _take_link(self, chosen: str) -> None:
        one = self._one
        if one is not None and chosen.startswith("-"):
            self.deeds.unlink(one, chosen[1:])
        elif one is not None:
            self.deeds.link(one, chosen)

    def _link(self, milestone: str, before: str) -> None:
        one = self.bridge.plan.find(self.KIND, milestone)
        if isinstance(one, Milestone):
            self.deeds.link(one, before)

    def _place_by(self, rows: int) -> None:
        """Move the current milestone up or down among those that stand beside it on the timeline."""
        one, lines = self._one, [row.outlook.id for row in self._lined()]
        if one is None or one.id not in lines:
            return
        at = lines.index(one.id) + rows
        if 0 <= at < len(lines):
            self._place(one.id, lines[at], rows > 0)

    def _lined(self) -> "list[TimelineRow]":
        frame = self.chart.lines.frame
        return [line.row for line in frame.lines if line.row is not None] if frame is not None else []

    def _place(self, milestone: str, other: str, below: bool) -> None:
        """Put a milestone in front of or behind another in the own order; say so where days decide instead."""
        plan = self.bridge.plan
        dues = [getattr(plan.find(self.KIND, name), "due", None) for name in (milestone, other)]
        if dues[0] != dues[1]:
            self.bridge.toast(_("Days decide the order here: move the day instead."), undo=False)
            return
        ordered = [record.id for record in plan.records(self.KIND, archived=True) if record.id != milestone]
        at = ordered.index(other) + below
        if not self.bridge.read_only:
            self.table.edits.move([milestone], ordered[at] if at < len(ordered) else None)

    def _take(self, proposal: object) -> None:
        """Make the idea that is proposed, and show it among the experiments."""
        if isinstance(proposal, Proposal):
            made = self.proposer.take(proposal, self)
            if made:
                self.bridge.open_record("experiment", made, "hypothesis")
