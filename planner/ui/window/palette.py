"""The palette (Ctrl+K): go to any page or record, or do anything, by typing a few of its letters."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS
from planner.ui.actions import ACTIONS, BY_ID
from planner.ui.keys import first_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.views import HOME_OF, VIEWS
from planner.ui.widgets import painting
from planner.ui.widgets.labels import Hairline, Keycaps, Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.speech import announce
from planner.ui.window.page_letters import Letter, letters_of
from planner.ui.window.palette_rows import Row, RowList
from planner.ui.window.palette_search import Entry, Hit, entry, search
from planner.ui.window.palette_settings import setting_entries
from planner.ui.window.palette_texts import LEDGER, TextSearch, text_rows
from planner.ui.window.sheet import Sheet
from planner.ui.window.trail import PART, Place

if TYPE_CHECKING:
    from planner.model.catalogue import Record
    from planner.model.plan import Plan
    from planner.model.search import Group
    from planner.ui.window.main import MainWindow

FOUND: Final = 8  # places and records shown
MORE: Final = 32  # when more is asked for
DOABLE: Final = 5  # actions shown
LATELY: Final = 5  # last places shown for an empty query
SLICE: Final = 300  # records made ready in one breath
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6,
}  # fmt: skip
_SIGNS: Final = ">》＞#＃@＠"
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_QUIET: Final = ("palette", "close", "next_pane")  # of no use from here
_FIRST: Final = ("primary", "undo", "find", "theme", "guide")  # offered before anything is typed
_SOUGHT: Final = tuple(kind for kind in HOME_OF if kind not in ("mute", "override"))  # they have no names to seek
_PEOPLE: Final = ("partner", "contact", "alliance")


class Query(LineEdit):
    """The line one types in: larger, without a border; the arrows move in the list instead."""

    moved = Signal(int)
    filtered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fleeting = True
        self.setProperty("plain", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not self.composing:
            self.moved.emit(_STEPS[event.key()])
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and not self.composing:
            event.ignore()  # the sheet's
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.composing:
            self.filtered.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.PAGE_TITLE))
        self.setFixedHeight(theme().px(Size.PALETTE_INPUT))


class Palette(Sheet):
    """Over the window; its entries are made ready bit by bit while nothing else is to do."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._entries: dict[tuple[str, str], tuple[object, Entry]] = {}
        self._used: list[object] = []
        self._all = False
        self._records: list[Entry] = []
        self._revision: tuple[int, int] = (-1, -1)
        self.query, self.list = Query(), RowList()
        self._lay_out()
        self.query.textChanged.connect(self._on_typed)
        self.query.moved.connect(self.list.step)
        self.query.returnPressed.connect(self._on_enter)
        self.query.filtered.connect(self._on_filtered)
        self.list.picked.connect(self._run)
        self.texts = TextSearch(self)
        self.texts.came.connect(self._on_came)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle)
        self.retranslate()
        follow(self._resize_parts)

    def _lay_out(self) -> None:
        self._escape = Keycaps("Esc")
        head = QHBoxLayout()
        head.addWidget(_Glass())
        head.addWidget(self.query, 1)
        head.addWidget(self._escape)
        self._foot = QHBoxLayout()
        self._hints = [Label("", Type.SMALL, 400, "t2") for _hint in range(4)]
        for keys, hint in zip((("Up", "Down"), ("Return",), ("Tab",)), self._hints, strict=False):
            for key in keys:
                self._foot.addWidget(Keycaps(key))
            self._foot.addWidget(hint)
            self._foot.addSpacing(8)
        self._foot.addStretch()
        self._foot.addWidget(self._hints[3])
        self._head = head
        for part in (head, Hairline(), self.list, Hairline(), self._foot):
            self.rows.addWidget(part) if isinstance(part, QWidget) else self.rows.addLayout(part)

    def retranslate(self) -> None:
        """Name the parts in the language in use."""
        self.setAccessibleName(_("Search or run a command"))
        self.query.setPlaceholderText(_("Search or run a command"))
        self.query.setAccessibleName(_("Search or run a command"))
        self.list.setAccessibleName(_("Results"))
        for hint, text in zip(
            self._hints, (_("select"), _("open"), _("show more"), _("> for commands, # for the ledger")), strict=True
        ):
            hint.setText(text)

    def ask(self) -> None:
        """Open with an empty query."""
        self._all = False
        self._gather()
        self.query.clear()
        self._show()
        self.open()

    def warm(self) -> None:
        """Make the records of the plan ready for searching, in the time nobody uses."""
        self._idle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.query.text():
            self.query.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002 - Qt's name; Tab shows more instead
        self._all = not self._all
        self._show()
        return True

    def _gather(self) -> None:
        """Make ready what is not yet, and list the records of the plan as it is now."""
        bridge = self._window.bridge
        if bridge is None:
            return
        revision = (id(bridge), bridge.session.revision)
        if revision != self._revision:
            self._records = [self._entry(kind, record) for kind in _SOUGHT for record in _named(bridge.plan, kind)]
            self._revision = revision

    def _entry(self, kind: str, record: object) -> Entry:
        key = (kind, record.id)
        known = self._entries.get(key)
        if known is not None and known[0] is record:
            return known[1]
        made = entry(KINDS[kind].name_of(record), Place(HOME_OF[kind], kind, record.id), KINDS[kind].icon, kind)
        self._entries[key] = (record, made)
        return made

    def _on_idle(self) -> None:
        bridge = self._window.bridge
        if bridge is None:
            self._idle.stop()
            return
        missing = (
            (kind, record)
            for kind in _SOUGHT
            for record in _named(bridge.plan, kind)
            if (kind, record.id) not in self._entries
        )
        for number, (kind, record) in enumerate(missing):
            self._entry(kind, record)
            if number == SLICE:
                return
        self._idle.stop()

    def _on_typed(self) -> None:
        self._all = False
        self._show()

    def _show(self) -> None:
        text = self.query.text()
        self.list.show_rows(self._rows(text) if text.strip() else self._suggested())
        self.texts.ask(self._window.bridge, text, MORE if self._all else FOUND)
        self._tell()

    def _on_came(self, groups: "tuple[Group, ...]") -> None:
        """What stands in notes and the ledger comes below what is there already."""
        shown = frozenset(row.target for row in self.list.found.rows)
        rows = text_rows(groups, shown, ledger_only=self.query.text()[:1] in LEDGER)
        if rows or not shown:
            self.list.extend(rows or [Row(_("Nothing found"), heading=True)])
            self._tell()

    def _tell(self) -> None:
        if self.isVisible():
            self.place()
            found = sum(not row.heading for row in self.list.found.rows)
            announce(self.query, ngettext("{count} result", "{count} results", found).format(count=found))

    def _rows(self, text: str) -> list[Row]:
        most = MORE // FOUND if self._all else 1
        sign, rest = text[:1], text[1:]
        if sign in ">》＞":
            return _grouped(_("Actions"), search(self._actions(), rest, self._used, DOABLE * most))
        if sign in LEDGER:
            return []  # what is in the file comes later
        if sign in "@＠":
            people = [item for item in self._records if item.hint in _PEOPLE]
            return _grouped(_("People and alliances"), search(people, rest, self._used, FOUND * most))
        places = search(
            (*self._pages(), *self._parts(), *self._records, *self._settings()), text, self._used, FOUND * most
        )
        deeds = search(self._actions(), text, self._used, DOABLE * most)
        groups = [(_("Go to"), places), (_("Actions"), deeds)]
        if deeds and (not places or deeds[0].tier < places[0].tier):
            groups.reverse()
        return [row for name, hits in groups for row in _grouped(name, hits)] or [Row(_("Nothing found"), heading=True)]

    def _suggested(self) -> list[Row]:
        """Before anything is typed: the last places, then what is at hand."""
        space = self._window.workspace
        places = space.trail.recent(LATELY) if space else ()
        known = {item.target: item for item in (*self._pages(), *self._parts(), *self._records)}
        lately = [known[place] for place in places if place in known] or self._pages()[:LATELY]
        deeds = {str(item.target): item for item in self._actions()}
        return [
            Row(_("Go to"), heading=True),
            *(Row.of(Hit(item, 0, ())) for item in lately),
            Row(_("Actions"), heading=True),
            *(Row.of(Hit(deeds[name], 0, ())) for name in _FIRST if name in deeds),
        ]

    def _pages(self) -> list[Entry]:
        return [entry(_(view.label), Place(view.id), view.icon, "", first_of(BY_ID[f"go.{view.id}"])) for view in VIEWS]

    def _parts(self) -> list[Entry]:
        return [
            entry(_(words), Place(view.id, PART, part), view.icon, _(view.label))
            for view in VIEWS
            for part, words in view.parts
        ]

    def _settings(self) -> list[Entry]:
        bridge = self._window.bridge
        return setting_entries(bridge.plan.settings.id) if bridge is not None else []

    def _actions(self) -> list[Entry]:
        """What can be done now, pages left out: they are places; with what the page's own keys do."""
        board, space = self._window.board, self._window.workspace
        page = space.page if space is not None else None
        letters = letters_of(page) if page is not None and page.enabled("edit") else ()
        return [
            *(entry(_(letter.text), letter, letter.icon, "", letter.key) for letter in letters),
            *(
                entry(board.text(action.id), action.id, action.icon, "", first_of(action))
                for action in ACTIONS
                if action.id not in _QUIET and not action.id.startswith("go.") and board[action.id].isEnabled()
            ),
        ]

    def _on_enter(self) -> None:
        target = self.list.current_target()
        if target is not None:
            self._run(target)

    def _on_filtered(self) -> None:
        """Ctrl+Enter: narrow the page of what is marked, or else the page shown, to what was typed."""
        space, text, target = (
            self._window.workspace,
            self.query.text().lstrip(_SIGNS).strip(),
            self.list.current_target(),
        )
        if space is None or not text:
            return
        self.close_now()
        if isinstance(target, Place):
            space.show_page(target.view)
        if space.page is not None and space.page.enabled("find"):
            space.page.find()
            asked = space.window().focusWidget()
            if isinstance(asked, LineEdit):
                asked.selectAll()
                asked.insert(text)

    def _run(self, target: object) -> None:
        self._used = [target, *(used for used in self._used if used != target)][:50]
        self.close_now()
        if isinstance(target, Place):
            if self._window.workspace is not None:
                self._window.workspace.go(target)
        elif isinstance(target, Letter):
            if self._window.workspace is not None and self._window.workspace.page is not None:
                self._window.workspace.page.act(target.act)
        else:
            self._window.board[str(target)].trigger()

    def _resize_parts(self) -> None:
        look = theme()
        self._head.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        self._head.setSpacing(look.px(10))
        self._foot.setContentsMargins(look.px(16), look.px(9), look.px(16), look.px(9))
        self._foot.setSpacing(look.px(6))


class _Glass(Label):
    """The magnifying glass before the query."""

    def __init__(self) -> None:
        super().__init__()
        follow(self._draw)

    def paintEvent(self, _event: object) -> None:
        painting.icon(painting.begin(self), "search", "t3", 17, self.rect().toRectF().center())

    def _draw(self) -> None:
        self.setFixedSize(theme().px(18), theme().px(20))


def _named(plan: "Plan", kind: str) -> "tuple[Record, ...]":
    """The records of a kind that has names of its own."""
    listed = KINDS[kind].title and not KINDS[kind].journal and kind not in ("plan", "rate")
    return plan.records(kind) if listed else ()


def _grouped(name: str, hits: list[Hit]) -> list[Row]:
    return [Row(name, heading=True), *(Row.of(hit) for hit in hits)] if hits else []
