"""The calendar of publications: two weeks in a row or a month, walked by arrow keys; what is due is moved by drag or key."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.i18n import _, ngettext
from planner.model.placements import Placement
from planner.ui.distribution.publication_words import LOOKS, state_of, status_label
from planner.ui.hours.wall_clock import WallClock, day_words, month_name
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.calendar import month_later, speech
from planner.ui.widgets.speech import announce, in_a_row

WEEKS, MONTH = "weeks", "month"
_DAYS: Final = 14
_HEAD: Final = 20  # px of the names of the days
_ROW: Final = {WEEKS: 52, MONTH: 32}  # px of a day
_BESIDE: Final = 80  # px of the number of a day in a month, its marks stand beside it
_NEAR: Final = 40  # px, beside a bare number
_MARK: Final = 22  # px of the mark of a publication
_MORE: Final = 26  # px of the number of those that have no room
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_WEEKS: Final = {Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PublishingDays(QWidget):
    """The days from `first` on. `wanted` follows a change of the days shown, `opened(placement)` Enter or a click on a mark.

    `moved(placement, day)` asks to move one: dragged to another day, or by Ctrl and an arrow key.
    """

    wanted = Signal()
    opened = Signal(object)
    moved = Signal(object, object)
    accessible_role = QAccessible.Role.Table

    def __init__(self, clock: WallClock, name_of: Callable[[Placement], str]) -> None:
        super().__init__()
        self.clock, self.look, self._name_of = clock, WEEKS, name_of
        self.day = clock.today()
        self.first = self.day - dt.timedelta(1)
        self._items: dict[dt.date, list[Placement]] = {}
        self._chosen = 0  # which of the publications of the day
        self._held: Placement | None = None
        self._over: dt.date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    # what is shown

    def show_look(self, look: str) -> None:
        """Show two weeks, or the month of the day chosen."""
        self.look = look
        self._settle()
        self._restyle()

    def days(self) -> list[dt.date]:
        """The days shown, week by week in a month."""
        count = _DAYS if self.look == WEEKS else 7 * self._weeks()
        return [self.first + dt.timedelta(number) for number in range(count)]

    def _weeks(self) -> int:
        """How many rows hold the month."""
        after = month_later(self.day.replace(day=1), 1)
        return -((self.first - after).days // 7)

    def set_items(self, items: Iterable[Placement]) -> None:
        """Show publications on their days."""
        self._items = {}
        for item in items:
            if item.at is not None:
                self._items.setdefault(self.clock.here(item.at).date(), []).append(item)
        self._chosen = min(self._chosen, max(len(self.of_day(self.day)) - 1, 0))
        self._tell()
        self.update()

    def of_day(self, day: dt.date) -> list[Placement]:
        """The publications of a day, by moment."""
        return self._items.get(day, [])

    @property
    def chosen(self) -> Placement | None:
        """The publication that the keys act on."""
        own = self.of_day(self.day)
        return own[min(self._chosen, len(own) - 1)] if own else None

    def go_to(self, day: dt.date, publication: str = "") -> None:
        """Stand on a day, and if named on one of its publications."""
        self.day = day
        self._settle()
        ids = [one.id for one in self.of_day(day)]
        self._chosen = ids.index(publication) if publication in ids else 0
        self._tell()
        self.update()

    def page(self, way: int) -> None:
        """Show the two weeks or the month before or after."""
        if self.look == WEEKS:
            self.day += dt.timedelta(_DAYS * way)
            self.first += dt.timedelta(_DAYS * way)
            self.wanted.emit()
        else:
            self.day = month_later(self.day.replace(day=1), way)
        self.go_to(self.day)

    def _settle(self) -> None:
        """Show the days around the one chosen."""
        before = self.first
        if self.look == MONTH:
            start = self.day.replace(day=1)
            self.first = start - dt.timedelta((start.weekday() - theme().week_begins) % 7)
        elif not self.first <= self.day < self.first + dt.timedelta(_DAYS):
            away = (self.day - self.first).days // _DAYS
            self.first += dt.timedelta(away * _DAYS)
        if before != self.first:
            self._restyle()
            self.wanted.emit()

    def _tell(self) -> None:
        """Say the day and what is chosen on it."""
        here, own = day_words(self.day), self.of_day(self.day)
        count = ngettext("{count} publication", "{count} publications", len(own)).format(count=len(own)) if own else ""
        said = in_a_row((here, count, self._words(self.chosen) if self.chosen else ""))
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)

    def _words(self, item: Placement) -> str:
        return in_a_row((self._name_of(item), status_label(state_of(item, self.clock))))

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = _STEPS.get(key, 0) or (_WEEKS.get(key, 0) if self.look == MONTH or control else 0)
        if step and control:
            if self.chosen is not None:
                self.moved.emit(self.chosen, self.day + dt.timedelta(step))
        elif step:
            self.go_to(self.day + dt.timedelta(step))
        elif key in _PAGES:
            self.page(_PAGES[key])
        elif key == Qt.Key.Key_Home:
            self.go_to(self.clock.today())
        elif key == Qt.Key.Key_Space:
            self._chosen = (self._chosen + 1) % max(len(self.of_day(self.day)), 1)
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            item = self._item_at(day, event.position())
            self._held = item if event.button() == Qt.MouseButton.LeftButton else None
            self.go_to(day, item.id if item else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        item = self._item_at(day, event.position()) if day else None
        if event.buttons() & Qt.MouseButton.LeftButton and self._held is not None:
            if day != self._over:
                self._over = day
                self.update()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor if item else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, day, self._held, self._over = self._held, self._day_at(event.position()), None, None
        self.update()
        if held is None or held.at is None or day is None:
            return
        if day != self.clock.here(held.at).date():
            self.moved.emit(held, day)
        else:
            self.opened.emit(held)

    def event(self, event: QEvent) -> bool:
        """Tell what a mark stands for in a tooltip."""
        if event.type() == QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            item = self._item_at(day, QPointF(event.pos())) if day else None
            QToolTip.showText(event.globalPos(), self._words(item) if item else "", self)
            return True
        return super().event(event)

    # looks

    def sizeHint(self) -> QSize:
        rows = 1 if self.look == WEEKS else self._weeks()
        return QSize(theme().px(420), theme().px(_HEAD + rows * _ROW[self.look]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.setFont(look.font(Type.TINY, 500))
        for place in range(_DAYS if self.look == WEEKS else 7):
            day = self.first + dt.timedelta(place)
            name = speech().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            area = self._cell(place)
            indent, align = (look.px(12), painting.LEFT) if self.look == MONTH else (0, painting.CENTRE)
            head = QRectF(area.left() + indent, 0, area.width() - indent, look.px(_HEAD))
            painting.line(painter, head, name.removeprefix("周").removeprefix("星期"), "t3", align)
        for place, day in enumerate(self.days()):
            self._paint_day(painter, self._cell(place), day)

    def _paint_day(self, painter: QPainter, area: QRectF, day: dt.date) -> None:
        look, today = theme(), day == self.clock.today()
        box = area.adjusted(2, 1, -2, -1)
        if self.look == MONTH:
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), look.color("hair"))
        if today or day == self._over:
            border = "accent" if day == self._over else ""
            painting.box(painter, box, Size.RADIUS_CHIP, "sel" if today else "hover", border)
        if day == self.day and self.hasFocus():
            painting.ring(painter, box, Size.RADIUS_CHIP)
        faint = self.look == MONTH and day.month != self.day.month
        painter.setFont(look.font(Type.BODY, 600 if today else 500, tabular=True))
        ink = "acc_text" if today else "t3" if faint else "t1"
        number, align = self._number(area)
        painting.line(painter, number, self._day_words(day, number.width(), painter.font()), ink, align)
        marks = self._marks(day, area)
        for item, mark in marks:
            self._paint_mark(painter, mark, item, day)
        hidden = len(self.of_day(day)) - len(marks)
        if hidden > 0:
            painter.setFont(look.font(Type.TINY, tabular=True))
            end = QRectF(marks[-1][1].right() + look.px(4), marks[-1][1].top(), look.px(_MORE), look.px(_MARK))
            painting.line(painter, end, f"+{hidden}", "t3")

    def _number(self, area: QRectF) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Where the number of a day stands: above its marks, in a month before them."""
        look = theme()
        if self.look == WEEKS:
            return QRectF(area.left(), area.top() + look.px(3), area.width(), look.px(18)), painting.CENTRE
        return QRectF(area.left() + look.px(12), area.top(), look.px(_BESIDE), area.height()), painting.LEFT

    def _day_words(self, day: dt.date, room: float, font: QFont) -> str:
        """The number; the first of a month is named, with little room as a cell of the matrix names it, with none not."""
        if day.day != 1:
            return str(day.day)
        named = _("{day} {month}").format(day=1, month=month_name(day))
        return next((words for words in (named, f"{day:%m-%d}") if painting.width(words, font) <= room), "1")

    def _paint_mark(self, painter: QPainter, mark: QRectF, item: Placement, day: dt.date) -> None:
        shape = LOOKS[state_of(item, self.clock)]
        fill = shape.fill or ("pos_soft" if item.status == "published" else "hover")
        painting.box(painter, mark, Size.RADIUS_CONTROL, fill)
        painting.icon(painter, shape.icon, shape.ink, 13, mark.center())
        if self.hasFocus() and day == self.day and item is self.chosen:
            painting.ring(painter, mark, Size.RADIUS_CONTROL)

    def _marks(self, day: dt.date, area: QRectF) -> list[tuple[Placement, QRectF]]:
        """The publications of a day that have room, and where the mark of each stands."""
        look, own = theme(), self.of_day(day)
        side, gap = look.px(_MARK), look.px(3)
        start = look.px(_BESIDE if day.day == 1 else _NEAR) if self.look == MONTH else 0
        fit = max(int((area.width() - start - look.px(8)) // (side + gap)), 1)
        shown = own if len(own) <= fit else own[: max(fit - 1, 1)]
        if self.look == MONTH:
            left, top = area.left() + start, area.center().y() - side / 2
        else:
            wide = len(shown) * (side + gap) - gap + (look.px(_MORE) if len(shown) < len(own) else 0)
            left, top = area.center().x() - wide / 2, area.top() + look.px(22)
        return [(item, QRectF(left + place * (side + gap), top, side, side)) for place, item in enumerate(shown)]

    def _cell(self, place: int) -> QRectF:
        look, wide = theme(), self.width() / (_DAYS if self.look == WEEKS else 7)
        row, column = (0, place) if self.look == WEEKS else divmod(place, 7)
        high = look.px(_ROW[self.look])
        return QRectF(column * wide, look.px(_HEAD) + row * high, wide, high)

    def _day_at(self, point: QPointF) -> dt.date | None:
        return next((day for place, day in enumerate(self.days()) if self._cell(place).contains(point)), None)

    def _item_at(self, day: dt.date, point: QPointF) -> Placement | None:
        area = self._cell((day - self.first).days)
        return next((item for item, mark in self._marks(day, area) if mark.contains(point)), None)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)
        self._tell()
        self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()
