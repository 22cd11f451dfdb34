"""Everything one can do, declared once: menus, tooltips, keys, the palette and the sheet of keys all read `ACTIONS`.

`ActionBoard` makes a QAction of each entry for one window; who can do a thing binds it, and says when it can be done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.i18n import N_, _
from planner.ui import keys
from planner.ui.views import VIEWS

PLAN, EDIT, GO, WINDOW = N_("Plan file"), N_("Edit"), N_("Go to"), N_("Window")
GROUPS = (GO, EDIT, PLAN, WINDOW)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. `text` is marked; `shortcuts` are as QKeySequence reads them, the first one is shown; a person
    may put others in their place, so that who wants the keys of now asks `planner.ui.keys`.

    `when` names the condition under which it can be done: "always", "plan" (a plan is open), "writable", "undo",
    "redo", "back", "forward", or "page:" and a verb of `planner.ui.page.VERBS`.
    """

    id: str
    text: str
    icon: str
    group: str
    shortcuts: tuple[str, ...] = ()
    when: str = "always"


ACTIONS: tuple[Action, ...] = (
    *(
        Action(f"go.{view.id}", view.label, view.icon, GO, (view.shortcut,) if view.shortcut else (), "plan")
        for view in VIEWS
    ),
    Action("palette", N_("Search or run a command"), "search", GO, ("Ctrl+K", "Ctrl+P"), "plan"),
    Action("back", N_("Back"), "arrow-left", GO, ("Alt+Left",), "back"),
    Action("forward", N_("Forward"), "arrow-right", GO, ("Alt+Right",), "forward"),
    Action("next_pane", N_("Next pane"), "panel-left", GO, ("F6",), "plan"),
    Action("next_problem", N_("Next problem"), "circle-x", GO, ("F8",), "page:next_problem"),
    Action("primary", N_("New on this page"), "plus", EDIT, ("Ctrl+N",), "page:primary"),
    Action("find", N_("Filter this page"), "list-filter", EDIT, ("Ctrl+F",), "page:find"),
    Action("milestone.new", N_("New milestone"), "milestone", EDIT, ("Ctrl+Shift+N",), "writable"),
    Action("quick_entry", N_("Quick entry"), "receipt", EDIT, ("Ctrl+E",), "writable"),
    Action("undo", N_("Undo"), "undo-2", EDIT, ("Ctrl+Z",), "undo"),
    Action("redo", N_("Redo"), "redo-2", EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Action("history", N_("History…"), "history", EDIT, (), "plan"),
    Action("edit", N_("Edit the cell"), "pencil", EDIT, ("F2",), "page:edit"),
    Action("duplicate", N_("Duplicate"), "copy", EDIT, ("Ctrl+D",), "page:duplicate"),
    Action("delete", N_("Delete"), "trash-2", EDIT, ("Del",), "page:delete"),
    Action("copy", N_("Copy"), "copy", EDIT, ("Ctrl+C",), "page:copy"),
    Action("paste", N_("Paste"), "save", EDIT, ("Ctrl+V",), "page:paste"),
    Action("timer", N_("Start or stop the timer"), "timer", EDIT, ("Ctrl+T",), "writable"),
    Action("plan.new", N_("New plan…"), "file-plus", PLAN),
    Action("plan.open", N_("Open…"), "folder-open", PLAN, ("Ctrl+O",)),
    Action("plan.sample", N_("Open the sample plan"), "book-open", PLAN),
    Action("plan.copy", N_("Save a copy…"), "copy", PLAN, ("Ctrl+Shift+S",), "plan"),
    Action("export.workbook", N_("Export as spreadsheet…"), "table-2", PLAN, (), "plan"),
    Action("export.csv", N_("Export as CSV…"), "download", PLAN, (), "plan"),
    Action("data_folder", N_("Where is my data"), "folder-open", PLAN),
    Action("plan.folder", N_("Show in folder"), "external-link", PLAN, (), "plan"),
    Action("plan.save", N_("Save now"), "save", PLAN, ("Ctrl+S",), "plan"),
    Action("theme", N_("Switch between light and dark"), "sun-moon", WINDOW, ("Ctrl+Shift+L",)),
    Action("language", N_("Switch between Chinese and English"), "languages", WINDOW),
    Action("hide_amounts", N_("Hide amounts, or show them"), "eye", WINDOW, ("Ctrl+Shift+H",)),
    Action("larger", N_("Larger"), "zoom-in", WINDOW),
    Action("smaller", N_("Smaller"), "zoom-out", WINDOW),
    Action("density", N_("Rows closer together, or further apart"), "list", WINDOW),
    Action("motion", N_("Reduce motion, or not"), "activity", WINDOW),
    Action("guide", N_("Guide"), "circle-help", WINDOW, ("F1",)),
    Action("keys", N_("Keys"), "keyboard", WINDOW, ("Ctrl+F1",)),
    Action("about", N_("About Brightroad…"), "info", WINDOW),
    Action("bug_details", N_("Copy details for a bug report"), "copy", WINDOW),
    Action("log_folder", N_("Show log folder"), "file-text", WINDOW),
    Action("close", N_("Close the window"), "x", WINDOW, ("Ctrl+Q", "Ctrl+W")),
)
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}


class ActionBoard(QObject):
    """The actions of one window as QActions. `refreshed` follows every look at what can be done now."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._conditions: dict[str, Callable[[], bool]] = {}
        self._texts: dict[str, str] = {}
        self._actions: dict[str, QAction] = {}
        for entry in ACTIONS:
            action = QAction(window)
            action.setObjectName(entry.id)
            window.addAction(action)
            self._actions[entry.id] = action
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def bind(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Let each action named run its slot."""
        for action_id, slot in slots.items():
            self._actions[action_id].triggered.connect(lambda _checked=False, slot=slot: slot())

    def set_conditions(self, conditions: Mapping[str, Callable[[], bool]]) -> None:
        """Tell how each `when` is answered; one that is not named is answered with yes."""
        self._conditions = dict(conditions)
        self.refresh()

    def retitle(self, action_id: str, text: str) -> None:
        """Call an action by the translated `text` for now ("New platform"); "" brings its own text back."""
        if self._texts.get(action_id, "") != text:
            self._texts[action_id] = text
            self._word(BY_ID[action_id])

    def text(self, action_id: str) -> str:
        """What the action is called now, in the language in use."""
        return self._texts.get(action_id) or _(BY_ID[action_id].text)

    def refresh(self) -> None:
        """Look anew at what can be done now."""
        answers: dict[str, bool] = {}
        for entry in ACTIONS:
            if entry.when not in answers:
                ask = self._conditions.get(entry.when)
                answers[entry.when] = ask() if ask else True
            self._actions[entry.id].setEnabled(answers[entry.when])
        self.refreshed.emit()

    def retranslate(self) -> None:
        """Name every action in the language in use, and give it the keys it has now."""
        for entry in ACTIONS:
            self._actions[entry.id].setShortcuts([QKeySequence(known) for known in keys.keys_of(entry)])
            self._word(entry)

    def _word(self, entry: Action) -> None:
        action, text = self._actions[entry.id], self.text(entry.id)
        action.setText(text.replace("&", "&&"))
        action.setToolTip(told(text, keys.keys_of(entry)))


def told(text: str, shortcuts: tuple[str, ...]) -> str:
    """A tooltip: the text and, where there is one, the first shortcut as this system writes it."""
    if not shortcuts:
        return text
    keys = QKeySequence(shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return _("{action} ({keys})").format(action=text, keys=keys)
