"""The row in which new entries are typed, one after the other: above the table of the ledger, and anywhere by Ctrl+E."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.parsing import ParseError
from planner.model.rates import Rates
from planner.model.values import Money
from planner.model.wording import money_words
from planner.ui.ledger.columns import spec_of
from planner.ui.ledger.edits import EntryEdits
from planner.ui.ledger.fields import edit_for
from planner.ui.ledger.reading import entry_reading, entry_text, today_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.completion import CompletedEdit
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.field import HintRow

if TYPE_CHECKING:
    from planner.model.catalogue import Entry
    from planner.ui.bridge import Bridge
    from planner.ui.widgets.line_edit import LineEdit

FIELDS: Final = ("date", "payee", "sort", "platform", "product", "amount", "memo")
LABELS: Final = {
    "date": N_("Date"), "payee": N_("Payee"), "sort": N_("Sort"), "platform": N_("Platform"),
    "product": N_("Product"), "amount": N_("Amount"), "memo": N_("Note"),
}  # fmt: skip
_WIDTHS: Final = {"date": 104, "payee": 160, "sort": 104, "platform": 120, "product": 128, "amount": 120, "memo": 140}
_FILLED: Final = ("sort", "platform", "product", "amount", "memo")  # by the last entry of the payee
_DAY, _LEAST = 118, 64  # px a line needs at least
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the row cannot be taken: the field, the sentence, and a text that could stand there instead."""

    field: str
    message: str
    label: str = ""
    text: str = ""


