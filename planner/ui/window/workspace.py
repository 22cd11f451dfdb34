"""One open plan on screen: sidebar, header, lines of alert and the pages, each built when first shown."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.changes import Change, ChangeSet
from planner.model.checks import Examination
from planner.ui.actions import ActionBoard
from planner.ui.bridge import Bridge
from planner.ui.hours.timer_pill import TimerPill
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.views import BY_ID, VIEWS
from planner.ui.widgets import painting
from planner.ui.widgets.banner import ProgressBar
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.toast import Toast
from planner.ui.window.alerts import AlertStack
from planner.ui.window.header import Header
from planner.ui.window.sidebar import Sidebar
from planner.ui.window.tab_order import read_in_order
from planner.ui.window.trail import Place, Trail

UNSEEN = 200  # ms after which the first page is built even if nobody looks
ATTENDED = 2000  # ms after that until experiments and first sales are watched
READ = 500  # ms after something has changed until a screen reader has it in order
EXAMINED = 400  # ms after the first page stands until the plan is looked through for what is wrong


class FailedPage(EmptyState):
    """Stands where a page could not be built or shown; the rest of the program works."""

    def __init__(self, view_id: str, report: str) -> None:
        super().__init__("triangle-alert", "refresh-cw", "copy")
        self._view, self._report = view_id, report
        self.secondary.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.set_texts(
            _("The page “{name}” does not work").format(name=_(BY_ID[self._view].label)),
            _("Nothing is lost; the other pages work."),
            _("Try again"),
            _("Copy details"),
        )


class Workspace(QWidget):
    """The pages of one plan. `moved` follows each change of page, record or what can be done there."""

    moved = Signal()
    toast_acted = Signal()
    toast_asked = Signal()

    def __init__(self, bridge: Bridge, board: ActionBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.trail = Trail()
        self.pages: dict[str, Page] = {}
        self.building = ""  # the page being built or shown, should that fail
        self.toast_details: tuple[str, ...] = ()  # what the second link of the toast tells
        self._first = ""  # the page to build after the first paint
        self._stale: set[str] = set()
        self._failed: FailedPage | None = None
        self._lay_out(board)
        self.sidebar.chosen.connect(self.show_page)
        bridge.navigate.connect(self._on_navigate)
        bridge.entry_asked.connect(self.ask_entry)
        bridge.seen_at = self._seen_at
        bridge.changed.connect(self._on_changed)
        self._reading = QTimer(self, singleShot=True, interval=READ)
        self._reading.timeout.connect(lambda: read_in_order(self))
        for news in (self.moved, bridge.changed):
            news.connect(lambda *_what: self._reading.start())
        self._count()
        theme().changed.connect(self._fit)

    def _lay_out(self, board: ActionBoard) -> None:
        self.sidebar, self.header = Sidebar(), Header(board)
        self.timer = TimerPill(self.bridge)
        self.header.add(self.timer)
        self.progress, self.alerts, self.stack = ProgressBar(), AlertStack(), QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.alerts)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.progress.setParent(self)
        self._toast: Toast | None = None

    @property
    def page(self) -> Page | None:
        """The page shown; None while there is none or it failed."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def view(self) -> str:
        """The id of the page shown, "" before the first."""
        return self.trail.here.view if self.trail.here else ""

    def show_first(self, view_id: str) -> None:
        """Show the page once the window itself is painted; the first one of the sidebar where there is no such page."""
        self._first = view_id if view_id in BY_ID else VIEWS[0].id
        self.sidebar.show_page(self._first)
        self.header.set_title(_(BY_ID[self._first].label))
        QTimer.singleShot(UNSEEN, self, self._on_painted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("app"))
        if self._first:
            QTimer.singleShot(0, self, self._on_painted)

    def _on_painted(self) -> None:
        first, self._first = self._first, ""
        if first and not self.view:
            self.show_page(first)
            QTimer.singleShot(EXAMINED, self, self._examine)

    def show_page(self, view_id: str) -> None:
        """Show the page, as it was left."""
        self.go(Place(view_id))

    def go(self, place: Place, *, remember: bool = True) -> None:
        """Show the page, and the record on it, of `place`."""
        page = self.page
        if page is not None and place.view != self.view:
            page.leave()
        if remember:
            self.trail.visit(place)
        self.building = place.view
        shown = self._built(place.view)
        if place.view in self._stale:
            self._stale.discard(place.view)
            shown.refresh(None)
        self._uncover(shown, place.view)
        if place.id:
            shown.show_record(place.kind, place.id, place.field or None)
        elif shown is not page and remember:
            shown.focus_first()
        self.building = ""
        self.moved.emit()

    def ask_entry(self) -> None:
        """Ask for a line of the ledger, on whatever page one is."""
        from planner.ui.window.quick_entry import quick_entry  # noqa: PLC0415 - not before it is wanted

        quick_entry(self).open()

    def back(self) -> None:
        """Go one place back."""
        if self.trail.can_go_back:
            self.go(self.trail.back(), remember=False)

    def forward(self) -> None:
        """Go one place forward again."""
        if self.trail.can_go_forward:
            self.go(self.trail.forward(), remember=False)

    def toast(self, text: str, action: str = "", shortcut: str = "", more: str = "") -> None:
        """Say `text` at the foot of the page shown; `toast_acted` and `toast_asked` follow its two links."""
        page = self.page
        pane = page.toast_pane() if page else self.stack
        if self._toast is not None:
            self._toast.close_now()
        self._toast = Toast(pane)
        self._toast.acted.connect(self.toast_acted)
        self._toast.asked.connect(self.toast_asked)
        self._toast.closed.connect(self._on_toast_closed)
        self._toast.say(text, action, shortcut, more)

    def fail(self, report: str) -> bool:
        """Put a notice in the place of the page that was being shown; False when none was."""
        view_id, self.building = self.building, ""
        if not view_id:
            return False
        broken = self.pages.pop(view_id, None)
        if broken is not None:
            self.stack.removeWidget(broken)
            broken.deleteLater()
        failed = FailedPage(view_id, report)
        failed.primary.connect(lambda: self.go(Place(view_id), remember=False))
        self.stack.addWidget(failed)
        self._uncover(failed, view_id)
        self._failed = failed
        return True

    def next_pane(self) -> None:
        """Move the keyboard on: inside the page, then to the sidebar, then to the page again."""
        page = self.page
        if page is None or self.sidebar.isAncestorOf(self.focusWidget() or self):
            (page or self.stack).setFocus()
            if page is not None:
                page.focus_first()
        elif not page.next_pane():
            self.sidebar.item(self.view).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the sidebar be as wide as there is room at the present scale."""
        self.sidebar.set_rail(rail=self.width() < theme().px(Size.NARROW_WINDOW))
        left = self.sidebar.width()
        self.progress.setGeometry(left, self.header.height() - 1, self.width() - left, self.progress.height())
        self.progress.raise_()

    def retranslate(self) -> None:
        """Say the title and the names of the pages in the language in use."""
        for page in self.pages.values():
            page.setAccessibleName(page.title())
        if self.view:
            shown = self.page
            self.header.set_title(shown.title() if shown else _(BY_ID[self.view].label))
        self.bridge.reword()

    def _built(self, view_id: str) -> Page:
        if view_id not in self.pages:
            view = BY_ID[view_id]
            made = view.load()
            made.spec = view
            page = made(self.bridge, theme())
            page.setObjectName(f"page.{view_id}")
            page.setAccessibleName(page.title())
            page.abilities_changed.connect(self.moved)
            self.pages[view_id] = page
            self.stack.addWidget(page)
        return self.pages[view_id]

    def _uncover(self, shown: QWidget, view_id: str) -> None:
        self.stack.setCurrentWidget(shown)
        if self._failed is not None and shown is not self._failed:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self.sidebar.show_page(view_id)
        self.header.set_title(shown.title() if isinstance(shown, Page) else _(BY_ID[view_id].label))

    def _seen_at(self, change: Change, field: str) -> tuple[str, str, str, str] | None:
        """Where the page in view shows that change of a record, at home here or not; None where it does not."""
        seen = self.page.sees(change, field) if self.page is not None else None
        return None if seen is None else (self.view, *seen)

    def _on_navigate(self, view: str, kind: str, record_id: str, field: str) -> None:
        self.go(Place(view, kind, record_id, field))

    def _on_toast_closed(self) -> None:
        if self._toast is not None:
            self._toast.deleteLater()
            self._toast = None

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._toast is not None:
            self._toast.close_now()  # its Undo would take back another step now
        self._count()
        shown = self.page
        for view_id, page in self.pages.items():
            if not (BY_ID[view_id].watches & changes.kinds):
                continue
            if page is shown:
                page.refresh(changes)
            else:
                self._stale.add(view_id)
        self.moved.emit()

    def _count(self) -> None:
        plan = self.bridge.plan
        self.sidebar.set_counts({view.counts: len(plan.records(view.counts)) for view in VIEWS if view.counts})
        self.sidebar.switcher.set_plan(plan.settings.title or self.bridge.session.path.stem)

    def _examine(self) -> None:
        """Tell the number of errors and warnings beside their page from now on."""
        if not self.bridge.closed:
            examiner = self.bridge.examination
            examiner.told.connect(self._on_examined)
            self._on_examined(examiner.latest)
            QTimer.singleShot(ATTENDED, self, self._attend)

    def _attend(self) -> None:
        if not self.bridge.closed:
            from planner.ui.window.failures import Failures  # noqa: PLC0415 - not before the first page stands

            self.bridge.attend()
            Failures(self.bridge).told.connect(self._on_failures)  # not a lambda: that outlives the workspace

    def _on_failures(self, count: int) -> None:
        self.sidebar.set_problems("distribution", count, "neg")

    def _on_examined(self, found: Examination) -> None:
        from planner.ui.findings.words import pressing  # noqa: PLC0415 - not before the first page stands

        severities = [problem.severity for problem in pressing(found.problems, self.bridge.plan)]
        self.sidebar.set_problems("diagnosis", len(severities), "neg" if "error" in severities else "warn")

    def remember_record(self, kind: str, record_id: str) -> None:
        """Note that the record was looked at, so that one can come back to it."""
        if self.trail.here is not None:
            self.trail.visit(replace(self.trail.here, kind=kind, id=record_id, field=""))
