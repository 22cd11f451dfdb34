"""Choosing: one of many from a list, one of few side by side, several as chips, yes or no."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.marks import Chip

Option = tuple[str, str]  # the value, and the words shown for it
CHIP_GAP = 6  # px between chips
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class Choice(QComboBox):
    """One of a list; `chosen` carries the value (a string) and follows the user's choice only.

    Typing the first letters searches. The wheel scrolls the page and changes nothing.
    """

    chosen = Signal(str)

    def __init__(self, options: Iterable[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ""
        self._unseen: QLabel | None = None
        view = QListView()
        view.setItemDelegate(ChoiceRows(view))
        view.setFrameShape(QListView.Shape.NoFrame)
        self.setView(view)
        self._frame = view.window()
        self._frame.installEventFilter(self)
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.activated.connect(self._on_activated)
        follow(self._restyle)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer `options`; the value chosen stays if it is still among them."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.blockSignals(False)
        self.set_value(kept)

    def value(self) -> str:
        """The value chosen, or "" where none is."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show the option of `value`, or none where there is no such option; emits nothing."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(value))
        self.blockSignals(False)
        self.update()

    def set_name(self, name: str) -> None:
        """Say what is chosen here where no label stands beside it: Qt tells only the value, and of a label that it is one."""
        self.setAccessibleName(name)
        if self._unseen is None:
            self._unseen = QLabel(self)
            self._unseen.hide()
            self._unseen.setBuddy(self)
        self._unseen.setText(name)

    def set_state(self, state: str) -> None:
        """Show the border of "error", "warning" or, with "", of neither."""
        self._state = state
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """Open the list with room for its border, which Qt's own reckoning leaves out."""
        edge = theme().px(4)
        self._frame.layout().setContentsMargins(0, 0, 0, 0)
        super().showPopup()
        self._frame.layout().setContentsMargins(1, edge, 1, edge)
        self._frame.resize(self._frame.width(), self._frame.height() + 2 * edge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the ground and the border of the open list."""
        if watched is self._frame and event.type() == QEvent.Type.Paint:
            painting.box(painting.begin(self._frame), self._frame.rect(), 0, "surface", "ctl_soft")
            return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(72), theme().px(Size.CONTROL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        enabled = self.isEnabled()
        border = "ctl_soft" if not enabled else "t3" if self.underMouse() else "ctl"
        painting.box(painter, rect, Size.RADIUS_CONTROL, "surface" if enabled else "subtle", border)
        pad, chevron = look.px(12), look.px(16)
        painter.setFont(self.font())
        words = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        ink = "t_dis" if not enabled else "t1" if self.currentIndex() >= 0 else "t3"
        painting.line(painter, rect.adjusted(pad, 0, -pad - chevron, 0), words, ink)
        centre = QPointF(rect.right() - pad - look.px(4), rect.center().y())
        painting.icon(painter, "chevron-down", "t2" if enabled else "t_dis", 15, centre)
        mark = {"error": "neg", "warning": "warn"}.get(self._state, "accent" if self.hasFocus() else "")
        if mark:
            painting.ring(painter, rect, Size.RADIUS_CONTROL, mark)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index) or ""))

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY))
        self.view().setFont(theme().font(Type.BODY))
        self.setFixedHeight(theme().px(Size.CONTROL))
        self.update()


class ChoiceRows(QStyledItemDelegate):
    """The rows of an open list: 32 px, the current one with a check mark."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = str(index.data() or "")
        wide = painting.width(words, theme().font(Type.BODY)) + theme().px(56)
        return QSize(wide, theme().px(Size.CONTROL))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("surface"))
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            edge = look.px(3)
            painting.box(painter, rect.adjusted(edge, 1, -edge, -1), Size.RADIUS_CONTROL, "sel")
        painter.setFont(look.font(Type.BODY))
        words = rect.adjusted(look.px(12), 0, -look.px(32), 0)
        painting.line(painter, words, str(index.data() or ""), "t1")
        box = self.parent().parent().parent() if isinstance(self.parent(), QListView) else None
        if isinstance(box, QComboBox) and box.currentIndex() == index.row():
            painting.icon(painter, "check", "acc_text", 15, QPointF(rect.right() - look.px(18), rect.center().y()))
        painter.restore()


