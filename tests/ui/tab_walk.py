"""Going round with Tab as a user does: where it stops, whether it passes something by, whether it jumps against the eye."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

MARKS = 200  # so many marks a figure may have through which Tab goes


def takes_tab(part: QWidget) -> bool:
    """Whether Tab can stop there."""
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isEnabled() and part.focusProxy() is None


def called(part: QWidget) -> str:
    """A widget as a screen reader hears of it, for messages of tests."""
    return f"{type(part).__name__} {QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)!r}"


def walk(key: Qt.Key = Qt.Key.Key_Tab, most: int = 200) -> list[QWidget]:
    """Every widget Tab comes to from where the keyboard is, once round."""
    first = here = QApplication.focusWidget()
    seen = [first]
    while len(seen) < most:
        for _mark in range(MARKS):
            QTest.keyClick(here, key)
            if QApplication.focusWidget() is not here:
                break
        here = QApplication.focusWidget()
        assert here is not None, f"after {called(seen[-1])} nothing has the keyboard"
        if here is first:
            return seen
        assert here not in seen, f"after {called(seen[-1])} Tab comes to {called(here)} again"
        seen.append(here)
    raise AssertionError("Tab never comes round")


def passed_by(root: QWidget, seen: list[QWidget]) -> list[str]:
    """What takes the keyboard and is not among `seen`; of buttons one of which is chosen that one is enough."""
    found = []
    for part in root.findChildren(QWidget):
        inside = any(stop.isAncestorOf(part) for stop in seen)  # a cell's editor, what stands in a table
        if part.isVisible() and takes_tab(part) and part not in seen and not inside and not _one_of_several(part):
            found.append(f"Tab passes {called(part)} by")
    return found


def jumps(root: QWidget, seen: list[QWidget]) -> list[str]:
    """Where Tab goes up or to the left against the order of reading, or comes back to a group it has left.

    Two stops are compared by the parts that hold them side by side: a column is read to its end before the next.
    """
    found: list[str] = []
    left: set[QWidget] = set()
    for before, after in pairwise(seen):
        one, other = _side_by_side(root, before, after)
        if _before(_area(other, root), _area(one, root)):
            found.append(f"from {called(before)} back to {called(after)}")
        left |= {part for part in _line(root, before) if not part.isAncestorOf(after)}
        found += [f"{called(after)} comes after its group was left" for part in _line(root, after) if part in left]
    return found


def _before(one: QRect, other: QRect) -> bool:
    """Whether `one` is read before `other`: it stands above it in no column further right, or beside it on its left."""
    beside = one.top() <= other.bottom() and other.top() <= one.bottom()
    return one.right() < other.left() if beside else one.bottom() < other.top() and one.left() <= other.right()


def _one_of_several(part: QWidget) -> bool:
    several = isinstance(part, QAbstractButton) and (
        part.autoExclusive() or (part.group() and part.group().exclusive())
    )
    return bool(several) and not part.isChecked()


def _side_by_side(root: QWidget, one: QWidget, other: QWidget) -> tuple[QWidget, QWidget]:
    """The largest parts of which each holds only one of the two."""
    return next(pair for pair in zip(_line(root, one), _line(root, other), strict=False) if pair[0] is not pair[1])


def _line(root: QWidget, part: QWidget) -> list[QWidget]:
    """The part and all that hold it below `root`, the largest first."""
    line = []
    while part is not root:
        line.append(part)
        part = part.parentWidget()
    return line[::-1]


def _area(part: QWidget, root: QWidget) -> QRect:
    return QRect(part.mapTo(root, QPoint(0, 0)), part.size())
