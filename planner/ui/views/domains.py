"""Domains: the fields one has or wants skill in, scored now and for later."""

from typing import ClassVar

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Domain, Record
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, Cell, Column, field_column, number_column
from planner.ui.tables.master_detail import EmptyWords, RecordPage
from planner.ui.window.page_menus import choose

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
    """The page of domains; + and - change the score by 5, with Shift by 1."""

    KIND = "domain"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Domain"), 200, NAME, "name", show=_caption, stretch=True),
        field_column("domain", "score", 76),
        field_column("domain", "target", 76),
        number_column("evidence", N_("Evidence"), 92, _evidence),
        number_column("products", N_("Products"), 92, _products),
        field_column("domain", "hours_to_80", 112, spare=True),
    )
    EMPTY = EmptyWords(
        N_("No domains yet"),
        N_("Score three skills you already sell. What you know in several fields multiplies."),
        N_("Six suggestions"),
        "list",
    )

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
