"""The rows of the palette: headings that cannot be chosen, and hits with their marked letters and keys."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.labels import keys_of
from planner.ui.window.palette_search import Hit

HEADING: Final = 30  # px
SHOWN: Final = 480  # px of rows before the list scrolls
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A heading or a hit."""

    text: str
    heading: bool = False
    target: object = None
    icon: str = ""
    hint: str = ""
    keys: str = ""
    marks: tuple[int, ...] = ()

    @classmethod
    def of(cls, hit: Hit) -> "Row":
        """The row of a hit."""
        item = hit.entry
        hint = _(KINDS[item.hint].label) if item.hint in KINDS else item.hint
        return cls(item.name, False, item.target, item.icon, hint, item.keys, hit.marks)


class Rows(QAbstractListModel):
    """The rows shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def replace(self, rows: list[Row]) -> None:
        """Show `rows` instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def extend(self, rows: list[Row]) -> None:
        """Show `rows` too, below the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows = [*self.rows, *rows]
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {row.hint}" if row.hint else row.text
        return row.text if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowPaint(QStyledItemDelegate):
    """Draws a row: icon, name with its marked letters, hint, keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme().px(HEADING if self._row(index).heading else Size.PALETTE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = self._row(index), theme()
        rect = QRectF(option.rect).adjusted(look.px(8), 0, -look.px(8), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            painter.setFont(look.font(Type.TINY, 600))
            words = row.text if look.chinese else row.text.upper()
            painting.line(painter, rect.adjusted(look.px(12), look.px(6), 0, 0), words, "t3")
        else:
            self._paint_hit(painter, rect, row, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_hit(self, painter: QPainter, rect: QRectF, row: Row, *, chosen: bool) -> None:
        look, middle = theme(), rect.center().y()
        if chosen:
            painting.box(painter, rect, Size.RADIUS_CHIP, "sel")
        tint = "acc_text" if chosen else "t2"
        painting.icon(painter, row.icon, tint, 16, QPointF(rect.left() + look.px(20), middle))
        right = rect.right() - look.px(12)
        keys = keys_of(row.keys) or (keys_of("Return") if chosen else [])
        if keys:
            right = painting.keycaps(painter, right, middle, keys) - look.px(8)
        left = rect.left() + look.px(38)
        area = QRectF(left, rect.top(), right - left, rect.height())
        end = self._paint_name(painter, area, row)
        if row.hint:
            painter.setFont(look.font(Type.SMALL))
            painting.line(painter, area.adjusted(end - left + look.px(10), 0, 0, 0), row.hint, "t3")

    def _paint_name(self, painter: QPainter, area: QRectF, row: Row) -> float:
        """The name in runs of marked and other letters; returns where it ends."""
        look = theme()
        left = area.left()
        for text, marked in _runs(row.text, frozenset(row.marks)):
            font = look.font(Type.BODY, 600 if marked else 400)
            painter.setFont(font)
            room = QRectF(left, area.top(), area.right() - left, area.height())
            if room.width() < look.px(8):
                break
            painting.line(painter, room, text, "acc_text" if marked else "t1")
            left += QFontMetricsF(font).horizontalAdvance(text)
        return min(left, area.right())

    @staticmethod
    def _row(index: Index) -> Row:
        model = index.model()
        assert isinstance(model, Rows)  # noqa: S101 - this delegate serves no other
        return model.rows[index.row()]


class RowList(QListView):
    """The list; it never takes the keyboard from the query. `picked(target)` follows a click."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.found = Rows()
        self.setModel(self.found)
        self.setItemDelegate(RowPaint(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.entered.connect(self._on_hover)
        self.clicked.connect(lambda index: self.picked.emit(self.found.rows[index.row()].target))
        follow(self._fit)

    def show_rows(self, rows: list[Row]) -> None:
        """Show `rows`, the first hit chosen."""
        self.found.replace(rows)
        self._fit()
        self._choose(next((place for place, row in enumerate(rows) if not row.heading), -1))

    def extend(self, rows: list[Row]) -> None:
        """Show `rows` below the others, of which none moves."""
        if not self.found.rows or self.current_target() is None:
            self.show_rows(rows)
            return
        self.found.extend(rows)
        self._fit()

    def current_target(self) -> object:
        """What the chosen row leads to; None when there is no hit."""
        row = self.currentIndex().row()
        return self.found.rows[row].target if row >= 0 else None

    def step(self, by: int) -> None:
        """Choose the hit `by` places on, round the ends."""
        places = [place for place, row in enumerate(self.found.rows) if not row.heading]
        if places:
            here = self.currentIndex().row()
            at = places.index(here) if here in places else -1
            self._choose(places[(at + by) % len(places)])

    def _choose(self, place: int) -> None:
        self.setCurrentIndex(self.found.index(place) if place >= 0 else QModelIndex())
        if place >= 0:
            self.scrollTo(self.found.index(place))

    def _on_hover(self, index: Index) -> None:
        if not self.found.rows[index.row()].heading:
            self.setCurrentIndex(index)

    def _fit(self) -> None:
        look = theme()
        high = sum(look.px(HEADING if row.heading else Size.PALETTE_ROW) for row in self.found.rows)
        self.setFixedHeight(min(high + look.px(6), look.px(SHOWN)))


def _runs(text: str, marked: frozenset[int]) -> list[tuple[str, bool]]:
    """`text` cut where marking begins or ends."""
    runs: list[tuple[str, bool]] = []
    for place, letter in enumerate(text):
        on = place in marked
        if runs and runs[-1][1] == on:
            runs[-1] = (runs[-1][0] + letter, on)
        else:
            runs.append((letter, on))
    return runs
