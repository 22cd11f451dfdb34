"""What next: moves by what an hour of them gains, with how unsure that is; each a click away from being done or tried."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.figures.move_bars import MoveBarOptions, move_bars, move_groups
from planner.i18n import N_, _
from planner.ui.figures.lines import FigureLines, LinesArea
from planner.ui.figures.offers import FigureOffers
from planner.ui.figures.table import FigureTable
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow
from planner.ui.look.theme import theme as look
from planner.ui.look.tokens import Size
from planner.ui.moves.deeds import MoveDeeds
from planner.ui.moves.detail import EXPERIMENT, GO, MILESTONE, MoveDetail
from planner.ui.moves.head import MoveHead
from planner.ui.moves.reckoning import MoveWatch
from planner.ui.page import Page
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.master_detail import MasterDetail
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.window.page_letters import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.analysis.forecasting.moves import PlanMove
    from planner.figures.speech import Speech
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme


_PLACE: Final = "moves.place"  # where the move chosen last is remembered


class MoveLines(FigureLines):
    """The moves under pointer and keyboard; `key` follows a letter of the page, `opened` Enter and a double click."""

    key = Signal(str)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.letters: frozenset[str] = frozenset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif letter and letter in self.letters and not event.modifiers():
            self.key.emit(letter)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self.opened.emit()


class MovesTab(Page):
    """The moves; M makes a milestone, E an experiment, Enter goes to the record, R tries all again, T shows a table."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.watch, self.deeds = MoveWatch(bridge), MoveDeeds(bridge, self)
        self.head = MoveHead(self.watch)
        self.lines = MoveLines()
        self.area = LinesArea(self.lines)
        self.table = FigureTable(N_("The moves as a table"), words=1, margin=Size.CARD_PADDING)
        self.left, self.detail = QWidget(), MoveDetail(bridge)
        self.panes = MasterDetail(self.left, bridge, "moves")
        self.panes.preferred = Size.DETAIL_MIN
        self.empty = EmptyState("wand-sparkles", "arrow-right")
        place = bridge.recall(_PLACE)
        known = isinstance(place, list) and len(place) == 2 and place[0] == bridge.session.plan_id
        self._wanted = str(place[1]) if known else ""  # the move that was current when the plan was last open
        self._later = QTimer(self, singleShot=True, interval=0)
        self._begin = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self.pictures = QStackedWidget()
        self.pictures.addWidget(self.area)
        self.pictures.addWidget(self.table)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._margins = QVBoxLayout()
        self._margins.addWidget(self.pictures)
        column.addLayout(self._margins, 1)
        self.left.setAutoFillBackground(True)
        self.left.setBackgroundRole(QPalette.ColorRole.Base)
        self.left.setFocusProxy(self.lines)
        self.panes.fill(self.detail)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.stack)

    def _connect(self) -> None:
        self.watch.told.connect(self._on_told)
        self._later.timeout.connect(self._draw)
        self._begin.timeout.connect(self._begin_if_old)
        self.area.resized.connect(self._later.start)
        FigureOffers(self.lines, self.bridge, self.turn_table)
        letters = {letter.key: letter.act for letter in LETTERS["moves"]}
        self.lines.letters = frozenset(letters)
        self.lines.key.connect(lambda key: self.act(letters[key]))
        self.lines.chosen.connect(lambda _kind, _id, key: self._show_move(key))
        self.lines.activated.connect(lambda _kind, _id, key: self._show_move(key))
        self.lines.opened.connect(self.go_to)
        self.table.chosen.connect(self._show_first)
        self.table.opened.connect(lambda kind, record_id, *_field: self.bridge.open_record(kind, record_id))
        self.detail.acted.connect(lambda name: self._acts()[name]())
        self.detail.entered.connect(self.bridge.open_record)
        self.detail.escaped.connect(self._back)
        self.empty.primary.connect(lambda: self.bridge.go("listings"))

    # what is shown

    @property
    def settled(self) -> bool:
        """Whether nothing is on its way."""
        return not self.watch.working and not self._begin.isActive()

    @property
    def _plan(self) -> "Plan":
        """The plan that the moves are of."""
        return self.watch.of or self.bridge.plan

    @property
    def _speech(self) -> "Speech":
        return speech_of(Scene.of(self._plan))

    @property
    def current(self) -> "PlanMove | None":
        """The move at the keyboard; the best one before any was chosen."""
        return self.detail.move_shown

    def letters(self) -> str:
        return "moves"

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - the watch knows what makes moves old
        """A plan with nothing on offer has no moves."""
        there = bool(self.bridge.plan.records("listing"))
        self.stack.setCurrentWidget(self.panes if there else self.empty)
        self._on_told()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self.refresh(None)
        self._begin.start()

    def _begin_if_old(self) -> None:
        """Try the moves anew where those shown are of an earlier plan."""
        if self.isVisible() and self.watch.stale and not self.watch.working and self.stack.currentIndex() == 0:
            self.watch.run()

    def _on_told(self) -> None:
        if self.isVisible():
            self.head.tell(self._plan, self._speech)
            self._later.start()

    def _draw(self) -> None:
        """Draw the moves for the room there is; the one shown stays."""
        found = self.watch.latest
        if found is None or not self.isVisible():
            self.detail.show_move(None, None, self._plan, self._speech)
            return
        drawing = move_bars(
            found, self._plan, MoveBarOptions(self.lines.room(self.area.viewport().width()), speech=self._speech)
        )
        self.lines.show_lines(drawing)
        self.table.show_drawing(drawing)
        moves = [move for group in move_groups(found) for move in group.moves]
        first = self.current is None
        kept = self._wanted if self.current is None else self.current.gain.id
        shown = next((move for move in moves if move.gain.id == kept), moves[0] if moves else None)
        self.detail.show_move(shown, found, self._plan, self._speech)
        if shown is not None:
            (self.area if first else self.lines).show_current((shown.kind, shown.id), shown.gain.id)
        self.abilities_changed.emit()

    def _show_move(self, key: str) -> None:
        found = self.watch.latest
        moves = [move for group in move_groups(found) for move in group.moves] if found is not None else []
        move = next((move for move in moves if move.gain.id == key), None)
        if move is not None:
            self.bridge.remember(_PLACE, [self.bridge.session.plan_id, key])
            self.detail.show_move(move, found, self._plan, self._speech)
            self.abilities_changed.emit()

    def _show_first(self, kind: str, record_id: str) -> None:
        hit = self.lines.drawing().hit_of((kind, record_id))
        if hit is not None:
            self._show_move(hit.field)

    # what is done

    def _acts(self) -> "dict[str, Callable[[], None]]":
        return {MILESTONE: self.make_milestone, EXPERIMENT: self.make_experiment, GO: self.go_to}

    def make_milestone(self) -> None:
        """Make a milestone of the move, and go there."""
        move = self.current
        made = self.deeds.make_milestone(move) if move is not None and not self.bridge.read_only else ""
        if made:
            self.bridge.open_record("milestone", made, "due")

    def make_experiment(self) -> None:
        """Make an experiment of the move, and go there."""
        move = self.current
        made = self.deeds.make_experiment(move) if move is not None and not self.bridge.read_only else ""
        if made:
            self.bridge.open_record("experiment", made, "threshold")

    def go_to(self) -> None:
        """Show the record the move is about."""
        if self.current is not None:
            self.bridge.open_record(self.current.kind, self.current.id)

    def rerun(self) -> None:
        """Try all moves on the plan as it is now."""
        self.watch.run()

    def turn_table(self) -> None:
        """Change between the bars and the same as a table."""
        self.pictures.setCurrentIndex(1 - self.pictures.currentIndex())
        self.focus_first()

    def _back(self) -> None:
        self.panes.show_list()
        self.focus_first()

    # the window's questions

    def enabled(self, verb: str) -> bool:
        return verb == "edit" and self.current is not None

    def edit(self) -> None:
        """Go to the record the move is about."""
        self.go_to()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.empty:
            self.empty.primary_button.setFocus()
        else:
            (self.lines if self.pictures.currentIndex() == 0 else self.table).setFocus()

    def next_pane(self) -> bool:
        if self.stack.currentIndex() or self.detail.isAncestorOf(self.focusWidget() or self):
            return False
        self.panes.show_detail()
        return self.detail.take_focus()

    def toast_pane(self) -> QWidget:
        return self.left if self.stack.currentIndex() == 0 else self

    def leave(self) -> None:
        """Work that nobody waits for is stopped."""
        if self.watch.working:
            self.watch.cancel()

    def retranslate(self) -> None:
        self.detail.retranslate()
        self.table.retranslate()
        self.panes.back.setText(_("Moves"))
        if self.watch.latest is None:  # the figure names itself
            self.lines.setAccessibleName(_("Moves"))
        why = _(
            "Moves are tried on what is on offer: a higher price, one more place, one more publication, an hour of learning."
        )
        self.empty.set_texts(_("First offer something somewhere"), why, _("To the listings"))
        self._on_told()

    def _restyle(self) -> None:
        self._margins.setContentsMargins(look().px(8), 0, look().px(6), look().px(8))
