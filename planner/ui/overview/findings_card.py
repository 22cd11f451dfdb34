"""The three findings that weigh most: what is wrong, what it costs, the fix and the way there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from planner.i18n import _
from planner.model.checks import SEVERITIES, Surroundings
from planner.ui.findings.deeds import FindingDeeds
from planner.ui.findings.rows import Report, Row
from planner.ui.findings.words import counted, pressing
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton, PaintedButton, ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Hairline, Label
from planner.ui.widgets.marks import PILLS, Pill
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.window.trail import Place

SHOWN: Final = 3
LEAST: Final = 46  # px of a row
_LONG, _ROOMY = 104, 720  # px of a button that needs a card so wide


def weightiest(rows: Sequence[Row]) -> list[Row]:
    """What is broken first, then what costs most in a year; what cannot be told in money keeps its order behind."""

    def weight(row: Row) -> tuple[bool, float]:
        impact = row.problem.impact if row.problem is not None else None
        return row.tone != "error", -(impact or 0.0)

    return sorted(rows, key=weight)[:SHOWN]


class FindingLine(PaintedButton):
    """What is wrong and where, with its tile and what it costs; a click goes there."""

    def __init__(self) -> None:
        super().__init__()
        self.row: Row | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        follow(self._restyle)

    def show_row(self, row: Row) -> None:
        """Show the finding of `row`."""
        self.row = row
        self.setAccessibleName(in_a_row((row.title, row.path, row.impact), "."))
        self.setToolTip("\n".join(part for part in (row.title, row.path) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(Size.FINDING_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(LEAST))

    def _restyle(self) -> None:
        self.setMaximumHeight(theme().px(Size.FINDING_ROW))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.row is None:
            return
        look, painter, rect, row = theme(), painting.begin(self), QRectF(self.rect()), self.row
        ink, ground, icon = PILLS[row.tone or "hint"]
        side, middle = look.px(Size.FINDING_TILE), rect.center().y()
        tile = QRectF(0, middle - side / 2, side, side)
        painting.box(painter, tile, Size.RADIUS_TILE, ground)
        painting.icon(painter, icon, ink, 16, QPointF(tile.center()))
        left = side + look.px(10)
        painter.setFont(look.font(Type.BODY, 600, tabular=True))
        room = painting.line(painter, rect, row.impact, "t1", painting.RIGHT)
        first = QRectF(left, middle - look.px(20), rect.width() - left - room - look.px(12), look.px(20))
        painter.setFont(look.font(Type.BODY, 500))
        if painting.width(row.title, painter.font()) > first.width():  # the sentence matters more than its path
            if len(painting.wrapped(row.title, painter.font(), first.width())) > 2:
                painter.setFont(look.font(Type.SMALL, 500))
            painting.two_lines(painter, first.adjusted(0, 0, 0, look.px(20)), row.title, "t1")
        else:
            painting.line(painter, first, row.title, "t1")
            painter.setFont(look.font(Type.SMALL))
            painting.line(painter, first.translated(0, look.px(20)), row.path, "t3")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect.adjusted(-1, 1, 1, -2), Size.RADIUS_CONTROL)


class FindingsCard(Card):
    """The three, how many there are of each kind, and the way to all of them (`went(Place)`, `all_asked`)."""

    went = Signal(object)
    all_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge, self.deeds = bridge, FindingDeeds(bridge, self)
        self.pills = {severity: Pill("", severity) for severity in SEVERITIES[:2]}
        self.more = LinkButton().set_flush("right")
        self.calm = Label("", Type.BODY, 400, "t3")
        self.head.addStrut(theme().px(Size.CONTROL_SMALL))
        for part in (*self.pills.values(), self.more):
            self.head.addWidget(part)
        self.lines = [FindingLine() for _at in range(SHOWN)]
        self.fixes = [Button("", "secondary", small=True) for _at in range(SHOWN)]
        self.ways = [ToolButton("arrow-right", side=Size.CONTROL_SMALL, size=16) for _at in range(SHOWN)]
        self.rules = [Hairline() for _at in range(SHOWN - 1)]
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._fit)

    def _lay_out(self) -> None:
        self.grid = QGridLayout()
        self.grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at in range(SHOWN):
            self.grid.addWidget(self.lines[at], 2 * at, 0)
            self.grid.addWidget(self.fixes[at], 2 * at, 1, right)
            self.grid.addWidget(self.ways[at], 2 * at, 2, right)
            if at < SHOWN - 1:
                self.grid.addWidget(self.rules[at], 2 * at + 1, 0, 1, 3)
        self.body.addLayout(self.grid, 1)
        self.body.addWidget(self.calm)
        self.body.addStretch(0)

    def _connect(self) -> None:
        self.more.clicked.connect(self.all_asked)
        for line, fix, way in zip(self.lines, self.fixes, self.ways, strict=True):
            line.clicked.connect(lambda _on=False, line=line: self._go(line))
            way.clicked.connect(lambda _on=False, line=line: self._go(line))
            fix.clicked.connect(lambda _on=False, line=line: self._fix(line))

    def refresh(self) -> None:
        """Show what is found now."""
        examiner = self.bridge.examination
        serious = pressing(examiner.latest.problems, examiner.plan)
        count = Counter(problem.severity for problem in serious)
        told = tuple(one for one in examiner.latest.problems if one.severity == "hint" or one in serious)
        found = replace(examiner.latest, problems=told)
        rows = weightiest(Report(found, Surroundings(examiner.plan, examiner.at.date())).findings)
        for at in range(SHOWN):
            self._show(at, rows[at] if at < len(rows) else None)
        for at, rule in enumerate(self.rules):
            rule.setVisible(at + 1 < len(rows))
        for severity, pill in self.pills.items():
            pill.setText(counted(severity, count[severity]))
            pill.setVisible(bool(count[severity]))
        self.more.setVisible(bool(examiner.latest.problems))
        self.calm.setText(_("Nothing to fix") if examiner.complete else _("Still looking…"))
        self.calm.setVisible(not rows)

    def _show(self, at: int, row: Row | None) -> None:
        line, fix, way = self.lines[at], self.fixes[at], self.ways[at]
        for part in (line, fix, way):
            part.setVisible(row is not None)
        if row is None:
            return
        line.show_row(row)
        self._word_fix(fix, row)
        fix.setVisible(bool(row.act))
        fix.setEnabled(not self.bridge.read_only)
        way.setEnabled(row.place is not None)
        way.set_name(_("Go to: {name}").format(name=row.title))
        way.setToolTip(_("Go to"))

    def _word_fix(self, fix: Button, row: Row) -> None:
        """Name the fix in full; where that would cut the sentence, the tooltip and a screen reader do."""
        fix.setText(row.act)
        long = fix.sizeHint().width() > theme().px(_LONG) and self.width() < theme().px(_ROOMY)
        fix.setText(_("Fix") if long else row.act)
        fix.setToolTip(row.act if long else "")
        fix.setAccessibleName(row.act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line, fix in zip(self.lines, self.fixes, strict=True):
            if line.row is not None:
                self._word_fix(fix, line.row)

    def _go(self, line: FindingLine) -> None:
        place: Place | None = line.row.place if line.row is not None else None
        if place is not None:
            self.went.emit(place)
        else:
            self.all_asked.emit()

    def _fix(self, line: FindingLine) -> None:
        if line.row is not None and line.row.problem is not None:
            self.deeds.fix(line.row.problem)

    def retranslate(self) -> None:
        self.set_title(_("Findings"))
        self.more.setText(_("View all"))

    def _fit(self) -> None:
        look = theme()
        self.grid.setHorizontalSpacing(look.px(10))
        self.grid.setVerticalSpacing(0)
        self.setMinimumHeight(look.px(SHOWN * LEAST + 2 + 28 + Size.CARD_TOP + Size.CARD_PADDING))
