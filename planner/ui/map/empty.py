"""The map of nothing: its columns as ghosts, with a plus where to begin."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label

_COLUMNS = (
    ("products", N_("Products"), N_("New product")),
    ("platforms", N_("Platforms"), N_("New platform")),
    ("alliances", N_("Alliances"), N_("New alliance")),
)
_WIDE, _HIGH, _PITCH, _GAP, _NODES = 184, 52, 76, 96, 3


class GhostMap(QWidget):
    """Three columns of dashed outlines; `begun` names the page that the plus of a column leads to."""

    begun = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", Type.HEADLINE, 600).set_align(painting.CENTRE)
        self.sentence = Label("", Type.BODY, 400, "t2").set_align(painting.CENTRE).set_wrap()
        self.buttons = {
            page: Button("", "primary" if at == 0 else "secondary", "plus")
            for at, (page, _head, _new) in enumerate(_COLUMNS)
        }
        for page, button in self.buttons.items():
            button.setParent(self)
            button.clicked.connect(lambda _checked=False, page=page: self.begun.emit(page))
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(6)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.title.setText(_("The map draws itself"))
        self.sentence.setText(
            _("Make a product and list it on a platform: both show up here, and so does what links them.")
        )
        for page, _head, new in _COLUMNS:
            self.buttons[page].setText(_(new))
        self.setAccessibleName(self.title.text())
        self._arrange()
        self.update()

    def _columns(self) -> list[QRectF]:
        """The place of each column, from its first node to its last."""
        look = theme()
        wide, gap = look.px(_WIDE), look.px(_GAP)
        if self.width() < 3 * wide + 2 * gap + look.px(48):
            gap = max((self.width() - 3 * wide - look.px(48)) // 2, look.px(12))
        left = (self.width() - 3 * wide - 2 * gap) / 2
        high = look.px(_PITCH) * (_NODES - 1) + look.px(_HIGH)
        top = self.height() * 0.36
        return [QRectF(left + at * (wide + gap), top, wide, high) for at in range(len(_COLUMNS))]

    def _arrange(self) -> None:
        look = theme()
        for (page, _head, _new), place in zip(_COLUMNS, self._columns(), strict=True):
            button = self.buttons[page]
            wide = button.sizeHint().width()
            top = place.top() + (look.px(_HIGH) - button.sizeHint().height()) / 2
            button.setGeometry(round(place.center().x() - wide / 2), round(top), wide, button.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        columns = self._columns()
        painter.setPen(look.pen("ctl_soft", 1.2, Qt.PenStyle.DashLine))
        for before, after in pairwise(columns):
            for at in range(_NODES):
                painter.drawPath(self._link(before, after, at))
        for (_page, head, _new), place in zip(_COLUMNS, columns, strict=True):
            painter.setFont(look.font(Type.SMALL, 600))
            painting.line(
                painter, QRectF(place.left(), place.top() - look.px(36), place.width(), look.px(20)), _(head), "t3"
            )
            painter.setPen(look.pen("ctl_soft", 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for at in range(_NODES):
                node = QRectF(place.left(), place.top() + at * look.px(_PITCH), place.width(), look.px(_HIGH))
                painter.drawRoundedRect(node, look.px(Size.RADIUS_CARD), look.px(Size.RADIUS_CARD))

    def _link(self, before: QRectF, after: QRectF, at: int) -> QPainterPath:
        look = theme()
        start = before.top() + at * look.px(_PITCH) + look.px(_HIGH) / 2
        end = before.top() + min(at + 1, _NODES - 1) * look.px(_PITCH) + look.px(_HIGH) / 2
        path = QPainterPath()
        path.moveTo(before.right(), start)
        middle = (before.right() + after.left()) / 2
        path.cubicTo(middle, start, middle, end, after.left(), end)
        return path

    def _restyle(self) -> None:
        self.sentence.setFixedWidth(theme().px(420))
        self._arrange()
        self.update()
