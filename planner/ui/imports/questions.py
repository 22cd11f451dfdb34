"""What a file does not say and its user has to: a password, which file of an archive, the currency, the order of dates."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.field import Field
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.importers.outcomes import Question
    from planner.ui.imports.steps import Wanted

ASKED: Final = {
    "currency": N_("In which currency are the amounts?"),
    "date_order": N_("Which comes first in the dates?"),
    "decimal_sign": N_("Which sign parts off the decimals?"),
    "zone": N_("In which time zone are the times?"),
}
CURRENCIES: Final = ("CNY", "USD", "EUR", "GBP", "HKD", "JPY", "TWD", "SGD", "AUD", "CAD", "KRW", "CHF")
ZONES: Final = (
    "Asia/Shanghai", "UTC", "Asia/Tokyo", "Asia/Singapore", "Europe/London", "Europe/Berlin", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "Australia/Sydney",
)  # fmt: skip
_WIDE = 560
_VALUES: Final = {"dmy": N_("Day before month"), "mdy": N_("Month before day"), ".": N_("Point"), ",": N_("Comma")}


class ImportQuestions(Card):
    """`answered(answers)` carries what was said, by the names `ImportWork.answer` takes; `given_up` the way back."""

    answered = Signal(dict)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = Label("", Type.BODY).set_wrap()
        self.body.addWidget(self.text)
        self.fields = QVBoxLayout()
        self.body.addLayout(self.fields)
        self.editors: dict[str, QWidget] = {}
        self.back, self.go_on = Button(""), Button("", "primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.go_on)
        self.body.addLayout(foot)
        self.back.clicked.connect(self.given_up)
        self.go_on.clicked.connect(self.answer)
        self._wanted: Wanted | None = None
        follow(self._fit)

    def ask(self, wanted: "Wanted") -> None:
        """Show what is wanted."""
        self._wanted = wanted
        self.retranslate()
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.setFocus()

    def retranslate(self) -> None:
        """Ask in the language in use; what was answered already stays."""
        wanted, given = self._wanted, self.answers()
        self.back.setText(_("Choose another file"))
        self.go_on.setText(_("Go on"))
        while self.fields.count():
            self.fields.takeAt(0).widget().deleteLater()
        self.editors = {}
        if wanted is None:
            return
        self.set_title(_("One thing first"))
        self.text.setText(wanted.text or _("The file does not say this itself."))
        if wanted.password:
            edit = LineEdit()
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.returnPressed.connect(self.answer)
            field = self._add("password", _("Password of the archive"), edit)
            if wanted.wrong:
                field.set_message("error", _("This password does not open it; try again."))
        if wanted.entries:
            self._add("entry", _("File inside the archive"), Choice((name, name) for name in wanted.entries))
        for question in wanted.questions:
            self._ask(question)
        for name, value in given.items():
            if value and name in self.editors:
                _set(self.editors[name], value)

    def answers(self) -> dict[str, Any]:
        """What is filled in now."""
        return {name: _value(editor) for name, editor in self.editors.items()}

    def answer(self) -> None:
        """Go on with what is filled in; the first empty field gets the keyboard instead."""
        found = self.answers()
        empty = next((name for name, value in found.items() if not value), None)
        if empty is not None:
            self.editors[empty].setFocus()
            return
        self.answered.emit(found)

    def _ask(self, question: "Question") -> None:
        options = [(one.value, _option(one.value, one.readings)) for one in question.choices]
        if not options:
            names = CURRENCIES if question.subject == "currency" else ZONES
            options = [(name, name) for name in names]
        field = self._add(question.subject, _(ASKED[question.subject]), Choice(options))
        if question.samples:
            told = _("In the column “{column}” stands {samples}.")
            samples = ", ".join(f"“{sample}”" for sample in question.samples)
            field.set_message("echo", told.format(column=question.column, samples=samples))

    def _add(self, name: str, label: str, editor: QWidget) -> Field:
        field = Field(label, editor)
        self.fields.addWidget(field)
        self.editors[name] = editor
        return field

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(_WIDE))
        self.fields.setSpacing(theme().px(Size.FIELD_GAP))


def _option(value: str, readings: tuple[str, ...]) -> str:
    name = _(_VALUES[value]) if value in _VALUES else value
    return f"{name}: {', '.join(readings)}" if readings else name


def _value(editor: QWidget) -> str:
    if isinstance(editor, Choice):
        return editor.value()
    return editor.text() if isinstance(editor, LineEdit) else ""


def _set(editor: QWidget, value: str) -> None:
    if isinstance(editor, Choice):
        editor.set_value(value)
    elif isinstance(editor, LineEdit):
        editor.setText(value)
