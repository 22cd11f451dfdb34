"""The editors of references: a box that opens a list to search, and chips for several."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.commands import milestones
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.fields import FieldSpec
from planner.model.kinds import Record, kind_of
from planner.model.plan import Plan
from planner.ui.editors.fields import Desk, FieldEditor
from planner.ui.editors.reference_picker import Pick, PickList
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.field import Field
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.marks import Chip

Fits = Callable[[Plan, Record, Record], bool]


def _backs(plan: Plan, record: Record, other: Record) -> bool:
    """Whether `other` can back `record`: not itself, and not backed by it."""
    passed: set[str] = set()
    one: Any = other
    while one is not None and one.id not in passed:  # a plan that was imported may hold a circle
        if one.id == record.id:
            return False
        passed.add(one.id)
        one = plan.find("product", one.backed_by)
    return True


def _comes_before(plan: Plan, record: Record, other: Record) -> bool:
    """Whether the milestone can wait for `other`: not itself, and nothing that waits for it."""
    return not milestones.chain(plan, other.id, record.id)


def _delivers(_plan: Plan, record: Record, other: Record) -> bool:
    """Whether `other` can be the offline leg of the listing."""
    return bool(other.presence == "offline" and other.id != record.platform)


LEGAL: Mapping[tuple[str, str], Fits] = {
    ("product", "backed_by"): _backs,
    ("listing", "fulfilled_by"): _delivers,
    ("milestone", "after"): _comes_before,
}


def candidates(plan: Plan, record: Record, spec: FieldSpec) -> list[Record]:
    """The records that may be named by `spec` of `record`; archived ones are not offered."""
    kind = kind_of(record).name
    fits = LEGAL.get((kind, spec.name))
    offered = plan.records(spec.type.target)
    return [other for other in offered if fits is None or fits(plan, record, other)]


def pick_of(plan: Plan, kind: str, record: Record) -> Pick:
    """The record as a row of a list."""
    return Pick(record.id, plan.label(kind, record.id), icon=KINDS[kind].icon)


class ReferenceBox(Choice):
    """A closed box that shows the record named; `asked` carries the text typed to open it with."""

    asked = Signal(str)
    cleared = Signal()

    def show_record(self, record_id: str, label: str) -> None:
        """Show the record of that id; with "" none."""
        self.set_options([(record_id, label)] if record_id else [])
        self.set_value(record_id)

    def showPopup(self) -> None:
        self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.asked.emit("")
        elif event.text().strip() and event.text().isprintable() and plain:
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)


class ReferencePlace(QWidget):
    """The box, and beside it a button that goes to the record named."""

    def __init__(self) -> None:
        super().__init__()
        self.box = ReferenceBox()
        self.goto = ToolButton("arrow-right", size=15)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.box, 1)
        row.addWidget(self.goto)
        self.setFocusProxy(self.box)

    def set_state(self, state: str) -> None:
        """Show the border of "error", "warning" or, with "", of neither."""
        self.box.set_state(state)


class ReferenceEditor(FieldEditor):
    """The id of another record, chosen from a list; what need not be named can be taken back."""

    created = Signal(str)  # the name of a record to make and name here
    followed = Signal(str, str)  # kind and id to go to

    def _make_field(self) -> Field:
        self.place = ReferencePlace()
        self.box = self.place.box
        self.list = PickList(self._picks, self.box)
        self.list.creates = bool(KINDS[self.spec.type.target].title)
        self.list.picked.connect(self._on_picked)
        self.list.created.connect(self.created)
        self.box.asked.connect(lambda text: self.list.ask(self.box, text))
        self.box.cleared.connect(self._on_cleared)
        self.place.goto.clicked.connect(lambda: self.followed.emit(self.spec.type.target, self.value))
        return Field("", self.place)

    @property
    def focus_widget(self) -> QWidget:
        return self.box

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.box, self.place.goto)

    def _picks(self) -> list[Pick]:
        if self.record is None:
            return []
        plan, kind = self.desk.bridge.plan, self.spec.type.target
        picks = [pick_of(plan, kind, record) for record in candidates(plan, self.record, self.spec)]
        return [Pick("", _("Not set"), icon="minus"), *picks] if self.value and not self.spec.required else picks

    def _display(self, _draft: str | None) -> None:
        self.box.show_record(self.value or "", self.desk.bridge.plan.label(self.spec.type.target, self.value))
        self.place.goto.setVisible(bool(self.value))

    def retranslate(self) -> None:
        super().retranslate()
        self.list.retranslate()

    def _relabel(self) -> None:
        super()._relabel()
        self.box.setPlaceholderText(_("Not set"))
        self.box.setAccessibleName(self._name())
        words = _("Go to {kind}").format(kind=_(KINDS[self.spec.type.target].label))
        self.place.goto.set_name(words)
        self.place.goto.setToolTip(words)

    def _on_picked(self, value: str) -> None:
        if (value or None) != self.value:
            self._accept(value or None)

    def _on_cleared(self) -> None:
        if self.value and not self.spec.required:
            self._accept(None)


class AddLink(LinkButton):
    """A link as high as the chips beside it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(Size.CHIP))

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedHeight(theme().px(Size.CHIP))


