"""The frame of a panel of linked records: a title with its number, a link to add, and what the panel holds."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.kinds import Record
from planner.model.plan import Plan
from planner.ui.editors.fields import Desk
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

Row = TypeVar("Row", bound=QWidget)


class Rows(Generic[Row]):
    """Row widgets by the id they show. One whose record is gone is put aside and shows the next new one: making is dear."""

    def __init__(self, make: Callable[[], Row]) -> None:
        self._make = make
        self._spare: list[Row] = []
        self.by_id: dict[str, Row] = {}

    def match(self, ids: Sequence[str]) -> list[Row]:
        """A row for each id, in their order; the row of an id stays with it."""
        wanted = set(ids)
        for gone in [record_id for record_id in self.by_id if record_id not in wanted]:
            row = self.by_id.pop(gone)
            row.hide()
            self._spare.append(row)
        for record_id in ids:
            if record_id not in self.by_id:
                self.by_id[record_id] = self._spare.pop() if self._spare else self._make()
        return [self.by_id[record_id] for record_id in ids]

    def every(self) -> Iterator[Row]:
        """All rows, those put aside too."""
        return iter((*self.by_id.values(), *self._spare))


class LinkedPanel(QWidget):
    """A panel of records linked to the record of the form. `followed(kind, id)` asks to go to one of them."""

    followed = Signal(str, str)
    stepped = Signal(int)
    kind = ""  # of the links, where one can be led to them

    def __init__(self, owner_kind: str, desk: Desk, title: str) -> None:
        super().__init__()
        self.owner_kind, self.desk = owner_kind, desk
        self.owner_id = ""
        self.heading, self._count = title, 0
        self.title = Label("", Type.CARD_TITLE, 600)
        self.add = LinkButton("", "plus").set_flush("right")
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.add)
        self.body = QVBoxLayout()
        self._frame = QVBoxLayout(self)
        self._frame.addLayout(self._head)
        self._frame.addLayout(self.body)
        follow(self._restyle)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.desk.bridge.plan

    def show_owner(self, owner_id: str) -> None:
        """Show what is linked to the record of that id."""
        if owner_id != self.owner_id:
            self.commit()
        self.owner_id = owner_id
        self.fill()
        if self.desk.bridge.read_only:
            self._lock()

    def pieces(self, owner_id: str) -> Iterator[None]:
        """The same for the first time, in pieces between which keys and mouse are heard."""
        self.show_owner(owner_id)
        yield

    def fill(self) -> None:
        """Show the links as they are now."""

    def holds(self, record: Record) -> bool:
        """Whether a record of `kind` is one of those that stand here, or would."""
        return getattr(record, self.owner_kind, None) == self.owner_id

    def commit(self) -> None:
        """Commit what is being typed."""

    def _lock(self) -> None:
        """Take away what adds, moves or removes a link; the fields of the links lock themselves."""
        self.add.hide()
        for tool in self.findChildren(ToolButton):
            tool.hide()
        for line in self.findChildren(LineEdit):
            if not line.isReadOnly():
                line.hide()

    def set_count(self, count: int) -> None:
        """Say in the title how many there are."""
        self._count = count
        words = _("{title} {count}").format(title=_(self.heading), count=count) if count else _(self.heading)
        self.title.setText(words)

    def retranslate(self) -> None:
        self.set_count(self._count)

    def _restyle(self) -> None:
        look = theme()
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(look.px(6))
        self.body.setSpacing(look.px(6))
