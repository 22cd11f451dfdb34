"""What a file of records will bring, such as an export of a plan that was edited elsewhere: how many of each kind."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.kinds import kind_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.plain import PlainColumn, PlainTable
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.imports.steps import Records

COLUMNS: Final = (
    PlainColumn(N_("Kind"), 0, lambda row: _(KINDS[row[0]].plural)),
    PlainColumn(N_("New"), 120, lambda row: str(row[1]), right=True),
    PlainColumn(N_("Changed"), 120, lambda row: str(row[2]), right=True),
)


class ImportRecords(QWidget):
    """`accepted` takes the records in, `given_up` leaves the file."""

    accepted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.records: Records | None = None
        self.source, self.head = Label("", Type.SMALL, 400, "t3"), Label("", Type.HEADLINE, 600).set_wrap()
        self.kinds, self.card = PlainTable(COLUMNS), Card()
        self.card.body.addWidget(self.kinds, 1)
        self.cancel, self.take = Button(""), Button("", "primary", "check")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (self.source, self.head):
            self._rows.addWidget(part)
        self._rows.addWidget(self.card, 1)
        self._rows.addLayout(foot)
        self.cancel.clicked.connect(self.given_up)
        self.take.clicked.connect(self.accepted)
        self.retranslate()
        follow(self._restyle)

    def show_records(self, records: "Records") -> None:
        """Show what a file of records would bring."""
        self.records = records
        new = Counter(kind_of(one).name for one in records.found.new)
        changed = Counter(kind_of(one).name for one in records.found.updated)
        self.kinds.plain.take([(name, new[name], changed[name]) for name in KINDS if new[name] or changed[name]])
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.cancel.setText(_("Do not import"))
        self.take.setText(_("Import"))
        self.kinds.setAccessibleName(_("Records to import"))
        if self.records is not None:
            self.source.setText(self.records.path.name)
            self.head.setText(self.records.found.words(written=False))
            self.take.setEnabled(bool(self.records.found))

    def _restyle(self) -> None:
        self._rows.setSpacing(theme().px(8))
        self.card.setMinimumHeight(theme().px(200))
