"""The editor of one value in a scenario: the same as in the form of its record, but what is typed goes to the scenario."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.commands import scenarios
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.kinds import Record
from planner.ui.editors.fields import Desk, FieldEditor
from planner.ui.editors.record_fields import editor_for
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_SET = N_("Change {field} of “{name}” in the scenario “{scenario}”")

_KEPT = "forecast.left/{scenario}"


class OverrideEditor(QWidget):
    """Shows one field of one record at a time; `closed` follows a value taken, Esc, and the cross."""

    closed = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge, self._desk = bridge, Desk(bridge)
        self._scenario, self._place = "", ("", "", "")
        self.editor: FieldEditor | None = None
        self.name = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.cross = ToolButton("x", side=24, size=14)
        self.cross.clicked.connect(self.shut)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(head)
        self.retranslate()
        self.hide()
        follow(self._restyle)

    def open(self, scenario: str, place: tuple[str, str, str]) -> None:
        """Edit the field at `place` (kind, record id, field) in the scenario."""
        self._fill(scenario, place)
        if self.editor is not None:
            self.editor.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, scenario: str, place: tuple[str, str, str]) -> None:
        kind, _record_id, field = place
        record = self._shown(scenario, place)
        if record is None:
            return
        self._drop()
        self._scenario, self._place = scenario, place
        self.editor = editor = editor_for(kind, KINDS[kind].by_name[field], self._desk)
        editor.committed.connect(self._on_committed)
        editor.drafted.connect(self._keep)
        editor.cancelled.connect(self.shut)
        self._rows.addWidget(editor.field)
        self._tell()
        kept = self._kept(scenario)
        editor.show(record, kept[3] if kept is not None and tuple(kept[:3]) == place else None)
        self.setVisible(True)

    def _tell(self) -> None:
        """Name the record, and say what the field holds as it is."""
        kind, record_id, field = self._place
        plan, spec = self._bridge.plan, KINDS[kind].by_name[field]
        name = plan.label(kind, record_id) if kind != "plan" else _(KINDS[kind].label)
        own = shown(spec, getattr(plan.find(kind, record_id), field), Scene.of(plan)) or _("empty")
        self.name.setText(_("{name}; as it is: {value}").format(name=name, value=own))

    def resume(self, scenario: str) -> None:
        """Go on with a text of the scenario that could not be read and was left."""
        kept = self._kept(scenario)
        if kept is not None:
            self._fill(scenario, (kept[0], kept[1], kept[2]))

    def shut(self) -> None:
        """Put the editor away, with what could not be read in it."""
        if self.editor is not None:
            kept = self._kept(self._scenario)
            if kept is not None and tuple(kept[:3]) == self._place:
                self._keep(None)
            self.put_away()
            self.closed.emit()

    def put_away(self) -> None:
        """Hide the editor; a text that could not be read is kept until the scenario is chosen again."""
        self._drop()
        self.hide()

    def _kept(self, scenario: str) -> list[str] | None:
        """Kind, record, field and text of what could not be read in the scenario."""
        found: list[str] | None = self._bridge.recall(_KEPT.format(scenario=scenario))
        return found

    def _keep(self, text: str | None) -> None:
        self._bridge.remember(_KEPT.format(scenario=self._scenario), None if text is None else [*self._place, text])

    def commit(self) -> None:
        """Commit what is being typed."""
        if self.editor is not None:
            self.editor.commit()

    def _shown(self, scenario: str, place: tuple[str, str, str]) -> Record | None:
        """The record as the scenario has it in that field."""
        plan, (kind, record_id, field) = self._bridge.plan, place
        record: Record | None = plan.find(kind, record_id)
        override = scenarios.override_of(plan, scenario, place)
        if record is None or override is None:
            return record
        try:
            given: dict[str, Any] = {field: scenarios.value_of(plan, override)}
        except InputError:
            return record
        return replace(record, **given)

    def _on_committed(self, value: Any) -> None:
        kind, record_id, field = self._place
        plan, spec = self._bridge.plan, KINDS[kind].by_name[field]

        def edit(tx: Any) -> bool:
            scenarios.set_override(tx, self._scenario, self._place, value)
            return True

        names = {"field": spec.label, "name": plan.label(kind, record_id)}
        scenario = plan.label("scenario", self._scenario)
        if self._bridge.run(_SET, edit, origin=self, scenario=scenario, **names):
            self.shut()
        elif self.editor is not None:
            self.editor.failed(_("This could not be saved. The text stays here; leave the field to try again."))

    def _drop(self) -> None:
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.field.hide()
            self._rows.removeWidget(editor.field)
            editor.field.deleteLater()
            editor.deleteLater()

    def retranslate(self) -> None:
        self.cross.set_name(_("Close"))
        if self.editor is not None:
            self.editor.retranslate()
            self._tell()

    def _restyle(self) -> None:
        self._rows.setSpacing(theme().px(4))
