"""Domains: the fields one has or wants skill in, scored now and for later."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Domain, Record
from planner.ui.domains.columns import RECKONED, gain_column, lately_column, target_column
from planner.ui.domains.insights import Insights
from planner.ui.domains.learning import LearningWatch
from planner.ui.domains.pins import choose_pin
from planner.ui.domains.scores_card import ScoresCard
from planner.ui.editors.form import RecordEditor
from planner.ui.figures.offers import TABLE_KEY
from planner.ui.look.tokens import Size
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, Cell, Column, field_column, number_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.window.page_menus import choose
from planner.ui.window.trail import PART

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet

_SUGGESTIONS = (
    N_("Programming"),
    N_("Writing"),
    N_("Teaching"),
    N_("Design"),
    N_("Selling"),
    N_("Running operations"),
)


def _caption(record: Record, _scene: Scene) -> Cell:
    year = record.started_year if isinstance(record, Domain) else None
    return Cell(caption=_("since {year}").format(year=year) if year else "")


def _evidence(record: Record, _scene: Scene) -> int:
    text = record.evidence if isinstance(record, Domain) else ""
    return sum(bool(line.strip()) for line in text.splitlines())


def _products(record: Record, scene: Scene) -> int:
    return len(scene.plan.naming("need", "domain", record.id))


class DomainsPage(RecordPage):
    """The page of domains; + and - change the score by 5, with Shift by 1; P pins hours."""

    KIND = "domain"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Domain"), 224, NAME, "name", show=_caption, stretch=True),
        field_column("domain", "score", 64),
        target_column(78),
        number_column("evidence", N_("Evidence"), 80, _evidence, spare=True),
        lately_column(92),
        gain_column(122),
        number_column("products", N_("Products"), 80, _products, spare=True),
        field_column("domain", "hours_to_80", 100, spare=True),
    )
    EMPTY = EmptyWords(
        N_("No domains yet"),
        N_("Score three skills you already sell. What you know in several fields multiplies."),
        N_("Six suggestions"),
        "list",
    )

    def _connect(self) -> None:
        super()._connect()
        self.watch = LearningWatch(self.bridge)
        self.insights = Insights(self.bridge, self.watch)
        self.watch.told.connect(self._on_told)
        column = self.table.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - the table lays itself out so
        column.addWidget(self.insights)
        tables = QShortcut(QKeySequence(TABLE_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tables.activated.connect(self.turn_tables)

    def _dress(self, form: RecordEditor) -> None:
        self.scores = ScoresCard(self.bridge)
        self.scores.opened.connect(self.show_record)
        form.body.head(self.scores)

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == PART:
            self.insights.show_tab(record_id)
            self.focus_first()
        else:
            super().show_record(kind, record_id, field)

    def refresh(self, changes: "ChangeSet | None") -> None:
        super().refresh(changes)
        self._fit()
        self.insights.refresh()
        if self._form is not None:
            self.scores.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.insights.retranslate()
        if self._form is not None:
            self.scores.retranslate()
            self.scores.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the parts below the list begin where all of its rows end, if those leave so much room."""
        look, rows = self.theme, len(self.table.model.records) + 1
        around = look.px(Size.TOOLBAR + Size.TABLE_HEADER + Size.FOOTER)
        self.insights.fit(self.height(), around + rows * look.row(Size.ROW_TWO_LINES))

    def _on_told(self) -> None:
        if self.watch.latest is not None:
            self.table.model.show_standings(self.watch.latest.standings, RECKONED)

    def turn_tables(self) -> None:
        """Show the scores and the figure below the list as tables, or as figures again."""
        found = (self.scores if self._form is not None else None, self.insights.card)
        cards = [card for card in found if card is not None]
        shown = not any(card.as_table for card in cards)
        for card in cards:
            card.show_table(shown=shown)

    def choose_pin(self) -> None:
        """Open the menu of the hours settled for the current domain."""
        domain = self.table.current_id()
        if domain:
            view = self.table.view
            corner = view.visualRect(view.currentIndex()).bottomLeft()
            choose_pin(self.watch, domain, view, view.viewport().mapToGlobal(corner))

    def score_up(self) -> None:
        """Score what is selected 5 higher."""
        self._score(5)

    def score_down(self) -> None:
        """Score what is selected 5 lower."""
        self._score(-5)

    def score_up_little(self) -> None:
        """Score what is selected 1 higher."""
        self._score(1)

    def score_down_little(self) -> None:
        """Score what is selected 1 lower."""
        self._score(-1)

    def fill_empty(self) -> None:
        choose(self.empty.secondary_button, [(name, _(name)) for name in _SUGGESTIONS], self._suggested)

    def _suggested(self, name: str) -> None:
        self.table.edits.create(_(name))

    def _score(self, points: int) -> None:
        """Change the score of what is selected, from 0 to 100."""
        spec = KINDS["domain"].by_name["score"]
        chosen = [record for record in self.selected() if isinstance(record, Domain)]
        scores = {min(max((record.score or 0) + points, 0), 100) for record in chosen}
        for score in scores:
            moved = [record for record in chosen if min(max((record.score or 0) + points, 0), 100) == score]
            if any(record.score != score for record in moved):
                self.table.edits.set_value(moved, spec, score)
