"""Between the open plan and the pages: every edit of the interface passes here, and every change is told from here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.errors import FileError, InputError
from planner.ui.views import HOME_OF

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.session import Session
    from planner.store.transaction import Transaction
    from planner.ui.view_state import ViewState
    from planner.ui.worker import Worker

_T = TypeVar("_T")
SAVED, SAVING, FAILED = "saved", "saving", "failed"


class Bridge(QObject):
    """One open plan as the pages see it.

    `changed(ChangeSet)` follows every edit, undo, redo and change by another program. `navigate(view id, kind,
    record id, field)` asks the window to show a page or a record (empty texts where not meant). `toasted(text, undo,
    details)` and `refused(text)` and `state(SAVED | SAVING | FAILED, text)` are shown by the window.
    """

    changed = Signal(object)
    navigate = Signal(str, str, str, str)
    toasted = Signal(str, bool, object)
    refused = Signal(str)
    state = Signal(str, str)

    def __init__(self, session: "Session", worker: "Worker", view_state: "ViewState") -> None:
        super().__init__()
        self.session = session
        self.worker = worker
        self._view_state = view_state
        self._stop = session.observe(self.changed.emit)

    @property
    def plan(self) -> "Plan":
        """The plan as it is now."""
        return self.session.plan

    @property
    def read_only(self) -> bool:
        """Whether nothing can be edited."""
        return self.session.read_only

    def run(self, label: str, edit: "Callable[[Transaction], _T]", origin: object = None, **names: Any) -> _T | None:
        """Run `edit(transaction)` as one undo step named by the marked text `label`, filled with `names`.

        Returns what `edit` returns; None when the file or the input refused, which the user has then been told.
        The caller keeps what was typed in that case.
        """
        self.state.emit(SAVING, "")
        try:
            with self.session.edit(label, origin=origin, **names) as transaction:
                result = edit(transaction)
        except FileError as error:
            self.state.emit(FAILED, str(error))
            return None
        except InputError as error:
            self.state.emit(SAVED, "")
            self.refused.emit(error.message)
            return None
        self.state.emit(SAVED, "")
        return result

    def toast(self, text: str, *, undo: bool = True, details: tuple[str, ...] = ()) -> None:
        """Say `text` for a while at the foot of the page, with Undo; `details` open from it line by line."""
        self.toasted.emit(text, undo, details)

    def go(self, view: str) -> None:
        """Show the page `view`."""
        self.navigate.emit(view, "", "", "")

    def open_record(self, kind: str, record_id: str, field: str = "") -> None:
        """Show the record on the page that owns its kind; nothing happens for a kind without a page."""
        view = HOME_OF.get(kind)
        if view is not None:
            self.navigate.emit(view, kind, record_id, field)

    def recall(self, key: str, default: Any = None) -> Any:
        """What was remembered under `key` (column widths, splitter, filter): plain JSON values."""
        return self._view_state.recall(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Keep the plain JSON `value` under `key` for the next start; not part of the plan."""
        self._view_state.remember(key, value)

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()
