"""What making all safe fixes would change, shown before they are made."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.commands.records import name_of
from planner.i18n import _, ngettext
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.ui.findings.words import changes_of
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.paste_preview import PreviewLine
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.labels import Label

_MOST: Final = 12  # lines before the list scrolls
_LINE: Final = 24  # px
_WIDE: Final = 460


class FixPreview(Popover):
    """Lists every field that would change; Enter or the button makes the fixes, Esc leaves everything as it is."""

    accepted = Signal()

    def __init__(self, problems: Sequence[Problem], plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(problems)
        title = ngettext("{count} fix, one step to undo", "{count} fixes, one step to undo", count).format(count=count)
        self.title = Label(title, Type.CARD_TITLE, 600)
        self._changes = [(name_of(plan, plan.find(one.kind, one.id)), changes_of(one, plan)) for one in problems]
        self.take, self.leave = Button(_("Fix all"), "primary"), Button(_("Cancel"))
        self.body.addWidget(self.title)
        self.body.addWidget(self._list())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        self.body.addLayout(foot)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self.close)
        self.setAccessibleName(title)
        self.take.setFocus()

    def told(self) -> tuple[str, ...]:
        """What changes, a line of plain text for each field."""
        where = _("{name} · {field}")
        return tuple(
            f"{where.format(name=name, field=field)}: {_change(before, after)}"
            for name, changes in self._changes
            for field, before, after in changes
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_take()
        else:
            super().keyPressEvent(event)

    def _list(self) -> QWidget:
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for line in self._lines():
            rows.addWidget(line)
        rows.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.title.text())
        area.setWidget(content)
        for ground in (area, area.viewport(), content):
            ground.setAutoFillBackground(False)
        high = min(content.sizeHint().height(), _MOST * theme().px(_LINE))
        area.setFixedSize(theme().px(_WIDE), high)
        return area

    def _lines(self) -> Iterator[QWidget]:
        """The name of each record, and below it what changes there."""
        for name, changes in self._changes:
            head = Label(name, Type.SMALL, 600)
            head.setFixedHeight(theme().px(_LINE))
            yield head
            for field, before, after in changes:
                yield PreviewLine(field, _change(before, after))

    def _on_take(self) -> None:
        self.close()
        self.accepted.emit()


def _change(before: str, after: str) -> str:
    return _("{before} → {after}").format(before=before, after=after)
