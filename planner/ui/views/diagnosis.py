"""Diagnosis: everything that may be wrong with the plan, the worst first, with a way out of each and the way to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model import checks
from planner.model.checks import Examination, Problem, Surroundings
from planner.ui.findings.bar import FindingBar, FindingHead
from planner.ui.findings.deeds import FindingDeeds
from planner.ui.findings.detail import FindingDetail, may_be_planned
from planner.ui.findings.fix_preview import FixPreview
from planner.ui.findings.list import FindingList
from planner.ui.findings.rows import FINDING, LACKING, MUTED, Report, Row
from planner.ui.findings.words import checked_words, place_of, rules_words
from planner.ui.page import Page
from planner.ui.tables.bar import TableFooter
from planner.ui.tables.master_detail import MasterDetail
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.labels import Hairline
from planner.ui.window.page_letters import LETTERS
from planner.ui.window.trail import Place

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

_MINUTE = 60_000  # ms
_FINDING = "diagnosis.finding"
UNBOUND = 16777215  # Qt's greatest height


class DiagnosisPage(Page):
    """The page of findings; F fixes, M mutes, A fixes all that is safe, Enter goes there, Ctrl+Enter is the button."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.head, self.bar, self.footer = FindingHead(), FindingBar(), TableFooter()
        self.list, self.deeds = FindingList(), FindingDeeds(bridge, self)
        self.calm, self.nothing = EmptyState("circle-check"), EmptyState("circle-check")
        self.no_match = EmptyState("search", "x")
        self.left = QWidget()
        self.panes = MasterDetail(self.left, bridge, "diagnosis")
        self.detail = FindingDetail(bridge)
        self._unfolded: frozenset[str] = frozenset(bridge.recall("diagnosis.unfolded", ()))
        self._kept = bridge.recall(_FINDING)  # the finding that was current when the plan was last open
        self._counted = ""
        self._shown: Examination | None = None
        self._minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.no_match)
        self.line = Hairline()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.bar, self.line):
            column.addWidget(part)
        column.addWidget(self.calm, 1)
        column.addWidget(self.lists, 1)
        column.addWidget(self.footer)
        self.calm.hide()
        self.footer.selection.set_ink("t3")
        self.left.setAutoFillBackground(True)
        self.left.setBackgroundRole(QPalette.ColorRole.Base)
        self.left.setFocusProxy(self.list)
        self.panes.fill(self.detail)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.nothing)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.stack)

    def _connect(self) -> None:
        self.bridge.examination.told.connect(self._on_told)
        self._minute.timeout.connect(self._tell_time)
        self.list.chosen.connect(self._on_chosen)
        self.list.clicked_line.connect(self._on_clicked)
        self.list.acted.connect(self._act)
        self.list.went.connect(lambda row: self._go(row.place))
        self.list.turned.connect(self._turn)
        self.bar.changed.connect(lambda _wanted: self._show())
        self.bar.fix_all_asked.connect(self.fix_all)
        self.bar.query.left.connect(self.list.setFocus)
        self.no_match.primary.connect(self._clear)
        self.detail.acted.connect(self._act)
        self.detail.went.connect(self._go)
        self.detail.muted.connect(self._mute)
        self.detail.planned.connect(self.make_milestone)
        self.detail.escaped.connect(self._back)
        for letter in LETTERS["diagnosis"]:
            self.list.keys[letter.key] = getattr(self, letter.act)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_ctrl_enter)

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - any change may mend or break anything
        """Look at the plan as it is now and show what is found; what is not on screen is shown when it comes there."""
        self.bridge.examination.settle()
        if self.isVisible() and self._shown is not self.bridge.examination.latest:
            self._show()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._minute.start()
        self._tell_time()
        self.refresh(None)
        if not self.bridge.examination.complete:
            self.bridge.examination.listen()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def _on_told(self) -> None:
        if self.isVisible():
            self._show()

    def _report(self) -> Report:
        examiner = self.bridge.examination
        return Report(examiner.latest, Surroundings(examiner.plan, examiner.at.date()))

    def _show(self) -> None:
        report, wanted = self._report(), self.bar.wanted
        self._shown = report.found
        rows = report.lines(wanted, self._unfolded)
        some = bool(report.findings) or wanted.narrows
        self.list.moved = self.list.moved or self.detail.isAncestorOf(self.focusWidget() or self)
        for part in (self.head, self.bar, self.line):
            part.setVisible(some)
        self.calm.setVisible(not some)
        self.stack.setCurrentIndex(0 if rows or some else 1)
        self.lists.setCurrentIndex(0 if rows else 1)
        self.head.say(report.found.problems, report.around.plan, complete=self.bridge.examination.complete)
        self._count(report.findings, rows)
        self.list.show_rows(rows)
        self._recall_finding()
        self._fit()
        self._tell_time()

    def _fit(self) -> None:
        """Where nothing is to fix, let the list be as high as what is in it, below the calm tile."""
        high = min(self.list.height_of_all(), self.left.height() // 2) if not self.calm.isHidden() else UNBOUND
        self.lists.setMaximumHeight(high)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._fit()

    def _count(self, every: Sequence[Row], rows: Sequence[Row]) -> None:
        """Say how many there are, of which kinds, and how many of those listed can be fixed safely."""
        pages = Counter(row.place.view if row.place else "" for row in every)
        listed = [row for row in rows if row.sort == FINDING]
        self.bar.show_counts(pages, Counter(row.tone for row in every), len(self.deeds.safe(listed)))
        count = ngettext("{count} finding", "{count} findings", len(every)).format(count=f"{len(every):,}")
        if len(listed) < len(every):
            count = _("{shown} of {findings}").format(shown=f"{len(listed):,}", findings=count)
        self._counted = count if every else ""
        query = self.bar.wanted.query.strip()
        title = _("Nothing found for “{query}”").format(query=query) if query else _("Nothing passes the filter")
        self.no_match.set_texts(title, _("There are findings, but none that you asked for."), _("Clear filter"))

    def _tell_time(self) -> None:
        """Say when was looked, and at how many rules; neither before all of them have judged."""
        told, counted, verdict = self._looked(), self._counted, _("Nothing to fix")
        if not self.bridge.examination.complete:
            told, counted, verdict = "", "", _("Still looking…")
        self.footer.say(counted, told or verdict)
        for tile in (self.calm, self.nothing):
            tile.set_texts(verdict, told, "")

    def _looked(self) -> str:
        """When was looked, and at how many rules, or how many wait for what the analysis is still to say."""
        checked = checked_words(self.bridge.examination.at, datetime.now().astimezone())
        skipped = self.bridge.examination.latest.skipped
        rules, waiting = (
            rules_words(len(checks.RULES)),
            sum(any("/" not in one for one in lack) for _rule, lack in skipped),
        )
        if waiting:
            rules = ngettext("{count} rule waits for the forecast", "{count} rules wait for the forecast", waiting)
            rules = rules.format(count=waiting)
        return f"{checked} · {rules}"

    def _recall_finding(self) -> None:
        kept = self._kept
        if isinstance(kept, list) and kept[:1] == [self.bridge.session.plan_id] and not self.list.moved:
            self.list.go_to(tuple(map(str, kept[1:])))

    def _on_chosen(self) -> None:
        row = self.list.row
        if row is not None and self.list.moved:
            self.bridge.remember(_FINDING, [self.bridge.session.plan_id, *row.key])
        self.detail.show_row(row)
        self.abilities_changed.emit()

    def _on_clicked(self) -> None:
        if self.panes.one_pane:
            self.panes.show_detail()
            self.detail.take_focus()

    def _turn(self, group: str) -> None:
        """Fold or unfold a group."""
        self._unfolded ^= {group}
        self.bridge.remember("diagnosis.unfolded", sorted(self._unfolded))
        self._show()

    def _clear(self) -> None:
        self.bar.clear()
        self.list.setFocus()

    # what can be done

    def fix(self) -> None:
        """Make the fix of the current finding; say why where there is none."""
        row = self.list.row
        if row is not None and row.sort in (FINDING, LACKING) and not row.act:
            self.bridge.toast(_("There is no ready fix for this one; Enter goes to its place."), undo=False)
        elif self.bridge.read_only:
            self.bridge.toast(_("This plan can only be read."), undo=False)
        else:
            self._act(row)

    def turn_mute(self) -> None:
        """Mute the current finding, after asking why; hear again of one that is muted."""
        row = self.list.row
        if row is not None and row.sort == MUTED:
            self._act(row)
        elif row is not None and row.sort == FINDING:
            self.panes.show_detail()
            self.detail.ask_mute()

    def make_milestone(self) -> None:
        """Make a milestone of the current finding, and go there."""
        row = self.list.row
        if row is None or row.problem is None or not may_be_planned(row):
            return
        made = self.deeds.make_milestone(row.problem)
        if made:
            self.bridge.open_record("milestone", made, "due")

    def fix_all(self) -> None:
        """Show what all safe fixes of the findings listed would change, and make them when that is accepted."""
        problems = self.deeds.safe(self.list.findings.rows)
        if problems:
            preview = FixPreview(problems, self.bridge.examination.plan, self)
            preview.accepted.connect(lambda: self._fix_all(problems, preview.told()))
            preview.open_below(self.bar.fix_all)
        elif self.bridge.read_only:
            self.bridge.toast(_("This plan can only be read."), undo=False)
        else:
            self.bridge.toast(_("Nothing listed can be fixed without a look at it."), undo=False)

    def _fix_all(self, problems: Sequence[Problem], lines: tuple[str, ...]) -> None:
        self.deeds.fix_all(problems, lines)
        self._back()

    def _act(self, row: Row | None) -> None:
        """Do what the button of a line says."""
        if row is not None and row.mute is not None:
            self.deeds.unmute(row.mute, row.title)
            self._back()
        elif row is not None and row.problem is not None and row.problem.fix is not None:
            self.deeds.fix(row.problem)
            self._back()

    def _mute(self, everywhere: bool, reason: str, until: Any) -> None:
        row = self.detail.row
        if row is not None and row.problem is not None:
            self.deeds.mute(row.problem, everywhere, reason, until)
            self._back()

    def _back(self) -> None:
        """Put the keyboard back into the list, at the line that follows."""
        self.panes.show_list()
        self.list.setFocus()

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self.bridge.open_record(place.kind, place.id, place.field)

    def _on_ctrl_enter(self) -> None:
        if self.detail.form.isVisible() and self.detail.form.isAncestorOf(self.focusWidget()):
            self.detail.form.give()
        else:
            self.fix()

    # the window's questions

    def primary_label(self) -> str:
        return _("Fix")

    def enabled(self, verb: str) -> bool:
        row = self.list.row
        if verb in ("find", "next_problem"):
            return not self.bar.isHidden()
        if verb == "primary":
            return row is not None and bool(row.act) and not self.bridge.read_only
        return verb == "edit" and row is not None and row.place is not None

    def primary(self) -> None:
        self.fix()

    def find(self) -> None:
        self.bar.query.setFocus()
        self.bar.query.selectAll()

    def edit(self) -> None:
        """Go to the record of the current line."""
        self._go(self.list.row.place if self.list.row else None)

    def next_problem(self) -> None:
        if self.list.step(("error", "warning")):
            self.list.setFocus()

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == "mute":
            self._unfolded |= {MUTED}
            self.bridge.examination.settle()
            self._show()
            self.list.go_to((MUTED, record_id))
            self.list.setFocus()
            return
        place = place_of(self.bridge.plan, kind, record_id, field or "")
        row = next((row for row in self.list.findings.rows if row.place is not None and row.place == place), None)
        if row is not None:
            self.list.go_to(row.key)

    def focus_first(self) -> None:
        self.list.setFocus() if self.stack.currentIndex() == 0 else self.setFocus()

    def next_pane(self) -> bool:
        if self.stack.currentIndex() or self.detail.isAncestorOf(self.focusWidget() or self):
            return False
        self.panes.show_detail()
        return self.detail.take_focus()

    def toast_pane(self) -> QWidget:
        return self.left if self.stack.currentIndex() == 0 else self

    def retranslate(self) -> None:
        for part in (self.bar, self.list, self.detail):
            part.retranslate()
        self.panes.back.setText(_("Findings"))
        self.refresh(None)
        if self._shown is not None:  # the findings come anew in a moment; all else is said at once
            self._show()
