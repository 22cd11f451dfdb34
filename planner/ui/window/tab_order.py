"""The order of Tab: that of the eye, also where rows come and go (Qt takes the order in which widgets were made).

It is found anew at each press, so that no part of a page has to say when it moved.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLayout, QSplitter, QWidget


def go_on(root: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next place below `root`, or the one before, round its ends; False where there is none."""
    read_in_order(root)
    places = list(stops(root))
    if not places:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    places[_next(places, root.focusWidget(), forward=forward) % len(places)].setFocus(reason)
    return True


def read_in_order(root: QWidget) -> None:
    """Let a screen reader, if one listens, read what is below `root` in the same order: Qt reads the last raised last."""
    if not QAccessible.isActive():
        return
    parts = [part for part in _parts(root) if not part.isWindow()]
    if parts != [child for child in root.children() if child in parts]:
        for part in parts:
            part.raise_()
    for part in parts:
        if part.isVisibleTo(root):
            read_in_order(part)


def stops(root: QWidget) -> Iterator[QWidget]:
    """Every widget below `root` where Tab stops, as it is read: the layout from its begin, then what floats above it."""
    for widget in _parts(root):
        if not widget.isVisibleTo(root) or widget.isWindow():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            if not _left_to_another(widget):
                yield widget
        else:
            yield from stops(widget)


def _next(places: list[QWidget], at: QWidget | None, *, forward: bool) -> int:
    """Which place follows where the keyboard is: in a place, or in something that holds places."""
    step = 1 if forward else -1
    for number, stop in enumerate(places):
        if at is not None and (stop is at or stop.isAncestorOf(at) or stop.focusProxy() is at):
            return number + step
    inner = next((number for number, stop in enumerate(places) if at is not None and at.isAncestorOf(stop)), 0)
    return inner if forward else inner - 1


def _left_to_another(widget: QWidget) -> bool:
    """Of several buttons one of which is chosen, that one is the stop: the arrow keys lead to the others."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    chosen = _chosen_beside(widget) if group is None else group.checkedButton() if group.exclusive() else None
    return chosen is not None and chosen.isVisible() and chosen.isEnabled()


def _chosen_beside(widget: QAbstractButton) -> QAbstractButton | None:
    """The one of its neighbours that is chosen, where only one can be."""
    if not widget.autoExclusive():
        return None
    beside = widget.parentWidget().findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next((other for other in beside if other.autoExclusive() and other.isChecked()), None)


def _parts(root: QWidget) -> Iterator[QWidget]:
    """The widgets directly in `root`: those laid out, in that order, then the others in that of their making."""
    layout = root.layout()
    if isinstance(root, QSplitter):
        laid = [root.widget(number) for number in range(root.count())]
    else:
        laid = list(_items(layout)) if layout is not None else []
    yield from laid
    yield from (child for child in root.children() if isinstance(child, QWidget) and child not in laid)


def _items(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in `layout`, in its order.

    Never by `itemAt`: PySide keeps every item it gave, and gives it again for whatever lies at its address later.
    """
    widgets = layout.parentWidget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    layouts = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = {place: part for part in (*widgets, *layouts) if (place := layout.indexOf(part)) >= 0}
    by_row = layout.getItemPosition if isinstance(layout, QGridLayout) else None
    for place in sorted(placed, key=by_row):
        part = placed[place]
        if isinstance(part, QLayout):
            yield from _items(part)
        else:
            yield part
