"""Tests of a day: what is to be found out, what it takes to pass, and what the ledger said."""

from typing import TYPE_CHECKING, ClassVar

from planner.figures.experiment_words import mark_words
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Experiment, Record
from planner.ui.editors.form import RecordEditor
from planner.ui.experiments.board import ExperimentBoard
from planner.ui.experiments.deeds import ExperimentDeeds
from planner.ui.experiments.proposal_cards import ProposalState
from planner.ui.experiments.proposals import Proposal, evening
from planner.ui.experiments.strip import ExperimentStrip
from planner.ui.look.tokens import Size
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, TEXT, Cell, Column, field_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme


def _caption(record: Record, scene: Scene) -> Cell:
    return Cell(caption=scene.plan.label("listing", record.listing) if isinstance(record, Experiment) else "")


def _mark(record: Record, scene: Scene) -> Cell:
    return Cell(mark_words(record, scene.context)) if isinstance(record, Experiment) else Cell()


class ExperimentsTab(RecordPage):
    """The tests; V changes between board and list, X drops a test, R repeats it."""

    KIND = "experiment"
    DETAIL = Size.DETAIL_MIN + 20
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("hypothesis", N_("Hypothesis"), 220, NAME, "hypothesis", show=_caption, stretch=True),
        field_column("experiment", "state", 96, editable=False),
        field_column("experiment", "measure", 116, editable=False),
        Column("threshold", N_("Pass mark"), 112, TEXT, show=_mark, editable=False),
        field_column("experiment", "sample", 84, spare=True),
        field_column("experiment", "decision", 92, editable=False, spare=True),
    )
    EMPTY = EmptyWords(
        N_("Pick one uncertainty from the tornado and test it in a day"),
        N_("An experiment has a pass mark that is set beforehand and a verdict that the ledger gives."),
    )

    def __init__(self, bridge: "Bridge", theme: "Theme") -> None:
        super().__init__(bridge, theme)
        bridge.outlook.told.connect(self._propose)

    def _make_empty(self) -> EmptyState:
        return ProposalState(KINDS[self.KIND].icon)

    def _dress(self, form: RecordEditor) -> None:
        """Put what there is to say about the test above its fields."""
        self.strip = ExperimentStrip(self.bridge)
        self.strip.lacks.connect(form.show_field)
        self.strip.made.connect(lambda made: self.show_record("experiment", made))
        form.add_strip(self.strip)

    def _connect(self) -> None:
        super()._connect()
        self.deeds = ExperimentDeeds(self.bridge, self.table)
        if isinstance(self.empty, ProposalState):
            self.empty.picked.connect(self._take)
            self.proposer = self.empty.served_by(self.bridge)
        self.table.new_asked.connect(self.primary)
        self.table.bar.new.hide()  # the page has it
        self.switch = Segmented()
        self.table.bar.add_switch(self.switch)
        self.switch.chosen.connect(lambda _look: self.turn())
        self.board = ExperimentBoard(self.bridge, self.table)
        self.table.stack.addWidget(self.board)
        self.board.opened.connect(self._open_detail)
        self.board.key.connect(lambda key: {"V": self.turn, "X": self.drop, "R": self.repeat}[key]())
        self.table.set_alternative(self.board if self.bridge.recall("experiment.board", True) else None)

    # what is shown

    def refresh(self, changes: object) -> None:
        super().refresh(changes)
        self.board.refresh()
        self._show_strip()
        self._propose()

    def retranslate(self) -> None:
        super().retranslate()
        self.switch.set_options([("board", _("Board")), ("table", _("List"))])
        self._tell_switch()
        self.board.refresh()
        if self._form is not None:
            self.strip.retranslate()
        self._propose()

    def _show_current(self) -> None:
        super()._show_current()
        self._show_strip()

    def _show_strip(self) -> None:
        if self._form is not None:
            found = self.bridge.plan.find("experiment", self._form.record_id)
            self.strip.show_experiment(found if isinstance(found, Experiment) else None)

    def _tell_switch(self) -> None:
        self.switch.set_value("board" if self.table.alternative else "table")

    def _propose(self) -> None:
        """Ask for proposals where there is nothing yet."""
        if self.stack.currentWidget() is self.empty:
            self.proposer.ask()

    # what is done

    def turn(self) -> None:
        """Change between board and list."""
        on = self.table.alternative is None
        self.bridge.remember("experiment.board", on)
        self.table.set_alternative(self.board if on else None)
        self._tell_switch()
        self.board.refresh()
        self.table.focus()

    def primary(self) -> None:
        """A new idea, its hypothesis ready to be typed over."""
        listings = self.bridge.plan.records("listing")
        fields = {
            "hypothesis": _("What I want to find out"), "measure": "sales", "threshold": 1, "state": "idea",
            "listing": listings[0].id if len(listings) == 1 else None,
            "stop_at": evening(self.bridge.plan, self.bridge.experiments.now()),
        }  # fmt: skip
        self._show_made(self.table.edits.create(**fields))

    def drop(self) -> None:
        """Give the current test up."""
        one = self._current()
        if one is not None and one.state in ("idea", "running"):
            self.deeds.drop(one)

    def repeat(self) -> None:
        """Begin the current test anew, as an idea."""
        one = self._current()
        if one is not None and one.state in ("done", "dropped"):
            self.show_record("experiment", self.deeds.repeat(one))

    def _take(self, proposal: object) -> None:
        if isinstance(proposal, Proposal):
            self._show_made(self.proposer.take(proposal, self.table))

    def _show_made(self, made: str) -> None:
        if made:
            self.show_record("experiment", made, "hypothesis")
            self._select_words()

    def _select_words(self) -> None:
        line = self.editor.fields.editors["hypothesis"].focus_widget
        if hasattr(line, "selectAll"):
            line.selectAll()

    def _current(self) -> Experiment | None:
        found = self.bridge.plan.find("experiment", self.table.current_id())
        return found if isinstance(found, Experiment) else None
