"""Which entries are listed: asked for in the background, the newest question only, while the old rows stay on screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.model.ledger_filter import LedgerFilter
from planner.model.ledger_order import Order, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.errors import PlannerError
    from planner.model.ledger_totals import Totals
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

REST: Final = 60  # ms after a key within which a further one waits for the next rest: who types fast asks less often
PATIENCE: Final = 100  # ms until the old rows are shown as out of date


@dataclass(frozen=True, slots=True)
class Found:
    """The rows wanted, and which of all entries stand twice."""

    selection: Selection
    duplicates: frozenset[int]


class LedgerQuery(QObject):
    """Asks for the rows of a filter in an order. `found(Found)` follows, then `summed(Totals)` of them all.

    `late` follows when the answer lets wait, `counted(Totals)` an answer about the rows selected, `failed(text)` a file
    that cannot be read.
    """

    found = Signal(object)
    summed = Signal(object)
    counted = Signal(object)
    late = Signal()
    failed = Signal(str)

    def __init__(self, bridge: "Bridge", parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.wanted, self.order = LedgerFilter(), Order()
        self._selection: Selection | None = None
        self._duplicates: frozenset[int] = frozenset()
        self._asked = self._typed = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._on_rest)
        self._counting: Job | None = None
        self._later: list[Job] = []  # what is not needed for the rows: it makes way for the next question
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.late)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._typed or self._asked

    def ask(self, wanted: LedgerFilter, order: Order | None = None, *, resting: bool = False) -> None:
        """Ask for the rows of `wanted`; `resting`, after a key, waits where another key came just before."""
        self.wanted, self.order = wanted, order or self.order
        self._typed = resting and self._rest.isActive()
        if resting:
            self._rest.start()
        else:
            self._rest.stop()
        if not self._typed:
            self.again()

    def again(self) -> None:
        """Ask the same anew: something has changed."""
        for job in self._later:
            job.cancel()
        self._typed, self._asked = False, True
        if not self._patience.isActive():
            self._patience.start()
        session, wanted, order = self.bridge.session, self.wanted, self.order  # its ledger is made in the lane: NumPy
        self._submit(lambda job: session.ledger.select(wanted, order, lambda: job.cancelled), "rows", self._on_rows)

    def _on_rest(self) -> None:
        if self._typed:
            self.again()

    def _ask_sums(self) -> None:
        """Ask what is seen a moment later: what stands twice, what all rows add up to; then make orders by text ready."""
        session, wanted = self.bridge.session, self.wanted
        asked: tuple[tuple[Callable[[Job], Any], str, Callable[[Any], None] | None], ...] = (
            (lambda job: session.ledger.duplicates(lambda: job.cancelled), "duplicates", self._on_duplicates),
            (lambda job: session.ledger.totals(wanted, lambda: job.cancelled), "totals", self._on_totals),
            (lambda job: session.ledger.warm(lambda: job.cancelled), "warm", None),
        )
        self._later = [self._submit(*one) for one in asked]

    def count(self, rowids: "Sequence[int]") -> None:
        """Ask what these rows add up to."""
        session = self.bridge.session
        self._counting = self._submit(
            lambda job: session.ledger.totals(rowids, lambda: job.cancelled), "selected", self._on_counted
        )

    def count_no_more(self) -> None:
        """Other rows are selected by now: what was asked about those before is not told."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _submit(self, work: "Callable[[Job], Any]", key: str, take: "Callable[[Any], None] | None" = None) -> "Job":
        job = self.bridge.reader.submit(work, f"ledger.{key}")
        if take is not None:
            job.done.connect(take)  # a method of this object: nothing arrives once it is gone
        job.failed.connect(self._on_failed)
        return job

    def _on_rows(self, selection: Selection | None) -> None:
        if selection is not None:
            self._asked = False
            self._patience.stop()
            self._selection = selection
            self._ask_sums()
            self.found.emit(Found(selection, self._duplicates))

    def _on_duplicates(self, duplicates: frozenset[int] | None) -> None:
        """They take longer than the first rows of a long ledger, which do not wait for them."""
        if duplicates is None or duplicates == self._duplicates:
            return
        self._duplicates = duplicates
        if self._selection is not None:
            self.found.emit(Found(self._selection, duplicates))

    def _on_totals(self, totals: "Totals | None") -> None:
        if totals is not None:
            self.summed.emit(totals)

    def _on_counted(self, totals: "Totals | None") -> None:
        if totals is not None:
            self.counted.emit(totals)

    def _on_failed(self, error: "PlannerError") -> None:
        self._asked = False
        self._patience.stop()
        self.failed.emit(str(error))
