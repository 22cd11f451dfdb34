"""Distribution: which work went to which platform, when, what failed, what is missing, and what to publish next."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.commands.distribution import Place
from planner.i18n import _
from planner.model.catalogue import Publication
from planner.ui.distribution.acts import DistributionActs
from planner.ui.distribution.bar import DistributionBar
from planner.ui.distribution.calendar import GAPS, LOOKS, DistributionCalendar
from planner.ui.distribution.coverage import Coverage
from planner.ui.distribution.gap_list import gap_gain, gap_title
from planner.ui.distribution.grid import DistributionGrid
from planner.ui.distribution.model import DistributionModel, Shown
from planner.ui.distribution.publication_strip import PublicationStrip
from planner.ui.distribution.work_form import WorkForm
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.hours.wall_clock import WallClock
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.scroll_memory import ScrollMemory
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.memory import GridMemory
from planner.ui.widgets.cards import Sheet
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.window.page_letters import LETTERS

if TYPE_CHECKING:
    from planner.analysis.distribution.gaps import Gap
    from planner.model.changes import ChangeSet
    from planner.model.placements import Placement
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

REST: Final = 60  # ms after a change until everything is counted anew
_LOW: Final = 640  # px of the page below which the filter has no row of its own
_WRITING: Final = frozenset({"primary", "edit", "delete", "paste"})


class DistributionPage(Page):
    """The page of works and publications; its letters act on the cells chosen in the matrix."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.clock = WallClock(bridge.plan)
        self.bar = DistributionBar()
        self.calendar = DistributionCalendar(bridge, self.clock)
        self.model = DistributionModel(bridge, self.clock, self)
        self.grid = DistributionGrid(self.model)
        self.strip = PublicationStrip(bridge, self.clock)
        self.form = WorkForm(bridge)
        self.acts = DistributionActs(bridge, self.clock, self.grid, self.strip, self)
        self.coverage = Coverage(bridge, self)
        self.empty, self.no_match, self.no_platform = (
            EmptyState("send", "plus", "download"),
            EmptyState("search", "x"),
            EmptyState("store"),
        )
        self._count = QTimer(self, singleShot=True, interval=REST)
        self.publish_today, self.schedule, self.fail = self.acts.publish_today, self.acts.schedule, self.acts.fail
        self.draft, self.open_link, self.copy_text = self.acts.draft, self.acts.open_link, self.acts.copy_text
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh(None)
        GridMemory(self.grid.grid, "publication.cell", bridge, self.model.pair, self.model.spot)
        follow(self._restyle)

    def _lay_out(self) -> None:
        self.cells = QStackedWidget()
        self.cells.addWidget(self.grid)
        self.cells.addWidget(self.no_match)
        self.cells.addWidget(self.no_platform)
        self._card = Sheet(self.cells)
        self._column = QVBoxLayout()
        for part in (self.bar, self.calendar):
            self._column.addWidget(part)
        self._column.addWidget(self._card, 1)
        self._column.addWidget(self.strip)
        ground = QWidget()
        ground.setLayout(self._column)
        self.area = QScrollArea()  # for windows lower than all the parts together
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(ground)
        ScrollMemory(self.area, "distribution.scroll", self.bridge)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self.form)
        self.stack = QStackedWidget()
        self.stack.addWidget(filled)
        self.stack.addWidget(self.empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.stack)

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_shown)
        self.bar.query.left.connect(self.grid.setFocus)
        self.bar.new_asked.connect(self.primary)
        self.bar.next_asked.connect(self._on_next)
        for asked in (self.bar.import_asked, self.empty.secondary):
            asked.connect(lambda: self.bridge.go("import"))
        self.empty.primary.connect(self.primary)
        for button in (
            self.bar.new,
            self.bar.bring,
            self.bar.next,
            self.empty.primary_button,
            self.empty.secondary_button,
        ):
            button.setEnabled(not self.bridge.read_only)
        self.no_match.primary.connect(self.bar.ask_all)
        self.no_match.secondary.connect(self.primary)
        self.no_platform.primary.connect(lambda: self.bridge.go("platforms"))
        self.calendar.opened.connect(self._on_opened)
        self.calendar.moved.connect(self._on_moved)
        self.calendar.gaps.scheduled.connect(self._schedule_gap)
        self.calendar.gaps.followed.connect(lambda gap: self._go(gap.work, gap.platform))
        self.calendar.gaps.mended.connect(self.bridge.open_record)
        self.grid.moved.connect(self._show_cell)
        self.grid.entered.connect(self._on_entered)
        self.grid.work_chosen.connect(self.form.show_work)
        self.strip.left.connect(self.grid.setFocus)
        self.strip.followed.connect(self._on_opened)
        self.form.closed.connect(self.grid.setFocus)
        self.form.stepped.connect(self._step_work)
        self.acts.made.connect(self._on_made)
        self.coverage.told.connect(self._on_covered)
        self._count.timeout.connect(self._tell_counts)
        self.grid.letters = {letter.key: getattr(self, letter.act) for letter in LETTERS["work"]}

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:
        if changes is None or "plan" in changes.kinds:
            self._set_clock()
        if changes is not None and changes.kinds == {"publication"}:
            self.model.renew()
        else:
            self.model.take()
        self.calendar.refresh()
        self.form.refresh(changes)
        self._show_stack()
        self._show_cell()
        self.abilities_changed.emit()
        self._count.start()
        if self.isVisible():
            self.coverage.ask()

    def _set_clock(self) -> None:
        """Show days and hours of the place that the plan names now."""
        self.clock.zone = WallClock(self.bridge.plan).zone

    def _tell_counts(self) -> None:
        if not self.bridge.closed:
            self.bar.say(self.bridge.session.journal.publications.counts(self.clock.now()))

    def _on_covered(self) -> None:
        self.model.typical = self.strip.typical = self.coverage.latest.typical
        self._tell_next()
        self._show_cell()

    def _tell_next(self) -> None:
        """Say the best next publication."""
        gaps, plan = self.coverage.latest.gaps, self.bridge.plan
        self.calendar.gaps.show_gaps(
            [gap for gap in gaps if plan.find("work", gap.work) and plan.find("platform", gap.platform)]
        )
        if not self.calendar.gaps.gaps:
            self.bar.say_next("", "", known=self.coverage.known)
            return
        best = self.calendar.gaps.gaps[0]
        gain = gap_gain(best, speech_of(Scene.of(plan)))
        told = _("Best next: {what}, {gain}") if gain else _("Best next: {what}")
        self.bar.say_next(told.format(what=gap_title(best, plan), gain=gain), _("Schedule…"))

    def _show_stack(self) -> None:
        plan, query = self.bridge.plan, self.model.shown.query.strip()
        self.stack.setCurrentIndex(0 if plan.records("work") else 1)
        nothing = self.model.shown.narrows and not self.model.works
        self.cells.setCurrentIndex(1 if nothing else 0 if plan.records("platform") else 2)
        title = _("Nothing found for “{query}”").format(query=query) if query else _("Nothing passes the filter")
        create = _("Create “{query}”").format(query=query) if query and not self.bridge.read_only else ""
        self.no_match.set_texts(title, _("There are works, but none that you asked for."), _("Clear filter"), create)

    def _show_cell(self) -> None:
        """Show the current cell below the matrix."""
        place = self.grid.current() if self.model.works else None
        at = self.grid.grid.currentIndex()
        cell = self.model.cell(at.row(), at.column()) if place else None
        found = self.bridge.session.journal.records("publication", [cell.id]) if cell else []
        publication = found[0] if found and isinstance(found[0], Publication) else None
        self.strip.show_place(place, publication, cell)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._count.start()  # what was to go out may be due by now
        self.coverage.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_low(low=self.height() < theme().px(_LOW))

    # what happens

    def _on_shown(self, shown: Shown) -> None:
        self.model.narrow(shown)
        self._show_stack()
        self._show_cell()

    def _on_entered(self) -> None:
        if not self.bridge.read_only:
            self.strip.focus_first()

    def _on_opened(self, placement: "Placement | None") -> None:
        if placement is not None:
            self._go(placement.work, placement.platform)

    def _on_moved(self, placement: "Placement", day: object) -> None:
        if self.acts.move(placement, day):
            self.calendar.days.go_to(day, placement.id)

    def _on_made(self, work: str, platforms: tuple[str, ...]) -> None:
        self._go(work, platforms[0] if platforms else "")

    def _on_next(self) -> None:
        if self.calendar.gaps.gaps:
            self._schedule_gap(self.calendar.gaps.gaps[0])

    def _schedule_gap(self, gap: "Gap") -> None:
        self._go(gap.work, gap.platform)
        self.acts.ask_when([Place(gap.work, gap.platform)], self.acts.start())

    def _go(self, work: str, platform: str = "") -> bool:
        """Go to a cell, listing every work if it is not among those listed."""
        if self.model.spot(work, platform) is None and self.bridge.plan.find("work", work) is not None:
            self.bar.ask_all()
        there = self.grid.go_to(work, platform)
        if there:
            self.grid.setFocus()
        return there

    def _step_work(self, way: int) -> None:
        spot = self.model.spot(self.form.editor.record_id or "")
        row = spot[0] + way if spot else 0
        if 0 <= row < len(self.model.works):
            self.grid.go_to(self.model.works[row].id)
            self.form.show_work(self.model.works[row].id)

    # letters; those of the cells are the acts themselves

    def show_work(self) -> None:
        """W: the form of the work of the current row."""
        place = self.grid.current()
        if place is not None:
            self.form.show_work(place.work)
            self.form.editor.focus_first()

    def turn(self) -> None:
        """V: two weeks, the month, the best next."""
        looks = (*LOOKS, GAPS)
        self.calendar.turn(looks[(looks.index(self.calendar.shown) + 1) % len(looks)])

    # the window's questions

    def primary_label(self) -> str:
        return _("New work")

    def enabled(self, verb: str) -> bool:
        if verb in _WRITING and self.bridge.read_only:
            return False
        filled = self.stack.currentIndex() == 0
        return verb == "primary" or (verb in ("find", "edit", "delete", "copy") and filled)

    def primary(self) -> None:
        empty = self.stack.currentIndex() == 1
        self.acts.new_work(self.empty.primary_button if empty else self.bar.new)

    def find(self) -> None:
        self.bar.query.setFocus()
        self.bar.query.selectAll()

    def edit(self) -> None:
        self.strip.focus_first()

    def delete(self) -> None:
        self.acts.delete()

    def copy(self) -> None:
        self.acts.copy_text()

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == "work" and self._go(record_id):
            self.grid.flash()
            if field:
                self.form.show_work(record_id, field)
        elif kind == "publication":
            for found in self.bridge.session.journal.records("publication", [record_id]):
                if isinstance(found, Publication) and self._go(str(found.work), str(found.platform)):
                    self.grid.flash()
                    if field:
                        self.strip.focus_first()

    def focus_first(self) -> None:
        self.grid.setFocus() if self.stack.currentIndex() == 0 else self.empty.primary_button.setFocus()

    def next_pane(self) -> bool:
        focus = self.focusWidget()
        if self.stack.currentIndex() or focus is None:
            return False
        if self.grid.isAncestorOf(focus):
            self.strip.focus_first()
        elif self.strip.isAncestorOf(focus):
            self.calendar.first_stop().setFocus()
        else:
            return False
        return True

    def toast_pane(self) -> QWidget:
        return self._card if self.stack.currentIndex() == 0 else self

    def leave(self) -> None:
        self.strip.commit()
        self.form.commit()

    def retranslate(self) -> None:
        for part in (self.bar, self.calendar, self.grid, self.strip, self.form):
            part.retranslate()
        self.empty.set_texts(
            _("Add the last thing you published"),
            _("A work is made once and can go to many platforms; here you see where it went and where it is missing."),
            _("New work"),
            _("Import statistics…"),
            _("Shortcut Ctrl+N"),
        )
        self.no_platform.set_texts(
            _("There is no platform yet"), _("A publication is a work on a platform."), _("New platform")
        )
        self._tell_next()
        self._show_stack()

    def _restyle(self) -> None:
        look = theme()
        self._column.setContentsMargins(
            look.px(Size.PAGE_PADDING), look.px(Size.PAGE_TOP), look.px(Size.PAGE_PADDING), look.px(16)
        )
        self._column.setSpacing(look.px(12))
        self.cells.setMinimumHeight(look.px(2 * Size.ROW_TWO_LINES + 16))
