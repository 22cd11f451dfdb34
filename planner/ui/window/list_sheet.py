"""A short list over the window: what went along with a deletion, one line each."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QListView, QWidget

from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.choices import ChoiceRows
from planner.ui.window.sheet import TitledSheet

SHOWN: Final = 14  # lines before the list scrolls


class ListSheet(TitledSheet):
    """A title and lines to read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 460)
        self.lines = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(ChoiceRows(self.list))
        self.body.addWidget(self.list)
        self.retranslate()

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Open with `title` and `lines`."""
        self.set_title(title)
        self.list.setAccessibleName(title)
        self.lines.setStringList(list(lines))
        self.list.setCurrentIndex(self.lines.index(0))
        self.list.setFixedHeight(min(max(len(lines), 2), SHOWN) * theme().px(Size.CONTROL))
        self.open()
