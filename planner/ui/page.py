"""What every page is to the window: a title, a record to jump to, and answers to the keys that mean the same everywhere."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from planner.i18n import _

if TYPE_CHECKING:
    from planner.model.changes import Change, ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.views import ViewSpec

VERBS = ("primary", "find", "edit", "delete", "duplicate", "copy", "paste", "next_problem")


class Page(QWidget):
    """One page. A subclass overrides what it can do and says so in `enabled`.

    `abilities_changed` is to be emitted when an answer of `enabled` may have changed (another selection).
    """

    spec: ClassVar["ViewSpec | None"] = None  # set by the window when the class is loaded
    accessible_role: ClassVar = QAccessible.Role.Grouping
    abilities_changed = Signal()

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.theme = theme

    def title(self) -> str:
        """The title in the header, in the language in use."""
        return _(self.spec.label) if self.spec else ""

    def primary_label(self) -> str:
        """What Ctrl+N does here, in the language in use ("New platform"); empty when nothing."""
        return ""

    def letters(self) -> str:
        """The word under which `planner.ui.window.page_letters` declares the single keys that count here."""
        return (self.spec.counts or self.spec.id) if self.spec else ""

    def act(self, name: str) -> None:
        """Do what a single key names: the method `name`."""
        getattr(self, name)()

    def enabled(self, verb: str) -> bool:  # noqa: ARG002 - the plain page can do nothing
        """Whether the page can do `verb`, one of VERBS, now."""
        return False

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        """Select the record, focus `field` when named, and flash it; unknown ids are ignored."""

    def sees(self, change: "Change", field: str) -> tuple[str, str, str] | None:  # noqa: ARG002 - the plain page sees none
        """Where the page shows a change of a record that is at home elsewhere, so that nobody need be led away: kind, id
        and field for `show_record`. `field` is the only one that differs, or empty. None where it is not shown.
        """
        return None

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed; None means everything may have."""

    def retranslate(self) -> None:
        """Show every text anew in the language in use, losing nothing that was typed or selected."""

    def focus_first(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def next_pane(self) -> bool:
        """Move the focus to the next pane inside the page; False when the last one had it (F6 leaves the page then)."""
        return False

    def toast_pane(self) -> QWidget:
        """The part of the page at whose foot messages stand: a page with a list gives the list."""
        return self

    def leave(self) -> None:
        """Commit what is being typed: the page is about to be hidden or the window closed."""

    def primary(self) -> None:
        """New … (Ctrl+N)."""

    def find(self) -> None:
        """Focus the filter (Ctrl+F)."""

    def edit(self) -> None:
        """Edit the current cell (F2)."""

    def delete(self) -> None:
        """Delete the selection (Del)."""

    def duplicate(self) -> None:
        """Duplicate the selection (Ctrl+D)."""

    def copy(self) -> None:
        """Copy the selection (Ctrl+C)."""

    def paste(self) -> None:
        """Paste (Ctrl+V)."""

    def next_problem(self) -> None:
        """Go to the next field in error (F8)."""
