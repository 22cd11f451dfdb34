"""Below the matrix: the publication of the current cell, what can be done with it, its fields, and the text for the platform."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from planner.commands.distribution import Place
from planner.i18n import N_, _
from planner.model.catalogue import Publication
from planner.model.placements import Placement
from planner.ui.distribution.publication_fields import STEP, PublicationFields
from planner.ui.distribution.publication_words import LOOKS, OVERDUE, caption, state_of, status_label, usual_words
from planner.ui.editors.fields import Desk
from planner.ui.hours.wall_clock import WallClock
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.notes import Notes

if TYPE_CHECKING:
    from planner.analysis.distribution.results import Typical
    from planner.ui.bridge import Bridge

REST: Final = 150  # ms until a link is looked for elsewhere
HIGH: Final = 140  # px, whatever is shown: the matrix above never moves
_ROOMY: Final = 260  # px of the title; with less the buttons lose their words, the last ones first
_TEXT: Final = 104  # px more while the text is open
_DEEDS: Final[Mapping[str, tuple[str, str]]] = {  # deed -> marked words, icon
    "publish": (N_("Published today"), "check"),
    "confirm": (N_("Yes, it went out"), "check"),
    "schedule": (N_("Schedule…"), "clock"),
    "reschedule": (N_("Reschedule…"), "clock"),
    "retry": (N_("Try again tomorrow"), "rotate-ccw"),
    "draft": (N_("Make a draft"), "pencil"),
    "open": (N_("Open link"), "external-link"),
    "copy": (N_("Copy text"), "copy"),
    "fail": (N_("It failed…"), "circle-x"),
    "skip": (N_("Skip…"), "minus"),
    "take_down": (N_("It was taken down…"), "circle-slash"),
    "again": (N_("Publish again"), "repeat"),
    "delete": (N_("Delete"), "trash-2"),
}
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("publish", "schedule", "draft"),
    "draft": ("publish", "schedule", "copy"),
    "scheduled": ("publish", "reschedule", "copy"),
    OVERDUE: ("confirm", "reschedule", "copy"),
    "published": ("open", "copy"),
    "failed": ("retry", "reschedule", "publish"),
    "skipped": ("draft",),
    "removed": ("again", "copy"),
}
_MORE: Final = ("publish", "schedule", "draft", "fail", "skip", "take_down", "again", "delete")


def deed_words(deed: str) -> str:
    """What a deed is called."""
    return _(_DEEDS[deed][0])


class PublicationStrip(QWidget):
    """The strip of one cell. `asked` carries the deed wanted; the others are those of its fields.

    `followed(id)` asks for another publication, `left` to give the keyboard back to the matrix.
    """

    asked = Signal(str)
    edited = Signal(dict)
    drafted = Signal(str, str)
    followed = Signal(object)
    left = Signal()

    def __init__(self, bridge: "Bridge", clock: WallClock) -> None:
        super().__init__()
        self.bridge, self.clock = bridge, clock
        self.place: Place | None = None
        self.cell: Placement | None = None
        self.typical: Mapping[str, Typical] = {}
        self._double: Placement | None = None
        self.title, self.caption = Label("", Type.BODY, 600), Label("", Type.SMALL, 400, "t2").set_tabular()
        self.nothing = Label("", Type.SMALL, 400, "t3").set_wrap()
        shown = dict.fromkeys(deed for deeds in _SHOWN.values() for deed in deeds)
        self.buttons = {deed: Button("", "secondary", _DEEDS[deed][1], small=True) for deed in shown}
        self.text_button = Button("", "ghost", "file-text", small=True)
        self.more, self.menu = ToolButton("ellipsis", side=Size.CONTROL_SMALL), QMenu(self)
        self.fields = PublicationFields(Desk(bridge), clock)
        self.text = Notes()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._look_for_double)
        self._lay_out()
        self._connect()
        self.show_place(None, None, None)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.caption)
        names.addStretch(1)
        self._head = QWidget()
        self._top = QHBoxLayout(self._head)
        self._top.addLayout(names, 1)
        for part in (*self.buttons.values(), self.text_button, self.more):
            self._top.addWidget(part)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._head)
        self._rows.addWidget(self.nothing)
        self._rows.addWidget(self.fields)
        self._rows.addWidget(self.text, 1)
        self._rows.addStretch(0)
        self.text.hide()
        self.text_button.setCheckable(True)
        self.more.setMenu(self.menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        for deed, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, deed=deed: self.asked.emit(deed))
        self.menu.aboutToShow.connect(lambda: self.fill_menu(self.menu))
        self.text_button.toggled.connect(self._on_text)
        self.text.committed.connect(lambda text: self.edited.emit({"version": text}))
        self.fields.edited.connect(self.edited)
        self.fields.drafted.connect(self.drafted)
        self.fields.escaped.connect(self.left)
        self.fields.fields["url"].fix_requested.connect(lambda: self.followed.emit(self._double))

    # what it shows

    def show_place(self, place: Place | None, publication: Publication | None, cell: Placement | None) -> None:
        """Show the cell of `place`; there is nothing to do where that is None."""
        if place != self.place:
            self.commit()
        self.place, self.cell = place, cell
        self.fields.show_publication(publication)
        self.text.set_value(publication.version if publication else "")
        self.nothing.setVisible(publication is None)
        self.fields.setVisible(publication is not None)
        self._word()
        self._doubt(publication)

    @property
    def state(self) -> str:
        """The state of the cell; "" where there is no publication."""
        return state_of(self.cell, self.clock) if self.cell else ""

    def _word(self) -> None:
        plan, place, state = self.bridge.plan, self.place, self.state
        locked = self.bridge.read_only or place is None
        if place is None:
            self.title.setText(_("No cell is chosen"))
            self.caption.setText("")
        else:
            names = {"work": plan.label("work", place.work), "platform": plan.label("platform", place.platform)}
            status = status_label(state) if state else _("not there yet")
            self.title.setText(_("{work} → {platform}: {status}").format(status=status, **names))
            usual = usual_words(self.typical.get(place.platform))
            self.caption.setText(caption(self.cell, self.clock, usual) if self.cell else "")
        self.caption.setVisible(bool(self.caption.text()))
        for deed, button in self.buttons.items():
            button.setVisible(place is not None and deed in _SHOWN[state])
            button.setEnabled(deed in ("open", "copy") or not locked)
        self.buttons["open"].setEnabled(bool(self.cell and self.cell.url))
        self.text_button.setVisible(place is not None)
        self.more.setEnabled(not locked)
        self.text.setReadOnly(locked)
        self.nothing.setText(
            _("Nothing of this work is there. P says it went out today, S schedules it, D makes a draft.")
            if place
            else ""
        )
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Say what the buttons do, in words where there is room."""
        look = theme()
        words = {button: deed_words(deed) for deed, button in self.buttons.items()}
        words[self.text_button] = _("Text for this platform")
        for button, told in words.items():
            button.setText(told)
            button.setAccessibleName(told)
            button.setToolTip("")
        shown = [button for button in words if not button.isHidden()]
        room = self.width() - look.px(110 + _ROOMY)
        for button in reversed(shown):
            if sum(one.sizeHint().width() + look.px(6) for one in shown) <= room:
                break
            button.setText("")
            button.setToolTip(words[button])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _doubt(self, publication: Publication | None) -> None:
        """Say what is missing, below the field concerned."""
        self._double = None
        self._rest.stop()
        if publication is None:
            return
        if publication.url:
            self._rest.start()
        elif publication.status == "published":
            self.fields.say("url", "hint", _("Paste the link when you have it."))
        stuck = self.cell is not None and self.cell.stuck
        self.fields.say(STEP, "hint" if stuck else "", _("Say what comes next.") if stuck else "")

    def _look_for_double(self) -> None:
        """Say where the same link stands, once the cell has been looked at for a moment."""
        publication, plan = self.fields.publication, self.bridge.plan
        if publication is None or self.bridge.closed:
            return
        others = self.bridge.session.journal.publications.linked(publication.url)
        self._double = next((one for one in others if one.id != publication.id), None)
        if self._double is not None:
            told = _("The same link stands at {work} on {platform}.").format(
                work=plan.label("work", self._double.work), platform=plan.label("platform", self._double.platform)
            )
            self.fields.say("url", "warning", told, _("Go there"))

    def fill_menu(self, menu: QMenu) -> None:
        """Everything that can be done with the cell."""
        menu.clear()
        for deed in _MORE:
            if deed == "delete":
                menu.addSeparator()
            action = menu.addAction(theme().icon(_DEEDS[deed][1]), deed_words(deed))
            there = self.cell is not None
            action.setEnabled(there or deed not in ("take_down", "again", "delete"))
            action.triggered.connect(lambda _on=False, deed=deed: self.asked.emit(deed))

    # what the page asks of it

    def focus_first(self) -> None:
        """Put the keyboard where editing begins."""
        if not self.fields.focus_first():
            self.asked.emit("schedule")

    def commit(self) -> None:
        """Commit what is being typed."""
        self.fields.commit()
        if self.place is not None:
            self.text.commit()

    def retranslate(self) -> None:
        self.text.setAccessibleName(_("Text for this platform"))
        self.text.setPlaceholderText(_("Empty: the text of the work is copied."))
        self.more.set_name(_("More actions"))
        self.fields.retranslate()
        self._word()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # which the notes leave to their owner
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        painting.box(painter, self.rect(), Size.RADIUS_CARD, "surface", "hair")
        shape = LOOKS.get(self.state)
        side = look.px(Size.FINDING_TILE)
        tile = QRectF(look.px(16), look.px(14), side, side)
        painting.box(painter, tile, Size.RADIUS_TILE, (shape.fill if shape else "") or "hover")
        icon, ink = (shape.icon, shape.ink) if shape else ("plus", "t3")
        painting.icon(painter, icon, ink, 16, QPointF(tile.center()))

    def _on_text(self, opened: bool) -> None:
        self.text.setVisible(opened)
        self._restyle()

    def _restyle(self) -> None:
        look = theme()
        self._head.setFixedHeight(look.px(38))
        self._top.setContentsMargins(look.px(40), 0, 0, 0)
        self._top.setSpacing(look.px(6))
        self._rows.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(8))
        self._rows.setSpacing(look.px(8))
        self.setFixedHeight(look.px(HIGH + (_TEXT if self.text_button.isChecked() else 0)))
