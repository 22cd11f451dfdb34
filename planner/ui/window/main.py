"""The window: one plan at a time, or the first screen, or why a plan is not open; sheets above it, files dropped on it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from planner.i18n import _
from planner.instance import Request
from planner.ui.actions import ActionBoard
from planner.ui.look.theme import theme
from planner.ui.preferences.kept import Preferences
from planner.ui.widgets import speech
from planner.ui.widgets.texts import retranslate
from planner.ui.window import frame
from planner.ui.window.actions import connect_actions
from planner.ui.window.curtain import Curtain
from planner.ui.window.later import Later
from planner.ui.window.plan_files import PlanFiles
from planner.ui.window.tab_order import go_on
from planner.ui.window.view_state import ViewState
from planner.ui.worker import Worker

if TYPE_CHECKING:
    from planner.session import Session
    from planner.ui.bridge import Bridge
    from planner.ui.guide.sheet import GuideSheet
    from planner.ui.window.about import AboutSheet
    from planner.ui.window.first_run import FirstRun, ProblemScreen
    from planner.ui.window.history_list import HistorySheet
    from planner.ui.window.list_sheet import ListSheet
    from planner.ui.window.new_plan import NewPlanSheet
    from planner.ui.window.palette import Palette
    from planner.ui.window.plan_menu import PlanMenu
    from planner.ui.window.recovery import RecoverySheet
    from planner.ui.window.shortcuts import KeysSheet
    from planner.ui.window.workspace import Workspace

POLL = 1000  # ms between looks at what other programs wrote
WARM = 1500  # ms after a plan is on screen


class MainWindow(QMainWindow):
    """Holds what is on screen and hands every deed to who does it. `plan_opened` follows a plan on screen."""

    plan_opened = Signal()

    first_run: "Later[FirstRun]" = Later("planner.ui.window.first_run:FirstRun")
    problem: "Later[ProblemScreen]" = Later("planner.ui.window.first_run:ProblemScreen")
    new_plan: "Later[NewPlanSheet]" = Later("planner.ui.window.new_plan:NewPlanSheet")
    palette_sheet: "Later[Palette]" = Later("planner.ui.window.palette:Palette")
    guide: "Later[GuideSheet]" = Later("planner.ui.guide.sheet:GuideSheet")
    about: "Later[AboutSheet]" = Later("planner.ui.window.about:AboutSheet")
    recovery: "Later[RecoverySheet]" = Later("planner.ui.window.recovery:RecoverySheet")
    keys: "Later[KeysSheet]" = Later("planner.ui.window.shortcuts:KeysSheet")
    history: "Later[HistorySheet]" = Later("planner.ui.window.history_list:HistorySheet")
    details: "Later[ListSheet]" = Later("planner.ui.window.list_sheet:ListSheet")
    plan_menu: "Later[PlanMenu]" = Later("planner.ui.window.plan_menu:PlanMenu")

    def __init__(self, preferences: Preferences, view_state: ViewState) -> None:
        super().__init__()
        speech.install()
        theme().dress(self)
        self.preferences, self.view_state = preferences, view_state
        self.worker = Worker(self)
        self.board = ActionBoard(self)
        self.files = PlanFiles(self, view_state)
        self.workspace: Workspace | None = None
        self.last_report = ""  # of the bug met last
        self._unclosed = bool(view_state.recall("open", ""))  # the start before this one had no end
        self.screens = QStackedWidget()
        self.setCentralWidget(self.screens)
        self.files.opened.connect(self._on_opened)
        self.files.refused.connect(self._on_refused)
        preferences.spoken.connect(self._on_spoken)
        QApplication.instance().focusChanged.connect(self._on_focus)
        connect_actions(self)
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._on_poll)
        self.setAcceptDrops(True)
        frame.restore(self, view_state)

    @property
    def bridge(self) -> "Bridge | None":
        """The open plan; None on the first screen."""
        return self.workspace.bridge if self.workspace else None

    def begin(self, request: Request) -> None:
        """Show the ground of the window at once, and take `request` when that is painted."""
        recent = self.files.recent()
        curtain = Curtain(recent[0][1] if recent and self.preferences.settings.last_plan else "")
        curtain.painted.connect(lambda: self.take(request))
        self._show(curtain)

    def take(self, request: Request) -> None:
        """Do what a start of the program asks for: open a file, begin a plan, or go on where one left off."""
        if request.files:
            self.open_plans([Path(name) for name in request.files])
        elif self.workspace is None and not request.new and self.preferences.settings.last_plan:
            self.open_plan(Path(self.preferences.settings.last_plan))
        if isinstance(self.screens.currentWidget(), Curtain | None):
            self.show_start()
        if request.new:
            self.new_plan.ask()

    def open_plans(self, paths: Sequence[Path]) -> None:
        """Open the first of the plans, and tell of the others."""
        others = self.files.offer(paths[1:])
        self.open_plan(paths[0])
        if others and self.workspace is not None:
            from planner.ui.window import plan_alerts  # noqa: PLC0415 - not before the first paint

            plan_alerts.tell_others(self.workspace, others)

    def open_plan(self, path: Path) -> None:
        """Open the plan at `path`, or come forward with it when it is open already and still that file."""
        if self.bridge is None or self.bridge.session.path != path.absolute() or self.bridge.session.moved():
            self.files.open(path)

    def show_start(self) -> None:
        """Show the plan that is open, else the first screen."""
        if self.workspace is not None:
            self._show(self.workspace)
        else:
            self.first_run.set_recent(self.files.recent()[:3])
            self._show(self.first_run)
            self.first_run.focus_first()
        self.entitle()
        self.board.refresh()

    def close_plan(self) -> None:
        """Commit what is being typed and close the plan's file."""
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        if workspace.page is not None:
            workspace.page.leave()
        self._poll.stop()
        self.backing_up.close()
        workspace.bridge.close()
        workspace.bridge.session.close()
        self.screens.removeWidget(workspace)
        workspace.deleteLater()

    def leave_page(self) -> None:
        """Commit what is being typed: the session of the desktop may be about to end."""
        if self.workspace is not None and self.workspace.page is not None:
            self.workspace.page.leave()

    def entitle(self) -> None:
        """Name the window after the plan."""
        title = self.bridge.plan.settings.title if self.bridge else ""
        self.setWindowTitle(_("{plan} – Brightroad").format(plan=title) if title else _("Brightroad"))

    def on_bug(self, report: str) -> None:
        """Say calmly that something went wrong, in the place of the page if it was the page."""
        from planner.ui.window import bug_details, plan_alerts  # noqa: PLC0415 - not before the first paint

        self.last_report = report
        if self.workspace is not None and not self.workspace.fail(bug_details.details(self)):
            plan_alerts.tell_bug(self.workspace, bug_details.details(self))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_plan()
        self.worker.close()
        for key in ("open", "typed"):
            self.view_state.remember(key, None)
        self.view_state.flush()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        frame.keep(self, self.view_state)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        frame.keep(self, self.view_state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._on_poll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        plans = self._dropped(event)
        if plans:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_plans(plans))

    def _dropped(self, event: QDragEnterEvent | QDropEvent) -> list[Path]:
        """The plans among the files that are dragged."""
        return self.files.plans_among(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _on_opened(self, session: "Session") -> None:
        from planner.ui.bridge import Bridge  # noqa: PLC0415
        from planner.ui.window import plan_alerts  # noqa: PLC0415 - these four not before the first paint
        from planner.ui.window.backing_up import BackingUp  # noqa: PLC0415
        from planner.ui.window.workspace import Workspace  # noqa: PLC0415

        self.close_plan()
        bridge = Bridge(session, self.worker, self.view_state, self.preferences)
        self.workspace = workspace = Workspace(bridge, self.board)
        workspace.moved.connect(self.board.refresh)
        workspace.moved.connect(lambda: self.view_state.remember("page", workspace.view))
        bridge.changed.connect(self._on_changed)
        bridge.backup_chosen.connect(lambda path: self.files.open_backup(session.path, Path(path)))
        workspace.sidebar.switcher.clicked.connect(lambda: self.plan_menu.open_below(workspace.sidebar.switcher))
        workspace.toast_asked.connect(lambda: self.details.tell(_("What went along"), workspace.toast_details))
        plan_alerts.watch(workspace, self.files)
        self.preferences.change(last_plan=str(session.path))
        self._show(workspace)
        workspace.show_first(str(self.view_state.recall("page", "")))
        self._poll.start()
        self.entitle()
        self.board.refresh()
        QTimer.singleShot(WARM, bridge, self._on_warm)
        self.backing_up = BackingUp(bridge)
        self.plan_opened.emit()

    def _on_warm(self) -> None:
        """What a plan on screen wants besides, once there is nothing else to do."""
        if self.bridge is None or self.bridge.closed:
            return
        from planner.ui.window.loading import load_ahead  # noqa: PLC0415 - not before the first page stands
        from planner.ui.window.recovery import TYPED, TypingWatch  # noqa: PLC0415 - not before the first page stands

        unclosed, self._unclosed = self._unclosed, False
        if unclosed:
            self.recovery.tell(self.view_state.recall(TYPED))
        TypingWatch(self.bridge, self.view_state)
        self.palette_sheet.warm()
        load_ahead(self.bridge)

    def show_problem(self, path: str, error: Exception) -> None:
        """Say in the place of the plan why the one at `path` is not open, and what can be done."""
        self.problem.tell(Path(path), error, self.files.backups(Path(path)))
        self._show(self.problem)
        self.board.refresh()

    def _on_refused(self, path: str, error: Exception) -> None:
        if path and (self.workspace is None or self.screens.currentWidget() is not self.workspace):
            self.show_problem(path, error)
            return
        if self.workspace is not None:
            from planner.ui.window import plan_alerts  # noqa: PLC0415 - not before the first paint

            plan_alerts.tell_refused(self.workspace, self.files, path, error)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye does."""
        return go_on(self, forward=forward)

    def _show(self, screen: QWidget) -> None:
        """Put `screen` on the window."""
        before = self.screens.currentWidget()
        if self.screens.indexOf(screen) < 0:
            self.screens.addWidget(screen)
        self.screens.setCurrentWidget(screen)
        if isinstance(before, Curtain):
            self.screens.removeWidget(before)
            before.deleteLater()

    def _on_changed(self) -> None:
        self.entitle()

    def _on_poll(self) -> None:
        if self.bridge is not None:
            self.bridge.poll()

    def _on_spoken(self) -> None:
        self.board.retranslate()
        retranslate(self)
        self.entitle()
        self.board.refresh()

    def _on_focus(self) -> None:
        if self.workspace is not None:
            self.board.refresh()
