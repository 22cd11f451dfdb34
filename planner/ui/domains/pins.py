"""Pins: hours that a domain gets in any case, or that it gets none; chosen from a menu, shown as chips with a cross."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.marks import Chip
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.model.plan import Plan
    from planner.ui.domains.learning import LearningWatch

PARTS: Final = (0.1, 0.25, 0.5, 1.0)  # of the hours there are
_FREE, _NONE = "free", "0"


def pin_words(hours: float) -> str:
    """ "at least 25 h", "no hours for it"."""
    return _("at least {hours} h").format(hours=round(hours)) if hours > 0 else _("no hours for it")


def pin_entries(watch: "LearningWatch", domain: str) -> list[tuple[str, str]]:
    """What can be settled for a domain: (hours as text, words)."""
    entries = [(str(round(watch.hours * part)), pin_words(watch.hours * part)) for part in PARTS]
    entries.append((_NONE, pin_words(0)))
    if domain in watch.pins:
        entries.append((_FREE, _("Let it be free")))
    return [(value, words[:1].upper() + words[1:]) for value, words in entries]


def choose_pin(watch: "LearningWatch", domain: str, anchor: QWidget, at: QPoint | None = None) -> QMenu:
    """Open the menu of what can be settled for a domain."""

    def take(value: str) -> None:
        watch.pin(domain, None if value == _FREE else float(value))

    return choose(anchor, pin_entries(watch, domain), take, at)


class PinChips(QWidget):
    """The pins there are; `add` asks for one more and stands where its owner puts it. `removed(domain)` follows a cross."""

    removed = Signal(str)

    def __init__(self, watch: "LearningWatch") -> None:
        super().__init__()
        self.watch = watch
        self.chips: dict[str, Chip] = {}
        self._plan: Plan | None = None
        self.add = Button("", "secondary", "pin", small=True)
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.add.clicked.connect(self._choose_domain)
        self.retranslate()

    def show_pins(self, plan: "Plan") -> None:
        """Show what is settled for the domains of `plan`."""
        self._plan = plan
        pins = self.watch.shown_pins()
        for gone in [domain for domain in self.chips if domain not in pins]:
            chip = self.chips.pop(gone)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for domain, hours in pins.items():
            if domain not in self.chips:
                self.chips[domain] = self._new_chip(domain)
            words = _("{domain}: {pin}").format(domain=plan.label("domain", domain), pin=pin_words(hours))
            self.chips[domain].setText(words)
            self.chips[domain].setAccessibleName(words)
        self.add.setEnabled(bool(plan.records("domain")))
        painting.reveal(self, shown=bool(pins))

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        self.add.setText(_("Pin…"))
        self.add.setAccessibleName(_("Pin the hours of a domain"))
        self.add.setToolTip(_("Give a domain hours in any case, or none"))
        if self._plan is not None:
            self.show_pins(self._plan)

    def _new_chip(self, domain: str) -> Chip:
        chip = Chip("", "pin", removable=True)
        self._flow.addWidget(chip)
        chip.clicked.connect(lambda: choose_pin(self.watch, domain, chip))
        chip.removed.connect(lambda: self._remove(domain))
        chip.show()
        return chip

    def _remove(self, domain: str) -> None:
        self.add.setFocus()
        self.removed.emit(domain)

    def _choose_domain(self) -> None:
        """First which domain, then how many hours."""
        plan = self._plan
        names: Sequence[tuple[str, str]] = (
            [(one.id, plan.label("domain", one.id)) for one in plan.records("domain")] if plan is not None else ()
        )
        choose(self.add, names, lambda domain: choose_pin(self.watch, domain, self.add))
