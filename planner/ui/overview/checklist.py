"""The first five steps of a plan: they tick themselves as the plan fills, and stand where the key figures will."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from planner.i18n import _
from planner.ui.forecast.gaps import Need, NeedRow
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 5


class StartChecklist(Card):
    """Which of the steps are done; `went(page, kind, id, field)` goes to one, `dismissed` follows the link that hides it."""

    went = Signal(str, str, str, str)
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._needs: Sequence[Need] = ()
        self.count = Label("", Type.SMALL, 600, "t2").set_tabular()
        self.hide_link = LinkButton()
        self.button = Button("", "primary", "arrow-right", small=True)
        self.head.setStretchFactor(self.title, 0)
        self.head.addWidget(self.count, 1)
        for part in (self.hide_link, self.button):
            self.head.addWidget(part)
        self.rows = [NeedRow(number) for number in range(1, STEPS + 1)]
        self.grid = QGridLayout()
        self.body.addLayout(self.grid)
        self._columns = 0
        self.arrange(2)
        for at, row in enumerate(self.rows):
            row.link.clicked.connect(lambda _on=False, at=at: self._go(self._needs[at]))
        self.button.clicked.connect(self._go_first)
        self.hide_link.clicked.connect(self.dismissed)
        self.retranslate()
        follow(self._fit)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(need.done for need in self._needs)

    def show_needs(self, needs: "Sequence[Need]") -> None:
        """Show what is there and what is not."""
        self._needs = needs
        for need, row in zip(needs, self.rows, strict=True):
            row.show_need(need)
        first = next((need for need in needs if not need.done), None)
        self.count.setText(_("{done} of {count} ready").format(done=self.done, count=len(needs)))
        self.button.setText(first.deed if first is not None else "")
        self.button.setVisible(first is not None)
        self.setAccessibleName(f"{self.title.text()}: {self.count.text()}")

    def arrange(self, columns: int) -> None:
        """Stand in so many columns, downwards first."""
        if columns == self._columns:
            return
        self._columns = columns
        tall = -(-STEPS // columns)
        for at, row in enumerate(self.rows):
            self.grid.addWidget(row, at % tall, at // tall)
        for column in range(2):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)

    def retranslate(self) -> None:
        self.set_title(_("Five steps to the first forecast"))
        self.hide_link.setText(_("Hide this list"))
        if self._needs:
            self.show_needs(self._needs)

    def _go_first(self) -> None:
        first = next((need for need in self._needs if not need.done), None)
        if first is not None:
            self._go(first)

    def _go(self, need: Need) -> None:
        self.went.emit(need.page, *need.place)

    def _fit(self) -> None:
        look = theme()
        self.grid.setHorizontalSpacing(look.px(40))
        self.grid.setVerticalSpacing(0)
        self.head.setSpacing(look.px(12))
