"""After an end that was none (a crash, a power cut, a kill): what was kept, and the text that was still being typed."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from shiboken6 import isValid

from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.ui.editors.record_fields import RecordFields
from planner.ui.views import HOME_OF
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.notes import Notes
from planner.ui.widgets.speech import announce
from planner.ui.window.moments import moment_words
from planner.ui.window.palette_rows import Row, RowList
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.window.main import MainWindow
    from planner.ui.window.view_state import ViewState

OPEN, TYPED = "open", "typed"  # what the view state keeps while a plan is open
EVERY: Final = 1000  # ms between looks at what is being typed
STEPS: Final = 5  # of the history told
WIDTH: Final = 560  # px


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that is not committed: in a field of a record, or, `kind`, `id` and `field` empty, in what `where` names."""

    plan: str
    kind: str
    id: str
    field: str
    text: str
    where: str = ""

    @classmethod
    def of(cls, kept: Any) -> "Typed | None":
        """What the view state kept; None for anything else."""
        known = isinstance(kept, dict) and set(kept) == set(cls.__slots__)
        return cls(**kept) if known and all(isinstance(part, str) for part in kept.values()) else None


class TypingWatch(QObject):
    """Notes that a plan is open, and what is being typed into it, until its window closes as it should."""

    def __init__(self, bridge: "Bridge", state: "ViewState") -> None:
        super().__init__(bridge)
        self._bridge, self._state = bridge, state
        self._at: QWidget | None = None  # where the keyboard is, or was before another program came forward
        state.remember(OPEN, str(bridge.session.path))
        state.flush()
        self._look = QTimer(self, interval=EVERY)
        self._look.timeout.connect(self.look)
        self._look.start()

    def look(self) -> None:
        """Keep the text where the keyboard is, if it is not committed."""
        if self._bridge.closed:
            self._look.stop()  # the plan open now has a watch of its own
            return
        self._at = QApplication.focusWidget() or self._at
        if self._at is not None and not isValid(self._at):
            self._at = None
        typed = _typing(self._at, self._bridge.session.plan_id) if self._at is not None else None
        self._state.remember(TYPED, asdict(typed) if typed else None)


def _typing(widget: QWidget, plan_id: str) -> Typed | None:
    if isinstance(widget, LineEdit) and widget.place is not None:
        return Typed(plan_id, *widget.place, widget.text()) if widget.changed else None
    fields = widget.property("record_fields")
    if isinstance(fields, RecordFields) and fields.record_id:
        busy = (name for name, editor in fields.editors.items() if editor.focus_widget is widget and editor.busy)
        name = next(busy, "")
        return Typed(plan_id, fields.kind, fields.record_id, name, str(widget.text())) if name else None
    texts = _texts(widget)
    if not texts:
        return None
    said = QAccessible.queryAccessibleInterface(texts[0]).text(QAccessible.Text.Name)
    return Typed(plan_id, "", "", "", "\n".join(edit.text() for edit in texts), said)


def _texts(widget: QWidget) -> list[LineEdit | Notes]:
    """Where what is typed would be lost: the line or notes at the keyboard, or all lines of the frame that asks."""
    frame: QWidget | None = widget
    while frame is not None and not getattr(frame, "taken_together", False):
        frame = frame.parentWidget()
    if frame is None:
        found: list[LineEdit | Notes] = [widget] if isinstance(widget, LineEdit | Notes) and widget.changed else []
    else:
        found = [edit for edit in frame.findChildren(LineEdit) if edit.isVisible() and edit.typed]
    return [edit for edit in found if edit.text().strip() and not edit.isReadOnly() and not edit.fleeting]


class RecoverySheet(TitledSheet):
    """The last steps that are in the plan, and what was typed after them, to be put back by one click."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH)
        self._window = window
        self.typed: Typed | None = None
        self.sentence, self.list = Label("", ink="t2").set_wrap(), RowList()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self.go_on, self.report = (
            Button("", "primary"),
            Button(""),
            Button("", "ghost", "copy"),
        )
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.list)
        for button in (self.report, self.go_on, self.back):
            self.foot.addWidget(button)
        self.back.clicked.connect(self._on_back)
        self.go_on.clicked.connect(self.close_now)
        self.report.clicked.connect(window.board["bug_details"].trigger)
        self._restyle()

    def tell(self, kept: Any) -> None:
        """Open with the steps of the plan and the text `kept`, if that belongs to it."""
        bridge = self._window.bridge
        if bridge is None:
            return
        typed = Typed.of(kept)
        there = typed is not None and typed.plan == bridge.session.plan_id and _has_place(bridge, typed)
        self.typed = typed if there else None
        self.retranslate()
        self.open()
        (self.back if self.typed else self.go_on).setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, self.sentence.text())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.set_title(_("Brightroad did not close as it should"))
        self.sentence.setText(
            _("Nothing that was committed is lost: the plan is as it was after its last step, and is being checked.")
        )
        self.list.setAccessibleName(_("What was kept"))
        self.back.setText(_("Put the text back") if self.typed and self.typed.kind else _("Copy the text"))
        self.back.set_icon("rotate-ccw" if self.typed and self.typed.kind else "copy")
        self.back.setVisible(self.typed is not None)
        self.go_on.setText(_("Go on without it") if self.typed else _("Go on"))
        self.report.setText(_("Copy details"))
        self.list.show_rows(self._rows())
        self.place()

    def _rows(self) -> list[Row]:
        bridge, typed = self._window.bridge, self.typed
        if bridge is None:
            return []
        rows: list[Row] = []
        if typed is not None:
            rows = [
                Row(_("Typed, but not committed"), heading=True),
                Row(typed.text.split("\n")[0], icon="pencil", hint=_where(bridge, typed)),
            ]
        steps = [step for step in bridge.session.history() if not step.undone][:STEPS]
        if steps:
            rows.append(Row(_("The last steps, all kept"), heading=True))
        return [*rows, *(Row(step.label, icon="check", hint=moment_words(step.at)) for step in steps)]

    def _on_back(self) -> None:
        """Commit the text into its field, as leaving the field would have done; what cannot be read is kept as a draft."""
        bridge, typed = self._window.bridge, self.typed
        self.close_now()
        if bridge is None or typed is None:
            return
        if not typed.kind:
            QGuiApplication.clipboard().setText(typed.text)
            bridge.toast(_("The text is on the clipboard"), undo=False)
            return
        bridge.open_record(typed.kind, typed.id, typed.field)
        widget = QApplication.focusWidget()
        fields = widget.property("record_fields") if widget is not None else None
        if isinstance(fields, RecordFields) and fields.record_id == typed.id:
            fields.editors[typed.field].take(typed.text)
        else:
            QGuiApplication.clipboard().setText(typed.text)
            bridge.toast(_("The text is on the clipboard; its field is not on screen"), undo=False)


def _has_place(bridge: "Bridge", typed: Typed) -> bool:
    """Whether the field is still there, if the text was for one."""
    if not typed.kind:
        return True
    known = typed.kind in HOME_OF and typed.field in KINDS[typed.kind].by_name
    return known and bridge.plan.find(typed.kind, typed.id) is not None


def _where(bridge: "Bridge", typed: Typed) -> str:
    if not typed.kind:
        return typed.where
    field = _(KINDS[typed.kind].by_name[typed.field].label)
    return _("{field} of “{name}”").format(field=field, name=bridge.plan.label(typed.kind, typed.id))
