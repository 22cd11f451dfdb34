"""What a screen reader is told: announcements that move no focus, and the role of what we paint ourselves.

A painted widget is mere filler to a screen reader. One whose class has ``accessible_role`` is told by that role, its
accessible name and its description, once `install` has run.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_voices: dict[int, QAccessibleInterface] = {}  # Qt keeps no reference that Python counts


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader, if one listens, say `text`; `widget` must be in the window it concerns."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


@cache
def install() -> None:
    """Let painted widgets speak by their ``accessible_role``; safe to call again."""
    QAccessible.installFactory(_voice)


def _voice(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(type(thing), "accessible_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    voice = QAccessibleWidget(thing, role)
    key = id(thing)
    _voices[key] = voice
    thing.destroyed.connect(lambda: _voices.pop(key, None))
    return voice
