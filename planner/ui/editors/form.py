"""The form of one record, generated from the declarations of its kind: the right pane of master and detail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.commands import records
from planner.figures.proof_words import proof_words
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Listing
from planner.model.experiments import KEPT
from planner.model.fields import LINKS, NOTES
from planner.model.kinds import Record
from planner.model.proof import UNPROVEN, Proof
from planner.ui.editors.fields import Desk
from planner.ui.editors.form_sections import Flash, FormBody, ScrollEdge, sections_of
from planner.ui.editors.linked_records import panels_for
from planner.ui.editors.record_fields import RecordFields
from planner.ui.editors.record_header import RecordHeader
from planner.ui.forecast.consequence import TOLD, Consequence
from planner.ui.forecast.outlook_notes import RATE, Way
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.edits import RecordEdits
from planner.ui.views import BY_ID, HOME_OF
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.window.tab_order import go_on

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.model.checks import Problem
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

LINK = "brightroad:{kind}/{id}"
TAKE = N_("Take over {field} of “{name}” from the facts")
BY_BUTTONS = {"experiment": KEPT}
"""Fields that are written by what is done with the record, and told elsewhere."""


def shown_names(kind: str) -> tuple[str, ...]:
    """The fields of a kind that stand in its form."""
    return tuple(spec.name for spec in KINDS[kind].specs if spec.name not in BY_BUTTONS.get(kind, ()))


class RecordEditor(QWidget):
    """The form of the records of one kind, one at a time.

    `previous` and `next` ask the page for the record before and after, `escaped` for the focus, `shown(kind, id)` to select
    another record of this kind (a copy just made); links to other records go through `bridge.open_record`.
    `sections` narrows the form to some sections of the fields, in that order.
    """

    previous = Signal()
    next = Signal()
    escaped = Signal()
    shown = Signal(str, str)
    problems_changed = Signal()

    def __init__(
        self,
        kind: str,
        bridge: "Bridge",
        theme: "Theme",  # noqa: ARG002 - every page and pane is given it
        sections: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        self.kind, self.bridge = kind, bridge
        self.desk = Desk(bridge)
        self.problems: tuple[Problem, ...] = ()
        self.fields = RecordFields(kind, self.desk, shown_names(kind), self)
        self.head = RecordHeader()
        if bridge.read_only:
            self.head.lock()
        self.body = FormBody()
        self.consequence = Consequence(bridge) if kind in TOLD and sections is None else None
        self.panels = panels_for(kind, self.desk) if sections is None else []
        self._build(sections)
        self._flash = Flash(self.body)
        self._last: QWidget | None = None
        self._facts: set[str] = set()  # the fields below which facts were told
        self._wire()
        bridge.field_facts.told.connect(self._tell_facts)
        if kind == "product":
            bridge.proofs.told.connect(self._say_what_it_is)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.retranslate()
        self.show_record(None)
        follow(self._restyle)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip of the page's own between head and fields."""
        rows = self.layout()
        assert isinstance(rows, QVBoxLayout)  # noqa: S101 - made above
        rows.insertWidget(rows.indexOf(self.edge), strip)

    # what a page asks of it

    @property
    def record_id(self) -> str | None:
        """The record shown, or None."""
        return self.fields.record_id

    def show_record(self, record_id: str | None) -> None:
        """Show the record of that id; what was being typed into the one before is committed first."""
        found = self.bridge.plan.find(self.kind, record_id)
        changed = record_id != self.fields.record_id
        self.fields.show(record_id if found is not None else None)
        self._stack(found is not None)
        if found is None:
            return
        for panel in self.panels:
            panel.show_owner(found.id)
        self._refresh_head()
        if changed:
            self.view.verticalScrollBar().setValue(0)

    def show_field(self, field: str) -> None:
        """Focus the field, or the panel of links of that kind, scroll to it and light it up; others are ignored."""
        editor = self.fields.editors.get(field)
        panel = next((panel for panel in self.panels if panel.kind == field), None)
        if self.record_id is None or (editor is None and panel is None):
            return
        target, focus = (panel, panel.add) if panel else (editor.field, editor.focus_widget)
        self.view.ensureWidgetVisible(target, 0, theme().px(40))
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._light(target))

    def _light(self, target: QWidget) -> None:
        """Light `target` up, once everything above it has found its height."""
        self.view.ensureWidgetVisible(target, 0, theme().px(40))
        self._flash.light(target)

    def refresh(self, changes: "ChangeSet | None" = None) -> None:  # noqa: ARG002 - everything shown is cheap to show again
        """Take up what changed in the plan, in place; a text being typed stays as it is."""
        record = self.bridge.plan.find(self.kind, self.record_id)
        if record is None:
            self.show_record(None)
            return
        self.fields.refresh()
        for panel in self.panels:
            panel.show_owner(record.id)
        self._refresh_head()

    def retranslate(self) -> None:
        self.nothing.set_texts(_("Nothing is selected"), _("Choose a row on the left, or add one."), "")
        self.head.retranslate()
        for section in self.body.sections.values():
            section.retranslate()
        self.fields.retranslate()
        for panel in self.panels:
            panel.retranslate()
        self.setAccessibleName(_("Form: {kind}").format(kind=_(KINDS[self.kind].label)))
        self.refresh()

    def set_neighbours(self, *, back: bool, forth: bool) -> None:
        """Whether there is a record before and after the one shown."""
        self.head.set_steps(back=back, forth=forth)

    def next_problem(self, severity: str = "") -> bool:
        """Go to the next field with a problem (of that severity) after the one in which the focus stands."""
        names = [
            name
            for name in self.fields.editors
            if self._severity(name) in ((severity,) if severity else ("error", "warning"))
        ]
        if not names:
            return False
        order = list(self.fields.editors)
        here = next(
            (order.index(name) for name, editor in self.fields.editors.items() if self._stands_in(editor.field)), -1
        )
        self.show_field(next((name for name in names if order.index(name) > here), names[0]))
        return True

    def focus_first(self) -> None:
        """Put the keyboard into the field last left, or the first one."""
        first = next(iter(self.fields.editors.values())).focus_widget
        (self._last or first).setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Commit what is being typed: the page is about to be left."""
        self.fields.commit()
        for panel in self.panels:
            panel.commit()

    # how it is made

    def _build(self, sections: Sequence[str] | None) -> None:
        shown = [editor.spec for editor in self.fields.editors.values()]
        names = sections_of(shown) if sections is None else list(sections)
        links_lead = LINKS in names[:2]
        for name in [name for name in names if name != NOTES]:
            self._add_section(name)
            if links_lead and name == LINKS:
                self._add_panels()
        if not links_lead:
            self._add_panels()
        if NOTES in names:
            self._add_section(NOTES)
        for editor in self.fields.editors.values():
            if editor.field.parentWidget() is None:  # its section is not shown
                editor.field.setParent(self)
                editor.field.hide()
        self.view = QScrollArea()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setWidgetResizable(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setWidget(self.body)
        self.edge = ScrollEdge(self.view.verticalScrollBar())
        self.nothing = EmptyState(KINDS[self.kind].icon)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in filter(None, (self.head, self.consequence, self.edge, self.view, self.nothing)):
            rows.addWidget(part)

    def _add_panels(self) -> None:
        for panel in self.panels:
            self.body.section(panel.heading, titled=False).add(panel, wide=True)

    def _add_section(self, name: str) -> None:
        self.body.fill(name, [editor for editor in self.fields.editors.values() if editor.spec.section == name])

    def _wire(self) -> None:
        self.head.stepped.connect(self._step)
        for keys, way in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            key = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda way=way: self._step(way))
        self.head.problem_asked.connect(self.next_problem)
        self.head.acted.connect(self._act)
        if self.consequence is not None:
            self.consequence.chosen.connect(self._follow)
        self.fields.stepped.connect(self._step)
        self.fields.escaped.connect(self._leave_field)
        self.fields.followed.connect(self.bridge.open_record)
        for panel in self.panels:
            panel.followed.connect(self.bridge.open_record)
            panel.stepped.connect(self._step)
        for editor in self.fields.editors.values():
            for widget in editor.widgets:
                widget.installEventFilter(self)

    def _stack(self, something: bool) -> None:
        self.head.setVisible(something)
        self.view.setVisible(something)
        self.nothing.setVisible(not something)
        if self.consequence is not None:
            self.consequence.setVisible(something)

    # what it says about the record

    def _refresh_head(self) -> None:
        self._say_what_it_is()
        self.problems = self.fields.examine()
        self._tell_facts()
        counted = [self._severity(name) for name in self.fields.editors]
        self.head.show_counts(counted.count("error"), counted.count("warning"))
        self.problems_changed.emit()

    def _say_what_it_is(self) -> None:
        if (record := self.fields.record) is not None:
            proof = self._proof(record)
            self.head.show_record(self._name(record), self._caption(record, proof), archived=record.archived)
            if self.consequence is not None:
                self.consequence.show_record(record, unproven=proof is not None and proof.state == UNPROVEN)

    def _tell_facts(self) -> None:
        """Say below each field what the journal says about it."""
        record = self.fields.record
        if record is None:
            return
        facts = self.bridge.field_facts
        for name, editor in self.fields.editors.items():
            fact = facts.of(record, name)
            if fact is not None:
                line = editor.line_of_facts()
                if name not in self._facts:
                    self._facts.add(name)
                    line.taken.connect(lambda value, name=name: self.fields.write(TAKE, name, {name: value}))
                    line.asked.connect(self.bridge.show_rows)
                line.show_fact(fact, writable=not self.bridge.read_only, rows=fact.rows[0] in BY_ID)
            if editor.fact_line is not None:
                editor.fact_line.setVisible(fact is not None)

    def _proof(self, record: Record) -> Proof | None:
        """What the ledger proves about a product."""
        if self.kind != "product":
            return None
        return self.bridge.session.journal.proofs(record.id).get(record.id, Proof())

    def _name(self, record: Record) -> str:
        """What the record is called; a listing by its product, for its platform has the line below."""
        if isinstance(record, Listing):
            return self.bridge.plan.label("product", record.product)
        return records.name_of(self.bridge.plan, record)

    def _caption(self, record: Record, proof: Proof | None) -> str:
        """What the record is, of a listing where, and of a product what the ledger proves."""
        if record.archived:
            return _("Archived")
        if isinstance(record, Listing):
            return self.bridge.plan.label("platform", record.platform)
        if proof is None:
            return _(KINDS[self.kind].label)
        return proof_words(proof, self.bridge.plan, Scene.of(self.bridge.plan).context)

    def _severity(self, name: str) -> str:
        editor = self.fields.editors[name]
        if editor.error is not None:
            return "error"
        return editor.problem.severity if editor.problem is not None else ""

    def _follow(self, way: Way) -> None:
        """Go where something is missing: a field of this form or another, a new link, the rates."""
        if way.kind == RATE:
            self.bridge.go(HOME_OF[RATE])
        elif way.id == self.record_id:
            self.show_field(way.field)
        elif way.id:
            self.bridge.open_record(way.kind, way.id, way.field)
        else:
            self.view.ensureWidgetVisible(self.panels[-1], 0, theme().px(40))
            self.panels[-1].add.click()

    # keys and the menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.hasFocus():
                self.escaped.emit()
            else:
                self._leave_field()
        elif event.key() == Qt.Key.Key_F8:
            self.next_problem()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_F2) and self.hasFocus():
            self.focus_first()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye does; the field it comes to is shown with what is said below it."""
        moved = go_on(self.window(), forward=forward)
        target = self.window().focusWidget()
        if moved and self.body.isAncestorOf(target):
            self.view.ensureWidgetVisible(target, 0, theme().px(60))
        return moved

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """Remember the field that had the focus last."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._last = watched
        return super().eventFilter(watched, event)

    def _step(self, way: int) -> None:
        (self.previous if way < 0 else self.next).emit()

    def _leave_field(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stands_in(self, field: QWidget) -> bool:
        focus = QGuiApplication.focusObject()
        return isinstance(focus, QWidget) and (focus is field or field.isAncestorOf(focus))

    def _act(self, action: str) -> None:
        record = self.bridge.plan.find(self.kind, self.record_id)
        if record is None:
            return
        self.commit()
        edits = RecordEdits(self.kind, self.bridge, self)
        if action == "copy_link":
            QGuiApplication.clipboard().setText(LINK.format(kind=self.kind, id=record.id))
            self.bridge.toast(_("Link copied"), undo=False)
        elif action == "duplicate":
            for copy in edits.duplicate([record]):
                self.shown.emit(self.kind, copy)
        elif action == "archive":
            self._archive(edits, record)
        elif action == "delete":
            gone: Any = edits.delete([record])
            if gone is not None:
                self.bridge.toast(gone[0], details=gone[1])

    def _archive(self, edits: RecordEdits, record: Record) -> None:
        name = records.name_of(self.bridge.plan, record)
        away = not record.archived
        if edits.archive([record], away=away):
            said = _("Archived “{name}”") if away else _("Restored “{name}”")
            self.bridge.toast(said.format(name=name))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(Size.DETAIL), theme().px(600))

    def _restyle(self) -> None:
        self.setMinimumWidth(theme().px(Size.DETAIL_MIN))
