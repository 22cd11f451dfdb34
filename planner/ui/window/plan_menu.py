"""The menu of the plan switcher: plans opened lately, and what one does with plan files."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from planner.i18n import _
from planner.ui.actions import BY_ID
from planner.ui.look.theme import theme

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow

RECENT = 8


class PlanMenu(QMenu):
    """Filled anew each time it opens."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.aboutToShow.connect(self._fill)

    def open_below(self, anchor: QWidget) -> None:
        """Show the menu under `anchor`."""
        self.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + theme().px(2))))

    def _fill(self) -> None:
        self.clear()
        window = self._window
        self.setAccessibleName(_("Plans"))
        here = str(window.bridge.session.path) if window.bridge else ""
        plans = [plan for plan in window.files.known() if plan[0] != here][:RECENT]
        for path, title, there in plans:
            if not there:
                self._add_missing(path, title)
                continue
            entry = self.addAction(theme().icon("file-text"), title.replace("&", "&&"))
            entry.setToolTip(path)
            entry.triggered.connect(lambda _checked=False, path=path: window.open_plan(Path(path)))
        if plans:
            self.addSeparator()
        for name in ("plan.new", "plan.open", "plan.sample"):
            self._add(name)
        self.addSeparator()
        for name in ("plan.copy", "plan.folder", "history"):
            self._add(name)

    def _add_missing(self, path: str, title: str) -> None:
        """A plan whose file is not there: it may come back (a stick, a network folder), or go from the list."""
        name = _("{name} – not found").format(name=title)
        ways = self.addMenu(theme().icon("circle-slash"), name.replace("&", "&&"))
        ways.setToolTip(path)
        ways.addAction(theme().icon("refresh-cw"), _("Look again"), lambda: self._window.open_plan(Path(path)))
        ways.addAction(theme().icon("x"), _("Remove from the list"), lambda: self._window.files.forget(path))

    def _add(self, name: str) -> None:
        action = self._window.board[name]
        action.setIcon(theme().icon(BY_ID[name].icon))  # here, not where it is made: only menus show icons
        self.addAction(action)
