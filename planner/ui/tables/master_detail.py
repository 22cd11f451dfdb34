"""Two panes: the list on the left, what is chosen in it on the right; one of them where there is no room for both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_SHARE = 0.41  # of both panes, that the record takes at most unless it is dragged wider
_GRAB = 8  # px beside the line between the panes that take the mouse


class Grip(QWidget):
    """The invisible strip over the line between two panes by which it is dragged."""

    def __init__(self, splitter: QSplitter, parent: QWidget) -> None:
        super().__init__(parent)
        self.splitter = splitter
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def place(self) -> None:
        """Stand over the line, if both panes are shown."""
        handle = self.splitter.handle(1)
        self.setVisible(handle is not None and handle.isVisibleTo(self.splitter))
        if handle is not None:
            middle = handle.mapTo(self.parentWidget(), handle.rect().center()).x()
            self.setGeometry(middle - _GRAB // 2, 0, _GRAB, self.splitter.height())
            self.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            at = self.splitter.mapFromGlobal(event.globalPosition().toPoint()).x()
            self.splitter.setSizes([at, self.splitter.width() - at - 1])
            self.splitter.splitterMoved.emit(at, 1)


class MasterDetail(QWidget):
    """`left` stretches, what `fill` puts on the right keeps 500 px (at least 400); under 900 px one of them is shown."""

    def __init__(self, left: QWidget, bridge: "Bridge", key: str) -> None:
        super().__init__()
        self.left, self.bridge, self.key = left, bridge, key
        self.back = Button("", "ghost", "arrow-left")
        self.one_pane = False
        self.list_alone = False
        self.preferred: int = Size.DETAIL
        self._wanted = int(bridge.recall(f"{key}.detail", 0))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.detail = QWidget()
        column = QVBoxLayout(self.detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.detail.setAutoFillBackground(True)
        self.detail.setBackgroundRole(QPalette.ColorRole.Base)
        for pane in (left, self.detail):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.grip = Grip(self.splitter, self)
        self.back.clicked.connect(self.show_list)
        self.splitter.splitterMoved.connect(self._on_moved)
        self.splitter.installEventFilter(self)
        self.back.hide()
        follow(self._restyle)

    def fill(self, right: QWidget) -> None:
        """Put `right` on the right; once."""
        column = self.detail.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made above
        column.addWidget(right, 1)

    def set_list_alone(self, alone: bool) -> None:
        """Give the list all of the room, as a matrix wants it; the record is shown again when asked for."""
        if alone != self.list_alone:
            self.list_alone = alone
            self._show(detail=False)
            self._fit()

    def show_list(self) -> None:
        """Show the list where only one pane has room."""
        if self.one_pane:
            self._show(detail=False)
            self.left.setFocus()

    def show_detail(self) -> None:
        """Show the record where only one pane has room."""
        if self.one_pane:
            self._show(detail=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the grip over the line."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self.grip, self.grip.place)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        look = theme()
        one = self.width() < look.px(Size.ONE_PANE)
        if one != self.one_pane:
            self.one_pane = one
            self._show(detail=False)
        if not one:
            narrow = self.window().width() < look.px(Size.NARROW_WINDOW)
            usual = look.px(Size.DETAIL_MIN) if narrow else min(look.px(self.preferred), round(self.width() * _SHARE))
            most = max(self.width() - look.px(420), look.px(Size.DETAIL_MIN))
            wide = min(max(self._wanted or usual, look.px(Size.DETAIL_MIN)), most)
            self.splitter.setSizes([self.width() - wide - 1, wide])
        self.grip.place()

    def _show(self, *, detail: bool) -> None:
        self.left.setVisible(not self.one_pane or not detail)
        self.detail.setVisible(detail if self.one_pane else not self.list_alone)
        self.back.setVisible(self.one_pane)
        self.grip.place()

    def _on_moved(self) -> None:
        self._wanted = self.splitter.sizes()[1]
        self.bridge.remember(f"{self.key}.detail", self._wanted)
        self.grip.place()

    def _restyle(self) -> None:
        self.detail.setMinimumWidth(theme().px(Size.DETAIL_MIN))
        self._fit()
