"""Buttons: primary, secondary and ghost ones with words, square ones with an icon, and links."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting

KINDS = ("primary", "secondary", "ghost")
LINK_PAD = 4  # px between the words of a link and its edge, for the ring


def clicked_by(event: QKeyEvent, button: QAbstractButton) -> bool:
    """Click the button that has the focus when Enter is pressed: outside a dialog Qt leaves that to the space bar."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    button.click()
    return True


class PaintedButton(QPushButton):
    """What painted buttons share: hover, and a focus ring that a click of the mouse does not light."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.ringed = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not clicked_by(event, self):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = painting.ring_wanted(event, self.ringed)
        super().focusInEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()


class Button(PaintedButton):
    """A button with words: `kind` is "primary", "secondary" or "ghost"; `icon` stands before the words.

    A button with a menu (`setMenu`) shows a chevron.
    """

    def __init__(self, text: str = "", kind: str = "secondary", icon: str = "", *, small: bool = False) -> None:
        super().__init__(text)
        self.kind, self.icon_name, self.small = kind, icon, small
        self.centred = False  # of words without icon in a button that is wider than they
        follow(self._restyle)

    def set_icon(self, name: str) -> None:
        """Show the icon `name` before the words."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        wide = 2 * look.px(8 if self.small else 12) + painting.width(self.text(), self.font())
        if self.icon_name:
            wide += look.px(15) + (look.px(6) if self.text() else 0)
        if self.menu() is not None:
            wide += look.px(18)
        return QSize(wide, self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        rect = QRectF(self.rect())
        painting.box(painter, rect, Size.RADIUS_CONTROL, *self._box())
        self._paint_words(painter, rect)
        if self.ringed and self.hasFocus():
            inner = self.kind == "primary"
            painting.ring(painter, rect, Size.RADIUS_CONTROL, "on" if inner else "accent", 2 if inner else 0)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        look, ink = theme(), self._ink()
        pad, middle = look.px(8 if self.small else 12), rect.center().y()
        left, right = rect.left() + pad, rect.right() - pad
        if self.icon_name:
            side = look.px(15)
            tint = ink if self.kind == "primary" or not self.isEnabled() else "t2"
            painting.icon(painter, self.icon_name, tint, 15, QPointF(left + side / 2, middle))
            left += side + look.px(6)
        if self.menu() is not None:
            painting.icon(painter, "chevron-down", "t3", 14, QPointF(right - look.px(6), middle))
            right -= look.px(18)
        painter.setFont(self.font())
        align = painting.CENTRE if self.centred else painting.LEFT
        painting.line(painter, QRectF(left, rect.top(), right - left, rect.height()), self.text(), ink, align)

    def _box(self) -> tuple[str, str]:
        down, over = self.isDown() or self.isChecked(), self.underMouse() and self.isEnabled()
        if self.kind == "primary":
            if not self.isEnabled():
                return "hair", ""
            return ("accent_h" if over or down else "accent"), ""
        if self.kind == "ghost":
            return ("sel_inactive" if down else "hover" if over else ""), ""
        return ("sel_inactive" if down else "hover" if over else "surface"), "ctl_soft"

    def _ink(self) -> str:
        if not self.isEnabled():
            return "t_dis"
        return "on" if self.kind == "primary" else "t1"

    def _height(self) -> int:
        return theme().px(Size.CONTROL_SMALL if self.small else Size.CONTROL)

    def _restyle(self) -> None:
        weight = 600 if self.kind == "primary" else 500
        self.setFont(theme().font(Type.SMALL if self.small else Type.BODY, weight))
        self.setFixedHeight(self._height())
        self.updateGeometry()
        self.update()


class LinkButton(PaintedButton):
    """Words that act: 20 px high, in the link colour, underlined under the mouse; `icon` may stand before them.

    `ink` is its colour; a link on a toast takes "tip_link". On its `flush` side ("left" or "right") the words begin or end
    at its edge, in line with what stands above and below.
    """

    def __init__(self, text: str = "", icon: str = "", ink: str = "acc_text", size: float = Type.SMALL) -> None:
        super().__init__(text)
        self.icon_name, self._ink, self._size = icon, ink, size
        self.flush = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        follow(self._restyle)

    def set_flush(self, side: str) -> "LinkButton":
        """Let the words begin ("left") or end ("right") at the edge, or nowhere (""); returns the link."""
        self.flush = side
        self.updateGeometry()
        self.update()
        return self

    def sizeHint(self) -> QSize:
        look = theme()
        wide = painting.width(self.text(), self.font()) + (1 if self.flush else 2) * look.px(LINK_PAD)
        return QSize(wide + (look.px(20) if self.icon_name else 0), look.px(Size.LINK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        ink = self._ink if self.isEnabled() else "t_dis"
        left = rect.left() + (0 if self.flush == "left" else look.px(LINK_PAD))
        if self.icon_name:
            painting.icon(painter, self.icon_name, ink, 14, QPointF(left + look.px(7), rect.center().y()))
            left += look.px(20)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painting.line(painter, QRectF(left, 0, rect.right() - left, rect.height()), self.text(), ink)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_KEYCAP, self._ink)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._size, 500))
        self.setFixedHeight(theme().px(Size.LINK))
        self.updateGeometry()
        self.update()


class ToolButton(QToolButton):
    """A square ghost button with an icon: 32 px, or `side` px; `name` is what a screen reader says.

    The tooltip is the owner's: it may hold the shortcut, the name must not.
    """

    def __init__(self, icon: str, name: str = "", side: float = Size.CONTROL, size: float = 17) -> None:
        super().__init__()
        self.icon_name, self._side, self._size = icon, side, size
        self.ringed = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.set_name(name)
        follow(self._restyle)

    def set_name(self, name: str) -> None:
        """Set what the button is called and, where there is no tooltip yet, what it shows."""
        self.setAccessibleName(name)
        self.setText(name)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self.icon_name = name
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not clicked_by(event, self):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = painting.ring_wanted(event, self.ringed)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = painting.begin(self), QRectF(self.rect())
        if self.isChecked() or self.isDown():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "sel")
        elif self.underMouse() and self.isEnabled():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "hover")
        painting.icon(painter, self.icon_name, self._tint(), self._size, rect.center())
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _tint(self) -> str:
        if not self.isEnabled():
            return "t_dis"
        return "acc_text" if self.isChecked() else "t2"

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
