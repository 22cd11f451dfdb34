"""What the numbers of a form lead to: the figures of the forecast for its record, and a line on what they lack."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import Record
from planner.ui.bridge import Bridge
from planner.ui.forecast.outlook_figures import figures_of
from planner.ui.forecast.outlook_notes import RATE, Note, note_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.consequence_strip import ConsequenceStrip
from planner.ui.widgets.field import MESSAGES
from planner.ui.window.page_menus import choose

TOLD = ("product", "platform", "listing")
"""The kinds of which the forecast says something."""


class NoteLine(QWidget):
    """One line of 20 px: an icon, a text, the first way out as a link, and a link to the others.

    It is as high with nothing to say: what stands below never moves.
    """

    chosen = Signal(object)  # a Way

    def __init__(self) -> None:
        super().__init__()
        self.note = Note()
        self.link, self.more = LinkButton(), LinkButton()
        for link in (self.link, self.more):
            link.setParent(self)
            link.hide()
        self.link.clicked.connect(lambda: self.chosen.emit(self.note.ways[0]))
        self.more.clicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_note(self, note: Note) -> None:
        """Show `note`."""
        self.note = note
        ways = note.ways
        self.link.setText(ways[0].text if ways else "")
        self.more.setText(_("{count} more").format(count=len(ways) - 1) if ways[1:] else "")
        self.link.setVisible(bool(ways))
        self.more.setVisible(bool(ways[1:]))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        ink, icon = MESSAGES[self.note.severity]
        if icon:
            tint = "info" if self.note.severity == "hint" else ink
            painting.icon(painter, icon, tint, 14, QPointF(theme().px(7), self.height() / 2))
        painter.setFont(theme().font(Type.SMALL, tabular=True))
        left = self._indent()
        end = self.link.x() if self.note.ways else self.width()
        painting.line(painter, QRectF(left, 0, max(end - left, 0), self.height()), self.note.text, ink)

    def _indent(self) -> int:
        return theme().px(20) if MESSAGES[self.note.severity][1] else 0

    def _fit(self) -> None:
        """Put the links behind the text; the first gives way where there is no room."""
        text = painting.width(self.note.text, theme().font(Type.SMALL, tabular=True))
        left = self._indent() + (text + theme().px(2) if self.note.text else -theme().px(4))
        more = self.more.sizeHint().width() if self.note.ways[1:] else 0
        wide = min(self.link.sizeHint().width(), max(self.width() - left - more, 0))
        self.link.setGeometry(left, 0, wide, self.height())
        self.more.setGeometry(left + wide, 0, more, self.height())
        cut = wide < self.link.sizeHint().width() if self.note.ways else left > self.width()
        self.link.setToolTip(self.link.text() if cut else "")
        self.setToolTip(self.note.text if cut else "")
        self.update()

    def _open(self) -> None:
        """Show the other ways as a menu."""
        entries = [(str(at), way.text) for at, way in enumerate(self.note.ways)][1:]
        choose(self.more, entries, lambda at: self.chosen.emit(self.note.ways[int(at)]))

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.HINT))
        self._fit()


class Consequence(QWidget):
    """The strip of one form and the line below it; both follow the forecast. `chosen` carries the Way that was clicked."""

    chosen = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.strip, self.line = ConsequenceStrip(), NoteLine()
        self._record: Record | None = None
        self._unproven = False
        self._rows = QVBoxLayout(self)
        for part in (self.strip, self.line):
            self._rows.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.strip.clicked.connect(lambda: bridge.go("forecast"))
        self.line.chosen.connect(self.chosen)
        bridge.prospects.follow(self.refresh)
        bridge.prospects.aged.connect(self.refresh)
        follow(self._restyle)

    def show_record(self, record: Record, *, unproven: bool) -> None:
        """Say what follows from `record`; `unproven`: it has not been sold yet."""
        self._record, self._unproven = record, unproven
        self.refresh()

    def refresh(self) -> None:
        """Say what the newest forecast says."""
        if self._record is None:
            return
        prospects = self.bridge.prospects
        scene = Scene.of(self.bridge.plan, prospects.latest)
        self.strip.set_figures(figures_of(self._record, scene, unproven=self._unproven))
        self.strip.set_old(prospects.old)
        note = Note(prospects.trouble, "error") if prospects.trouble else note_of(self._record, scene)
        if self.bridge.read_only:
            note = replace(note, ways=tuple(way for way in note.ways if way.id or way.kind == RATE))
        self.line.set_note(note)
        self.strip.setAccessibleDescription(note.text)
        self.strip.setToolTip(_("Open the forecast"))

    def _restyle(self) -> None:
        side, bar = theme().px(20), theme().px(Size.SCROLL_BAR)
        self._rows.setContentsMargins(side, 0, side + bar, theme().px(4))
        self._rows.setSpacing(theme().px(4))
