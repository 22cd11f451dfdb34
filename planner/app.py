"""The application object and the event loop: what every start needs, in the order in which it is cheapest."""

import logging
import os
import signal
import socket
import sys

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from planner import __version__, log_file, paths, settings
from planner.instance import Instance, Request
from planner.ui.garbage import Garbage
from planner.ui.look.theme import theme
from planner.ui.preferences.kept import Preferences
from planner.ui.window.main import MainWindow
from planner.ui.window.safety_net import SafetyNet
from planner.ui.window.view_state import ViewState

_log = logging.getLogger(__name__)
PAINTED = 50  # ms after which the window has been painted


class OpenEvents(QObject):
    """Files the system asks this program to open while it runs (macOS)."""

    asked = Signal(str)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what asks to open a file; pass on everything else."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.asked.emit(event.file())
            return True
        return False


class EndSignals(QObject):
    """The system asks this process to end (logging out, `kill`): `asked` follows, in the event loop."""

    asked = Signal()

    def install(self) -> None:
        """Listen to the signals of this process from now on."""
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_number)

    def remove(self) -> None:
        """Let the signals be what they are by themselves."""
        if hasattr(self, "_notifier"):
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(-1)
            self._ear.close()
            self._mouth.close()

    def _on_number(self) -> None:
        self._ear.recv(64)
        self.asked.emit()


class Brightroad(QObject):
    """The parts of the running program: window, preferences, and the ear for later starts."""

    def __init__(self, app: QApplication, instance: Instance) -> None:
        super().__init__(app)
        self._app = app
        self._instance = instance
        folder = paths.config_folder()
        self.preferences = Preferences(app, settings.load(folder))
        self.view_state = ViewState(folder / "view.json", self)
        self.window = MainWindow(self.preferences, self.view_state)
        self.net = SafetyNet(self)
        self.net.caught.connect(self.window.on_bug)
        self._events = OpenEvents(self)
        self._events.asked.connect(lambda name: self._on_request(Request((name,))))
        app.installEventFilter(self._events)
        self._ear: QSocketNotifier | None = None
        if instance.listener is not None:
            self._ear = QSocketNotifier(instance.listener.fileno(), QSocketNotifier.Type.Read, self)
            self._ear.activated.connect(self._on_knock)
        self.ends = EndSignals(self)
        self.ends.asked.connect(self._on_end)
        app.commitDataRequest.connect(self.window.leave_page)
        app.aboutToQuit.connect(self._on_quit)

    def start(self, request: Request) -> None:
        """Show the window with what `request` asks for; inside the event loop, so that a bug does not end it."""
        self.window.begin(request)
        self.window.show()
        QTimer.singleShot(PAINTED, self, self._after_start)

    def _after_start(self) -> None:
        """What the first paint did not need to wait for."""
        self._app.setWindowIcon(theme().icon("brightroad", size=64))
        self._garbage = Garbage(self)

    def _on_knock(self) -> None:
        request = self._instance.accept()
        if request is not None:
            self._on_request(request)

    def _on_request(self, request: Request) -> None:
        if request.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        window.take(request)

    def _on_end(self) -> None:
        """Commit what is being typed, close the plan and go."""
        self.window.close()
        self._app.quit()

    def _on_quit(self) -> None:
        if self._ear is not None:
            self._ear.setEnabled(False)
        self.ends.remove()
        self._instance.close()


def run(instance: Instance, request: Request) -> int:
    """Run the program until its window closes; returns the exit status."""
    log_file.begin()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QGuiApplication.setDesktopFileName("brightroad")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Brightroad")
    app.setApplicationVersion(__version__)
    program = Brightroad(app, instance)
    program.net.install()
    program.ends.install()
    QTimer.singleShot(0, program, lambda: program.start(request))
    return app.exec()
