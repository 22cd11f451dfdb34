"""The small frames that ask under a cell: when something is to go out, why it did not, what a new work is called."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.errors import InputError
from planner.i18n import _
from planner.model.portfolio import MEDIA
from planner.ui.hours.wall_clock import EVENING, WallClock
from planner.ui.look.theme import theme
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.choices import ChipChoice, Choice
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

Usual = Callable[[str], Sequence[str]]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Ask(Popover):
    """What the frames share: fields one below the other, and a button that Enter presses, from any field."""

    def __init__(self, parent: QWidget, deed: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.button = Button(deed, "primary")
        self.button.clicked.connect(self.give)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.foot.addWidget(self.button)
        self.body.addLayout(self.foot)

    def add(self, label: str, editor: QWidget) -> Field:
        """Put a field above the button."""
        field = Field(label, editor)
        field.setFixedWidth(theme().px(340))
        if isinstance(editor, LineEdit):
            editor.returnPressed.connect(self.give)
        self.body.insertWidget(self.body.count() - 1, field)
        return field

    def open_at(self, place: QPoint) -> None:
        """Show the frame with its corner there, moved so that the screen holds it."""
        self.body.activate()  # messages wrap to the width they get
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = max(min(place.x(), room.right() - self.width()), room.left())
        top = place.y() + theme().px(2)
        if top + self.height() > room.bottom():
            top = max(room.bottom() - self.height(), room.top())
        self.move(left, top)
        self.show()

    def give(self) -> None:
        """Hand over what was typed, if it can be read."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.button.isEnabled():
            self.give()
        else:
            super().keyPressEvent(event)


class AskWhen(Ask):
    """Asks for a moment; `given` carries it. `words` says below what was understood so far."""

    given = Signal(object)

    def __init__(self, parent: QWidget, clock: WallClock, start: datetime) -> None:
        super().__init__(parent, _("Schedule"))
        self.clock = clock
        self._usual = clock.here(start).time().replace(tzinfo=None) if start else EVENING
        self.edit = LineEdit(tabular=True)
        self.field = self.add(_("When"), self.edit)
        self.edit.setText(clock.editable(start))
        self.edit.selectAll()
        self.edit.textChanged.connect(lambda _text: self._tell())
        self.edit.setFocus()
        self._tell()

    def _read(self) -> datetime:
        return self.clock.read(self.edit.text(), self._usual)

    def _tell(self) -> None:
        """Say how the text is read while it is typed; nothing of what cannot be read yet."""
        try:
            at = self._read()
        except InputError:
            self.field.set_message("echo", _("Such as “tomorrow 20:00”, “+3” or “20 Nov 8:30”"))
            return
        past = at < self.clock.now()
        told = _("{when} has passed; say P if it went out then.") if past else _("Goes out on {when}")
        self.field.set_message("warning" if past else "echo", told.format(when=self.clock.words(at)))

    def give(self) -> None:
        try:
            at = self._read()
        except InputError as error:
            self.field.set_message("error", error.message)
            return
        self.close()
        self.given.emit(at)


class AskReason(Ask):
    """Asks why; `given` carries the reason and, where `stepped`, the next step."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget, deed: str, label: str, *, stepped: bool, needed: bool) -> None:
        super().__init__(parent, deed)
        self._needed = needed
        self.reason, self.step = LineEdit(), LineEdit()
        self.field = self.add(label, self.reason)
        if stepped:
            self.add(_("Next step"), self.step).set_message(
                "echo", _("What would make it work, such as “crop the cover”")
            )
        else:
            self.step.setParent(self)
            self.step.hide()
        self.reason.setFocus()

    def give(self) -> None:
        if self._needed and not self.reason.text().strip():
            self.field.set_message("error", _("Say what went wrong, so that the next attempt can be another one."))
            self.reason.setFocus()
            return
        self.close()
        self.given.emit(self.reason.text(), self.step.text())


class NewWork(Ask):
    """Asks for the title, medium and product of a work and where it is to go; `given` carries these four.

    `usual` tells the platforms to which works of a medium went last; they are chosen until the user chooses.
    """

    given = Signal(str, str, str, tuple)

    def __init__(self, parent: QWidget, bridge: "Bridge", usual: Usual, medium: str) -> None:
        super().__init__(parent, _("Create work"))
        plan = bridge.plan
        self._usual, self._touched = usual, False
        self.name, self.medium, self.product = LineEdit(), Choice(), Choice()
        self.platforms = ChipChoice([(one.id, plan.label("platform", one.id)) for one in plan.records("platform")])
        self.field = self.add(_("Title"), self.name)
        self.add(_("Medium"), self.medium)
        self.add(_("Product"), self.product)
        self.to = self.add(_("To go to"), self.platforms)
        self.to.set_message("echo", "" if plan.records("platform") else _("There is no platform yet; add one first."))
        products = [(one.id, plan.label("product", one.id)) for one in plan.records("product")]
        self.medium.set_options([("", _("Not set")), *((name, _(label)) for name, label in MEDIA)])
        self.product.set_options([("", _("Not set")), *products])
        self.medium.set_value(medium)
        self.product.set_value("")
        self.medium.chosen.connect(self._on_medium)
        self.platforms.changed.connect(lambda _values: self._touch())
        self._on_medium(medium)
        self.name.setFocus()

    def _touch(self) -> None:
        self._touched = True

    def _on_medium(self, medium: str) -> None:
        if not self._touched:
            self.platforms.set_values(self._usual(medium))

    def give(self) -> None:
        title = " ".join(self.name.text().split())
        if not title:
            self.field.set_message("error", _("A work needs a title."))
            self.name.setFocus()
            return
        self.close()
        self.given.emit(title, self.medium.value(), self.product.value(), self.platforms.values())
