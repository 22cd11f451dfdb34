"""The editors of sets: working time for each day of the week, and a number of days."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from planner.errors import InputError
from planner.i18n import N_, _
from planner.model import weeks
from planner.model.calendar_types import Day
from planner.model.fields import FieldSpec
from planner.model.number_types import WorkingTime
from planner.model.parsing import Context, ParseError
from planner.model.values import Hours
from planner.model.wording import day_words, digits
from planner.ui.editors.field_reading import context_for, read_text
from planner.ui.editors.fields import FieldEditor
from planner.ui.editors.number_steps import stepped
from planner.ui.editors.references import ChipsBox
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.dates import DateField
from planner.ui.widgets.field import Field
from planner.ui.widgets.labels import Label
from planner.ui.widgets.range_field import SteppedEdit

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_BETWEEN = " / "  # between the days of a draft


class WeekBox(QWidget):
    """Seven small fields side by side, each below the name of its day."""

    committed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self.names = [Label("", Type.TINY, 400, "t3").set_align(Qt.AlignmentFlag.AlignHCenter) for _day in WEEKDAYS]
        self.edits = [SteppedEdit() for _day in WEEKDAYS]
        for column, (name, edit) in enumerate(zip(self.names, self.edits, strict=True)):
            edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            edit.step = stepped
            edit.committed.connect(self.committed)
            grid.addWidget(name, 0, column)
            grid.addWidget(edit, 1, column)
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.edits[0])
        follow(self._restyle)

    def _restyle(self) -> None:
        self._grid.setHorizontalSpacing(theme().px(6))
        self._grid.setVerticalSpacing(theme().px(2))
        for edit in self.edits:
            edit.setMinimumWidth(theme().px(36))

    def set_state(self, state: str) -> None:
        """Show the border of the last error on the days."""
        for edit in self.edits:
            edit.set_state(state)

    def retranslate(self) -> None:
        """Name the days."""
        for name, edit, short, long in zip(self.names, self.edits, WEEKDAYS, weeks.WEEKDAYS, strict=True):
            name.setText(_(short))
            edit.setAccessibleName(_(long))


class WeekEditor(FieldEditor):
    """Working time for each weekday; empty days are free, an empty week is not known."""

    wide = True

    def _make_field(self) -> Field:
        self.box = WeekBox()
        self.box.committed.connect(self._on_committed)
        self.box.retranslate()
        self._day = FieldSpec("day", WorkingTime(), self.spec.label)
        return Field("", self.box)

    @property
    def focus_widget(self) -> QWidget:
        return self.box.edits[0]

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return tuple(self.box.edits)

    @property
    def busy(self) -> bool:
        return any(edit.hasFocus() and edit.changed for edit in self.box.edits)

    def retranslate(self) -> None:
        super().retranslate()
        self.box.retranslate()

    def commit(self) -> None:
        for edit in self.box.edits:
            edit.commit()

    def take(self, text: str) -> None:
        self._set_texts(text.split(_BETWEEN))
        self._on_committed()

    def _context(self) -> Context:
        return context_for(self._day, self.desk.bridge.plan, self.desk.today())

    def _display(self, draft: str | None) -> None:
        if draft is not None:
            self._set_texts(draft.split(_BETWEEN))
            return
        days: tuple[Any, ...] = self.value or (None,) * 7
        self._set_texts([digits(day.decimal) if day else "" for day in days])

    def _set_texts(self, texts: list[str]) -> None:
        for edit, text in zip(self.box.edits, [*texts, *[""] * 7][:7], strict=True):
            edit.set_value(text.strip())

    def _read(self, texts: list[str]) -> tuple[Hours, ...] | None:
        if not any(text.strip() for text in texts):
            return None
        context = self._context()
        days = [read_text(self._day, text, context).value or Hours(0) for text in texts]
        found: tuple[Hours, ...] = self.spec.check(tuple(days))
        return found

    def _error_of(self, draft: str) -> ParseError | None:
        try:
            self._read([*draft.split(_BETWEEN), *[""] * 7][:7])
        except InputError as error:
            return ParseError(error.message, (), error.kind)
        return None

    def _on_committed(self) -> None:
        texts = [edit.text() for edit in self.box.edits]
        try:
            value = self._read(texts)
        except InputError as error:
            # an offer would mend one day and lose which, so only the sentence is kept
            self._refuse(ParseError(error.message, (), error.kind), _BETWEEN.join(texts))
        else:
            self._accept(value)


class DaysBox(QWidget):
    """A field to add a day, and a chip for each day there is."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = DateField()
        self.chips = ChipsBox("calendar")
        self.chips.add.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._row = row
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chips, 1)
        self.setFocusProxy(self.edit)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._row.setSpacing(theme().px(8))
        self.edit.setFixedWidth(theme().px(150))

    def set_state(self, state: str) -> None:
        """Show the border of the last error."""
        self.edit.set_state(state)


class DaysEditor(FieldEditor):
    """A set of days: one is added by typing or picking it, and taken away by the cross of its chip."""

    wide = True

    def _make_field(self) -> Field:
        self.box = DaysBox()
        self.box.chips.removable = not self.desk.bridge.read_only
        self.box.edit.committed.connect(self._on_committed)
        self.box.chips.removed.connect(self._on_removed)
        self._day = FieldSpec("day", Day(), self.spec.label)
        return Field("", self.box)

    @property
    def focus_widget(self) -> QWidget:
        return self.box.edit

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.box.edit, *self.box.chips.chips.values())

    @property
    def busy(self) -> bool:
        return self.box.edit.hasFocus() and self.box.edit.changed

    def commit(self) -> None:
        self.box.edit.commit()

    def take(self, text: str) -> None:
        self.box.edit.replace_text(text, len(text))
        self.box.edit.commit()

    def _relabel(self) -> None:
        super()._relabel()
        self.box.edit.setAccessibleName(_("Add a day to {field}").format(field=self._name()))
        self.box.edit.setPlaceholderText(_("Add a day"))

    def _context(self) -> Context:
        return context_for(self._day, self.desk.bridge.plan, self.desk.today())

    def _display(self, draft: str | None) -> None:
        context = self._context()
        self.box.chips.set_items([(day.isoformat(), day_words(day, context)) for day in self.value])
        self.box.edit.set_value("", draft=draft)

    def _error_of(self, draft: str) -> ParseError | None:
        try:
            read_text(self._day, draft, self._context())
        except ParseError as error:
            return error
        return None

    def _on_committed(self, text: str) -> None:
        try:
            day = read_text(self._day, text, self._context()).value
        except ParseError as error:
            self._refuse(error, text)
            return
        added = () if day is None else (day,)
        self._accept(tuple(sorted({*self.value, *added})))

    def _on_removed(self, day: str) -> None:
        self._accept(tuple(other for other in self.value if other != date.fromisoformat(day)))
