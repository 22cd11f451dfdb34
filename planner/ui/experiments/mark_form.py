"""Asks for a new pass mark of a test that has begun, and why; the old one stays on record."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import KINDS, Experiment
from planner.ui.editors.fields import Desk
from planner.ui.editors.record_fields import editor_for
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

ASKED = ("threshold", "sample", "stop_at", "confidence")


class MarkForm(QWidget):
    """`given(fields, reason)` follows Enter or “Change”, once there is a reason; `left` Esc or “Cancel”."""

    given = Signal(object, str)
    left = Signal()
    taken_together = True  # its lines are taken at once, or lost with it

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        specs = KINDS["experiment"].by_name
        self.editors = {name: editor_for("experiment", specs[name], desk) for name in ASKED}
        self._values: dict[str, Any] = {}
        self.reason = LineEdit()
        self.field = Field("", self.reason)
        self.take, self.leave = Button("", "primary"), Button("", "secondary")
        self._grid = QGridLayout()
        for number, (name, editor) in enumerate(self.editors.items()):
            self._grid.addWidget(editor.field, number // 2, number % 2)
            editor.committed.connect(lambda value, name=name: self._values.update({name: value}))
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._grid)
        self._rows.addWidget(self.field)
        self._rows.addLayout(foot)
        self.take.clicked.connect(self.give)
        self.reason.returnPressed.connect(self.give)
        self.reason.textEdited.connect(self.field.clear_message)
        self.leave.clicked.connect(self.close_now)
        self.hide()
        self.retranslate()
        follow(self._restyle)

    def ask(self, one: Experiment) -> None:
        """Open with what is fixed now."""
        self._values = {}
        for editor in self.editors.values():
            editor.show(one)
        self.reason.set_value("")
        self.reason.clear()
        self.field.clear_message()
        self.show()
        self.editors["threshold"].focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Take what was entered; without a reason say that it is needed."""
        for editor in self.editors.values():
            editor.commit()
        if any(editor.error is not None for editor in self.editors.values()):
            return
        reason = self.reason.text().strip()
        if not reason:
            self.field.set_message("error", _("Say why; the reason stays beside the old value."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(dict(self._values), reason)

    def close_now(self) -> None:
        """Hide the form; what was typed is forgotten."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def retranslate(self) -> None:
        for editor in self.editors.values():
            editor.retranslate()
        self.field.set_label(_("Why is the mark changed?"))
        self.take.setText(_("Change"))
        self.leave.setText(_("Cancel"))
        self.setAccessibleName(_("Change the pass mark"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_CHIP, "subtle", "hair")

    def _restyle(self) -> None:
        look = theme()
        pad = look.px(12)
        self._rows.setContentsMargins(pad, pad, pad, pad)
        self._rows.setSpacing(look.px(8))
        self._grid.setHorizontalSpacing(look.px(Size.COLUMN_GAP))
        self._grid.setVerticalSpacing(look.px(8))
        self.update()
