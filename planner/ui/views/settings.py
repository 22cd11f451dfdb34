"""The Settings page: what holds for this plan, what holds for this computer, and the backups. Applies at once."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.ui.page import Page

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.theme import Theme


class SettingsPage(Page):
    """Two sections: the plan, and the program."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed."""
