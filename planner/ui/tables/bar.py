"""Above and below a table: filter, status, sorting and the button for a new record; how many there are and chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from planner.i18n import _, separator
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import Column
from planner.ui.tables.filter import OWN_ORDER, Filter
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

Option = tuple[str, str]


class FilterEdit(LineEdit):
    """The text by which rows are filtered; Esc empties it, Down or Enter goes to the rows."""

    left = Signal()
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().px(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(104), theme().px(Size.CONTROL))


class TableBar(QWidget):
    """The toolbar of a table: `changed` carries the filter asked for, `new_asked` follows the primary button."""

    changed = Signal(object)
    new_asked = Signal()

    def __init__(self, columns: Sequence[Column], status_field: str = "") -> None:
        super().__init__()
        self.columns = [column for column in columns if column.label]
        self.filter = Filter(status_field=status_field)
        self._statuses: list[Option] = []
        self._switch: QWidget | None = None
        self._tool: QWidget | None = None
        self._status_name = ""
        self.query = FilterEdit(icon="list-filter")
        self.status = Button("", "ghost")
        self.sort = Button("", "ghost", "arrow-down-wide-narrow")
        self.new = Button("", "primary", "plus")
        self.row = QHBoxLayout(self)
        for part in (self.query, self.status, self.sort):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.row.addWidget(self.new)
        self.query.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.query.textEdited.connect(lambda text: self.ask(query=text))
        self._status_entries = QMenu(self)
        self._status_entries.aboutToShow.connect(lambda: self.status_menu(self._status_entries))
        self.status.setMenu(self._status_entries)
        self.sort.clicked.connect(lambda: self._open(self.sort, self.sort_menu()))
        self.new.clicked.connect(self.new_asked)
        follow(self._restyle)

    def set_words(self, new: str, placeholder: str, status_name: str, statuses: list[Option]) -> None:
        """Set the texts, and what the status can be, in the language in use."""
        self.new.setText(new)
        self.query.setPlaceholderText(placeholder)
        self.query.setAccessibleName(placeholder)
        self._status_name, self._statuses = status_name, statuses
        self._word()

    def ask(self, **settings: object) -> None:
        """Ask for the filter in use with other settings, and say so."""
        wanted = Filter(**(self._settings() | settings))
        if wanted != self.filter:
            self.filter = wanted
            self._word()
            self.changed.emit(wanted)

    def add_switch(self, switch: QWidget) -> None:
        """Put a switch between two looks of the list before the button for a new record."""
        self._switch = switch
        self.row.insertWidget(self.row.count() - 1, switch)

    def add_tool(self, tool: QWidget) -> None:
        """Put a tool of the page's own behind filter and sorting."""
        self._tool = tool
        self.row.insertWidget(self.row.indexOf(self.sort) + 1, tool)

    def clear(self) -> None:
        """Ask for every record that is not archived."""
        self.query.clear()
        self.ask(query="", statuses=frozenset())

    def status_menu(self, menu: QMenu | None = None) -> QMenu:
        """Which statuses are listed, and whether archived records are."""
        menu = menu or QMenu(self)
        menu.clear()
        if self._statuses:
            self._entry(menu, _("All"), not self.filter.statuses, {"statuses": frozenset()})
            menu.addSeparator()
        for value, words in self._statuses:
            chosen = value in self.filter.statuses
            others = self.filter.statuses - {value} if chosen else self.filter.statuses | {value}
            self._entry(menu, words, chosen, {"statuses": others})
        if self._statuses:
            menu.addSeparator()
        self._entry(menu, _("Show archived"), self.filter.archived, {"archived": not self.filter.archived})
        return menu

    def sort_menu(self) -> QMenu:
        """By what the rows are sorted."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._entry(menu, _("Own order"), self.filter.sort == OWN_ORDER, {"sort": OWN_ORDER, "descending": False})
        menu.addSeparator()
        for column in self.columns:
            here = self.filter.sort == column.id
            wanted = {"sort": column.id, "descending": here and not self.filter.descending}
            group.addAction(self._entry(menu, _(column.label), here, wanted))
        menu.addSeparator()
        turned = {"descending": not self.filter.descending}
        descending = self._entry(menu, _("Descending"), self.filter.descending, turned)
        descending.setEnabled(self.filter.sort != OWN_ORDER)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _entry(self, menu: QMenu, words: str, chosen: bool, wanted: dict[str, object]) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self.ask(**wanted))
        return action

    def _open(self, button: Button, menu: QMenu) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _settings(self) -> dict[str, object]:
        used = self.filter
        names = ("query", "status_field", "statuses", "archived", "sort", "descending")
        return {name: getattr(used, name) for name in names}

    def _word(self) -> None:
        """Say what is listed and how it is sorted, in as many words as fit."""
        named = dict(self._statuses)
        chosen = [named[value] for value, _words in self._statuses if value in self.filter.statuses]
        what = separator().join(chosen) if len(chosen) < 3 else str(len(chosen))
        what = what or (_("with archived") if self.filter.archived else _("All"))
        name = self._status_name or _("Show")
        listed = _("{field}: {value}").format(field=name, value=what)
        self.status.setText(listed)
        self.status.setAccessibleName(listed)
        self.status.setToolTip(listed)
        column = next((column for column in self.columns if column.id == self.filter.sort), None)
        words = _("By {column}").format(column=_(column.label)) if column else _("Own order")
        self.sort.setAccessibleName(words)
        self.sort.setToolTip(words)
        parts = (self.query, self.status, self.new)
        self.sort.setText(words)
        pads = self.row.contentsMargins()
        room = self.width() - pads.left() - pads.right() - 4 * self.row.spacing()
        others = [one for one in (self._switch, self._tool) if one is not None and not one.isHidden()]
        room -= sum(one.sizeHint().width() + self.row.spacing() for one in others)
        for button, short in ((self.sort, ""), (self.status, what)):
            if sum(part.sizeHint().width() for part in (self.status, self.new, self.sort)) + theme().px(150) > room:
                button.setText(short)
        for part in parts:
            part.updateGeometry()

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.TOOLBAR))
        self.row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self.row.setSpacing(look.px(8))
        self.query.setMaximumWidth(look.px(180))
        self._word()
        self.update()


class TableFooter(QWidget):
    """34 px: how many there are on the left, what is selected on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.count = Label("", Type.SMALL, 400, "t2").set_tabular()
        self.selection = Label("", Type.SMALL, 500, "t1").set_tabular(right=True)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.count)
        self.row.addStretch(1)
        self.row.addWidget(self.selection)
        follow(self._restyle)

    def say(self, count: str, selection: str) -> None:
        """Show both texts."""
        self.count.setText(count)
        self.selection.setText(selection)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme().color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme().color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.FOOTER))
        self.row.setContentsMargins(look.px(16), 1, look.px(16), 0)
        self.update()
