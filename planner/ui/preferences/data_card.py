"""Where everything lies: the open plan, the folder of plans and backups, and how a plan goes to another computer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner import paths
from planner.i18n import _
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.field import Field
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


class DataCard(Card):
    """Two places, each with the button that shows it in the system's file browser."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.file, self.show_file = Label("", ink="t2").set_wrap(), Button("", icon="external-link", small=True)
        self.folder, self.open_folder = Label("", ink="t2").set_wrap(), Button("", icon="folder-open", small=True)
        self.fields = (
            Field("", _beside(self.file, self.show_file)),
            Field("", _beside(self.folder, self.open_folder)),
        )
        self.moving = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.about, self.log = LinkButton(), LinkButton()
        for part in (*self.fields, self.moving):
            self.body.addWidget(part)
        links = QHBoxLayout()
        links.addWidget(self.about)
        links.addWidget(self.log)
        links.addStretch()
        self.body.addLayout(links)
        self.show_file.clicked.connect(lambda: show_folder(bridge.session.path.parent))
        self.open_folder.clicked.connect(lambda: show_folder(paths.data_folder()))
        self.about.clicked.connect(lambda: self._run("about"))
        self.log.clicked.connect(lambda: self._run("log_folder"))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.set_title(_("Where my data is"))
        self.fields[0].set_label(_("This plan is the file"))
        self.fields[1].set_label(_("New plans and all backups are kept in"))
        self.file.setText(_breakable(self.bridge.session.path))
        self.folder.setText(_breakable(paths.data_folder()))
        self.show_file.setText(_("Show"))
        self.show_file.setAccessibleName(_("Show the plan in its folder"))
        self.open_folder.setText(_("Open folder"))
        self.moving.setText(
            _(
                "To move to another computer, close the plan and copy that one file there. Open it with Brightroad; nothing else is needed."
            )
        )
        self.about.setText(_("About Brightroad…"))
        self.log.setText(_("Show log folder"))

    def _run(self, action_id: str) -> None:
        self.window().board[action_id].trigger()

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(theme().px(Size.FIELD_GAP))


def show_folder(folder: Path) -> None:
    """Open `folder` in the system's file browser; one that is not there yet is made."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _beside(label: Label, button: Button) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label, 1)
    row.addWidget(button)
    line.setFocusProxy(button)
    return line


def _breakable(path: Path) -> str:
    """The path, with the home folder as people know it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
