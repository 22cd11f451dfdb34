"""Asking what a new plan is called and where its file goes; both have a sensible answer already."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window.plan_files import free_path
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow


class NewPlanSheet(TitledSheet):
    """Name and place; Enter or the button makes the plan."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, 460)
        self._files = files = window.files
        self._placed = False  # the user has chosen a place: the name no longer moves it
        self.name, self.place_edit, self.change = LineEdit(), LineEdit(), Button("")
        self.place_edit.setReadOnly(True)
        self.name_field = Field("", self.name)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place_edit, 1)
        row.addWidget(self.change)
        line.setFocusProxy(self.place_edit)
        self.place_field = Field("", line)
        self.body.addWidget(self.name_field)
        self.body.addWidget(self.place_field)
        self.cancel, self.make = Button(""), Button("", "primary", "plus")
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.make)
        self.cancel.clicked.connect(self.close_now)
        self.make.clicked.connect(self._on_create)
        self.name.returnPressed.connect(self._on_create)
        self.name.textChanged.connect(self._on_name)
        self.change.clicked.connect(lambda: files.ask_place(self.path, self._on_place))
        self.retranslate()
        self._restyle()

    @property
    def path(self) -> Path:
        """Where the plan would go."""
        return Path(self.place_edit.text())

    def ask(self) -> None:
        """Open with a name and place that are free."""
        self._placed = False
        self.name.set_value(_("My plan"))
        self._on_name()
        self.open()
        self.name.selectAll()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("New plan"))
        self.name_field.set_label(_("Name"))
        self.place_field.set_label(_("File"))
        self.place_edit.setAccessibleName(_("File"))
        self.change.setText(_("Change…"))
        self.cancel.setText(_("Cancel"))
        self.make.setText(_("Create"))

    def _on_name(self) -> None:
        if not self._placed:
            self.place_edit.setText(str(free_path(self.name.text())))
        self.make.setEnabled(bool(self.name.text().strip()))

    def _on_place(self, path: Path) -> None:
        self._placed = True
        self.place_edit.setText(str(path))

    def _on_create(self) -> None:
        if self.make.isEnabled():
            self.close_now()
            self._files.create(self.path, self.name.text().strip())
