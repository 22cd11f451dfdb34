"""What the window has to say above the page: thin lines that stay until they are settled."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.ui.widgets.banner import Banner

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

    @property
    def shown(self) -> tuple[str, ...]:
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
