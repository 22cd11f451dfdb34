"""Alliances as cards in columns by stage: who, what next, and how much goes each way."""

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter

from planner.i18n import _
from planner.model.alliances import ALLIANCE_STAGES
from planner.model.catalogue import KINDS, Alliance, Record
from planner.ui.editors.next_steps import due_words, exchange_counts
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
    DRAGS = True

    def column_of(self, record: Record) -> str:
        return (record.stage or "idea") if isinstance(record, Alliance) else ""

    def name(self) -> str:
        return _("Board of alliances")

    def spoken(self, record: Record) -> str:
        if not isinstance(record, Alliance):
            return ""
        return in_a_row([record.name, self._partners(record), record.next_step])

    def paint_card(self, painter: QPainter, rect: QRectF, record: Record) -> None:
        if not isinstance(record, Alliance):
            return
        look, alliance = theme(), record
        pad = look.px(12)
        line = QRectF(rect.left() + pad, rect.top() + look.px(8), rect.width() - 2 * pad, look.px(20))
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, line, alliance.name, "t1")
        painter.setFont(look.font(Type.SMALL))
        line = QRectF(line.left(), line.bottom(), line.width(), look.px(18))
        painting.line(painter, line, self._partners(alliance), "t3")
        line = line.translated(0, look.px(19))
        painting.line(painter, line, alliance.next_step, "t2")
        self._paint_foot(painter, line.translated(0, look.px(19)), alliance)

    def _partners(self, alliance: Alliance) -> str:
        return " · ".join(self.bridge.plan.label("partner", partner) for partner in alliance.partners)

    def _paint_foot(self, painter: QPainter, line: QRectF, alliance: Alliance) -> None:
        """When the next step is due, and the lines given and got on one balance bar."""
        look = theme()
        painter.setFont(look.font(Type.TINY, 500, tabular=True))
        give, get = exchange_counts(alliance, self.bridge.plan)
        wide = painting.line(painter, line, f"{give} / {get}" if give or get else "", "t3", painting.RIGHT)
        if wide:
            wide += look.px(18)
            painting.icon(
                painter, "arrow-left-right", "t3", 12, QPointF(line.right() - wide + look.px(6), line.center().y())
            )
        context = Scene.of(self.bridge.plan).context
        due = due_words(alliance.next_on, context)
        today = alliance.next_on is not None and context.today is not None and alliance.next_on <= context.today
        painter.setFont(look.font(Type.TINY, 600 if today else 400, tabular=True))
        left = QRectF(line.left(), line.top(), line.width() - wide - look.px(8), line.height())
        painting.line(painter, left, due, "t1" if today else "t2")


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
