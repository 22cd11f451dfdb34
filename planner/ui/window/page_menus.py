"""Menus that a page opens by a key or a button: choose a value, choose a template, choose a record to link."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget


def choose(
    anchor: QWidget, entries: Iterable[tuple[str, str]], take: Callable[[str], object], at: QPoint | None = None
) -> QMenu:
    """Open a menu of (value, words) under `anchor`, or at the global point `at`; `take` gets the value chosen.

    The first letters of the words choose, as do arrows and Enter.
    """
    menu = QMenu(anchor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for value, words in entries:
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(value)
        action.triggered.connect(lambda _on=False, value=value: take(value))
    menu.popup(at or anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu
