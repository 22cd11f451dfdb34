"""Above the entries: the filter with its tokens, the period, saved views and the columns."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.errors import InputError
from planner.i18n import _
from planner.model.ledger_filter import LedgerFilter, Term
from planner.model.ledger_filter_reading import FilterReading, read_filter
from planner.ui.ledger.periods import ALL, USUAL, days_of, period_words
from planner.ui.ledger.tokens import token_picks
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.completion import CompletedEdit
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.field import Field, HintRow
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.editors.reference_picker import Pick

_PERIOD = "ledger.period"


class TokenEdit(CompletedEdit):
    """The filter. Esc empties it, Down or Enter goes to the rows, unless an offer is marked."""

    left = Signal()

    def text_of(self, pick: "Pick") -> str:
        return str(pick.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not self.composing and not self.offering
        if plain and event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif plain and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        elif not self.composing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.settle():
                self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class LedgerBar(QWidget):
    """`changed(resting)` follows another filter or period, `views_asked` and `columns_asked` the buttons behind."""

    changed = Signal(bool)
    views_asked = Signal()
    columns_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.period = str(bridge.recall(_PERIOD, ALL))
        self.query = TokenEdit(lambda text: token_picks(text, bridge.plan), icon="list-filter")
        self.period_button = Button("", "ghost", "calendar")
        self.views = Button("", "ghost", "star")
        self.columns = ToolButton("sliders-horizontal")
        self.problem = HintRow()
        self.row = QHBoxLayout()
        for part in (self.query, self.period_button, self.views, self.columns):
            self.row.addWidget(part, int(part is self.query))
        self.rows = QVBoxLayout(self)
        self.rows.addLayout(self.row)
        self.rows.addWidget(self.problem)
        self.problem.hide()
        self.query.textEdited.connect(lambda _text: self._on_typed(resting=True))
        self.query.taken.connect(lambda _pick: self._on_typed(resting=False))
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.period_menu(menu))
        self.period_button.setMenu(menu)
        self.views.clicked.connect(self.views_asked)
        self.columns.clicked.connect(self.columns_asked)
        self.retranslate()
        follow(self._restyle)

    # what is asked for

    @property
    def text(self) -> str:
        """What is typed into the filter."""
        return self.query.text()

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.text.strip()) or self.period != ALL

    def wanted(self) -> LedgerFilter:
        """The filter and the period together; what cannot be read is left out."""
        scene = Scene.of(self.bridge.plan)
        terms = self._reading().filter.terms
        try:
            days = days_of(self.period, scene.context)
        except InputError:
            days = None
        return LedgerFilter(terms if days is None else (*terms, Term("date", days)))

    def ask(self, text: str, period: str) -> None:
        """Ask for a filter and a period, as a saved view does."""
        self.query.setText(text)
        self.query.hush()
        self._keep_period(period)
        self._on_typed(resting=False)

    def clear(self) -> None:
        """Ask for every entry."""
        self.ask("", ALL)

    def retranslate(self) -> None:
        self.query.setPlaceholderText(_("Filter, such as platform:… >500 2026-10.."))
        self.query.setAccessibleName(_("Filter entries"))
        self.views.setText(_("Saved views"))
        self.views.setToolTip(_("Filters and orders under a name"))
        self.columns.set_name(_("Columns"))
        self.columns.setToolTip(_("Choose the columns"))
        self.period_button.setText(period_words(self.period))
        self.period_button.setAccessibleName(_("Period: {period}").format(period=period_words(self.period)))
        self._tell()

    # periods

    def period_menu(self, menu: QMenu) -> QMenu:
        """The usual periods, and one to be typed."""
        menu.clear()
        for period in USUAL:
            entry = menu.addAction(period_words(period))
            entry.setCheckable(True)
            entry.setChecked(period == self.period)
            entry.triggered.connect(lambda _on=False, period=period: self.set_period(period))
        menu.addSeparator()
        menu.addAction(_("From, to…"), self.ask_period)
        return menu

    def set_period(self, period: str) -> None:
        """Show the days of `period`."""
        self._keep_period(period)
        self.changed.emit(False)

    def ask_period(self) -> "PeriodSheet":
        """Ask for days to be typed."""
        self.sheet = PeriodSheet(self.bridge, "" if self.period in USUAL else self.period, self)
        self.sheet.chosen.connect(self.set_period)
        self.sheet.open_below(self.period_button)
        self.sheet.line.setFocus()
        return self.sheet

    def _keep_period(self, period: str) -> None:
        self.period = period or ALL
        self.bridge.remember(_PERIOD, self.period)
        self.retranslate()

    # what is told

    def _reading(self) -> FilterReading:
        scene = Scene.of(self.bridge.plan)
        return read_filter(self.text, scene.plan, scene.context.today)

    def _on_typed(self, *, resting: bool) -> None:
        self._tell()
        self.changed.emit(resting)

    def _tell(self) -> None:
        """Say what of the filter cannot be read; the rest of it works all the same."""
        typing = self.query.hasFocus() and self.text.endswith((":", "："))  # what follows is on its way
        problems = () if typing else self._reading().problems
        self.query.set_state("warning" if problems else "")
        self.problem.set_message("warning", problems[0].message if problems else "")
        self._restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        told = not self.problem.isHidden()
        self.rows.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(8))
        self.rows.setSpacing(look.px(4))
        self.row.setSpacing(look.px(4))
        self.setFixedHeight(look.px(12 + Size.CONTROL + (Size.HINT + 4 if told else 0)))
        self.update()


class PeriodSheet(Popover):
    """Asks for days such as ``2026-10..2026-12``; Enter takes them."""

    chosen = Signal(str)

    def __init__(self, bridge: "Bridge", text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.line = LineEdit(tabular=True)
        self.line.fleeting = True
        self.line.setMinimumWidth(theme().px(240))
        self.line.setText(text)
        self.line.setPlaceholderText("2026-10..2026-12")
        self.field = Field(_("From, to"), self.line)
        self.body.addWidget(self.field)
        self.line.returnPressed.connect(self._take)

    def _take(self) -> None:
        text = self.line.text().strip()
        try:
            days_of(text, Scene.of(self.bridge.plan).context)
        except InputError as error:
            self.field.set_message("error", error.message)
            self.adjustSize()
            return
        self.close()
        self.chosen.emit(text)


def below(button: QWidget) -> QPoint:
    """Where a menu under `button` begins."""
    return button.mapToGlobal(QPoint(0, button.height() + 4))
