"""The head of a form: whose it is, what is wrong with it, and the ways to the next record."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.marks import Monogram, Pill

_ROOMY = 460  # px from which two pills and the kind stand side by side
_TITLE = 36  # px: two lines of a long name
ACTIONS = ("duplicate", "archive", "copy_link", "delete")


class RecordTitle(Label):
    """The name of a record: in one line, or smaller in two where it is long; the height is the same."""

    def __init__(self) -> None:
        super().__init__("", Type.RECORD_TITLE, 600)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.setFont(self.font() if self._in_one_line() else theme().font(Type.CARD_TITLE, 600))
        painting.two_lines(painter, QRectF(self.rect()), self.text(), "t1")

    def _in_one_line(self) -> bool:
        return painting.width(self.text(), self.font()) <= self.width()

    def _height(self) -> int:
        return theme().px(_TITLE)

    def _refit(self) -> None:
        super()._refit()
        rows = (
            []
            if self._in_one_line()
            else painting.wrapped(self.text(), theme().font(Type.CARD_TITLE, 600), self.width())
        )
        self.setToolTip(self.text() if len(rows) > 2 else "")


class RecordHeader(QWidget):
    """Monogram, title, error and warning pills, previous and next, and a menu.

    `stepped(-1 | 1)` follows the arrows, `problem_asked` a click on a pill, `acted` the id of the menu's entry:
    duplicate, archive, copy_link or delete.
    """

    stepped = Signal(int)
    problem_asked = Signal(str)
    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.monogram = Monogram()
        self.title = RecordTitle()
        self.caption = Label("", Type.SMALL, 400, "t3")
        self.errors, self.warnings = Pill("", "error"), Pill("", "warning")
        self.previous, self.next = ToolButton("chevron-up"), ToolButton("chevron-down")
        self.more = ToolButton("ellipsis")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self._actions = {name: self._action(name) for name in ACTIONS}
        self._counts = (0, 0)
        self._archived = False
        for pill, severity in ((self.errors, "error"), (self.warnings, "warning")):
            pill.set_clickable()
            pill.clicked.connect(lambda _checked=False, severity=severity: self.problem_asked.emit(severity))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self._build()
        self.retranslate()
        follow(self._restyle)

    def _build(self) -> None:
        self._pills = QHBoxLayout()
        for part in (self.errors, self.warnings, self.caption):
            self._pills.addWidget(part)
        self._pills.addStretch(1)
        self._pills.addStrut(theme().px(Size.PILL))
        self._first = QHBoxLayout()
        self._first.addWidget(self.title, 1)
        for button in (self.previous, self.next, self.more):
            self._first.addWidget(button)
        self._names = QVBoxLayout()
        self._names.addLayout(self._first)
        self._names.addLayout(self._pills)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.monogram, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._names, 1)

    def show_record(self, title: str, caption: str, *, archived: bool) -> None:
        """Show whose form this is; `caption` says the kind."""
        self.monogram.set_name(title)
        self.title.setText(title)
        self.caption.setText(caption)
        self._archived = archived
        self._fill_menu()

    def show_counts(self, errors: int, warnings: int) -> None:
        """Say how many fields are in error or doubtful; pills without a number are not shown."""
        self._counts = (errors, warnings)
        self.errors.setText(ngettext("{count} error", "{count} errors", errors).format(count=errors))
        self.warnings.setText(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
        self.errors.setVisible(bool(errors))
        self.warnings.setVisible(bool(warnings))
        self._fit()

    def lock(self) -> None:
        """Offer nothing that changes the record: the file cannot be written."""
        for name in ("duplicate", "archive", "delete"):
            self._actions[name].setEnabled(False)

    def set_steps(self, *, back: bool, forth: bool) -> None:
        """Whether there is a record before and after."""
        self.previous.setEnabled(back)
        self.next.setEnabled(forth)

    def retranslate(self) -> None:
        self.previous.set_name(_("Previous record"))
        self.previous.setToolTip(_("Previous record (Ctrl+Up)"))
        self.next.set_name(_("Next record"))
        self.next.setToolTip(_("Next record (Ctrl+Down)"))
        self.more.set_name(_("More actions"))
        self.show_counts(*self._counts)
        self._fill_menu()

    def _action(self, name: str) -> QAction:
        if name == "delete":
            self.menu.addSeparator()
        action = QAction(self.menu)  # made here: Python may lose hold of one that the menu makes
        self.menu.addAction(action)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: self.acted.emit(name))
        return action

    def _fill_menu(self) -> None:
        away = (_("Restore"), "archive-restore") if self._archived else (_("Archive"), "archive")
        words = {
            "duplicate": (_("Duplicate"), "copy"),
            "archive": away,
            "copy_link": (_("Copy link"), "link"),
            "delete": (_("Delete"), "trash-2"),
        }
        for name, action in self._actions.items():
            action.setText(words[name][0])
            action.setIcon(theme().icon(words[name][1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the kind away where it would push the pills together."""
        self.caption.setVisible(not all(self._counts) or self.width() >= theme().px(_ROOMY))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(Size.DETAIL), self.minimumHeight())

    def paintEvent(self, _event: object) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        side = look.px(20)
        self._row.setContentsMargins(side, look.px(10), look.px(12), look.px(8))
        self._row.setSpacing(look.px(18))
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.setSpacing(look.px(2))
        self._first.setSpacing(look.px(4))
        self._pills.setContentsMargins(0, 0, look.px(8), 0)
        self._pills.setSpacing(look.px(8))
        self.setFixedHeight(look.px(84))
        self._fill_menu()
