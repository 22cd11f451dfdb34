"""What a screen reader is told: announcements that move no focus, and the role of what we paint ourselves.

A painted widget is mere filler to a screen reader. One whose class has ``accessible_role`` is told by that role, its
accessible name and its description, once `install` has run.
"""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

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
