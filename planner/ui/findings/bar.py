"""Above the list of findings: what they come to in a sentence, the filters, and the button that makes all safe fixes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model.checks import SEVERITIES, Problem
from planner.model.plan import Plan
from planner.ui.findings.rows import Wanted
from planner.ui.findings.words import ALL, counted, page_label, tone_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.bar import FilterEdit
from planner.ui.views import VIEWS
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label

_ORDER: Final = (*(view.id for view in VIEWS), "")  # in which pages are offered


class FindingHead(QWidget):
    """The conclusion: how many there are of the worst, and below it how many of each."""

    def __init__(self) -> None:
        super().__init__()
        self.conclusion = Label("", Type.HEADLINE, 600)
        self.counts = Label("", Type.BODY, 400, "t2").set_tabular()
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.conclusion)
        self._rows.addWidget(self.counts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def say(self, problems: Sequence[Problem], plan: Plan, *, complete: bool = True) -> None:
        """Say what `problems` come to; no verdict before the look is `complete`."""
        tones = [tone_of(problem, plan) for problem in problems]
        numbers = {severity: tones.count(severity) for severity in SEVERITIES}
        lacking = tones != [problem.severity for problem in problems]
        counts = [counted(severity, count) for severity, count in numbers.items() if count]
        verdict = conclusion(numbers, lacking=lacking)
        self.conclusion.setText(verdict if complete else _("Still looking…"))
        self.counts.setText(" · ".join(counts) if complete else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(look.px(16), look.px(14), look.px(16), 0)
        self._rows.setSpacing(look.px(2))


def conclusion(numbers: Mapping[str, int], *, lacking: bool = False) -> str:
    """The findings in one sentence: what is wrong comes before what is doubtful, that before what would be better.

    `numbers` are counted by how bad they are; `lacking`, whether numbers are merely not entered yet.
    """
    if count := numbers["error"]:
        return ngettext("{count} error to mend first", "{count} errors to mend first", count).format(count=count)
    if count := numbers["warning"]:
        return ngettext("{count} thing to look at", "{count} things to look at", count).format(count=count)
    if lacking:
        return _("Nothing is wrong; a few numbers are still to come")
    return _("Nothing is wrong; some things would be better") if numbers["hint"] else _("Nothing to fix")


class FindingBar(QWidget):
    """The filters. `changed(Wanted)` follows each change, `fix_all_asked` the button."""

    changed = Signal(object)
    fix_all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self._pages: Mapping[str, int] = {}
        self._severities: Mapping[str, int] = {}
        self._safe = 0
        self.query = FilterEdit(icon="list-filter")
        self.page, self.severity = Button("", "ghost"), Button("", "ghost")
        self.fix_all = Button("", "secondary", "wand-sparkles")
        self._menus = (QMenu(self), QMenu(self))
        self.row = QHBoxLayout(self)
        for part in (self.query, self.page, self.severity):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.row.addWidget(self.fix_all)
        self.query.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.query.textEdited.connect(lambda text: self.ask(query=text))
        for button, menu, fill in zip(
            (self.page, self.severity), self._menus, (self.page_menu, self.severity_menu), strict=True
        ):
            button.setMenu(menu)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: fill(menu))
        self.fix_all.clicked.connect(self.fix_all_asked)
        self.retranslate()
        follow(self._restyle)

    def show_counts(self, pages: Mapping[str, int], severities: Mapping[str, int], safe: int) -> None:
        """Say how many findings there are by page and severity, and how many of those listed can be fixed safely."""
        self._pages, self._severities, self._safe = pages, severities, safe
        self._word()

    def ask(self, **settings: object) -> None:
        """Ask for what is listed now with other settings."""
        wanted = replace(self.wanted, **settings)
        if wanted != self.wanted:
            self.wanted = wanted
            self._word()
            self.changed.emit(wanted)

    def clear(self) -> None:
        """Ask for everything."""
        self.query.clear()
        self.ask(query="", pages=frozenset(), severities=frozenset())

    def page_menu(self, menu: QMenu) -> None:
        """Offer the pages that have findings, and those asked for."""
        there = [view for view in _ORDER if self._pages.get(view) or view in self.wanted.pages]
        entries = [(view, page_label(view), self._pages.get(view, 0)) for view in there]
        self._fill(menu, _("All pages"), "pages", entries)

    def severity_menu(self, menu: QMenu) -> None:
        """Offer the severities."""
        entries = [(name, _(ALL[name]), self._severities.get(name, 0)) for name in SEVERITIES]
        self._fill(menu, _("All severities"), "severities", entries)

    def retranslate(self) -> None:
        self.query.setPlaceholderText(_("Filter findings"))
        self.query.setAccessibleName(_("Filter findings"))
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _fill(self, menu: QMenu, every: str, name: str, entries: Sequence[tuple[str, str, int]]) -> None:
        chosen: frozenset[str] = getattr(self.wanted, name)
        menu.clear()
        self._entry(menu, every, not chosen, {name: frozenset()})
        menu.addSeparator()
        for value, label, count in entries:
            words = _("{name} ({count})").format(name=label, count=f"{count:,}")
            self._entry(menu, words, value in chosen, {name: chosen ^ {value}})

    def _entry(self, menu: QMenu, words: str, chosen: bool, wanted: dict[str, object]) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self.ask(**wanted))

    def _word(self) -> None:
        """Say what is listed, in as many words as fit."""
        pages = [page_label(view) for view in _ORDER if view in self.wanted.pages]
        severities = [_(ALL[name]) for name in SEVERITIES if name in self.wanted.severities]
        self.page.setText(_named(pages, _("All pages")))
        self.severity.setText(_named(severities, _("All severities")))
        words = ngettext("Fix all safe ({count})", "Fix all safe ({count})", self._safe).format(count=f"{self._safe:,}")
        self.fix_all.setText(words)
        self.fix_all.setToolTip(_("{action} ({keys})").format(action=words, keys="A"))
        pads = self.row.contentsMargins()
        room = self.width() - pads.left() - pads.right() - 4 * self.row.spacing()
        parts = (self.page, self.severity, self.fix_all)
        if sum(part.sizeHint().width() for part in parts) + theme().px(110) > room:
            self.fix_all.setText(f"{self._safe:,}")
        self.fix_all.setAccessibleName(words)
        self.fix_all.setEnabled(bool(self._safe))
        for part in parts:
            part.updateGeometry()

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.TOOLBAR))
        self.row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self.row.setSpacing(look.px(8))
        self.query.setMaximumWidth(look.px(180))
        self._word()
        self.update()


def _named(chosen: list[str], every: str) -> str:
    if not chosen:
        return every
    return chosen[0] if len(chosen) == 1 else f"{chosen[0]} +{len(chosen) - 1}"