class ChipChoice(QWidget):
    """Several of a few, each a chip; `changed` carries the values chosen, in the order offered."""

    changed = Signal(tuple)

    def __init__(self, options: Iterable[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self, gap=CHIP_GAP)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer `options`; what was chosen and is still offered stays chosen."""
        kept, wanted = self.values(), list(options)
        if [value for value, _words in wanted] != list(self._chips):
            for chip in self._chips.values():
                self._flow.removeWidget(chip)
                chip.deleteLater()
            self._chips = {value: self._new_chip() for value, _words in wanted}
        for value, words in wanted:
            self._chips[value].setText(words)
        self._flow.invalidate()  # the words of another language are not as wide
        self.set_values(kept)

    def values(self) -> tuple[str, ...]:
        """The values chosen, in the order offered."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def set_values(self, values: Iterable[str]) -> None:
        """Choose exactly `values`; emits nothing."""
        chosen = set(values)
        for value, chip in self._chips.items():
            chip.setChecked(value in chosen)
            chip.updateGeometry()

    def _new_chip(self) -> Chip:
        chip = Chip()
        chip.setCheckable(True)
        chip.clicked.connect(self._on_clicked)
        self._flow.addWidget(chip)
        return chip

    def _on_clicked(self) -> None:
        self._flow.invalidate()
        self.changed.emit(self.values())


class CheckBox(QCheckBox):
    """Yes or no: a box of 18 px with corners of 4 in a row of 22, and its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        look = theme()
        words = painting.width(self.text(), self.font()) + look.px(10) if self.text() else 0
        return QSize(look.px(Size.CHECK) + words, look.px(Size.CHECK))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return bool(self.rect().contains(pos))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        side, row = look.px(18), look.px(Size.CHECK)
        square = QRectF((row - side) / 2, (self.height() - side) / 2, side, side)
        enabled = self.isEnabled()
        partly = self.checkState() == Qt.CheckState.PartiallyChecked
        if self.isChecked() or partly:
            painting.box(painter, square, Size.RADIUS_KEYCAP, "accent" if enabled else "ctl_soft")
            painting.icon(painter, "minus" if partly else "check", "on", 14, square.center())
        else:
            border = "ctl_soft" if not enabled else "t3" if self.underMouse() else "ctl"
            painting.box(painter, square, Size.RADIUS_KEYCAP, "surface", border)
        if self.hasFocus():
            painting.ring(painter, square.adjusted(-2, -2, 2, 2), Size.RADIUS_CONTROL)
        painter.setFont(self.font())
        words = QRectF(row + look.px(6), 0, self.width() - row - look.px(4), self.height())
        painting.line(painter, words, self.text(), "t1" if enabled else "t_dis")

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY))
        self.setFixedHeight(theme().px(Size.CHECK))
        self.updateGeometry()
        self.update()


class Segment(QAbstractButton):
    """One part of a segmented control."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__()
        self.setText(text)
        self.icon_name = icon
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a radio button to screen readers
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        look = theme()
        wide = painting.width(self.text(), self.font()) + look.px(24) + (look.px(21) if self.icon_name else 0)
        return QSize(wide, look.px(Size.SEGMENT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        if self.isChecked():
            painting.box(painter, rect, 5, "surface", "ctl_soft")
        ink = "t1" if self.isChecked() or self.underMouse() else "t2"
        ink = ink if self.isEnabled() else "t_dis"
        left = rect.left() + look.px(12)
        if self.icon_name:
            painting.icon(painter, self.icon_name, ink, 15, QPointF(left + look.px(7), rect.center().y()))
            left += look.px(21)
        painter.setFont(self.font())
        painting.line(painter, QRectF(left, 0, rect.right() - left, rect.height()), self.text(), ink)
        if self.hasFocus():
            painting.ring(painter, rect, 5)

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY, 500))
        self.setFixedHeight(theme().px(Size.SEGMENT))
        self.updateGeometry()


class Segmented(QWidget):
    """One of a few, side by side on a track of 32 px; `chosen` follows the user's choice only."""

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for value, words in options:
            self._add(value, words)
        follow(self._restyle)

    def set_options(self, options: Sequence[Option]) -> None:
        """Name the segments anew, after a change of language; the values must be those given at first."""
        for value, words in options:
            if value not in self._segments:
                self._add(value, words)
            self._segments[value].setText(words)
            self._segments[value].updateGeometry()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The segments, from left to right."""
        return tuple(self._segments.values())

    def value(self) -> str:
        """The value chosen, or "" where none is."""
        return next((value for value, segment in self._segments.items() if segment.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose `value`; emits nothing. Tab then goes to its segment, as Qt has it once one of them had the focus."""
        if value in self._segments:
            self._segments[value].setChecked(True)
            for name, segment in self._segments.items():
                segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == value else Qt.FocusPolicy.ClickFocus)

    def set_enabled(self, value: str, *, enabled: bool) -> None:
        """Let `value` be chosen, or not."""
        self._segments[value].setEnabled(enabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the arrow keys, which move between the segments, from scrolling the page."""
        super().keyPressEvent(event)
        event.setAccepted(event.key() in _ARROWS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), 7, "hover", "hair")

    def _add(self, value: str, words: str) -> None:
        segment = Segment(words)
        self._segments[value] = segment
        self._group.addButton(segment)
        self._row.addWidget(segment)
        segment.clicked.connect(lambda: self.chosen.emit(value))

    def _restyle(self) -> None:
        edge = (theme().px(Size.CONTROL) - theme().px(Size.SEGMENT)) // 2
        self._row.setContentsMargins(edge, edge, edge, edge)
        self.setFixedHeight(theme().px(Size.CONTROL))
        self.update()
