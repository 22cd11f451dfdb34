"""The steps of the plan, newest first: a click on one goes back or forward to it."""

from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.i18n import _
from planner.session import Step
from planner.ui.bridge import Bridge
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.window.moments import moment_words
from planner.ui.window.sheet import TitledSheet

ROW: Final = 36
SHOWN: Final = 12  # rows before the list scrolls
LONGEST: Final = 2000  # steps listed
Index = QModelIndex | QPersistentModelIndex


class Steps(QAbstractListModel):
    """The steps and, last, the beginning. The one that holds now is the current one."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self.steps = steps[:LONGEST]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole and self.undone(index.row()):
            return _("{step}, undone").format(step=self.text(index.row()))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(index.row())
        return None

    def text(self, row: int) -> str:
        """What the step in `row` is called."""
        return self.steps[row].label if row < len(self.steps) else _("The beginning")

    def number(self, row: int) -> int:
        """The number of the step in `row`; 0 for the beginning."""
        return self.steps[row].number if row < len(self.steps) else 0

    def undone(self, row: int) -> bool:
        """Whether the step is taken back at present."""
        return row < len(self.steps) and self.steps[row].undone

    def current(self) -> int:
        """The row of the step that holds now."""
        return next((row for row, step in enumerate(self.steps) if not step.undone), len(self.steps))


class StepRows(QStyledItemDelegate):
    """A step in a row: mark of the current one, words, time."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model, row = theme(), QRectF(option.rect), index.model(), index.row()
        assert isinstance(model, Steps)  # noqa: S101 - this delegate serves no other
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painting.box(painter, rect, Size.RADIUS_CHIP, "sel")
        now = row == model.current()
        if now:
            painting.icon(painter, "check", "acc_text", 15, QPointF(rect.left() + look.px(18), rect.center().y()))
        painter.setFont(look.font(Type.SMALL, tabular=True))
        when = moment_words(model.steps[row].at) if row < len(model.steps) else ""
        end = rect.right() - look.px(10)
        if when:
            end -= painting.line(painter, rect.adjusted(0, 0, -look.px(10), 0), when, "t3", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 600 if now else 400))
        words = QRectF(rect.left() + look.px(36), rect.top(), end - rect.left() - look.px(48), rect.height())
        painting.line(painter, words, model.text(row), "t3" if model.undone(row) else "t1")
        painter.restore()


class HistorySheet(TitledSheet):
    """The list over the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 560)
        self._bridge: Bridge | None = None
        self._model = Steps(())
        self.list = QListView()
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setItemDelegate(StepRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.body.addWidget(self.list)
        self.retranslate()
        follow(self._restyle)

    def ask(self, bridge: Bridge) -> None:
        """List the steps of the plan behind `bridge`."""
        self._bridge = bridge
        self._show()
        self.open()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("History"))
        self.list.setAccessibleName(_("History"))
        if self.isVisible():
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.list.currentIndex())
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        if self._bridge is None:
            return
        self._model = Steps(self._bridge.session.history())
        self.list.setModel(self._model)
        self.list.setCurrentIndex(self._model.index(self._model.current()))
        rows = min(max(self._model.rowCount(), 4), SHOWN)
        self.list.setFixedHeight(rows * theme().px(ROW))

    def _on_chosen(self, index: Index) -> None:
        if self._bridge is not None and index.isValid():
            number = self._model.number(index.row())
            self.close_now()
            self._bridge.go_to(number)
