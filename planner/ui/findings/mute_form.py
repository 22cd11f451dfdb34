"""Asks why a finding is to be muted, for how long, and whether everywhere; in the panel, without stopping anything."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.field import Field
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

DAYS: Final = (7, 30, 90)  # how long one may want to hear nothing
FOR_GOOD: Final = "0"
HERE, EVERYWHERE = "here", "everywhere"


class MuteForm(QWidget):
    """`given(everywhere, reason, until)` follows Enter or “Mute”, once there is a reason; `left` Esc or “Cancel”."""

    given = Signal(bool, str, object)
    left = Signal()
    taken_together = True  # its lines are taken at once, or lost with it

    def __init__(self) -> None:
        super().__init__()
        self.reason = LineEdit()
        self.field = Field("", self.reason)
        self.until_label, self.scope_label = (Label("", Type.SMALL, 500, "t2") for _part in range(2))
        self.until, self.scope = Segmented(), Segmented()
        self.take, self.leave = Button("", "primary"), Button("", "secondary")
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self._rows = QVBoxLayout(self)
        for part in (self.field, self.until_label, self.until, self.scope_label, self.scope):
            self._rows.addWidget(part)
        self._rows.addSpacing(4)
        self._rows.addLayout(foot)
        self.take.clicked.connect(self.give)
        self.reason.returnPressed.connect(self.give)
        self.reason.textEdited.connect(self.field.clear_message)
        self.leave.clicked.connect(self._on_leave)
        self.hide()
        self.retranslate()
        follow(self._restyle)

    def ask(self, *, one_record: bool) -> None:
        """Open with nothing typed; whether everywhere is asked only where the finding is about one record."""
        self.reason.set_value("")
        self.reason.clear()
        self.field.clear_message()
        self.until.set_value(str(DAYS[1]))
        self.scope.set_value(HERE if one_record else EVERYWHERE)
        self.scope.setVisible(one_record)
        self.scope_label.setVisible(one_record)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Take what was entered; without a reason say that it is needed."""
        reason = self.reason.text().strip()
        if not reason:
            self.field.set_message("error", _("Say why, so that you still know it later."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        until = None
        if self.until.value() != FOR_GOOD:
            until = datetime.now().astimezone().date() + timedelta(days=int(self.until.value()))
        self.given.emit(self.scope.value() == EVERYWHERE, reason, until)

    def close_now(self) -> None:
        """Hide the form; what was typed is forgotten."""
        self.hide()

    def retranslate(self) -> None:
        self.field.set_label(_("Why does this not matter to you?"))
        self.until_label.setText(_("Be silent for"))
        self.until.setAccessibleName(self.until_label.text())
        words = [ngettext("{count} day", "{count} days", days).format(count=days) for days in DAYS]
        self.until.set_options([*zip(map(str, DAYS), words, strict=True), (FOR_GOOD, _("For good"))])
        self.scope_label.setText(_("Where"))
        self.scope.setAccessibleName(self.scope_label.text())
        self.scope.set_options([(HERE, _("Only here")), (EVERYWHERE, _("Everywhere"))])
        self.take.setText(_("Mute"))
        self.leave.setText(_("Cancel"))
        self.setAccessibleName(_("Mute"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_CHIP, "subtle", "hair")

    def _on_leave(self) -> None:
        self.close_now()
        self.left.emit()

    def _restyle(self) -> None:
        look = theme()
        pad = look.px(12)
        self._rows.setContentsMargins(pad, pad, pad, pad)
        self._rows.setSpacing(look.px(6))
        self.update()