class ChipsBox(QWidget):
    """Removable chips and a link that adds one more."""

    added = Signal()
    removed = Signal(str)
    followed = Signal(str)

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._flow = FlowLayout(self, gap=6)
        self.chips: dict[str, Chip] = {}
        self.removable = True
        self.add = AddLink("", "plus")
        self.add.clicked.connect(self.added)
        self._flow.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def retranslate(self) -> None:
        self.add.setText(_("Add"))

    def set_items(self, items: list[tuple[str, str]]) -> None:
        """Show a chip for each (value, words), in their order."""
        if [(value, chip.text()) for value, chip in self.chips.items()] == items:
            return
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self.chips = {value: self._chip(value, words) for value, words in items}
        self._flow.addWidget(self.add)
        self.updateGeometry()

    def _chip(self, value: str, words: str) -> Chip:
        chip = Chip(words, self._icon, removable=self.removable)
        chip.clicked.connect(lambda: self.followed.emit(value))
        chip.removed.connect(lambda: self.removed.emit(value))
        self._flow.addWidget(chip)
        return chip


class ReferencesEditor(FieldEditor):
    """The ids of several records as chips; a click goes there, the cross takes away, the link adds."""

    wide = True
    created = Signal(str)
    followed = Signal(str, str)

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec, desk)
        self.list = PickList(self._picks, self.box)
        self.list.creates = bool(KINDS[spec.type.target].title)
        self.list.picked.connect(lambda value: self._accept((*self.value, value)))
        self.list.created.connect(self.created)

    def _make_field(self) -> Field:
        kind = self.spec.type.target
        self.box = ChipsBox(KINDS[kind].icon)
        self.box.removable = not self.desk.bridge.read_only
        self.box.added.connect(lambda: self.list.ask(self.box.add))
        self.box.removed.connect(self._on_removed)
        self.box.followed.connect(lambda value: self.followed.emit(kind, value))
        return Field("", self.box)

    @property
    def focus_widget(self) -> QWidget:
        return self.widgets[0]

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (*self.box.chips.values(), self.box.add)

    def _picks(self) -> list[Pick]:
        if self.record is None:
            return []
        plan, kind = self.desk.bridge.plan, self.spec.type.target
        free = [record for record in candidates(plan, self.record, self.spec) if record.id not in self.value]
        return [pick_of(plan, kind, record) for record in free]

    def _display(self, _draft: str | None) -> None:
        plan, kind = self.desk.bridge.plan, self.spec.type.target
        self.box.set_items([(value, plan.label(kind, value)) for value in self.value])

    def retranslate(self) -> None:
        super().retranslate()
        self.box.retranslate()
        self.list.retranslate()

    def _relabel(self) -> None:
        super()._relabel()
        words = _("Add to {field}").format(field=self._name())
        self.box.add.setAccessibleName(words)

    def _on_removed(self, value: str) -> None:
        self._accept(tuple(other for other in self.value if other != value))
