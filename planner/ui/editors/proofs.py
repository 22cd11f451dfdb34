"""What the ledger proves of each product of the open plan; a first sale is told once, calmly."""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.figures.proof_words import first_sale_words
from planner.i18n import _, ngettext
from planner.model.money import Entry
from planner.model.proof import UNPROVEN, Proof
from planner.ui.tables.cell_text import Scene

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 60  # ms of rest after a change


class Proofs(QObject):
    """The newest proof of each product that was ever sold in `latest`; `told` follows when one has changed."""

    told = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.latest: Mapping[str, Proof] = {}
        self._known: set[str] | None = None  # products whose first sale is no news any more; None before the first look
        self._job: Job | None = None
        self._aside = bridge.worker is not None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)
        self._later()

    def of(self, product: str) -> Proof:
        """What is proven of the product as far as is known."""
        return self.latest.get(product, Proof())

    def settle(self) -> None:
        """Ask the ledger now."""
        self._soon.stop()
        if self._bridge.closed:  # a form may still have been made
            return
        session = self._bridge.session
        if not self._aside:
            self._take(session.journal.proofs())
            return

        def work(stop: Callable[[], bool]) -> dict[str, Proof] | None:
            tallies = session.tallies(stop)  # others ask for them too
            return None if tallies is None else dict(tallies.proofs)

        self._job = self._bridge.worker.submit(lambda job: work(lambda: job.cancelled), "proofs")
        self._job.done.connect(self._take)
        self._job.failed.connect(lambda error: _log.warning("the ledger could not be asked: %s", error))

    def close(self) -> None:
        """Ask no more: the plan is being closed."""
        self._soon.stop()
        self.blockSignals(True)

    def _later(self, rest: int = PAUSE) -> None:
        """Look after so many ms; only where there is a lane to do it in."""
        if self._aside:
            self._soon.start(rest)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & {"entry", "product"}:
            self._later()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a ledger being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._job.cancel()
            self._job = None
            self._later()

    def _take(self, found: Mapping[str, Proof] | None) -> None:
        self._job = None
        if found is None:
            self._later()
            return
        before, self.latest = self.latest, found
        proven = {product for product, proof in found.items() if proof.state != UNPROVEN}
        news = [] if self._known is None else sorted(proven - self._known)
        self._known = proven | (self._known or set())
        if found != before:
            self.told.emit()
        self._tell(news)

    def _tell(self, products: list[str]) -> None:
        """Say that products have found their first paying customer."""
        plan = self._bridge.plan
        news = [(plan.label("product", one), self.latest[one].first) for one in products if plan.find("product", one)]
        if len(news) == 1 and isinstance(news[0][1], Entry):
            name, first = news[0]
            what = first_sale_words(first, plan, Scene.of(plan).context)
            told = _("First sale of “{name}”: {what}").format(name=name, what=what)
            self._bridge.toast(told, undo=False)
        elif news:
            told = ngettext("{count} product has its first sale", "{count} products have their first sale", len(news))
            self._bridge.toast(told.format(count=len(news)), undo=False, details=tuple(name for name, _first in news))
