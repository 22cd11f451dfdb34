"""The screen for a table nobody knows: which row is the header, what each column is, and what that makes of the rows."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.i18n import N_, _, ngettext
from planner.importers.format_text import toml_of
from planner.importers.mapping import Reading, format_of, missing
from planner.ui.imports import words
from planner.ui.imports.questions import CURRENCIES, ZONES
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.plain import PlainColumn, PlainTable
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.field import Field, HintRow
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.imports.steps import Trial, UnknownTable

ROLES: Final[Mapping[str, str]] = {
    "day": N_("Date or time"), "amount": N_("Amount"), "money_in": N_("Money in"), "money_out": N_("Money out"),
    "direction": N_("In or out, as a word"), "payee": N_("Payee"), "memo": N_("Memo"), "fee": N_("Fee charged"),
    "currency": N_("Currency"), "quantity": N_("Quantity"), "key": N_("Number of the row"),
}  # fmt: skip
DIRECTIONS: Final = (
    ("signed", N_("Amounts with a sign")),
    ("word", N_("A column says in or out")),
    ("in_out", N_("Two columns, in and out")),
    ("positive", N_("Only money that came in")),
)
POSITIVE: Final = (("sale", N_("Sale")), ("other_in", N_("Other money in")))
NEGATIVE: Final = (("spend", N_("Spent")), ("refund", N_("Refund to a buyer")), ("move", N_("Own transfer")))
ORDERS: Final = (("", N_("Found out from the file")), ("dmy", N_("Day before month")), ("mdy", N_("Month before day")))
SIGNS: Final = (("", N_("Found out from the file")), (".", N_("Point")), (",", N_("Comma")))
_REST, _PANEL, _COLUMN = 300, 300, 140  # ms of rest before a trial, px
_SETTINGS: Final[Mapping[str, str]] = {  # the editor and the field of the reading it sets
    "way": "direction", "positive": "positive", "negative": "negative", "money": "currency",
    "date_order": "date_order", "decimal_sign": "decimal_sign", "zone": "zone",
}  # fmt: skip

TRIAL_COLUMNS: Final = (
    PlainColumn(N_("Row"), 56, lambda row: str(row.draft.number), right=True, ink="t3"),
    PlainColumn(N_("Date"), 112, lambda row: row.draft.day),
    PlainColumn(N_("Sort"), 110, lambda row: words.sort_words(row.draft, None)),
    PlainColumn(N_("What"), 0, lambda row: " · ".join(part for part in (row.draft.payee, row.draft.memo) if part)),
    PlainColumn(
        N_("Amount"), 120,
        lambda row: words.money_words(words.amount_of(row.draft), row.draft.currency), right=True,
    ),
)  # fmt: skip


class ImportMapping(QWidget):
    """`mapped(sheet, reading)` goes on with it, `tried(sheet, reading)` asks for a trial, `looked(sheet, header row)` for other rows."""

    mapped = Signal(object, object)
    tried = Signal(object, object)
    looked = Signal(int, int)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table: UnknownTable | None = None
        self.title, self.said = Label("", Type.HEADLINE, 600), Label("", Type.BODY, 400, "t2").set_wrap()
        self.sheet, self.raw, self.trial = Choice(), PlainTable(()), PlainTable(TRIAL_COLUMNS)
        self.raw.horizontalHeader().setStretchLastSection(True)
        self.raw_title, self.trial_title = Label("", Type.SMALL, 500, "t2"), Label("", Type.SMALL, 500, "t2")
        self.hint = HintRow()
        self.editors: dict[str, Choice] = {}
        self.fields: dict[str, Field] = {}
        self.back, self.go_on, self.keep = Button(""), Button("", "primary"), LinkButton("")
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out()
        self.panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest.timeout.connect(self._try)
        self.sheet.chosen.connect(lambda at: self.looked.emit(int(at), 0))
        self.raw.doubleClicked.connect(lambda at: self._take_header(at.row()))
        self.back.clicked.connect(self.given_up)
        self.go_on.clicked.connect(self._on_go_on)
        self.keep.clicked.connect(self._on_keep)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        form = QWidget()
        self._form = QVBoxLayout(form)
        for name in (*ROLES, *_SETTINGS):
            editor = Choice()
            editor.chosen.connect(self._on_chosen)
            self.editors[name], self.fields[name] = editor, Field("", editor)
            self._form.addWidget(self.fields[name])
        self._form.addStretch()
        self.panel = QScrollArea()
        self.panel.setFrameShape(QFrame.Shape.NoFrame)
        self.panel.setWidgetResizable(True)
        self.panel.setWidget(form)
        self.raw_card, self.trial_card = Card(), Card()
        head = QHBoxLayout()
        head.addWidget(self.raw_title, 1)
        head.addWidget(self.sheet)
        self.raw_card.body.addLayout(head)
        self.raw_card.body.addWidget(self.raw, 1)
        for part in (self.trial_title, self.hint, self.trial):
            self.trial_card.body.addWidget(part, 1 if part is self.trial else 0)
        right = QVBoxLayout()
        right.addWidget(self.raw_card, 1)
        right.addWidget(self.trial_card, 1)
        self._right = right
        columns = QHBoxLayout()
        columns.addWidget(self.panel)
        columns.addLayout(right, 1)
        self._columns = columns
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.go_on)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.title)
        self._rows.addWidget(self.said)
        self._rows.addLayout(columns, 1)
        self._rows.addLayout(foot)

    # what is shown

    def show_table(self, table: "UnknownTable", currency: str) -> None:
        """Show the rows of an unknown table and what is proposed for its columns; `currency` where nothing says another."""
        self.table = table
        headers = table.reading.headers
        self.raw.set_columns(
            [PlainColumn("#", 44, lambda row: str(row[0]), right=True, ink="t3", own=True)]
            + [PlainColumn(name, _COLUMN, _cell(at), own=True) for at, name in enumerate(headers)]
        )
        self.raw.plain.take(table.rows)
        at = next((place for place, row in enumerate(table.rows) if row[0] == table.reading.header_row), 0)
        self.raw.selectRow(at)
        self.sheet.set_options([(str(place), sheet.name) for place, sheet in enumerate(table.sheets)])
        self.sheet.set_value(str(table.sheet))
        self.sheet.setVisible(len(table.sheets) > 1)
        self.retranslate()
        for name in ROLES:
            self.editors[name].set_value(table.reading.column(name))
        for name, field in _SETTINGS.items():
            self.editors[name].set_value(str(getattr(table.reading, field)))
        if not self.editors["money"].value():
            self.editors["money"].set_value(currency)
        self._on_chosen()

    def retranslate(self) -> None:
        """Say everything in the language in use; what was chosen stays."""
        self.title.setText(_("Tell what the columns are"))
        self.said.setText(
            _(
                "No known export looks like this. Choose what stands where; next time a table with these headers is read at once."
            )
        )
        self.raw_title.setText(_("The first rows; a double click takes a row for the header"))
        self.trial_title.setText(_("What this makes of them"))
        self.raw.setAccessibleName(_("First rows of the table"))
        self.trial.setAccessibleName(_("What this makes of them"))
        self.sheet.set_name(_("Sheet"))
        self.back.setText(_("Choose another file"))
        self.go_on.setText(_("Read the file so"))
        self.keep.setText(_("Save as a format…"))
        headers = [("", "–"), *((name, name) for name in (self.table.reading.headers if self.table else ()) if name)]
        for name, label in ROLES.items():
            self.fields[name].set_label(_(label))
            self.editors[name].set_options(headers)
        for name, (label, options) in _OPTIONS.items():
            self.fields[name].set_label(_(label))
            self.editors[name].set_options([(value, _(label)) for value, label in options])

    def show_trial(self, trial: "Trial") -> None:
        """Show what a reading made of the first rows."""
        self.trial.plain.take(trial.rows)
        if trial.text:
            self.hint.set_message("warning", trial.text)
        elif trial.rejected:
            told = ngettext(
                "{count} of these rows cannot be read.", "{count} of these rows cannot be read.", trial.rejected
            )
            self.hint.set_message("warning", told.format(count=trial.rejected))
        else:
            self.hint.set_message("", "")

    # what is chosen

    @property
    def reading(self) -> Reading | None:
        """The reading as it is chosen now."""
        if self.table is None:
            return None
        columns: dict[str, tuple[str, ...]] = {
            name: (self.editors[name].value(),) for name in ROLES if self.editors[name].value()
        }
        memo = self.table.reading.columns.get("memo", ())
        if columns.get("memo") and columns["memo"][0] in memo:
            columns["memo"] = memo  # several columns proposed stay together
        settings: dict[str, Any] = {field: self.editors[name].value() for name, field in _SETTINGS.items()}
        return replace(self.table.reading, columns=columns, **settings)

    def _on_chosen(self) -> None:
        reading = self.reading
        if reading is None:
            return
        lacking = missing(reading)
        for name, field in self.fields.items():
            field.set_message("error" if name in lacking else "", _("Choose a column.") if name in lacking else "")
        two = reading.direction == "in_out"
        for name, shown in (
            ("amount", not two), ("money_in", two), ("money_out", two), ("direction", reading.direction == "word"),
            ("money", not reading.column("currency")), ("negative", reading.direction != "positive"),
            ("zone", reading.clock),
        ):  # fmt: skip
            self.fields[name].setVisible(shown)
        self.go_on.setEnabled(not lacking)
        self.keep.setEnabled(not lacking)
        self._rest.start()

    def _try(self) -> None:
        reading = self.reading
        if self.table is None or reading is None:
            return
        if missing(reading):
            self.trial.plain.take(())
            return
        self.tried.emit(self.table.sheets[self.table.sheet], reading)

    def _take_header(self, row: int) -> None:
        if self.table is not None:
            self.looked.emit(self.table.sheet, self.table.rows[row][0])

    def _on_go_on(self) -> None:
        reading = self.reading
        if self.table is not None and reading is not None and not missing(reading):
            self.mapped.emit(self.table.sheets[self.table.sheet], reading)

    def _on_keep(self) -> None:
        """Save the reading as a format record, to be kept or passed on."""
        reading = self.reading
        if reading is None or missing(reading):
            return
        text = toml_of(format_of(reading))
        dialog = QFileDialog(self, _("Save as a format"), f"{reading.name}.toml")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(lambda path: self._save(Path(path), text))
        dialog.open()

    def _save(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, "utf-8")
        except OSError:
            self.hint.set_message(
                "warning", _("“{name}” cannot be written there; choose another folder.").format(name=path.name)
            )

    def _restyle(self) -> None:
        look = theme()
        self.panel.setFixedWidth(look.px(_PANEL))
        gap = look.px(Size.CARD_GAP)
        self._columns.setSpacing(gap)
        self._right.setSpacing(gap)
        self._rows.setSpacing(look.px(8))
        self._form.setContentsMargins(0, 0, look.px(14), 0)
        self._form.setSpacing(look.px(Size.FIELD_GAP))


def _cell(at: int) -> Any:
    return lambda row: row[1][at] if at < len(row[1]) else ""


_OPTIONS: Final[Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "way": (N_("How money in and out differ"), DIRECTIONS),
    "positive": (N_("Money that came in is"), POSITIVE),
    "negative": (N_("Money that went out is"), NEGATIVE),
    "money": (N_("Currency where no column says it"), (("", "–"), *((code, code) for code in CURRENCIES))),
    "date_order": (N_("Order of the dates"), ORDERS),
    "decimal_sign": (N_("Decimal sign"), SIGNS),
    "zone": (N_("Time zone of the times"), (("", N_("That of the plan")), *((name, name) for name in ZONES))),
}
