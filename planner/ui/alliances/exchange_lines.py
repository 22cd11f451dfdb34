"""What is exchanged in an alliance: two columns, what they give and what we give, a card for each line."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.commands import records
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Exchange
from planner.ui.editors.fields import Desk
from planner.ui.editors.linked_panel import LinkedPanel, Rows
from planner.ui.editors.record_fields import RecordFields
from planner.ui.editors.values import RangeEditor
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.edits import RecordEdits
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

FIELDS = ("what", "sort", "value_to_us", "value_to_them", "hours", "listing", "extra_audience")
_WORTH = {"get": ("value_to_us", "value_to_them"), "give": ("value_to_them", "value_to_us")}
"""What a line is worth to who gets it, and to who gives it."""
_TWO_COLUMNS = 300  # px from which the fields of a card stand in two columns
_ABREAST = 620  # px from which the two sides stand side by side
SIDES = ("get", "give")  # what they give stands left
_TOOLS = (("up", "chevron-up"), ("down", "chevron-down"), ("across", "arrow-left-right"), ("remove", "x"))


class ExchangeCard(QWidget):
    """One line of an alliance; `asked(what, id)` is up, down, across or remove."""

    asked = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._opened = False
        self.fields = RecordFields("exchange", desk, FIELDS, self)
        self._direction = "get"
        self.tools: dict[str, ToolButton] = {}
        self._top = QHBoxLayout()
        for name, icon in _TOOLS:
            tool = ToolButton(icon, side=22, size=14)
            tool.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name, self.fields.record_id or ""))
            self.tools[name] = tool
            self._top.addWidget(tool)
        self.more = LinkButton("")
        self.more.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # long names are cut, not the card
        self.more.clicked.connect(lambda: self._open(not self._opened))
        self._grid = QGridLayout(self)
        self._grid.addLayout(self._top, 0, 0, 1, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._two = False
        self._place()
        for editor in self.fields.editors.values():
            if isinstance(editor, RangeEditor):
                editor.with_strip = False
        self.retranslate()
        follow(self._restyle)

    def show_line(self, record_id: str, *, first: bool, last: bool) -> None:
        """Show the line of that id."""
        other = record_id != self.fields.record_id
        self.fields.show(record_id)
        self.tools["up"].setEnabled(not first)
        self.tools["down"].setEnabled(not last)
        direction = getattr(self.fields.record, "direction", None) or "give"
        if direction != self._direction:
            self._direction = direction
            self._place()
        self._open(self._opened and not other)

    def retranslate(self) -> None:
        self.fields.retranslate()
        words = {
            "up": _("Move up"),
            "down": _("Move down"),
            "across": _("Move to the other side"),
            "remove": _("Remove"),
        }
        for name, tool in self.tools.items():
            tool.set_name(words[name])
            tool.setToolTip(words[name])
        self._open(self._opened)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_CHIP, "subtle", "hair")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = self.width() >= theme().px(_TWO_COLUMNS)
        if two != self._two:
            self._two = two
            self._place()

    @property
    def further(self) -> tuple[str, ...]:
        """The fields that are put away until asked for."""
        return (_WORTH[self._direction][1], "hours", "listing", "extra_audience")

    def _place(self) -> None:
        """Set the fields side by side where there is room; what is given stands beside the tools."""
        worth, cost = _WORTH[self._direction]
        wide = (("what",), ("sort", worth), ("hours", cost), ("listing", "extra_audience"))
        rows = wide if self._two else tuple((name,) for pair in wide for name in pair)
        for row, names in enumerate(rows):
            for column, name in enumerate(names):
                field = self.fields.editors[name].field
                self._grid.addWidget(field, row, column, 1, 3 - len(names) if self._two else 1)
        self._grid.addWidget(self.more, len(FIELDS), 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(self._two))
        for tool in self.tools.values():
            tool.raise_()

    def _open(self, opened: bool) -> None:
        self._opened = opened
        further = self.further
        for name in FIELDS:
            self.fields.editors[name].field.setVisible(opened or name not in further)
        self.more.setText(_("Less") if opened else self._inside() or _("More"))

    def _inside(self) -> str:
        """What the fields say that are put away: “6h · Course · Newsletter · 20,000”."""
        record, scene = self.fields.record, Scene.of(self.fields.desk.bridge.plan)
        specs = KINDS["exchange"].by_name
        names = self.further if record else ()
        said = [cell_text.shown(specs[name], getattr(record, name), scene) for name in names]
        return " · ".join(filter(None, said))

    def _restyle(self) -> None:
        look = theme()
        side = look.px(10)
        self._grid.setContentsMargins(side, look.px(8), side, look.px(8))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setHorizontalSpacing(look.px(Size.COLUMN_GAP))
        self._top.setSpacing(look.px(2))


class ExchangeSide(QWidget):
    """One column: its title, the cards, and a line to add one."""

    added = Signal(str, str)  # direction, what

    def __init__(self, direction: str) -> None:
        super().__init__()
        self.direction = direction
        self.title = Label("", Type.SMALL, 600, "t2")
        self.cards = QVBoxLayout()
        self.line = LineEdit()
        self.line.committed.connect(self._on_typed)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.title)
        self._rows.addLayout(self.cards)
        self._rows.addWidget(self.line)
        self._rows.addStretch(1)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        theirs = self.direction == "get"
        self.title.setText(_("They give") if theirs else _("We give"))
        self.line.setPlaceholderText(_("Add what they give") if theirs else _("Add what we give"))
        self.line.setAccessibleName(self.line.placeholderText())

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self.added.emit(self.direction, text.strip())

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.px(8))
        self.cards.setSpacing(look.px(8))


class ExchangesPanel(LinkedPanel):
    """Both sides of an alliance. Each line says its own range; ranges are summed by the simulation, not here."""

    kind = "exchange"

    def __init__(self, desk: Desk) -> None:
        super().__init__("alliance", desk, N_("Value exchanged"))
        self.add.hide()
        self._cards = Rows(self._new_card)
        self.sides = {direction: ExchangeSide(direction) for direction in SIDES}
        self._columns = QHBoxLayout()
        for side in self.sides.values():
            side.added.connect(self._on_added)
            self._columns.addWidget(side, 1)
        self.balance = HintRow()
        self.body.addLayout(self._columns)
        self.body.addWidget(self.balance)
        follow(self._respace)

    def retranslate(self) -> None:
        super().retranslate()
        for side in self.sides.values():
            side.retranslate()
        for card in self._cards.every():
            card.retranslate()
        if self.owner_id:
            self._weigh()

    def commit(self) -> None:
        for side in self.sides.values():
            side.line.commit()
        for card in self.cards.values():
            card.fields.commit()

    def pieces(self, owner_id: str) -> Iterator[None]:
        ids = [line.id for line in self.plan.naming("exchange", "alliance", owner_id)]
        for count in range(1, len(ids)):
            self._cards.match(ids[:count])
            yield
        yield from super().pieces(owner_id)

    def fill(self) -> None:
        lines = self._lines()
        self._cards.match([line.id for line in lines])
        for direction, side in self.sides.items():
            here = [line for line in lines if line.direction == direction]
            for place, line in enumerate(here):
                card = self.cards[line.id]
                if side.cards.indexOf(card) != place:
                    side.cards.insertWidget(place, card)
                card.show_line(line.id, first=place == 0, last=place == len(here) - 1)
                card.show()
        self._weigh()

    def _lines(self) -> Sequence[Exchange]:
        found = self.plan.naming("exchange", "alliance", self.owner_id)
        return [line for line in found if isinstance(line, Exchange)]

    def _weigh(self) -> None:
        """Say so when one side gives nothing; what both are worth stands above the form, simulated."""
        ways = {line.direction for line in self._lines()}
        if ways == {"get"}:
            self.balance.set_message("hint", _("Only they give so far. Write down what you give."))
        elif ways == {"give"}:
            self.balance.set_message("hint", _("Only you give so far. Write down what they give."))
        else:
            self.balance.set_message("", "")

    @property
    def cards(self) -> dict[str, ExchangeCard]:
        """The cards by the ids of their lines."""
        return self._cards.by_id

    def _new_card(self) -> ExchangeCard:
        card = ExchangeCard(self.desk)
        self.destroyed.connect(card.deleteLater)  # the form may go before the card is in it
        card.asked.connect(self._on_asked)
        card.fields.followed.connect(self.followed)
        card.fields.stepped.connect(self.stepped)
        return card

    def _on_added(self, direction: str, what: str) -> None:
        fields = {"alliance": self.owner_id, "direction": direction, "what": what}
        made = self.desk.bridge.run(
            N_("Add “{name}”"), lambda tx: records.create(tx, "exchange", **fields), origin=self, name=what
        )
        if made is not None:
            self.sides[direction].line.set_value("")

    def _on_asked(self, what: str, record_id: str) -> None:
        line = self.plan.find("exchange", record_id)
        if line is None:
            return
        edits = RecordEdits("exchange", self.desk.bridge, self)
        if what == "remove":
            gone = edits.delete([line])
            if gone is not None:
                self.desk.bridge.toast(gone[0], details=gone[1])
        elif what == "across":
            other = SIDES[1 - SIDES.index(line.direction)]
            spec = self.cards[record_id].fields.write
            spec(N_("Move “{name}” to the other side"), "direction", {"direction": other})
        else:
            self._move(edits, line, up=what == "up")

    def _move(self, edits: RecordEdits, line: Exchange, *, up: bool) -> None:
        here = [other.id for other in self._lines() if other.direction == line.direction]
        place = here.index(line.id)
        if up and place > 0:
            edits.move([line.id], here[place - 1])
        elif not up and place + 1 < len(here):
            edits.move([here[place + 1]], line.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._respace()

    def _respace(self) -> None:
        """Set the sides side by side, or one below the other where that would cut what is written in them."""
        look, ways = theme(), QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if self.width() >= look.px(_ABREAST) else ways.TopToBottom)
        self._columns.setSpacing(look.px(Size.COLUMN_GAP))
