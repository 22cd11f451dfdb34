"""What facts offer to change: the ranges they doubt, and fees, each with the value to take. Plain values of field facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.commands import records
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge

TAKE, TAKE_MANY = N_("Take a value from the facts"), N_("Take {count} values from the facts")


@dataclass(frozen=True, slots=True)
class Offer:
    """One field: what facts say about it, and what they would put there (`value` None: nothing better is known)."""

    kind: str
    id: str
    field: str
    name: str
    says: str
    words: str
    value: Any
    off: bool

    @property
    def key(self) -> str:
        """What stays the same from one look to the next."""
        return f"{self.kind}/{self.id}/{self.field}"


def offers(bridge: "Bridge") -> list[Offer]:
    """Everything that facts say about the fields of the plan; what they contradict comes first."""
    return sorted(_offers(bridge), key=lambda one: not one.off)


def _offers(bridge: "Bridge") -> Iterator[Offer]:
    told, plan = bridge.field_facts.latest, bridge.plan
    places = [(one.kind, one.id, one.field) for one in sorted(told.observed.values(), key=lambda one: -one.bits)]
    places += [("platform", platform, "fee_rate") for platform in sorted(told.fees)]
    for kind, record_id, field in places:
        record = plan.find(kind, record_id)
        fact = bridge.field_facts.of(record, field) if record is not None else None
        if fact is not None:
            name = _("{field} of “{name}”").format(
                field=_(KINDS[kind].by_name[field].label), name=plan.label(kind, record_id)
            )
            yield Offer(kind, record_id, field, name, fact.text, fact.offer, fact.value, fact.off)


def take(bridge: "Bridge", chosen: Iterable[Offer], origin: object) -> bool:
    """Write the values chosen as one step that the toast takes back; False when that was refused or nothing was chosen."""
    wanted = [one for one in chosen if one.value is not None]
    if not wanted or bridge.read_only:
        return False

    def write(tx: "Transaction") -> int:
        for one in wanted:
            records.edit(tx, one.kind, one.id, **{one.field: one.value})
        return len(wanted)

    label = TAKE if len(wanted) == 1 else TAKE_MANY
    if bridge.run(label, write, origin=origin, count=len(wanted)) is None:
        return False
    told = ngettext("Took {count} value from the facts", "Took {count} values from the facts", len(wanted))
    bridge.toast(told.format(count=len(wanted)), details=tuple(f"{one.name}: {one.words}" for one in wanted))
    return True
