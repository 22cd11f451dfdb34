"""What a record is linked to, inside its form: chips, and small tables of the records that make the links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.commands import links, records
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Record
from planner.model.number_types import Amount
from planner.ui.alliances.contact_log import ContactsPanel
from planner.ui.alliances.exchange_lines import ExchangesPanel
from planner.ui.alliances.terms_panel import TermsPanel
from planner.ui.editors.fields import Desk
from planner.ui.editors.linked_panel import LinkedPanel, Rows
from planner.ui.editors.record_fields import RecordFields
from planner.ui.editors.reference_picker import Pick, PickList
from planner.ui.editors.references import ChipsBox, pick_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.products.economics_panel import EconomicsPanel
from planner.ui.products.works_panel import WorksPanel
from planner.ui.tables.edits import RecordEdits
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label

LINK = N_("Link “{name}” to “{other}”")
_PADDING = 6
_LEAST_NAME = 128  # px of a name beside the fields
UNLINK = N_("Unlink “{name}” from “{other}”")


@dataclass(frozen=True)
class LinkTable:
    """A small table of the records that link an owner to others.

    `kind` makes the link, `owner` and `other` are the fields that name its ends, `target` the kind of the other end.
    `columns` are the fields edited in the row, each with its width in px at 100 %.
    """

    title: str
    kind: str
    owner: str
    other: str
    target: str
    columns: tuple[tuple[str, int], ...]
    add: str


class LinkRow(QWidget):
    """One link: the other end (a click goes there), the fields of the link, and a cross to take it away."""

    followed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, table: LinkTable, desk: Desk) -> None:
        super().__init__()
        self.table, self.desk = table, desk
        self.fields = RecordFields(table.kind, desk, [name for name, _width in table.columns], self)
        self.name = LinkButton("", KINDS[table.target].icon, "t1", Type.BODY)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.clicked.connect(self._on_followed)
        self.cross = ToolButton("x", side=Size.CONTROL, size=15)
        self.cross.clicked.connect(lambda: self.removed.emit(self.fields.record_id or ""))
        self.hint = HintRow()
        self.hint.hide()
        self.hint.fix_requested.connect(self._on_fix)
        self._cells = QHBoxLayout()
        self._cells.addWidget(self.name, 1)
        self._widgets: list[QWidget] = []
        for name, _width in table.columns:
            editor = self.fields.editors[name]
            widget = editor.compact()
            editor.field.setParent(self)
            editor.field.hide()
            widget.setParent(self)
            self._cells.addWidget(widget)
            widget.show()
            self._widgets.append(widget)
            editor.told.connect(self._tell)
        self._cells.addWidget(self.cross)
        self._above = False  # whether the name stands in a line of its own
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._cells)
        self._lines.addWidget(self.hint)
        follow(self._restyle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fields = sum(width for _name, width in self.table.columns) + 6 * len(self.table.columns) + Size.CONTROL
        above = self.width() < theme().px(fields + _LEAST_NAME)
        if above != self._above:
            self._above = above
            if above:
                self._cells.removeWidget(self.name)
                self._cells.insertStretch(0, 1)
                self._lines.insertWidget(0, self.name)
            else:
                self._lines.removeWidget(self.name)
                self._cells.takeAt(0)
                self._cells.insertWidget(0, self.name, 1)

    def show_link(self, record_id: str) -> None:
        """Show the link of that id as it is now."""
        self.fields.show(record_id)
        self.fields.examine()
        label = self.desk.bridge.plan.label(self.table.target, self._other())
        self.name.setText(label)
        self.name.setAccessibleName(_("Go to “{name}”").format(name=label))
        self.cross.set_name(_("Remove “{name}”").format(name=label))
        for name, _width in self.table.columns:
            editor = self.fields.editors[name]
            words = _("{field} of “{name}”").format(field=_(editor.spec.label), name=label)
            editor.focus_widget.setAccessibleName(words)
        self._tell()

    def retranslate(self) -> None:
        """Say everything anew in the language in use."""
        self.fields.retranslate()
        if self.fields.record_id:
            self.show_link(self.fields.record_id)

    def _other(self) -> str | None:
        record = self.fields.record
        found: str | None = getattr(record, self.table.other) if record is not None else None
        return found

    def _on_followed(self) -> None:
        self.followed.emit(self.table.target, self._other() or "")

    def _saying(self) -> str:
        """The column with the worst to say; empty for none."""
        told = [(name, self.fields.editors[name].message()) for name, _width in self.table.columns]
        order = ("error", "warning", "hint", "echo")
        said = [(order.index(message[0]), name) for name, message in told if message[1]]
        return min(said)[1] if said else ""

    def _tell(self) -> None:
        name = self._saying()
        self.hint.set_message(*(self.fields.editors[name].message() if name else ("", "", "")))

    def _on_fix(self) -> None:
        name = self._saying()
        if name:
            self.fields.editors[name].mend()

    def _restyle(self) -> None:
        look = theme()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._cells.setSpacing(look.px(6))
        self.name.setMinimumWidth(look.px(40))
        for (_name, width), widget in zip(self.table.columns, self._widgets, strict=True):
            widget.setFixedWidth(look.px(width))


class TablePanel(LinkedPanel):
    """A small table of links, one row each; a list to search adds one."""

    def __init__(self, owner_kind: str, table: LinkTable, desk: Desk) -> None:
        super().__init__(owner_kind, desk, table.title)
        self.table, self.kind = table, table.kind
        self._rows = Rows(self._new_row)
        self.heads = [Label("", Type.TINY, 400, "t3") for _column in table.columns]
        self._heading = QHBoxLayout()
        self._heading.addStretch(1)
        self._spaces: list[tuple[int, int]] = []  # places of the spaces in the heading, and their px at 100 %
        specs = KINDS[table.kind].by_name
        for label, (name, _width) in zip(self.heads, table.columns, strict=True):
            self._heading.addWidget(label)
            if isinstance(specs[name].type, Amount):  # its digits end before the padding of the field
                label.set_align(painting.RIGHT)
                self._spaces.append((self._heading.count(), _PADDING))
                self._heading.addSpacing(_PADDING)
        self._spaces.append((self._heading.count(), Size.CONTROL))
        self._heading.addSpacing(Size.CONTROL)
        self.body.addLayout(self._heading)
        self.list = PickList(self._picks, self.add)
        self.list.creates = True
        self.list.picked.connect(self._on_picked)
        self.list.created.connect(self._on_created)
        self.add.clicked.connect(lambda: self.list.ask(self.add))
        follow(self._resize)

    def retranslate(self) -> None:
        super().retranslate()
        self.add.setText(_("Add"))
        self.add.setAccessibleName(_(self.table.add))
        specs = KINDS[self.table.kind].by_name
        for label, (name, _width) in zip(self.heads, self.table.columns, strict=True):
            label.setText(_(specs[name].label))
        self.list.retranslate()
        for row in self._rows.every():
            row.retranslate()

    def commit(self) -> None:
        for row in self.rows.values():
            row.fields.commit()

    def fill(self) -> None:
        made = self.plan.naming(self.table.kind, self.table.owner, self.owner_id)
        rows = self._rows.match([record.id for record in made])
        for place, (record, row) in enumerate(zip(made, rows, strict=True), start=1):
            if self.body.indexOf(row) != place:
                self.body.insertWidget(place, row)
            row.show_link(record.id)
            row.show()
        self.set_count(len(made))
        for label in self.heads:
            label.setVisible(bool(made))

    @property
    def rows(self) -> dict[str, LinkRow]:
        """The rows by the ids of their links."""
        return self._rows.by_id

    def _new_row(self) -> LinkRow:
        row = LinkRow(self.table, self.desk)
        row.followed.connect(self.followed)
        row.removed.connect(self._on_removed)
        row.fields.stepped.connect(self.stepped)
        return row

    def _picks(self) -> list[Pick]:
        offered = links.linkable(self.plan, (self.owner_kind, self.owner_id), self.table.target)
        return [pick_of(self.plan, self.table.target, record) for record in offered]

    def _on_picked(self, value: str) -> None:
        source, target = (self.owner_kind, self.owner_id), (self.table.target, value)
        names = {"name": self.plan.label(*target), "other": self.plan.label(*source)}
        self.desk.bridge.run(LINK, lambda tx: links.link(tx, source, target), origin=self, **names)

    def _on_created(self, text: str) -> None:
        """Make a record called `text` and link it: one step."""
        source = (self.owner_kind, self.owner_id)

        def make(tx: Any) -> Record:
            made = records.create(tx, self.table.target, name=text)
            return links.link(tx, source, (self.table.target, made.id))

        self.desk.bridge.run(LINK, make, origin=self, name=text, other=self.plan.label(*source))

    def _on_removed(self, record_id: str) -> None:
        record = self.plan.find(self.table.kind, record_id)
        if record is not None:
            gone = RecordEdits(self.table.kind, self.desk.bridge, self).delete([record])
            if gone is not None:
                self.desk.bridge.toast(gone[0], details=gone[1])

    def _resize(self) -> None:
        look = theme()
        self._heading.setSpacing(look.px(6))
        for place, length in self._spaces:
            self._heading.itemAt(place).spacerItem().changeSize(look.px(length), 0)
        self._heading.invalidate()
        specs = KINDS[self.table.kind].by_name
        for label, (name, width) in zip(self.heads, self.table.columns, strict=True):
            amount = isinstance(specs[name].type, Amount)
            label.setFixedWidth(look.px(width) - amount * look.px(_PADDING + 6))


class ChipsPanel(LinkedPanel):
    """Links of which nothing but the other end is shown: a chip each."""

    def __init__(self, owner_kind: str, target: str, title: str, desk: Desk) -> None:
        super().__init__(owner_kind, desk, title)
        self.target = target
        self.chips = ChipsBox(KINDS[target].icon)
        self.chips.add.hide()
        self.chips.removable = not desk.bridge.read_only
        self.chips.followed.connect(lambda value: self.followed.emit(target, value))
        self.chips.removed.connect(self._on_removed)
        self.body.addWidget(self.chips)
        self.list = PickList(self._picks, self.add)
        self.list.picked.connect(self._on_picked)
        self.add.clicked.connect(lambda: self.list.ask(self.add))

    def retranslate(self) -> None:
        super().retranslate()
        self.add.setText(_("Add"))
        self.list.retranslate()

    def fill(self) -> None:
        linked = self._linked()
        self.chips.set_items([(record.id, self.plan.label(self.target, record.id)) for record in linked])
        self.chips.setVisible(bool(linked))
        self.set_count(len(linked))

    def _linked(self) -> Sequence[Record]:
        if (self.owner_kind, self.target) == ("partner", "alliance"):
            return self.plan.naming("alliance", "partners", self.owner_id)
        needs = self.plan.naming("need", self.owner_kind, self.owner_id)
        found = (self.plan.find(self.target, getattr(need, self.target)) for need in needs)
        return [record for record in found if record is not None and not record.archived]

    def _picks(self) -> list[Pick]:
        offered = links.linkable(self.plan, (self.owner_kind, self.owner_id), self.target)
        return [pick_of(self.plan, self.target, record) for record in offered]

    def _names(self, value: str) -> Mapping[str, str]:
        return {
            "name": self.plan.label(self.target, value),
            "other": self.plan.label(self.owner_kind, self.owner_id),
        }

    def _on_picked(self, value: str) -> None:
        source, target = (self.owner_kind, self.owner_id), (self.target, value)
        self.desk.bridge.run(LINK, lambda tx: links.link(tx, source, target), origin=self, **self._names(value))

    def _on_removed(self, value: str) -> None:
        source, target = (self.owner_kind, self.owner_id), (self.target, value)
        names = self._names(value)

        def edit(tx: Any) -> bool:
            links.unlink(tx, source, target)
            return True

        if self.desk.bridge.run(UNLINK, edit, origin=self, **names):
            self.desk.bridge.toast(_("Unlinked “{name}” from “{other}”").format(**names))


NEEDS = LinkTable(
    N_("Domains it needs"), "need", "product", "domain", "domain",
    (("role", 102), ("weight", 64), ("multiplier", 84)), N_("Add a domain it needs"),
)  # fmt: skip
PLATFORMS = LinkTable(
    N_("Listings"), "listing", "product", "platform", "platform",
    (("price", 116), ("status", 104)), N_("Add a platform on which it is offered"),
)  # fmt: skip
PRODUCTS = LinkTable(
    N_("Listings"), "listing", "platform", "product", "product",
    (("price", 116), ("status", 104)), N_("Add a product offered here"),
)  # fmt: skip

_PANELS: Mapping[str, tuple[Callable[[Desk], LinkedPanel], ...]] = {
    "domain": (lambda desk: ChipsPanel("domain", "product", N_("Products that need it"), desk),),
    "product": (
        lambda desk: TablePanel("product", NEEDS, desk),
        EconomicsPanel,
        WorksPanel,
        lambda desk: TablePanel("product", PLATFORMS, desk),
    ),
    "platform": (lambda desk: TablePanel("platform", PRODUCTS, desk),),
    "partner": (
        lambda desk: ChipsPanel("partner", "alliance", N_("Alliances"), desk),
        ContactsPanel,
    ),
    "alliance": (ExchangesPanel, TermsPanel, lambda desk: ContactsPanel(desk, "alliance")),
}


def panels_for(kind: str, desk: Desk) -> list[LinkedPanel]:
    """The panels of linked records that stand in the form of `kind`."""
    return [make(desk) for make in _PANELS.get(kind, ())]
