"""What a date field opens: the days of a month, or the months of a year, walked by arrow keys or picked by mouse."""

import calendar as almanac
import datetime as dt

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.labels import Label

CELL, ROW = 36, 30  # px at 100 %
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def speech() -> QLocale:
    """The locale whose names of days and months are shown."""
    return QLocale("zh_CN") if theme().chinese else QLocale("en_GB")


def month_later(day: dt.date, months: int) -> dt.date:
    """`day` moved by `months`, or the last day of that month where it has fewer days; stays within years 1 to 9999."""
    count = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, almanac.monthrange(year, month + 1)[1]))


class DayGrid(QWidget):
    """The days of one month in weeks; `picked` carries the day (ISO text), `moved` follows a change of month."""

    picked = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.today()  # noqa: DTZ011 - the day on the user's wall
        self._today = self.day
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        follow(self._restyle)

    def set_day(self, day: dt.date) -> None:
        """Show the month of `day` and stand on it."""
        self.day = day
        self.setAccessibleName(speech().toString(day, QLocale.FormatType.LongFormat))
        self.moved.emit()
        self.update()

    def weeks(self) -> list[list[dt.date]]:
        """Six weeks that hold the month shown."""
        first = self.day.replace(day=1)
        lead = (first.weekday() - theme().week_begins) % 7
        start = first.toordinal() - lead
        last = dt.date.max.toordinal()
        return [
            [dt.date.fromordinal(min(max(start + week * 7 + place, 1), last)) for place in range(7)]
            for week in range(6)
        ]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(CELL * 7), theme().px(ROW * 7))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            wanted = self.day.toordinal() + _STEPS[key]
            self.set_day(dt.date.fromordinal(min(max(wanted, 1), dt.date.max.toordinal())))
        elif key in _MONTHS:
            years = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.set_day(month_later(self.day, _MONTHS[key] * years))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day.isoformat())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position())
        if found is not None:
            self.picked.emit(found.isoformat())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_day = self._day_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_day else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, words = theme(), painting.begin(self), speech()
        painter.setFont(look.font(Type.TINY, 500))
        for place in range(7):
            weekday = (theme().week_begins + place) % 7 + 1
            name = words.standaloneDayName(weekday, QLocale.FormatType.NarrowFormat)
            painting.line(painter, self._cell(0, place), name, "t3", painting.CENTRE)
        painter.setFont(look.font(Type.BODY, tabular=True))
        for row, week in enumerate(self.weeks(), start=1):
            for place, day in enumerate(week):
                cell, here = self._cell(row, place), day == self.day
                if here:
                    painting.box(painter, cell.adjusted(2, 1, -2, -1), Size.RADIUS_CONTROL, "accent")
                elif day == self._today:
                    painting.box(painter, cell.adjusted(2, 1, -2, -1), Size.RADIUS_CONTROL, "", "ctl")
                ink = "on" if here else "t1" if day.month == self.day.month else "t_dis"
                painting.line(painter, cell, str(day.day), ink, painting.CENTRE)

    def _cell(self, row: int, place: int) -> QRectF:
        wide, high = theme().px(CELL), theme().px(ROW)
        return QRectF(place * wide, row * high, wide, high)

    def _day_at(self, point: QPointF) -> dt.date | None:
        for row, week in enumerate(self.weeks(), start=1):
            for place, day in enumerate(week):
                if self._cell(row, place).contains(point):
                    return day
        return None

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


class Calendar(QWidget):
    """A day grid under the name of its month, with ways to the months before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = DayGrid()
        self._earlier, self._later = ToolButton("chevron-left"), ToolButton("chevron-right")
        self._title = Label("", Type.CARD_TITLE, 600).set_tabular().set_align(painting.CENTRE)
        head = QHBoxLayout()
        for part, stretch in ((self._earlier, 0), (self._title, 1), (self._later, 0)):
            head.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.days)
        self._earlier.clicked.connect(lambda: self.days.set_day(month_later(self.days.day, -1)))
        self._later.clicked.connect(lambda: self.days.set_day(month_later(self.days.day, 1)))
        self.days.moved.connect(self.retranslate)
        self.setFocusProxy(self.days)
        self.retranslate()

    def retranslate(self) -> None:
        self._earlier.set_name(_("Earlier month"))
        self._later.set_name(_("Later month"))
        pattern = _("{month} {year}")
        month = speech().standaloneMonthName(self.days.day.month)
        self._title.setText(pattern.format(month=month, year=self.days.day.year))


class MonthGrid(QWidget):
    """Twelve months of a year, and the way to other years; `picked` carries year and month."""

    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.year, self.month = 2000, 1
        self._earlier, self._later = ToolButton("chevron-left"), ToolButton("chevron-right")
        self._title = Label("", Type.CARD_TITLE, 600).set_tabular().set_align(painting.CENTRE)
        head = QHBoxLayout()
        for part, stretch in ((self._earlier, 0), (self._title, 1), (self._later, 0)):
            head.addWidget(part, stretch)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addLayout(head, 0, 0, 1, 4)
        self._buttons = [Button("", "ghost") for _month in range(12)]
        for number, button in enumerate(self._buttons):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, month=number + 1: self.picked.emit(self.year, month))
            grid.addWidget(button, 1 + number // 4, number % 4, Qt.AlignmentFlag.AlignHCenter)
        self._earlier.clicked.connect(lambda: self.set_month(self.year - 1, self.month))
        self._later.clicked.connect(lambda: self.set_month(self.year + 1, self.month))

    def set_month(self, year: int, month: int) -> None:
        """Show the months of `year` (kept within 1 to 9999), `month` as the one chosen."""
        self.year, self.month = min(max(year, 1), 9999), month
        self._earlier.set_name(_("Earlier year"))
        self._later.set_name(_("Later year"))
        self._title.setText(str(self.year))
        for number, button in enumerate(self._buttons, start=1):
            button.setText(speech().standaloneMonthName(number, QLocale.FormatType.ShortFormat))
            button.setChecked(number == month)

    def focus_month(self) -> None:
        """Put the focus on the month chosen."""
        self._buttons[self.month - 1].setFocus()
