"""How honest the user's ranges were: how many of those that reality has judged held, and which did not."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from planner.analysis.facts.observed_ranges import Observed
    from planner.ui.bridge import Bridge


class HonestyLine(QWidget):
    """One quiet line; its link lists the ranges that did not hold, and leads to the one that is chosen."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.words = Label("", Type.SMALL, 400, "t3").set_tabular()
        self.link = LinkButton()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words)
        self._row.addWidget(self.link)
        self._row.addStretch(1)
        self.link.clicked.connect(self.open)
        bridge.field_facts.told.connect(self.retranslate)
        self.retranslate()
        follow(self._restyle)

    def missed(self) -> "list[Observed]":
        """The ranges that did not hold, the most surprising first."""
        found = [one for one in self.bridge.field_facts.latest.observed.values() if one.held is False]
        return sorted(found, key=lambda one: (-one.bits, one.key))

    def retranslate(self) -> None:
        """Say what is known now; nothing while reality has judged no range."""
        honesty, missed = self.bridge.field_facts.latest.honesty, self.missed()
        painting.reveal(self, shown=honesty is not None and honesty.resolved > 0)
        if honesty is None:
            return
        told = ngettext(
            "Of {count} range that reality has judged, {held} held",
            "Of {count} ranges that reality has judged, {held} held",
            honesty.resolved,
        )
        self.words.setText(told.format(count=honesty.resolved, held=honesty.held))
        self.words.setToolTip(_("Nine of ten should: a range is meant to be wrong once in ten times."))
        more = ngettext("Show the one that did not", "Show the {count} that did not", len(missed))
        self.link.setText(more.format(count=len(missed)))
        self.link.setVisible(bool(missed))

    def open(self) -> None:
        """List the ranges that did not hold."""
        entries = [(one.key, self._name(one)) for one in self.missed()]
        choose(self.link, entries, self._go)

    def _name(self, one: "Observed") -> str:
        label = _(KINDS[one.kind].by_name[one.field].label)
        return _("{subject}: {words}").format(subject=self.bridge.plan.label(one.kind, one.id), words=label)

    def _go(self, key: str) -> None:
        kind, _slash, rest = key.partition("/")
        record_id, _slash, field = rest.rpartition("/")
        self.bridge.open_record(kind, record_id, field)

    def _restyle(self) -> None:
        self._row.setSpacing(theme().px(4))
