"""What a screen reader is told: announcements that move no focus, and the role of what we paint ourselves.

A painted widget is mere filler to a screen reader. One whose class has ``accessible_role`` is told by that role, its
accessible name and its description, once `install` has run. What can be on or off is told so too, and a screen reader that
turns it on has clicked it: Qt's own voice would only set the mark.
"""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QCheckBox, QWidget

from planner.i18n import language

_FULL = {",": "，", ".": "。", ";": "；", ":": "："}  # the marks of Chinese

_voices: dict[int, QAccessibleInterface] = {}  # Qt keeps no reference that Python counts


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader, if one listens, say `text`; `widget` must be in the window it concerns."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def in_a_row(parts: Iterable[str], mark: str = ",") -> str:
    """The parts that are not empty, with `mark` between them as the language in use writes it; sentences end once."""
    between = _FULL[mark] if language() == "zh" else f"{mark} "
    said = [part for part in parts if part]
    return between.join([*(part.removesuffix(mark).removesuffix(_FULL[mark]) for part in said[:-1]), *said[-1:]])


class Switch(QAccessibleWidget):
    """The voice of a button that is on or off, alone or as one of several."""

    def __init__(self, button: QAbstractButton) -> None:
        group = button.group()
        one_of_several = group.exclusive() if group is not None else button.autoExclusive()
        super().__init__(button, QAccessible.Role.RadioButton if one_of_several else QAccessible.Role.CheckBox)
        self._button = button

    def text(self, sort: QAccessible.Text) -> str:
        """Its name, which may be what is written on it, or what else is asked for."""
        said = super().text(sort)
        return said or (self._button.text() if sort == QAccessible.Text.Name else "")

    def state(self) -> QAccessible.State:
        """With whether it is on."""
        told = super().state()
        told.checkable, told.checked = True, self._button.isChecked()
        if isinstance(self._button, QCheckBox):
            told.checkStateMixed = self._button.checkState() == Qt.CheckState.PartiallyChecked
        return told

    def actionNames(self) -> list[str]:
        """What a screen reader can do with it."""
        return [self.toggleAction(), *super().actionNames()] if self._button.isEnabled() else []

    def doAction(self, name: str) -> None:
        """Do one of them."""
        if name == self.toggleAction():
            self._button.click()
        else:
            super().doAction(name)


@cache
def install() -> None:
    """Let painted widgets speak by their ``accessible_role``; safe to call again."""
    QAccessible.installFactory(_voice)


def _voice(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(type(thing), "accessible_role", None)
    if role is not None and isinstance(thing, QWidget):
        voice = QAccessibleWidget(thing, role)
    elif isinstance(thing, QAbstractButton) and thing.isCheckable():
        voice = Switch(thing)
    else:
        return None
    key = id(thing)
    _voices[key] = voice
    thing.destroyed.connect(lambda: _voices.pop(key, None))
    return voice
