"""What ledger, publications and time log say about single fields of the open plan, ready to be taken over.

Worked out in the background, from the facts of the newest forecast where there is one.
"""

import logging
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.figures.fact_words import fee_words, observed_words
from planner.i18n import _, language
from planner.model.catalogue import KINDS, Record, kind_of
from planner.model.ledger_filter import FIELD_WORDS
from planner.model.number_types import Uncertain
from planner.model.plan import Plan
from planner.model.values import Range
from planner.ui.forecast.outlook import DEPENDS, FACTS
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.tables.cell_text import Scene, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.analysis.facts.fee_rates import FeeRate
    from planner.analysis.facts.observed_ranges import Honesty, Observed
    from planner.model.changes import ChangeSet
    from planner.model.tallies import FeeSum, Tallies
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

    Sums = tuple[Tallies, list[FeeSum]]

_log = logging.getLogger(__name__)
REST: Final = 700  # ms until the first look: nobody waits for it
PAUSE: Final = 150  # ms of rest after a change
_PLACES: Final = 4  # digits of a fee rate that is taken over


@dataclass(frozen=True, slots=True)
class Told:
    """What facts say about every field of which they say something, by kind, id and field."""

    observed: "Mapping[str, Observed]"
    fees: "Mapping[str, FeeRate]"
    honesty: "Honesty | None" = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands below one field: the sentence, the value to take over (None where there is none) and its words.

    `rows` names the page on which the rows behind it are and the text by which they are found there.
    """

    text: str
    offer: str = ""
    value: Any = None
    rows: tuple[str, str] = ("", "")
    off: bool = False  # whether plan and facts disagree


_OFF: Final = 0.5
_SAME: Final = Decimal("0.001")  # of a rate: less is no other fee
DECIDED: Final = frozenset({"publications_per_month"})  # decided, not guessed: nothing to take over
_PAGES: Final = {  # where the rows behind a field are
    "refund_rate": "ledger", "click_rate": "distribution", "conversion": "distribution", "open_rate": "distribution",
    "publications_per_month": "distribution",
}  # fmt: skip
NOTHING: Final = Told({}, {})


def looked(plan: Plan, sums: "Sums", today: date) -> Told:
    """Everything the facts say; for a thread of its own."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - NumPy and SciPy, when they are wanted
    from planner.analysis.facts.fee_rates import fee_rates  # noqa: PLC0415
    from planner.analysis.facts.observed_hours import observed_hours  # noqa: PLC0415
    from planner.analysis.facts.observed_ranges import honesty, observed  # noqa: PLC0415

    tallies, fees = sums
    facts = actuals(plan, tallies, today)
    found = (*observed(plan, facts), *observed_hours(plan, facts))
    return Told({one.key: one for one in found}, fee_rates(fees), honesty(found))


