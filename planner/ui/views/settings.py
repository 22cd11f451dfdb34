"""The Settings page: what holds for this plan, what holds for this computer, and the backups. Applies at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.preferences.backups_card import BackupsCard
from planner.ui.preferences.card import PreferencesCard
from planner.ui.preferences.data_card import DataCard
from planner.ui.preferences.plan_settings_card import PlanSettingsCard, RatesCard
from planner.ui.scroll_memory import ScrollMemory
from planner.ui.window.trail import PREFERENCE

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

WIDEST = 640  # px of the left column
SIDE = 380


class SettingsPage(Page):
    """Two columns of cards, one below the other where it is narrow."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.plan, self.rates = PlanSettingsCard(bridge), RatesCard(bridge)
        self.preferences, self.backups = PreferencesCard(bridge.preferences), BackupsCard(bridge)
        self.data = DataCard(bridge)
        self.left, self.right = QWidget(), QWidget()
        own, computer = (self.plan, self.rates), (self.preferences, self.backups, self.data)
        for column, cards in ((self.left, own), (self.right, computer)):
            rows = QVBoxLayout(column)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(Size.CARD_GAP)
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
                rows.addWidget(card)
            rows.addStretch()
        self.ground = QWidget()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.ground)
        self.columns.addWidget(self.left, 3)
        self.columns.addWidget(self.right, 2)
        self.columns.addStretch(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.ground)
        ScrollMemory(self.area, "settings.scroll", self.bridge)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.backups.chosen.connect(bridge.backup_chosen)
        follow(self._restyle)

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        """Lead to a field of the plan, or to the preference `record_id`."""
        shown: QWidget | None = None
        if kind == "plan" and field:
            shown = self.plan.show_field(field)
        elif kind == PREFERENCE:
            shown = self._preference(record_id)
        if shown is not None:
            self.area.ensureWidgetVisible(shown, 0, self.theme.px(40))

    def _preference(self, name: str) -> QWidget | None:
        """The card or the choice called `name`, with the keyboard in it."""
        cards: dict[str, tuple[QWidget, QWidget]] = {
            "backups": (self.backups, self.backups.make),
            "data": (self.data, self.data.open_folder),
            "rates": (self.rates, self.rates.currency),
        }
        shown, stop = cards.get(name) or self.preferences.place(name) or (None, None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - it is all shown anew, and cheap
        """Take up what changed."""
        self.plan.refresh()
        self.rates.refresh()

    def focus_first(self) -> None:
        self.plan.fields.editors["title"].focus_widget.setFocus()

    def leave(self) -> None:
        self.plan.fields.commit()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self.backups.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self.theme
        narrow = self.width() < look.px(Size.ONE_PANE)
        self.columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.left.setMaximumWidth(look.px(WIDEST))
        self.right.setMaximumWidth(look.px(WIDEST if narrow else SIDE))

    def _restyle(self) -> None:
        look = self.theme
        side = look.px(Size.PAGE_PADDING)
        self.columns.setContentsMargins(side, look.px(Size.PAGE_TOP), side, look.px(Size.PAGE_BOTTOM))
        self.columns.setSpacing(look.px(Size.CARD_GAP))
        self._arrange()
