"""The side of the window: the items that lead to pages, and the button that names the plan."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from planner.i18n import _, ngettext
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton, clicked_by
from planner.ui.widgets.marks import initials


class NavItem(QAbstractButton):
    """A page in the sidebar: icon, name, count of records, badge of problems; in the rail the icon alone.

    Checkable and exclusive among its siblings, or in a QButtonGroup where they have several parents. Name and tooltip tell the numbers too.
    """

    def __init__(self, icon: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._rail = False
        self._count: int | None = None
        self._problems, self._tone = 0, "warn"
        self.ringed = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a radio button to screen readers
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)
        follow(self._restyle)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.retranslate()

    def set_count(self, count: int | None) -> None:
        """Show how many records the page has; None shows nothing."""
        self._count = count
        self.retranslate()

    def set_problems(self, problems: int, tone: str = "warn") -> None:
        """Show a badge with the number of `problems` in `tone`: "neg" or "warn", the worst of those counted."""
        self._problems, self._tone = problems, tone
        self.retranslate()

    def set_rail(self, rail: bool) -> None:
        """Show the icon alone (narrow window) or the whole item."""
        self._rail = rail
        self.retranslate()

    def retranslate(self) -> None:
        """Say name, count and problems in the tooltip of the rail and to screen readers."""
        name = self.text()
        if self._problems:
            name = ngettext("{page}, {count} problem", "{page}, {count} problems", self._problems).format(
                page=self.text(), count=self._problems
            )
        elif self._count is not None:
            name = ngettext("{page}, {count} record", "{page}, {count} records", self._count).format(
                page=self.text(), count=self._count
            )
        self.setAccessibleName(name)
        self.setToolTip(name if self._rail else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(40 if self._rail else 160), look.px(Size.NAV_ITEM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not clicked_by(event, self):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = painting.ring_wanted(event, self.ringed)
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        active = self.isChecked()
        if active:
            painting.box(painter, rect, Size.RADIUS_CONTROL, "sel")
            bar = QRectF(0, 0, look.px(3), look.px(16))
            bar.moveCenter(QPointF(look.px(3) / 2, rect.center().y()))
            painting.box(painter, bar, 1.5, "accent")
        elif self.underMouse() or self.isDown():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "sel_inactive" if self.isDown() else "hover")
        side = look.px(17)
        middle = rect.center().x() if self._rail else look.px(12) + side / 2
        painting.icon(painter, self._icon, "acc_text" if active else "t2", 17, QPointF(middle, rect.center().y()))
        if self._rail:
            self._paint_dot(painter, QPointF(middle + look.px(9), rect.center().y() - look.px(8)))
        else:
            self._paint_words(painter, rect)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        look, active = theme(), self.isChecked()
        right = rect.right() - look.px(8)
        if self._problems:
            right = painting.badge(painter, right, rect.center().y(), f"{self._problems:,}", self._tone)
        elif self._count is not None:
            painter.setFont(look.font(Type.SMALL, tabular=True))
            area = QRectF(right - look.px(60), 0, look.px(56), rect.height())
            right = area.right() - painting.line(painter, area, f"{self._count:,}", "t3", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 600 if active else 500))
        words = QRectF(look.px(40), 0, right - look.px(48), rect.height())
        painting.line(painter, words, self.text(), "t1" if active else "t2")

    def _paint_dot(self, painter: QPainter, centre: QPointF) -> None:
        if self._problems:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().brush(self._tone))
            radius = theme().px(3.5)
            painter.drawEllipse(centre, radius, radius)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.NAV_ITEM))
        self.updateGeometry()
        self.update()


class PlanSwitcher(PaintedButton):
    """The plan's tile and name at the top of the sidebar; a click (or a menu set on it) offers other plans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._rail = False
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_plan(self, name: str) -> None:
        """Show the plan `name`."""
        self._name = name
        self.retranslate()
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Show the tile alone (narrow window) or tile and name."""
        self._rail = rail
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Name the button for screen readers; the tooltip tells the whole name."""
        self.setAccessibleName(_("Plan: {name}").format(name=self._name))
        self.setToolTip(self._name)

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(40 if self._rail else 160), look.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "hover")
        side = look.px(26)
        left = (rect.width() - side) / 2 if self._rail else look.px(4)
        tile = QRectF(left, (rect.height() - side) / 2, side, side)
        painting.box(painter, tile, Size.RADIUS_TILE, "accent")
        painter.setFont(look.font(Type.BODY, 700))
        painting.line(painter, tile, initials(self._name)[:1], "on", painting.CENTRE)
        if not self._rail:
            words = QRectF(look.px(40), 0, rect.width() - look.px(40 + 28), rect.height())
            painter.setFont(look.font(Type.CARD_TITLE, 600))
            wide = painting.width(self._name, painter.font())
            if wide > words.width():  # in two lines
                painter.setFont(look.font(Type.SMALL, 600))
            painting.two_lines(painter, words, self._name, "t1")
            end = min(words.left() + wide, words.right()) + look.px(12)
            painting.icon(painter, "chevrons-up-down", "t3", 14, QPointF(end, rect.center().y()))
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(40))
        self.update()
