"""The order of Tab: that of the eye, also where rows come and go (Qt takes the order in which widgets were made)."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def stops(root: QWidget) -> Iterator[QWidget]:
    """Every widget below `root` where Tab stops, in the order of the layouts: left to right, top to bottom."""
    layout = root.layout()
    inner = _items(layout) if layout is not None else (child for child in root.children() if isinstance(child, QWidget))
    for widget in inner:
        if not widget.isVisibleTo(root) or widget.isWindow():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            yield widget
        else:
            yield from stops(widget)


def chain(root: QWidget) -> None:
    """Let Tab go through `root` as the eye does; to be called again where parts have come or gone."""
    for before, after in pairwise(stops(root)):
        QWidget.setTabOrder(before, after)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _items(item.layout())


def beyond(root: QWidget, *, forward: bool) -> QWidget | None:
    """The next place for Tab outside `root`, in Qt's own order; None where there is none."""
    start: QWidget = root
    at = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while at is not root:
        takes = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled()
        if takes and not root.isAncestorOf(at):
            return at
        at = at.nextInFocusChain() if forward else at.previousInFocusChain()
    return None
