"""What each action does in the window, and when it can be done."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QApplication

from planner import paths
from planner.i18n import N_, _
from planner.ui.page import VERBS
from planner.ui.views import VIEWS
from planner.ui.window.later import made
from planner.ui.window.trail import PREFERENCE, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.ui.bridge import Bridge
    from planner.ui.page import Page
    from planner.ui.window.main import MainWindow
    from planner.ui.window.workspace import Workspace

PASSING: Final = ("palette_sheet", "guide", "keys", "history", "details", "about")
UNDO_STEP, REDO_STEP = N_("Undo: {step}"), N_("Redo: {step}")


def connect_actions(window: "MainWindow") -> None:
    """Bind every action of the registry to what it does in `window`."""
    board = window.board
    board.bind({f"go.{view.id}": lambda view=view: _go(window, view.id) for view in VIEWS})
    board.bind({verb: lambda verb=verb: _do(window, verb) for verb in VERBS})
    board.bind(_on_plan(window))
    board.bind(_on_window(window))
    board.set_conditions(_conditions(window))
    board.refreshed.connect(lambda: _retitle(window))


def _on_plan(window: "MainWindow") -> "Mapping[str, Callable[[], object]]":
    """What is done with the plan that is open."""
    return {
        "palette": _part(window, "palette_sheet", "ask"),
        "back": lambda: _space(window).back(),
        "forward": lambda: _space(window).forward(),
        "next_pane": lambda: _space(window).next_pane(),
        "undo": lambda: _bridge(window).undo(),
        "redo": lambda: _bridge(window).redo(),
        "timer": lambda: _switch_timer(window),
        "history": lambda: window.history.ask(_space(window).bridge),
        "plan.copy": lambda: save_copy(window),
        "export.workbook": lambda: _save_tables(window, ".xlsx"),
        "export.csv": lambda: _save_tables(window, ".zip"),
        "plan.folder": lambda: window.files.show_folder(_space(window).bridge.session.path),
        "plan.save": lambda: _save(window),
        "milestone.new": lambda: _new_milestone(window),
        "quick_entry": lambda: _space(window).ask_entry(),
    }


def _on_window(window: "MainWindow") -> "Mapping[str, Callable[[], object]]":
    """What is done with the window and with plan files."""
    return {
        "plan.new": _part(window, "new_plan", "ask"),
        "plan.open": window.files.ask_open,
        "plan.sample": window.files.open_sample,
        "data_folder": lambda: show_setting(window, "data"),
        "larger": lambda: window.preferences.resize(1),
        "smaller": lambda: window.preferences.resize(-1),
        "density": window.preferences.switch_density,
        "motion": window.preferences.switch_motion,
        "about": _part(window, "about", "open"),
        "bug_details": lambda: _copy_details(window),
        "log_folder": _show_log,
        "theme": window.preferences.switch_theme,
        "language": window.preferences.switch_language,
        "hide_amounts": window.preferences.switch_amounts,
        "guide": _part(window, "guide", "open"),
        "keys": _part(window, "keys", "open"),
        "close": window.close,
    }


def _conditions(window: "MainWindow") -> "dict[str, Callable[[], bool]]":
    def shown() -> bool:
        return window.workspace is not None and window.screens.currentWidget() is window.workspace

    conditions: dict[str, Callable[[], bool]] = {
        "plan": shown,
        "writable": lambda: shown() and not _space(window).bridge.read_only,
        "undo": lambda: shown() and _space(window).bridge.session.can_undo,
        "redo": lambda: shown() and _space(window).bridge.session.can_redo,
        "back": lambda: shown() and _space(window).trail.can_go_back,
        "forward": lambda: shown() and _space(window).trail.can_go_forward,
    }
    for verb in VERBS:
        conditions[f"page:{verb}"] = lambda verb=verb: shown() and _can(window, verb)
    return conditions


def _can(window: "MainWindow", verb: str) -> bool:
    """Whether the page can do `verb`; a button with the focus keeps Del, for a chip removes itself by it."""
    page = _page(window)
    if page is None or (verb == "delete" and isinstance(QApplication.focusWidget(), QAbstractButton)):
        return False
    return page.enabled(verb)


def _retitle(window: "MainWindow") -> None:
    page, bridge = _page(window), window.bridge
    window.board.retitle("primary", page.primary_label() if page else "")
    undo = bridge.session.undo_label if bridge and window.board["undo"].isEnabled() else ""
    redo = bridge.session.redo_label if bridge and window.board["redo"].isEnabled() else ""
    window.board.retitle("undo", _(UNDO_STEP).format(step=undo) if undo else "")
    window.board.retitle("redo", _(REDO_STEP).format(step=redo) if redo else "")


def _do(window: "MainWindow", verb: str) -> None:
    page = _page(window)
    if page is not None and page.enabled(verb):
        _uncover(window)
        getattr(page, verb)()


def _uncover(window: "MainWindow") -> None:
    """Put away what is only looked into, above the page: what is asked for now happens on the page."""
    for name in PASSING:
        sheet = made(window, name)
        if sheet is not None:
            sheet.close_now()


def _go(window: "MainWindow", view_id: str) -> None:
    _uncover(window)
    _space(window).show_page(view_id)
    window.view_state.remember("page", view_id)


def _switch_timer(window: "MainWindow") -> None:
    _space(window).timer.toggle()


def _save(window: "MainWindow") -> None:
    """Commit what is being typed and say that all is on the disk: every edit is, the moment it is made."""
    space = _space(window)
    if space.page is not None:
        space.page.leave()
    if space.header.save_state.state != "failed":
        space.toast(_("Saved"))


def _new_milestone(window: "MainWindow") -> None:
    """Show the timeline with a new milestone, its name ready to be typed."""
    _space(window).show_page("roadmap")
    page = _page(window)
    if page is not None:
        page.act("new_milestone")


def show_setting(window: "MainWindow", name: str) -> None:
    """Lead to a setting of this computer; where no plan is open, to the folder all plans are in."""
    if window.workspace is None:
        from planner.ui.preferences.data_card import show_folder  # noqa: PLC0415 - not before it is wanted

        show_folder(paths.data_folder())
        return
    window.workspace.go(Place("settings", PREFERENCE, name))


def _copy_details(window: "MainWindow") -> None:
    from planner.ui.window.about import copy_details  # noqa: PLC0415 - not before it is wanted

    copy_details(window)


def _show_log() -> None:
    from planner.ui.window.about import open_log_folder  # noqa: PLC0415 - not before it is wanted

    open_log_folder()


def _save_tables(window: "MainWindow", ending: str) -> None:
    from planner.ui.tables.files import save_tables  # noqa: PLC0415 - not before it is wanted

    save_tables(window, _bridge(window), ending)


def save_copy(window: "MainWindow") -> None:
    """Ask where a copy of the plan goes, write it, and say where it is."""
    space = _space(window)
    window.files.ask_copy(
        space.bridge.session, lambda path: space.toast(_("A copy is in “{name}”").format(name=path.name))
    )


def _part(window: "MainWindow", name: str, method: str) -> "Callable[[], object]":
    """Run `method` of a part of the window that is made when first asked for."""
    return lambda: getattr(getattr(window, name), method)()  # noqa: PLW0108 - it must not be made before


def _bridge(window: "MainWindow") -> "Bridge":
    return _space(window).bridge


def _space(window: "MainWindow") -> "Workspace":
    if window.workspace is None:
        raise LookupError("no plan is open, yet an action that needs one was run")
    return window.workspace


def _page(window: "MainWindow") -> "Page | None":
    return window.workspace.page if window.workspace else None
