"""The scenarios of the plan: choose one, see what it changes, change more; the plan itself is never touched."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.commands import records
from planner.commands.scenarios import copy_scenario
from planner.figures.forecast_words import outcome, runs
from planner.figures.speech import Speech
from planner.i18n import N_, _
from planner.model.catalogue import Override, Scenario
from planner.ui.editors.reference_picker import Pick, PickList
from planner.ui.forecast.outlook import COARSE
from planner.ui.forecast.override_editor import OverrideEditor
from planner.ui.forecast.scenario_rows import ScenarioRow
from planner.ui.forecast.scenario_words import difference, places
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import CheckBox
from planner.ui.widgets.labels import Hairline, Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_ADD = N_("Add the scenario “{name}”")
_RENAME = N_("Rename the scenario “{name}”")
_DELETE = N_("Delete the scenario “{name}”")
_REMOVE = N_("Take a change out of the scenario “{name}”")


class ScenarioCard(Card):
    """`chosen` carries the id of a scenario, "" for the plan as it is; `compared` whether both are shown."""

    chosen = Signal(str)
    compared = Signal(bool)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.current = ""
        self._outcomes: dict[str, str] = {}
        self.rows: dict[str, ScenarioRow] = {}
        self._group = QButtonGroup(self)
        self.runs = Label("", Type.SMALL, 400, "t3").set_tabular(right=True)
        self.head.addWidget(self.runs, 1)
        self.leftover = QMenu(self)  # what can be done with a change of what is gone
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.body.addLayout(self._list)
        self.detail = self._make_detail()
        self.body.addWidget(self.detail)
        self.retranslate()
        follow(self._restyle)

    @cached_property
    def picker(self) -> PickList:
        """The list of all that a scenario may change."""
        made = PickList(self._places, self)
        made.picked.connect(self._edit)
        return made

    def _make_detail(self) -> QWidget:
        """What can be done with the scenario that is chosen."""
        detail = QWidget()
        self.name, self.copy, self.delete = LineEdit(), ToolButton("copy"), ToolButton("trash-2")
        self.compare = CheckBox()
        self.compare.setChecked(True)
        self.add = Button("", "secondary", "plus", small=True)
        self.editor = OverrideEditor(self.bridge)
        self.hint = Label("", Type.SMALL, 400, "t3").set_wrap()
        head = QHBoxLayout()
        for part, stretch in ((self.name, 1), (self.copy, 0), (self.delete, 0)):
            head.addWidget(part, stretch)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        rows = QVBoxLayout(detail)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(Hairline())
        rows.addLayout(head)
        rows.addWidget(self.compare)
        rows.addWidget(self.editor)
        rows.addLayout(foot)
        self._margin = QHBoxLayout()
        self._margin.addWidget(self.hint)
        self.body.addLayout(self._margin)
        self.name.committed.connect(self._rename)
        self.copy.clicked.connect(self.copy_current)
        self.delete.clicked.connect(self.delete_current)
        self.compare.clicked.connect(self.compared)
        self.add.clicked.connect(lambda: self.picker.ask(self.add))
        self.editor.closed.connect(self._on_closed)
        return detail

    # what is shown

    def refresh(self) -> None:
        """Show the scenarios as they are now."""
        scenarios = self.bridge.plan.of(Scenario)
        focus, gone = QApplication.focusWidget(), self.current not in {"", *(one.id for one in scenarios)}
        held = gone and focus is not None and self.isAncestorOf(focus)
        if gone:
            self.editor.put_away()
            self.current = ""
        self._match(["", *(one.id for one in scenarios)])
        if held:  # before what has the keyboard is hidden, for Qt would choose by itself
            self.rows[""].button.setFocus()
        scene = Scene.of(self.bridge.plan)
        for scenario_id, row in self.rows.items():
            found = [difference(one, scene) for one in self._overrides(scenario_id)]
            own = scenario_id == self.current and not self.bridge.read_only
            row.set_differences(found, removable=own)
            row.button.setChecked(scenario_id == self.current)
        self._word()
        self._show_detail()

    def tell_outcomes(self, speech: Speech) -> None:
        """Say what each scenario comes to, all of equally many runs; nothing of one that has not been reckoned."""
        outlook = self.bridge.outlook
        samples = COARSE if len(self.rows) > 1 else 0
        found = {scenario: outlook.latest(scenario, samples) for scenario in self.rows}
        self._outcomes = {scenario: outcome(one, speech) for scenario, one in found.items() if one is not None}
        each = next((runs(one) for one in found.values() if one is not None and samples), "")
        self.runs.setText(_("{runs} each").format(runs=each) if each else "")
        self._word()

    def choose(self, scenario_id: str) -> None:
        """Choose a scenario, "" for the plan as it is."""
        if scenario_id != self.current:
            self.editor.commit()
            self.editor.put_away()
            self.current = scenario_id
            self.editor.resume(scenario_id)
            self.refresh()
            self.chosen.emit(scenario_id)

    def _match(self, ids: list[str]) -> None:
        """One row for each id, in that order."""
        for gone in [scenario_id for scenario_id in self.rows if scenario_id not in ids]:
            row = self.rows.pop(gone)
            self._group.removeButton(row.button)
            row.hide()
            row.deleteLater()
        for at, scenario_id in enumerate(ids):
            row = self.rows.get(scenario_id) or self._new_row(scenario_id)
            self._list.insertWidget(at, row)
        self.rows = {scenario_id: self.rows[scenario_id] for scenario_id in ids}

    def _new_row(self, scenario_id: str) -> ScenarioRow:
        row = self.rows[scenario_id] = ScenarioRow()
        self._group.addButton(row.button)
        row.button.clicked.connect(lambda: self.choose(scenario_id))
        row.edited.connect(lambda at: self._on_chip(scenario_id, at))
        row.removed.connect(lambda at: self._remove(scenario_id, at))
        return row

    def _overrides(self, scenario_id: str) -> list[Override]:
        found = self.bridge.plan.naming("override", "scenario", scenario_id) if scenario_id else ()
        return [one for one in found if isinstance(one, Override)]

    def _word(self) -> None:
        for scenario_id, row in self.rows.items():
            name = self.bridge.plan.label("scenario", scenario_id) if scenario_id else _("The plan as it is")
            row.button.set_words(name, self._outcomes.get(scenario_id, ""))

    def _show_detail(self) -> None:
        chosen, writable = bool(self.current), not self.bridge.read_only
        self.detail.setVisible(chosen)
        self.name.set_value(self.bridge.plan.label("scenario", self.current))
        self.name.setReadOnly(not writable)
        for part in (self.copy, self.delete):
            part.setVisible(writable)
        self._show_add()
        self.hint.setVisible(not chosen)

    def _show_add(self) -> None:
        self.add.setVisible(not self.bridge.read_only and self.editor.editor is None)

    # what can be done

    def new(self) -> None:
        """Make a scenario, choose it, and let it be named."""
        name = self._free_name(_("Scenario {number}"))
        made = self.bridge.run(_ADD, lambda tx: copy_scenario(tx, "", name), name=name)
        if made:
            self._begin(made)

    def copy_current(self) -> None:
        """Make a scenario that changes the same as the one chosen."""
        source = self.current
        name = self._free_name(
            _("{name} (copy {number})").replace("{name}", self.bridge.plan.label("scenario", source))
        )
        made = self.bridge.run(_ADD, lambda tx: copy_scenario(tx, source, name), name=name)
        if made:
            self._begin(made)

    def delete_current(self) -> None:
        """Delete the scenario chosen, and offer to undo it."""
        gone, name = self.current, self.bridge.plan.label("scenario", self.current)
        if self.bridge.run(_DELETE, lambda tx: records.delete(tx, "scenario", [gone]), name=name) is not None:
            self.bridge.toast(_("Deleted the scenario “{name}”").format(name=name))
            self.rows[""].button.setFocus()

    def commit(self) -> None:
        """Commit what is being typed."""
        self.name.commit()
        self.editor.commit()

    def _begin(self, scenario_id: str) -> None:
        self.choose(scenario_id)
        self.name.setFocus()
        self.name.selectAll()

    def _free_name(self, pattern: str) -> str:
        taken = {one.name for one in self.bridge.plan.of(Scenario)}
        numbers = (pattern.replace("{number}", str(number)) for number in range(1, len(taken) + 2))
        return next(name for name in numbers if name not in taken)

    def _rename(self, name: str) -> None:
        before, scenario_id = self.bridge.plan.label("scenario", self.current), self.current
        wanted = " ".join(name.split())
        if wanted:
            self.bridge.run(_RENAME, lambda tx: records.edit(tx, "scenario", scenario_id, name=wanted), name=before)
        self._show_detail()

    def _places(self) -> list[Pick]:
        latest = self.bridge.outlook.latest()
        return places(Scene.of(self.bridge.plan), latest.drivers if latest else ())

    def _edit(self, place: tuple[str, str, str]) -> None:
        self.editor.open(self.current, place)
        self._show_add()

    def _on_chip(self, scenario_id: str, at: int) -> None:
        """Edit what the chip stands for; what is no longer there can only be taken out."""
        self.choose(scenario_id)
        one = self._overrides(scenario_id)[at]
        if self.bridge.read_only:
            return
        if self.bridge.plan.find(one.kind, one.record) is not None:
            self._edit((one.kind, one.record, one.field))
            return
        chip = self.rows[scenario_id].chips[at]
        self.leftover.clear()
        out = self.leftover.addAction(_("Take it out of the scenario"))
        out.triggered.connect(lambda: self._remove(scenario_id, at))
        self.leftover.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _remove(self, scenario_id: str, at: int) -> None:
        override, name = self._overrides(scenario_id)[at], self.bridge.plan.label("scenario", scenario_id)
        self.editor.put_away()
        self.bridge.run(_REMOVE, lambda tx: records.delete(tx, "override", [override.id]), name=name)
        self.rows[scenario_id].button.setFocus()

    def _on_closed(self) -> None:
        self._show_detail()
        if self.add.isVisible():
            self.add.setFocus()

    def retranslate(self) -> None:
        self.set_title(_("Scenarios"))
        self.name.setAccessibleName(_("Name of the scenario"))
        for tool, words in ((self.copy, _("Duplicate the scenario")), (self.delete, _("Delete the scenario"))):
            tool.set_name(words)
            tool.setToolTip(words)
        self.compare.setText(_("Compare with the plan"))
        self.compare.updateGeometry()
        self.add.setText(_("Change a value…"))
        self.hint.setText(_("A scenario gives a few fields other values. The plan itself stays as it is."))
        self.refresh()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "detail"):
            look = theme()
            self.body.setSpacing(look.px(10))
            self.body.setContentsMargins(look.px(10), look.px(Size.CARD_TOP), look.px(10), look.px(12))
            self.head.setContentsMargins(look.px(6), 0, look.px(6), 0)
            self._margin.setContentsMargins(look.px(6), 0, look.px(6), 0)
            self.detail.layout().setContentsMargins(look.px(6), 0, look.px(6), 0)
            self.detail.layout().setSpacing(look.px(10))
