"""Pairs of domains: which products use both, and one click that begins a product where none does."""

from typing import TYPE_CHECKING

from planner.analysis.skills.pairs import pairs, strongest_unused
from planner.commands.pairing import product_of
from planner.figures.domain_words import pairs_sentence
from planner.i18n import N_, _
from planner.model.field_types import NAME_LENGTH
from planner.ui.domains.pair_grid import PairGrid
from planner.ui.domains.part import Part
from planner.ui.look.tokens import Type
from planner.ui.widgets.labels import Label
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from planner.analysis.skills.pairs import Pair
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import LearningWatch

MAKE = N_("New product of {first} and {second}")
_NEW = "new"


class PairsPart(Part):
    """Follows domains, products and needs."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__(bridge, watch)
        self.grid = PairGrid()
        self.note = Label("", Type.SMALL, 400, "t3").set_wrap()
        for part in (self.grid, self.note):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.grid.entered.connect(self._on_entered)
        self.retranslate()

    def refresh(self) -> None:
        plan = self.bridge.plan
        found = pairs(plan)
        self.sentence.setText(pairs_sentence(found, strongest_unused(plan, found), plan))
        self.grid.pairs.show_pairs(plan, found)
        self.grid.setVisible(bool(found))
        self.note.setVisible(bool(found))

    def retranslate(self) -> None:
        self.grid.setAccessibleName(_("Pairs of domains"))
        self.note.setText(
            _(
                "An empty cell is a question: what could be made of these two? A click, or Enter, begins a product of both."
            )
        )
        self.refresh()

    def make(self, pair: "Pair") -> None:
        """Begin a product that needs both domains, and go there."""
        plan = self.bridge.plan
        first, second = plan.label("domain", pair.first), plan.label("domain", pair.second)
        half = NAME_LENGTH // 2 - 2
        name = _("{first} × {second}").format(first=first[:half], second=second[:half])
        made = self.bridge.run(
            MAKE,
            lambda tx: product_of(tx, name, (pair.first, pair.second)),
            origin=self,
            first=first,
            second=second,
        )
        if made is not None:
            self.bridge.open_record("product", made.id, "name")

    def _on_entered(self, pair: "Pair") -> None:
        """Make a product where there is none; lead to the one there is, or ask which."""
        if not pair.products:
            if not self.bridge.read_only:
                self.make(pair)
            return
        plan = self.bridge.plan
        entries = [(one, plan.label("product", one)) for one in pair.products]
        if not self.bridge.read_only:
            entries.append((_NEW, _("One more product of the two")))

        def take(value: str) -> None:
            if value == _NEW:
                self.make(pair)
            else:
                self.bridge.open_record("product", value)

        index = self.grid.currentIndex()
        corner = self.grid.visualRect(index).bottomLeft()
        choose(self.grid, entries, take, self.grid.viewport().mapToGlobal(corner))
