"""The fields of one publication: when, where, why not, and what came of it. Which are shown follows from its status."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.commands import drafts
from planner.i18n import _
from planner.model.catalogue import KINDS, Publication
from planner.model.distribution import reason_of, reason_parts
from planner.ui.editors.fields import Desk, FieldEditor, LineEditor
from planner.ui.editors.record_fields import editor_for
from planner.ui.hours.wall_clock import EVENING, WallClock
from planner.ui.look.theme import follow, theme
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

_NUMBERS: Final = ("views", "clicks", "followers", "orders")
_EDITED: Final = ("url", *_NUMBERS)
WRONG, STEP = "wrong", "step"
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "draft": ("at",),
    "scheduled": ("at", "url"),
    "published": ("at", "url", *_NUMBERS),
    "failed": ("at", WRONG, STEP),
    "skipped": (WRONG,),
    "removed": ("at", WRONG, *_NUMBERS),
}
"""The fields shown for each status, from left to right; the first is where editing begins."""
_FIRST: Final[Mapping[str, str]] = {"published": "url", "failed": WRONG}


class WhenEditor(LineEditor):
    """The moment of a publication, as the plan's wall clock shows it."""

    clock: WallClock | None = None

    def _name(self) -> str:
        return _("When")

    def _text(self) -> str:
        return self.clock.editable(self.value) if self.clock else ""

    def _read(self, text: str) -> tuple[Any, str]:
        if not text.strip() or self.clock is None:
            return None, ""
        usual = self.clock.here(self.value).time() if self.value else EVENING
        at = self.clock.read(text, usual)
        return at, self.clock.words(at)


class PublicationFields(QWidget):
    """A row of fields. `edited` carries what is to be written, `drafted(field, text)` what cannot be read.

    `escaped` follows Esc in a field that has nothing to take back, and Enter.
    """

    edited = Signal(dict)
    drafted = Signal(str, str)
    escaped = Signal()

    def __init__(self, desk: Desk, clock: WallClock) -> None:
        super().__init__()
        self.publication: Publication | None = None
        self._desk = desk
        specs = KINDS["publication"].by_name
        self.when = WhenEditor(specs["at"], desk)
        self.when.clock = clock
        self.editors: dict[str, FieldEditor] = {"at": self.when}
        self.editors |= {name: editor_for("publication", specs[name], desk) for name in _EDITED}
        self.wrong, self.step = LineEdit(), LineEdit()
        self.fields: dict[str, Field] = {name: editor.field for name, editor in self.editors.items()}
        self.fields |= {WRONG: Field("", self.wrong), STEP: Field("", self.step)}
        self._row = QHBoxLayout(self)
        for name in ("at", "url", WRONG, STEP, *_NUMBERS):
            self._row.addWidget(self.fields[name], 3 if name in ("url", WRONG, STEP) else 1)
        self._row.addStretch(0)
        self._connect()
        follow(self._restyle)

    def _connect(self) -> None:
        for name, editor in self.editors.items():
            editor.committed.connect(lambda value, name=name: self.edited.emit({name: value}))
            editor.drafted.connect(lambda text, name=name: self.drafted.emit(name, text))
        for edit in (self.wrong, self.step):
            edit.committed.connect(lambda _text: self._on_reason())
            edit.setReadOnly(self._desk.bridge.read_only)
        for field in self.fields.values():
            field.editor.installEventFilter(self)
            if isinstance(field.editor, LineEdit):
                field.editor.returnPressed.connect(self.escaped)

    def show_publication(self, publication: Publication | None) -> None:
        """Show one, or nothing; what is being typed into another is committed first."""
        if publication is None or self.publication is None or publication.id != self.publication.id:
            self.commit()
        self.publication = publication
        shown = FIELDS[publication.status or "draft"] if publication else ()
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        if publication is None:
            return
        failed = publication.status == "failed"
        self.fields[WRONG].set_label(_("What went wrong") if failed else _("Reason"))
        kept = drafts.drafts_of(self._desk.bridge.plan, "publication", publication.id)
        for name, editor in self.editors.items():
            editor.show(publication, kept.get(name))
        for edit, text in zip((self.wrong, self.step), self._reason(publication), strict=True):
            edit.set_value(text)

    def _reason(self, publication: Publication) -> tuple[str, str]:
        """What went wrong and the next step; of what did not fail the whole reason."""
        return reason_parts(publication.reason) if publication.status == "failed" else (publication.reason, "")

    def say(self, name: str, severity: str, text: str, fix: str = "") -> None:
        """Say something below a field that has nothing more pressing to say."""
        editor = self.editors.get(name)
        if editor is None or editor.error is None:
            self.fields[name].set_message(severity, text, fix)

    def focus_first(self) -> bool:
        """Put the keyboard where editing begins; False where there is nothing to edit."""
        status = (self.publication.status or "draft") if self.publication else ""
        if not status:
            return False
        name = _FIRST.get(status, FIELDS[status][0])
        self.focus_field(name)
        return True

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field."""
        editor = self.fields[name].editor
        editor.setFocus()
        if isinstance(editor, LineEdit):
            editor.selectAll()

    def commit(self) -> None:
        """Commit what is being typed."""
        if self.publication is not None:
            for editor in self.editors.values():
                editor.commit()
            self.wrong.commit()
            self.step.commit()

    def retranslate(self) -> None:
        for editor in self.editors.values():
            editor.retranslate()
        self.fields[STEP].set_label(_("Next step"))
        self.show_publication(self.publication)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the fields by an Esc that takes nothing back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            leaves = event.key() == Qt.Key.Key_Escape and isinstance(watched, LineEdit)
            if leaves and not watched.composing and not watched.changed:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)

    def _on_reason(self) -> None:
        self.edited.emit({"reason": reason_of(self.wrong.text(), self.step.text())})

    def _restyle(self) -> None:
        look = theme()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.px(12))
        for name in ("at", *_NUMBERS):
            self.fields[name].setMinimumWidth(look.px(150 if name == "at" else 64))
            self.fields[name].setMaximumWidth(look.px(190 if name == "at" else 104))
