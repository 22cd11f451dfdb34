"""Fields for a day and a month: what one types, with a calendar to pick from."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.ui.look.theme import theme
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.calendar import Calendar, MonthGrid
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.line_edit import LineEdit

ReadDay = Callable[[str], dt.date | None]


def _iso_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


class PickedEdit(LineEdit):
    """A line with a button at its right end that opens something to pick from."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, tabular=True)
        self._button = ToolButton(icon, side=24, size=15)
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.pick)
        self.retranslate()

    def setReadOnly(self, locked: bool) -> None:
        """Show the text alone when it cannot be changed."""
        super().setReadOnly(locked)
        self._button.setVisible(not locked)

    def retranslate(self) -> None:
        self._button.set_name(_("Open calendar"))

    def pick(self) -> None:
        """Open what there is to pick from; also on Alt+Down."""

    def take(self, text: str) -> None:
        """Show `text` as picked, and commit it."""
        self.setText(text)
        self.commit()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if down and not self.isReadOnly():
            self.pick()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._button.width()
        self._button.move(self.width() - side - theme().px(4), (self.height() - side) // 2)

    def _restyle(self) -> None:
        super()._restyle()
        self.setTextMargins(0, 0, theme().px(22), 0)


class DateField(PickedEdit):
    """A day: text such as ``2026-11-20``, ``t`` or ``+3``, read by the owner, or picked (ISO text is committed).

    `read` tells the calendar at which day to open for the text in the field.
    """

    def __init__(self, read: ReadDay = _iso_day, parent: QWidget | None = None) -> None:
        super().__init__("calendar", parent)
        self._read = read
        self._popover: Popover | None = None

    def pick(self) -> None:
        """Open the calendar."""
        if self._popover is None:
            self._popover = Popover(self)
            self.calendar = Calendar()
            self.calendar.days.picked.connect(self._on_day)
            self._popover.body.addWidget(self.calendar)
        self.calendar.days.set_day(self._read(self.text()) or dt.date.today())  # noqa: DTZ011 - the user's own day
        self._popover.open_below(self)
        self.calendar.setFocus()

    def _on_day(self, day: str) -> None:
        if self._popover is not None:
            self._popover.hide()
        self.take(day)


class MonthField(PickedEdit):
    """A month: text such as ``2026-11`` or ``2026-Q4``, read by the owner, or picked (``2026-11`` is committed)."""

    def __init__(self, read: ReadDay | None = None, parent: QWidget | None = None) -> None:
        super().__init__("calendar", parent)
        self._read = read or (lambda text: _iso_day(f"{text.strip()}-01"))
        self._popover: Popover | None = None

    def pick(self) -> None:
        """Open the twelve months of a year."""
        if self._popover is None:
            self._popover = Popover(self)
            self.grid = MonthGrid()
            self.grid.picked.connect(self._on_month)
            self._popover.body.addWidget(self.grid)
        day = self._read(self.text()) or dt.date.today()  # noqa: DTZ011 - the day on the user's wall
        self.grid.set_month(day.year, day.month)
        self._popover.open_below(self)
        self.grid.focus_month()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(140), super().sizeHint().height())

    def _on_month(self, year: int, month: int) -> None:
        if self._popover is not None:
            self._popover.hide()
        self.take(f"{year:04d}-{month:02d}")