class EntryRow(QWidget):
    """Tab goes on, Enter adds the entry and begins the next, Shift+Enter asks for the row before (`went_up`).

    A payee fills what is still empty from the last entry of that payee. What is typed is kept under `key` for the next
    start. `added(id)` follows an entry that is in the plan, `escaped` Esc in a field that has nothing to take back.
    """

    added = Signal(str)
    went_up = Signal(str)
    escaped = Signal()

    def __init__(self, bridge: "Bridge", key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge, self.edits = bridge, EntryEdits(bridge, self)
        self._key = f"{key}.{bridge.session.plan_id}"
        self._filled: dict[str, str] = {}  # what the payee filled, by field
        self._like: Entry | None = None
        self._refusal: Refusal | None = None
        self.lines: dict[str, LineEdit] = {name: edit_for(name, bridge, self.scene) for name in FIELDS}
        self.add = Button("", "secondary", "corner-down-left")
        self.note = HintRow()
        self._lay_out()
        self._connect()
        self._recall()
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        for name, line in self.lines.items():
            self._row.addWidget(line, _WIDTHS[name])
            line.setMinimumWidth(theme().px(_DAY if name == "date" else _LEAST))
        self._row.addWidget(self.add)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._row)
        self._rows.addWidget(self.note)
        self.lines["amount"].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.fleeting = True  # the row keeps it
            line.textEdited.connect(lambda _text, name=name: self._on_edited(name))
            line.text_edited_idle.connect(lambda _text, name=name: self._look(name, resting=True))
            line.committed.connect(lambda _text, name=name: self._on_left(name))
            line.installEventFilter(self)
            if isinstance(line, CompletedEdit):
                line.taken.connect(lambda _pick, name=name: self._on_taken(name))
        self.add.clicked.connect(self.commit)
        self.note.fix_requested.connect(self._mend)

    # what stands in it

    def scene(self) -> Scene:
        """The plan and the day in which texts are read."""
        return Scene.of(self.bridge.plan)

    @property
    def empty(self) -> bool:
        """Whether nothing is typed but perhaps a day."""
        return not any(line.text().strip() for name, line in self.lines.items() if name != "date")

    def texts(self) -> dict[str, str]:
        """What stands in every line."""
        return {name: line.text() for name, line in self.lines.items()}

    def set_text(self, name: str, text: str) -> None:
        """Put `text` into a line as if it had been typed."""
        self.lines[name].replace_text(text, len(text))

    def focus_field(self, name: str = "date") -> None:
        """Put the keyboard into a line, with all of it selected."""
        self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines[name].selectAll()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be typed: the file cannot be written."""
        for line in self.lines.values():
            line.setReadOnly(locked)
        self.add.setEnabled(not locked)

    def retranslate(self) -> None:
        """Name every line, and say what is to be said in the language in use."""
        for name, line in self.lines.items():
            line.setPlaceholderText(_(LABELS[name]))
            line.setAccessibleName(_(LABELS[name]))
            line.set_private(on=name == "amount" and self.scene().context.hidden)
        self.add.setText(_("Add"))
        self.add.setToolTip(_("Add the entry (Enter)"))
        self.setAccessibleName(_("New entry"))
        self._translate_sort()
        self._refusal = None
        self._tell()

    def clear(self) -> None:
        """Begin anew: only the day stays."""
        self._filled, self._like, self._refusal = {}, None, None
        for name, line in self.lines.items():
            if name != "date":
                self._put(name, "")
            line.set_state("")
        self._remember()
        self._tell()

    # what is done with it

    def commit(self) -> bool:
        """Add the entry and begin the next; where a line cannot be read the keyboard goes there. Whether it was added."""
        if self.bridge.read_only:
            return False
        fields = self._fields()
        if fields is None:
            return False
        made = self.edits.add(fields)
        if not made:
            return False
        self._put("date", fields["date"].isoformat())
        self.clear()
        self.focus_field()
        self.added.emit(made)
        return True

    def _fields(self) -> dict[str, Any] | None:
        """The fields of the entry; None where one cannot be read, which is then told."""
        scene, fields = self.scene(), dict[str, Any]()
        sort = self._sort(scene)
        for name in FIELDS:
            try:
                fields[name] = entry_reading(name, self._text(name, scene), scene, sort, self._currency()).value
            except InputError as error:
                self._refuse(name, error)
                return None
        amount = fields["amount"]
        assert isinstance(amount, Money)  # noqa: S101 - the field is needed, so it was read
        fields["sort"], fields["currency"] = sort, amount.currency
        if self._like is not None and self._filled:
            fields["partner"] = self._like.partner
        return fields

    def _text(self, name: str, scene: Scene) -> str:
        """The text of a line; a day that is left empty is today."""
        text = self.lines[name].text()
        return today_of(scene).isoformat() if name == "date" and not text.strip() else text

    def _sort(self, scene: Scene) -> str:
        """The category; without one the sign of the amount says whether something was sold or paid."""
        text = self.lines["sort"].text()
        if text.strip():
            try:
                return str(entry_reading("sort", text, scene, None).value)
            except InputError:
                return ""
        return "cost" if self.lines["amount"].text().strip()[:1] in ("-", "\u2212", "－") else "sale"

    def _currency(self) -> str:
        """The currency meant where the amount names none: that of the entry it was filled from."""
        return str(self._like.currency) if self._like is not None and "amount" in self._filled else ""

    # what follows from typing

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Enter adds, Shift+Enter goes up, Esc leaves; not while an input method composes or offers are marked."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = next(name for name, known in self.lines.items() if known is line)
            return self._took(name, self.lines[name], event)
        return super().eventFilter(line, event)

    def _took(self, name: str, line: "LineEdit", event: QKeyEvent) -> bool:
        if line.composing:
            return False
        if event.key() in _ENTER:
            if isinstance(line, CompletedEdit) and line.offering and line.settle():
                return True
            line.commit()
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.went_up.emit(name)
            elif not (self.empty and name == "date"):
                self.commit()
            return True
        offering = isinstance(line, CompletedEdit) and line.offering
        if event.key() == Qt.Key.Key_Escape and not offering and not line.changed:
            self.escaped.emit()
            return True
        return False

    def _on_edited(self, name: str) -> None:
        self._filled.pop(name, None)
        if self._refusal is not None and self._refusal.field == name:
            self._refusal = None
        self.lines[name].set_state("")
        self._remember()
        self._tell()

    def _on_taken(self, name: str) -> None:
        self._on_edited(name)
        self.lines[name].commit()

    def _on_left(self, name: str) -> None:
        if self.bridge.closed:  # the keyboard leaves because the plan does
            return
        if name == "payee":
            self._fill_from(self.lines["payee"].text().strip())
        self._look(name, resting=False)

    def _look(self, name: str, *, resting: bool) -> None:
        """Read what stands in a line; what cannot be read is told when the line is left, not while one types."""
        scene, text = self.scene(), self.lines[name].text()
        if not text.strip():
            return
        try:
            reading = entry_reading(name, text, scene, self._sort(scene), self._currency())
        except InputError as error:
            if not resting:
                self._refuse(name, error, go=False)
            return
        if not resting and name == "date":
            self._put("date", reading.value.isoformat())
        self._tell(name, reading.value, reading.echo or "")

    def _fill_from(self, payee: str) -> None:
        """Fill what is empty, or was filled before, from the last entry of the payee."""
        like = self.edits.last_of(payee) if payee else None
        for name in tuple(self._filled):
            self._put(name, "")
        self._filled, self._like = {}, like
        if like is None:
            return
        scene = self.scene()
        for name in _FILLED:
            if not self.lines[name].text().strip():
                self._filled[name] = " ".join(entry_text(name, like, scene).split())
                self._put(name, self._filled[name])
        self._remember()

    def _translate_sort(self) -> None:
        """Say the category in the language in use."""
        value, scene = self._sort(self.scene()), self.scene()
        if self.lines["sort"].text().strip() and value:
            self._put("sort", cell_text.shown(spec_of("sort"), value, scene))

    def _put(self, name: str, text: str) -> None:
        """Show `text` in a line as what was committed there."""
        self.lines[name].setText(text)
        self.lines[name].set_value(text)

    # what is told

    def _refuse(self, name: str, error: InputError, *, go: bool = True) -> None:
        offers = error.offers if isinstance(error, ParseError) else ()
        offer = offers[0] if offers else None
        self._refusal = Refusal(name, error.message, offer.label if offer else "", offer.text if offer else "")
        self.lines[name].set_state("error")
        self._tell()
        if go:
            self.focus_field(name)

    def _tell(self, name: str = "", value: Any = None, echo: str = "") -> None:
        """Say the most important thing below the row."""
        if self._refusal is not None:
            self.note.set_message("error", self._refusal.message, self._refusal.label)
        elif hint := self._hint(name, value):
            self.note.set_message("hint", hint)
        else:
            self.note.set_message("echo", echo or _("Enter adds the entry. +500 came in, -20 went out, usd 20, 12*3."))

    def _hint(self, name: str, value: Any) -> str:
        """What is worth a second look in a value."""
        scene = self.scene()
        if name == "date" and value is not None and value > today_of(scene):
            return _("This day is still to come.")
        if isinstance(value, Money) and value.currency not in Rates(scene.plan):
            told = _("{amount}: there is no rate for {currency} yet; add one in Settings.")
            return told.format(amount=money_words(value, scene.context), currency=value.currency)
        return ""

    def _mend(self) -> None:
        refusal = self._refusal
        if refusal is not None and refusal.text:
            self.set_text(refusal.field, refusal.text)
            self.lines[refusal.field].commit()
            self.focus_field(refusal.field)

    # what is kept

    def _remember(self) -> None:
        typed = {name: text for name, text in self.texts().items() if text and name not in self._filled}
        self.bridge.remember(self._key, typed)

    def _recall(self) -> None:
        kept = self.bridge.recall(self._key)
        typed = kept if isinstance(kept, dict) and set(kept) - {"date"} else {}  # a day alone is one of long ago
        for name, text in typed.items():
            if name in self.lines and isinstance(text, str):
                self.lines[name].set_value(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("subtle"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(5))
        self._rows.setSpacing(look.px(3))
        self._row.setSpacing(look.px(6))
        self.setFixedHeight(look.px(16 + Size.CONTROL + Size.HINT))
        self.update()
