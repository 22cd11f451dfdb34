"""The form of a work beside the matrix: opened by its name, closed by Esc."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.editors.form import RecordEditor
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.labels import Hairline

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge


class WorkForm(QWidget):
    """The pane; its form is made when first opened.

    `closed` follows the cross and Esc, `stepped(way)` asks for the work above or below.
    """

    closed = Signal()
    stepped = Signal(int)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge = bridge
        self.cross = ToolButton("x", side=Size.CONTROL_SMALL, size=15)
        self.cross.clicked.connect(self.close_form)
        self._head = QHBoxLayout()
        self._head.addStretch(1)
        self._head.addWidget(self.cross)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(1, 0, 0, 0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(Hairline())
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.hide()
        self.retranslate()
        follow(self._restyle)

    @cached_property
    def editor(self) -> RecordEditor:
        """The form."""
        made = RecordEditor("work", self._bridge, theme())
        made.escaped.connect(self.close_form)
        made.previous.connect(lambda: self.stepped.emit(-1))
        made.next.connect(lambda: self.stepped.emit(1))
        made.shown.connect(lambda _kind, record_id: self.show_work(record_id))
        self._rows.addWidget(made, 1)
        return made

    @property
    def _made(self) -> RecordEditor | None:
        """The form if it has been made."""
        return self.__dict__.get("editor")

    def show_work(self, work: str, field: str = "") -> None:
        """Show the form of a work, with the keyboard in a field if one is named."""
        self.show()
        self.editor.show_record(work)
        if field:
            self.editor.show_field(field)

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed; a work that is gone closes the form."""
        if self.isHidden():
            return
        self.editor.refresh(changes)
        if self.editor.record_id is None:
            self.close_form()

    def close_form(self) -> None:
        """Commit what is being typed, and go."""
        self.commit()
        self.hide()
        self.closed.emit()

    def commit(self) -> None:
        """Commit what is being typed."""
        if self._made is not None:
            self._made.commit()

    def retranslate(self) -> None:
        self.cross.set_name(_("Close the form"))
        if self._made is not None:
            self._made.retranslate()

    def _restyle(self) -> None:
        look = theme()
        self._head.setContentsMargins(0, look.px(6), look.px(8), look.px(6))
        self.setFixedWidth(look.px(Size.DETAIL_MIN))
