"""What the window has to say above the page: thin lines that stay until they are settled, and the net under every bug."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner import __version__
from planner.ui.widgets.banner import Banner

_log = logging.getLogger(__name__)
Words = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Alert:
    """One line: its words are asked for again when the language changes. Up to two actions, each words and deed."""

    text: Words
    tone: str = "info"
    actions: tuple[tuple[Words, Callable[[], object]], ...] = ()
    closable: bool = False


class AlertStack(QWidget):
    """The lines shown now, one per key."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, tuple[Alert, Banner]] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def put(self, key: str, alert: Alert) -> None:
        """Show `alert`, instead of the one of this key if there is one."""
        self.drop(key)
        banner = Banner(alert.tone, closable=alert.closable)
        banner.setObjectName(f"alert.{key}")
        banner.acted.connect(lambda which: alert.actions[which][1]())
        banner.dismissed.connect(lambda: self.drop(key))
        self._shown[key] = (alert, banner)
        self._rows.addWidget(banner)
        _say(alert, banner)

    def drop(self, key: str) -> None:
        """Take the line of `key` away."""
        if key in self._shown:
            banner = self._shown.pop(key)[1]
            self._rows.removeWidget(banner)
            banner.hide()
            banner.deleteLater()

    def clear(self) -> None:
        """Take every line away."""
        for key in tuple(self._shown):
            self.drop(key)

    def focus(self, key: str) -> None:
        """Put the keyboard on the first way out of the line of `key`."""
        if key in self._shown:
            self._shown[key][1].links[0].setFocus()

    def keys(self) -> tuple[str, ...]:
        """The keys of the lines shown."""
        return tuple(self._shown)

    def text(self, key: str) -> str:
        """What the line of `key` says; empty when there is none."""
        return self._shown[key][0].text() if key in self._shown else ""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for alert, banner in self._shown.values():
            _say(alert, banner)


def _say(alert: Alert, banner: Banner) -> None:
    banner.say(alert.text(), *(words() for words, _deed in alert.actions))


class SafetyNet(QObject):
    """Catches what nobody caught: logs it and tells the window, which goes on. `caught(report)` carries the details."""

    caught = Signal(str)

    def install(self) -> None:
        """Be the hook of last resort of this process."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and say that something went wrong."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("a bug", exc_info=(kind, error, trace))
        self.caught.emit(report(error))


def report(error: BaseException) -> str:
    """What a maintainer needs to know of a bug; nothing of the plan beyond the error itself."""
    where = f"Brightroad {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return where + "\n" + "".join(traceback.format_exception(error))
