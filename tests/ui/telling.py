"""The program as users start it, which also tells what stands where on its screen, for hands that have keys and a mouse only.

    python -m tests.ui.telling [PLAN]

Each line on stdin is a question: `look`, `focus`, `find NAME` or `picture FILE`; the answer is a line of JSON. Nothing is ever done
to the window from here. An attempt to reach another machine ends the process.
"""

import json
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRect, QSocketNotifier, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QTableView, QWidget

from planner import __main__, app
from planner.ui.figures.view import FigureView
from planner.ui.widgets.labels import Label

REACHED_OUT = 4  # exit status


class Telling(app.Brightroad):
    """The program with a mouth."""

    def start(self, request: Any) -> None:
        self.net.caught.connect(lambda report: os.write(2, str(report).encode()) and os._exit(3))
        self._questions = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._questions.activated.connect(self._on_question)
        super().start(request)

    def _on_question(self) -> None:
        asked, _blank, word = sys.stdin.readline().strip().partition(" ")
        if not asked:  # whoever asked is gone
            os._exit(5)
        print(json.dumps(getattr(self, asked)(word)), flush=True)

    def look(self, _word: str) -> dict[str, Any]:
        """What is in front: the page, where the keyboard is, and every text that can be read."""
        space, focus = self.window.workspace, QApplication.focusWidget()
        shown = space.page if space is not None else None
        return {
            "active": QApplication.activeWindow() is not None,
            "menu": QApplication.activePopupWidget() is not None,
            "title": self.window.windowTitle(),
            "page": space.view if space is not None and shown is not None else "",
            "focus": self.focus(),
            "line": focus.text() if isinstance(focus, QLineEdit) else None,
            "texts": list(texts()),
        }

    def focus(self, _word: str = "") -> str:
        """The name of what has the keyboard."""
        focus = QApplication.focusWidget()
        return (focus.accessibleName() or text_of(focus)) if focus is not None else ""

    def find(self, name: str) -> list[list[int]]:
        """Where what is called `name` stands on the screen: widgets, cells of tables, marks of figures."""
        found = sorted(self._found(name), key=lambda one: not one[0])  # what takes keys first
        return [[area.x(), area.y(), area.width(), area.height()] for _takes_keys, area in found]

    def picture(self, path: str) -> bool:
        """Keep the whole screen as a picture."""
        return bool(QApplication.primaryScreen().grabWindow(0).save(path))

    def _found(self, name: str) -> Iterator[tuple[bool, QRect]]:
        for widget in visible(QWidget):
            if name in (widget.accessibleName(), text_of(widget)) and not widget.visibleRegion().isEmpty():
                takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                yield takes_keys, QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
            elif isinstance(widget, QAbstractItemView):
                yield from ((True, area) for words, area in cells(widget) if words == name)
            elif isinstance(widget, FigureView):
                yield from ((True, area) for area in self._marks(widget, name))

    def _marks(self, view: FigureView, name: str) -> Iterator[QRect]:
        plan = self.window.bridge.plan
        for hit in view.drawing().hits:
            if hit.target[0] and plan.find(*hit.target) is not None and plan.label(*hit.target) == name:
                area, zoom, offset = hit.area, view.zoom(), view._offset
                place = QRect(
                    round(area.x * zoom + offset.x()), round(area.y * zoom + offset.y()),
                    round(area.width * zoom), round(area.height * zoom),
                )  # fmt: skip
                yield QRect(view.mapToGlobal(place.topLeft()), place.size())


def visible(kind: type[QWidget]) -> Iterator[QWidget]:
    """Every widget that is on the screen."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            yield from (widget for widget in top.findChildren(kind) if widget.isVisible())


def text_of(widget: QWidget) -> str:
    """What is written on a label or a button."""
    if isinstance(widget, Label | QLabel) or hasattr(widget, "click"):
        text = getattr(widget, "text", str)
        return str(text() if callable(text) else text)
    return ""


def texts() -> Iterator[str]:
    """Everything that can be read."""
    for widget in visible(QWidget):
        if isinstance(widget, QAbstractItemView):
            yield from (words for words, _area in cells(widget) if words)
        elif text := text_of(widget):
            yield text


def cells(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    """What the cells in view show, and where."""
    model, shown = view.model(), view.viewport().rect()
    for row in range(model.rowCount() if model is not None else 0):
        for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
            index = model.index(row, column)
            area = view.visualRect(index)
            if shown.intersects(area):
                words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
                yield words, QRect(view.viewport().mapToGlobal(area.topLeft()), area.size())


def stay_at_home(own: socket.socket, address: Any) -> None:
    """Connect to programs of this machine only."""
    if own.family != socket.AF_UNIX:
        os._exit(REACHED_OUT)
    connect(own, address)


if __name__ == "__main__":
    connect = socket.socket.connect
    socket.socket.connect = stay_at_home  # type: ignore[method-assign]
    app.Brightroad = Telling  # type: ignore[misc]
    sys.exit(__main__.main(sys.argv[1:]))
