"""Diagnosis: everything that may be wrong with the plan, the worst first, with a way out of each and the way to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.commands import findings
from planner.commands.records import name_of
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Mute, Record
from planner.model.checks import RULES, Problem, Surroundings
from planner.ui.finding_bar import FindingBar, FindingHead
from planner.ui.finding_detail import FindingDetail
from planner.ui.finding_list import FindingList
from planner.ui.finding_rows import FINDING, MUTED, Report, Row
from planner.ui.finding_words import checked_words, place_of, rule_name, rules_words
from planner.ui.fix_preview import FixPreview
from planner.ui.master_detail import MasterDetail
from planner.ui.page import Page
from planner.ui.page_letters import LETTERS
from planner.ui.table_bar import TableFooter
from planner.ui.trail import Place
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.labels import Hairline

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.theme import Theme

_MINUTE = 60_000  # ms
UNBOUND = 16777215  # Qt's greatest height


class DiagnosisPage(Page):
    """The page of findings; F fixes, M mutes, A fixes all that is safe, Enter goes there, Ctrl+Enter is the button."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.head, self.bar, self.footer = FindingHead(), FindingBar(), TableFooter()
        self.list = FindingList()
        self.calm, self.nothing = EmptyState("circle-check"), EmptyState("circle-check")
        self.no_match = EmptyState("search", "x")
        self.left = QWidget()
        self.panes = MasterDetail(self.left, bridge, "diagnosis")
        self.detail = FindingDetail(bridge)
        self._unfolded: frozenset[str] = frozenset(bridge.recall("diagnosis.unfolded", ()))
        self._counted = ""
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
        self.detail.escaped.connect(self._back_to_list)
        for letter in LETTERS["diagnosis"]:
            self.list.keys[letter.key] = getattr(self, letter.act)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_ctrl_enter)

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - any change may mend or break anything
        """Look at the plan as it is now and show what is found."""
        before = self.bridge.examination.at
        self.bridge.examination.settle()
        if self.bridge.examination.at == before:
            self._show()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._minute.start()
        self.refresh(None)

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
        findings_ = report.findings()
        rows = report.lines(wanted, self._unfolded)
        some = bool(findings_) or wanted.narrows
        for part in (self.head, self.bar, self.line):
            part.setVisible(some)
        self.calm.setVisible(not some)
        self.stack.setCurrentIndex(0 if rows or some else 1)
        self.lists.setCurrentIndex(0 if rows else 1)
        self.head.say(report.found.problems)
        self._count(findings_, rows)
        self.list.show_rows(rows)
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
        safe = 0 if self.bridge.read_only else len(self._safe(listed))
        self.bar.show_counts(pages, Counter(row.tone for row in every), safe)
        count = ngettext("{count} finding", "{count} findings", len(every)).format(count=f"{len(every):,}")
        if len(listed) < len(every):
            count = _("{shown} of {findings}").format(shown=f"{len(listed):,}", findings=count)
        self._counted = count if every else ""
        query = self.bar.wanted.query.strip()
        title = _("Nothing found for “{query}”").format(query=query) if query else _("Nothing passes the filter")
        self.no_match.set_texts(title, _("There are findings, but none that you asked for."), _("Clear filter"))

    def _waiting(self) -> int:
        """How many rules wait for what the analysis is still to say."""
        skipped = self.bridge.examination.latest.skipped
        return sum(any("/" not in field for field in fields) for _rule, fields in skipped)

    def _safe(self, rows: Sequence[Row]) -> tuple[Problem, ...]:
        return findings.together(self.bridge.examination.plan, [row.problem for row in rows if row.problem])

    def _tell_time(self) -> None:
        """Say when was looked, and at how many rules."""
        checked = checked_words(self.bridge.examination.at, datetime.now().astimezone())
        rules, waiting = rules_words(len(RULES)), self._waiting()
        if waiting:
            rules = ngettext("{count} rule waits for the forecast", "{count} rules wait for the forecast", waiting)
            rules = rules.format(count=waiting)
        told = f"{checked} · {rules}"
        self.footer.say(self._counted, told)
        for tile in (self.calm, self.nothing):
            tile.set_texts(_("Nothing to fix"), told, "")

    def _on_chosen(self) -> None:
        self.detail.show_row(self.list.row)
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
        """Make the fix of the current finding."""
        self._act(self.list.row)

    def turn_mute(self) -> None:
        """Mute the current finding, after asking why; hear again of one that is muted."""
        row = self.list.row
        if row is not None and row.sort == MUTED:
            self._act(row)
        elif row is not None and row.sort == FINDING:
            self.panes.show_detail()
            self.detail.ask_mute()

    def fix_all(self) -> None:
        """Show what all safe fixes of the findings listed would change, and make them when that is accepted."""
        problems = self._safe([row for row in self.list.findings.rows if row.sort == FINDING])
        if problems and not self.bridge.read_only:
            preview = FixPreview(problems, self.bridge.examination.plan, self)
            preview.accepted.connect(lambda: self._fix_all(problems, preview.told()))
            preview.open_below(self.bar.fix_all)

    def _act(self, row: Row | None) -> None:
        """Do what the button of a line says."""
        if row is None or self.bridge.read_only:
            return
        if row.mute is not None:
            self._unmute(row.mute)
        elif row.problem is not None and row.problem.fix is not None:
            self._fix(row.problem)

    def _fix(self, problem: Problem) -> None:
        seen, specs = self.bridge.examination.plan, KINDS[problem.kind].by_name
        written = next(iter(problem.fix.fields), "") if problem.fix else ""
        label = specs[problem.field if problem.field in specs else written].label
        name = name_of(seen, seen.find(problem.kind, problem.id))
        if self._run(findings.FIX, lambda tx: findings.fix(tx, seen, problem), field=label, name=name):
            self.bridge.toast(_("Fixed {field} of “{name}”").format(field=_(label), name=name))

    def _fix_all(self, problems: Sequence[Problem], lines: tuple[str, ...]) -> None:
        seen, count = self.bridge.examination.plan, len(problems)
        if self._run(N_("Fix {count} findings"), lambda tx: findings.fix_all(tx, seen, problems), count=count):
            told = ngettext("Fixed {count} finding", "Fixed {count} findings", count).format(count=count)
            self.bridge.toast(told, details=lines)

    def _mute(self, everywhere: bool, reason: str, until: Any) -> None:
        problem = self.detail.row.problem if self.detail.row else None
        if problem is None:
            return
        subject, record = "" if everywhere else problem.id, self.bridge.plan.find(problem.kind, problem.id)
        name = name_of(self.bridge.plan, record) if record is not None else rule_name(problem.rule)
        label = N_("Mute a rule everywhere") if everywhere else N_("Mute a finding about “{name}”")

        def mute(tx: Any) -> Record:
            return findings.mute(tx, problem.rule, subject, reason, until)

        if self._run(label, mute, name=name):
            said = _("Muted everywhere: “{rule}”") if everywhere else _("Muted a finding about “{name}”")
            self.bridge.toast(said.format(rule=rule_name(problem.rule), name=name))

    def _unmute(self, mute: Mute) -> None:
        if self._run(N_("Hear again of what was muted"), lambda tx: findings.unmute(tx, mute.id)):
            self.bridge.toast(_("You will hear of “{rule}” again").format(rule=rule_name(mute.rule)))

    def _run(self, label: str, edit: Any, **names: Any) -> bool:
        """Run `edit` as one step and put the keyboard back into the list, at the line that follows."""
        done = self.bridge.run(label, edit, origin=self, **names) is not None
        self.bridge.examination.settle()
        self._back_to_list()
        return done

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self.bridge.open_record(place.kind, place.id, place.field)

    def _back_to_list(self) -> None:
        self.panes.show_list()
        self.list.setFocus()

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
            return self.stack.currentIndex() == 0
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
            self.refresh(None)
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
        self.bridge.examination.look_again()
        self._show()
