"""Alliances as cards in columns by stage: who, when one last spoke, what next, and how much goes each way."""

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter

from planner.figures.alliance_words import verdict
from planner.i18n import _
from planner.model.alliances import ALLIANCE_STAGES
from planner.model.catalogue import KINDS, Alliance, Record
from planner.ui.alliances.contact_note import last_contact
from planner.ui.editors.next_steps import ago_words, due_words, exchange_counts
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.card_board import CardBoard, CardSheet
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.tables.records import RecordTable

_STAGES: Final = tuple(name for name, _label in ALLIANCE_STAGES)


class AllianceSheet(CardSheet):
    """The painted surface of the board."""

    COLUMNS = ALLIANCE_STAGES
    KEYS: ClassVar[tuple[str, ...]] = ("V", "C")
    CARD = 148
    DRAGS = True

    def column_of(self, record: Record) -> str:
        return (record.stage or "idea") if isinstance(record, Alliance) else ""

    def name(self) -> str:
        return _("Board of alliances")

    def spoken(self, record: Record) -> str:
        if not isinstance(record, Alliance):
            return ""
        found = self.bridge.agreements.latest.get(record.id)
        return in_a_row(
            [record.name, self._partners(record), record.next_step, verdict(found.balance) if found else ""]
        )

    def paint_card(self, painter: QPainter, rect: QRectF, record: Record) -> None:
        if not isinstance(record, Alliance):
            return
        look, alliance = theme(), record
        pad = look.px(12)
        line = QRectF(rect.left() + pad, rect.top() + look.px(8), rect.width() - 2 * pad, look.px(20))
        painter.setFont(look.font(Type.BODY, 500))
        name = QRectF(line.left(), line.top(), line.width(), look.px(38))
        painting.two_lines(painter, name, alliance.name, "t1")
        line = QRectF(line.left(), name.bottom() + look.px(2), line.width(), look.px(18))
        painter.setFont(look.font(Type.SMALL))
        painting.line(painter, line, self._partners(alliance), "t3")
        long = painting.width(alliance.next_step, painter.font()) > line.width()
        step = QRectF(line.left(), line.bottom() + look.px(2), line.width(), look.px(36 if long else 18))
        painting.two_lines(painter, step, alliance.next_step, "t2")
        foot = QRectF(line.left(), rect.bottom() - look.px(44), line.width(), line.height())
        self._paint_foot(painter, foot, alliance)

    def _partners(self, alliance: Alliance) -> str:
        return " · ".join(self.bridge.plan.label("partner", partner) for partner in alliance.partners)

    def _paint_foot(self, painter: QPainter, line: QRectF, alliance: Alliance) -> None:
        """When the next step is due and how long ago one last heard of them; below it what goes each way, on one bar."""
        look, plan = theme(), self.bridge.plan
        context = Scene.of(plan).context
        due, ago = due_words(alliance.next_on, context), ago_words(last_contact(plan, alliance.partners), context)
        today = alliance.next_on is not None and context.today is not None and alliance.next_on <= context.today
        painter.setFont(look.font(Type.TINY, 600 if today else 400, tabular=True))
        wide = painting.line(painter, line, due, "t1" if today else "t2")
        painter.setFont(look.font(Type.TINY, tabular=True))
        if wide + look.px(8) + painting.width(ago, painter.font()) <= line.width():
            painting.line(painter, line, ago, "t3", painting.RIGHT)
        self._paint_balance(
            painter, QRectF(line.left(), line.bottom() + look.px(2), line.width(), look.px(12)), alliance
        )

    def _paint_balance(self, painter: QPainter, line: QRectF, alliance: Alliance) -> None:
        """Medians from the middle, what they give to the left; the lines counted where nothing is weighed."""
        look = theme()
        found = self.bridge.agreements.latest.get(alliance.id)
        sides = (found.balance.got, found.balance.given) if found else (None, None)
        if not any(sides):
            give, get = exchange_counts(alliance, self.bridge.plan)
            painter.setFont(look.font(Type.TINY, tabular=True))
            counted = _("{give} given, {get} got").format(give=give, get=get) if give or get else ""
            painting.line(painter, line, counted, "t3")
            return
        half, high, middle = line.width() / 2, look.px(6), line.center().y()
        centre = line.center().x()
        most = max(side.p50 for side in sides if side) or 1.0
        for side, way in zip(sides, (-1, 1), strict=True):
            long = max(half * (side.p50 / most), look.px(2)) if side else 0
            box = QRectF(centre - long if way < 0 else centre, middle - high / 2, long, high)
            painter.fillRect(box, look.color("band50"))
        painter.fillRect(QRectF(centre - 0.5, middle - high, 1, 2 * high), look.color("t3"))


class AllianceBoard(CardBoard):
    """The board in the place of the table; Left and Right move a card to the next stage, dragging to any.

    `turned` asks for the table, `contacted` to log a contact.
    """

    turned = Signal()
    contacted = Signal()

    def __init__(self, bridge: "Bridge", table: "RecordTable") -> None:
        super().__init__(AllianceSheet(bridge), table)
        self.bridge = bridge
        self.moved.connect(self._shift)
        bridge.agreements.told.connect(self.sheet.update)
        self.dropped.connect(self._put)
        self.key.connect(lambda key: {"V": self.turned, "C": self.contacted}[key].emit())

    def _shift(self, alliance_id: str, columns: int) -> None:
        """Move an alliance to the stage before or after."""
        alliance = self.bridge.plan.find("alliance", alliance_id)
        if alliance is None:
            return
        at = _STAGES.index(alliance.stage or "idea") + columns
        if 0 <= at < len(_STAGES):
            self._put(alliance_id, _STAGES[at])

    def _put(self, alliance_id: str, stage: str) -> None:
        alliance = self.bridge.plan.find("alliance", alliance_id)
        if alliance is not None:
            self.table.edits.set_value([alliance], KINDS["alliance"].by_name["stage"], stage)
