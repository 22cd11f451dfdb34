"""The chapters of the guide as a list: groups as headings, the arrow keys go from chapter to chapter."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.guide import CHAPTERS, title
from planner.i18n import _, language
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.views import BY_ID
from planner.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
HEADING: Final = 34  # px
ROW: Final = 30
_ICONS: Final = {"first_plan": "book-open", "files": "save"}


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (no chapter) or a chapter."""

    text: str
    chapter: str = ""


class Lines(QAbstractListModel):
    """Headings and chapters in reading order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def fill(self) -> None:
        """Take the chapters in the language in use."""
        self.beginResetModel()
        found: list[Line] = []
        for group, chapters in CHAPTERS.items():
            found.append(Line(_(group)))
            found += [Line(title(one, language()), one) for one in chapters]
        self.lines = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.lines[index.row()].text if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.lines[index.row()].chapter:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LinePaint(QStyledItemDelegate):
    """Draws a heading or a chapter with the icon of its page."""

    def __init__(self, lines: Lines, parent: QListView) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(ROW if self._lines.lines[index.row()].chapter else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, line, rect = theme(), self._lines.lines[index.row()], QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.chapter:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painting.box(painter, rect.adjusted(0, 1, -look.px(6), -1), Size.RADIUS_CONTROL, "sel")
            ink = "acc_text" if chosen else "t2"
            page = BY_ID.get(line.chapter)
            icon = page.icon if page else _ICONS.get(line.chapter, "lightbulb")
            painting.icon(painter, icon, ink, 16, QPointF(rect.left() + look.px(18), rect.center().y()))
            painter.setFont(look.font(Type.BODY))
            painting.line(painter, rect.adjusted(look.px(34), 0, -look.px(10), 0), line.text, "t1" if chosen else "t2")
        else:
            painter.setFont(look.font(Type.TINY, 600))
            words = line.text if look.chinese else line.text.upper()
            painting.line(painter, rect.adjusted(look.px(10), look.px(8), 0, 0), words, "t3")
        painter.restore()


class Contents(QListView):
    """`turned` carries the id of the chapter gone to."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines()
        self.setModel(self.lines)
        self.setItemDelegate(LinePaint(self.lines, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        follow(self._restyle)

    def choose(self, chapter: str) -> None:
        """Make a chapter the current one."""
        row = next((row for row, line in enumerate(self.lines.lines) if line.chapter == chapter), None)
        if row is not None:
            self.setCurrentIndex(self.lines.index(row))
            self.scrollTo(self.currentIndex())

    def retranslate(self) -> None:
        """Name the chapters in the language in use; the current one stays."""
        row = self.currentIndex().row()
        self.setAccessibleName(_("Chapters"))
        self.lines.fill()
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and self.lines.lines[index.row()].chapter:
            self.turned.emit(self.lines.lines[index.row()].chapter)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
