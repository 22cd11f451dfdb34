"""The log of what was said with a partner, or with those of an alliance: newest first, a line to add what was said today."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.commands import records
from planner.i18n import N_, _
from planner.model.catalogue import Alliance, Contact, Record
from planner.ui.editors.fields import Desk
from planner.ui.editors.linked_panel import LinkedPanel, Rows
from planner.ui.editors.record_fields import RecordFields
from planner.ui.editors.texts import NotesEditor
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.edits import RecordEdits
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

_DAY = 134  # px of the field of the day


class ContactRow(QWidget):
    """One contact in a line: its day, below it with whom if there are several, what was said, and a cross."""

    removed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.fields = RecordFields("contact", desk, ("on", "note"), self)
        self.cross = ToolButton("x", side=Size.CONTROL, size=15)
        self.cross.clicked.connect(lambda: self.removed.emit(self.fields.record_id or ""))
        self._day, self._note = (self.fields.editors[name] for name in ("on", "note"))
        self.who = Label("", Type.SMALL, 400, "t3")
        self.hint = HintRow()
        self._line, self._when, self._rows = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        for part in (self._day.compact(), self.who):
            self._when.addWidget(part)
        self._when.addStretch(1)
        self._line.addLayout(self._when)
        self._line.addWidget(self._note.compact(), 1)
        self._line.addWidget(self.cross)
        for part in (self._note.focus_widget, self.cross):
            self._line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(self._line)
        self._rows.addWidget(self.hint)
        if isinstance(self._note, NotesEditor):
            self._note.notes.set_least(Size.CONTROL)
        for editor in (self._day, self._note):
            editor.field.setParent(self)
            editor.field.hide()
            editor.told.connect(self._tell)
        self.hint.fix_requested.connect(self._day.mend)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.fields.retranslate()
        self.cross.set_name(_("Remove this contact"))

    def _tell(self) -> None:
        day, note = self._day.message(), self._note.message()
        self.hint.set_message(*(day if day[1] else note))

    def _restyle(self) -> None:
        look = theme()
        wide = look.px(_DAY)
        self._day.focus_widget.setFixedWidth(wide)
        self.who.setFixedWidth(wide)
        self._when.setContentsMargins(0, look.px(3), 0, 0)  # level with the first line of the note
        self._when.setSpacing(look.px(2))
        self._line.setSpacing(look.px(6))
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)


class ContactsPanel(LinkedPanel):
    """The contacts of a partner, or of the partners of an alliance."""

    kind = "contact"

    def __init__(self, desk: Desk, owner_kind: str = "partner") -> None:
        super().__init__(owner_kind, desk, N_("Contact log"))
        self._rows = Rows(self._new_row)
        self.add.hide()
        self.line = LineEdit()
        self.line.committed.connect(self._on_said)
        self.who = Choice()
        self._said = QHBoxLayout()
        self._said.addWidget(self.line, 1)
        self._said.addWidget(self.who)
        self.body.addLayout(self._said)

    @property
    def partners(self) -> tuple[str, ...]:
        """Those with whom one speaks here."""
        if self.owner_kind == "partner":
            return (self.owner_id,)
        alliance = self.plan.find("alliance", self.owner_id)
        return tuple(dict.fromkeys(alliance.partners)) if isinstance(alliance, Alliance) else ()

    def holds(self, record: Record) -> bool:
        return getattr(record, "partner", None) in self.partners

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(_("What was said today?"))
        self.line.setAccessibleName(_("Add a contact of today"))
        self.who.set_name(_("With whom"))
        for row in self._rows.every():
            row.retranslate()

    def commit(self) -> None:
        self.line.commit()
        for row in self.rows.values():
            row.fields.commit()

    def fill(self) -> None:
        partners = self.partners
        made = [one for partner in partners for one in self.plan.naming("contact", "partner", partner)]
        newest = sorted(made, key=_when, reverse=True)
        rows = self._rows.match([record.id for record in newest])
        for place, (record, row) in enumerate(zip(newest, rows, strict=True), start=1):
            if self.body.indexOf(row) != place:
                self.body.insertWidget(place, row)
            row.fields.show(record.id)
            row.who.setText(self.plan.label("partner", record.partner) if len(partners) > 1 else "")
            row.who.setVisible(len(partners) > 1)
            row.show()
        self.set_count(len(made))
        self._offer(partners)

    def _offer(self, partners: tuple[str, ...]) -> None:
        """Ask with whom where there are several; an alliance without partners has nobody to speak with."""
        chosen = self.who.value()
        self.who.set_options([(one, self.plan.label("partner", one)) for one in partners])
        self.who.set_value(chosen if chosen in partners else next(iter(partners), ""))
        self.who.setVisible(len(partners) > 1)
        self.setVisible(bool(partners))

    @property
    def rows(self) -> dict[str, ContactRow]:
        """The rows by the ids of their contacts."""
        return self._rows.by_id

    def _new_row(self) -> ContactRow:
        row = ContactRow(self.desk)
        row.removed.connect(self._on_removed)
        row.fields.stepped.connect(self.stepped)
        return row

    def _on_said(self, text: str) -> None:
        partner = self.who.value()
        if not text.strip() or not partner:
            return
        fields = {"partner": partner, "on": self.desk.today(), "note": text.strip()}
        name = self.plan.label("partner", partner)
        label = N_("Log a contact with “{name}”")
        made = self.desk.bridge.run(label, lambda tx: records.create(tx, "contact", **fields), origin=self, name=name)
        if made is not None:
            self.line.set_value("")

    def _on_removed(self, record_id: str) -> None:
        record = self.plan.find("contact", record_id)
        if record is not None:
            gone = RecordEdits("contact", self.desk.bridge, self).delete([record])
            if gone is not None:
                self.desk.bridge.toast(gone[0], details=gone[1])


def _when(record: object) -> tuple[str, str]:
    assert isinstance(record, Contact)  # noqa: S101 - asked for contacts only
    return (record.on.isoformat() if record.on else "", record.position)