class FieldFacts(QObject):
    """The newest `latest`; `told` follows when it has changed."""

    told = Signal()

    def __init__(self, bridge: "Bridge", today: "Callable[[], date]" = date.today) -> None:
        super().__init__(bridge)
        self._bridge, self._today = bridge, today
        self.latest = NOTHING
        self._job: Job | None = None
        self._journal: tuple[Tallies, list[FeeSum]] | None = None  # what it adds up to, until it changes
        self._aside = bridge.worker is not None
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)
        if self._aside:
            bridge.outlook.told.connect(self._on_forecast)
            bridge.outlook.failed.connect(self._on_forecast)
        self._later(REST)

    def of(self, record: Record, field: str) -> Fact | None:
        """What is to be said below a field of the record; None for nothing."""
        kind = kind_of(record).name
        if (kind, field) == ("platform", "fee_rate"):
            return self._fee(record)
        one = self.latest.observed.get(f"{kind}/{record.id}/{field}")
        return None if one is None else self._fact(one, getattr(record, field))

    def settle(self) -> None:
        """Look now."""
        self._soon.stop()
        if self._bridge.closed:  # a form may still have been made
            return
        session, plan, today, known = self._bridge.session, self._bridge.plan, self._today(), self._journal

        def work(stop: "Callable[[], bool]") -> "tuple[Told, Sums] | None":
            tallies = None if known else session.tallies(stop)
            fees = None if tallies is None else session.aside(lambda journal: journal.fees(), stop)
            sums = known if tallies is None or fees is None else (tallies, fees)
            return None if sums is None else (looked(plan, sums, today), sums)

        if not self._aside:
            self._take(work(lambda: False))
            return
        self._job = self._bridge.worker.submit(lambda job: work(lambda: job.cancelled), "field facts")
        self._job.done.connect(self._take)
        self._job.failed.connect(lambda error: _log.warning("the facts could not be looked at: %s", error))

    def close(self) -> None:
        """Look no more: the plan is being closed."""
        self._soon.stop()
        self.blockSignals(True)

    def _later(self, rest: int = PAUSE) -> None:
        """Look after so many ms; only where there is a lane to do it in."""
        if self._aside:
            self._soon.start(rest)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & FACTS:
            self._drop()  # it would bring the sums of before
            self._journal = None
        if changes.kinds & DEPENDS:
            self._later()

    def _on_forecast(self) -> None:
        if self._journal is None:
            self._later()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a ledger being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._drop()
            self._later()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, answer: "tuple[Told, Sums] | None") -> None:
        self._job = None
        if answer is None:
            self._later()
            return
        found, self._journal = answer
        if found != self.latest:
            self.latest = found
            self.told.emit()

    def _fact(self, one: "Observed", held: Any) -> Fact | None:
        """The sentence about a range, and what the facts propose where it is something else."""
        spec = KINDS[one.kind].by_name[one.field]
        if held is None or not isinstance(spec.type, Uncertain):
            return None
        plan = self._bridge.plan
        offer, value = ("", None) if one.field in DECIDED else self._proposal(one)
        if value == held:
            offer, value = "", None
        rows = _PAGES.get(one.field, "")
        text = asked_for("product", plan.label("product", one.id)) if rows == "ledger" else ""
        words = observed_words(one, speech_of(Scene.of(plan)))
        return Fact(words, offer, value, (rows, text), one.probability_off >= _OFF)

    def _proposal(self, one: "Observed") -> tuple[str, Any]:
        """What to take instead of the guess, in words and as a value; nothing where the field can hold no such range."""
        from planner.analysis.diagnosis.proposed_ranges import range_fix  # noqa: PLC0415 - the rules, with NumPy

        plan = self._bridge.plan
        if one.low == one.high:  # a product that is made took what it took
            value = Range.exact(round(Decimal(one.high)))
            words = shown(KINDS[one.kind].by_name[one.field], value, Scene.of(plan))
            return _("Take {value}").format(value=words), value
        fix = range_fix(plan, one.kind, one.field, (one.low, one.high))
        return ("", None) if fix is None else (fix.label, fix.fields[one.field])

    def _fee(self, record: Record) -> Fact | None:
        """What the platform really kept, once five sales with fees say so."""
        one = self.latest.fees.get(record.id)
        if one is None:
            return None
        scene = Scene.of(self._bridge.plan)
        spec = KINDS["platform"].by_name["fee_rate"]
        value = Decimal(f"{one.rate:.{_PLACES}f}").normalize()
        held = getattr(record, "fee_rate", None)
        other = held is None or abs(held - value) >= _SAME
        offer = _("Take {value}").format(value=shown(spec, value, scene)) if other else ""
        return Fact(
            fee_words(one, speech_of(scene)), offer, value if other else None,
            ("ledger", asked_for("platform", self._bridge.plan.label("platform", record.id))), off=held is not None and other,
        )  # fmt: skip


def asked_for(field: str, name: str) -> str:
    """How the rows of a product or platform are asked for in the filter of the ledger."""
    word = FIELD_WORDS[field][language() == "zh"]
    return f'{word}:"{name}"'
