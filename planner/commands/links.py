"""Linking records of two layers: a need, a listing, a partner of an alliance, the listing an exchange reaches.

Only links that mean something exist; `linkable` offers just those that are not there yet.
"""

from dataclasses import dataclass, replace

from planner.commands import records
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Alliance, Exchange, Record
from planner.model.plan import Plan
from planner.store.transaction import Transaction


@dataclass(frozen=True)
class LinkRecord:
    """A link that is a record of its own: its kind and the fields that name its two ends."""

    kind: str
    ends: tuple[tuple[str, str], tuple[str, str]]  # (kind, field) of each end


LINK_RECORDS = (
    LinkRecord("need", (("domain", "domain"), ("product", "product"))),
    LinkRecord("listing", (("product", "product"), ("platform", "platform"))),
)
FIELD_LINKS = (
    ("alliance", "partner", "partners"),  # a list in the record
    ("exchange", "listing", "listing"),  # one reference
)


def _fields(link: LinkRecord, source: tuple[str, str], target: tuple[str, str]) -> dict[str, str] | None:
    """The fields of a link record between two (kind, id), in whichever direction; None when it links others."""
    ids = dict([source, target])
    kinds = {kind for kind, _field in link.ends}
    return {field: ids[kind] for kind, field in link.ends} if kinds == set(ids) else None


def link_record(
    plan: Plan, source: tuple[str, str], target: tuple[str, str], *, archived: bool = False
) -> Record | None:
    """The record that links two records, or None; with `archived` one that was put away will do where no other is."""
    for link in LINK_RECORDS:
        wanted = _fields(link, source, target)
        if wanted is None:
            continue
        field, value = next(iter(wanted.items()))
        naming = plan.naming(link.kind, field, value, archived)
        found = [record for record in naming if all(getattr(record, name) == end for name, end in wanted.items())]
        return min(found, key=lambda record: record.archived, default=None)
    return None


def link(tx: Transaction, source: tuple[str, str], target: tuple[str, str]) -> Record:
    """Link two (kind, id), in either order; the link's record, or the changed one. InputError when they cannot be.

    A link that was put away comes back with all it held, rather than a second one beside it.
    """
    for candidate in LINK_RECORDS:
        wanted = _fields(candidate, source, target)
        if wanted is not None:
            there = link_record(tx.plan, source, target, archived=True)
            if there is None:
                return records.create(tx, candidate.kind, **wanted)
            return tx.update(replace(there, archived=False))
    for one, other in ((source, target), (target, source)):
        if (one[0], other[0]) == ("alliance", "partner"):
            alliance = tx.plan.get(Alliance, one[1])
            return records.edit(tx, "alliance", one[1], partners=(*alliance.partners, other[1]))
        if (one[0], other[0]) == ("exchange", "listing"):
            return records.edit(tx, "exchange", one[1], listing=other[1])
    message = _("A {one} cannot be linked to a {other}.")
    raise InputError(message.format(one=_(KINDS[source[0]].label), other=_(KINDS[target[0]].label)), kind="mismatch")


def unlink(tx: Transaction, source: tuple[str, str], target: tuple[str, str]) -> None:
    """Take the link between two (kind, id) away; nothing happens when there is none."""
    found = link_record(tx.plan, source, target)
    if found is not None:
        kind = next(link.kind for link in LINK_RECORDS if _fields(link, source, target) is not None)
        records.delete(tx, kind, [found.id])
        return
    for one, other in ((source, target), (target, source)):
        if (one[0], other[0]) == ("alliance", "partner"):
            alliance = tx.plan.get(Alliance, one[1])
            left = tuple(name for name in alliance.partners if name != other[1])
            tx.update(replace(alliance, partners=left))
        if (one[0], other[0]) == ("exchange", "listing"):
            exchange = tx.plan.get(Exchange, one[1])
            if exchange.listing == other[1]:
                tx.update(replace(exchange, listing=None))


def link_kinds(kind: str) -> tuple[str, ...]:
    """The kinds a record of `kind` can be linked to."""
    pairs = [{end for end, _field in link.ends} for link in LINK_RECORDS]
    pairs += [{one, other} for one, other, _field in FIELD_LINKS]
    return tuple(next(iter(pair - {kind})) for pair in pairs if kind in pair)


def linkable(plan: Plan, source: tuple[str, str], target_kind: str) -> tuple[Record, ...]:
    """The records of `target_kind` to which the record can be linked and is not yet."""
    if target_kind not in link_kinds(source[0]):
        return ()
    return tuple(record for record in plan.records(target_kind) if not _linked(plan, source, (target_kind, record.id)))


def _linked(plan: Plan, source: tuple[str, str], target: tuple[str, str]) -> bool:
    if link_record(plan, source, target) is not None:
        return True
    for one, other, field in FIELD_LINKS:
        for here, there in ((source, target), (target, source)):
            if (here[0], there[0]) == (one, other):
                held = getattr(plan.find(*here), field)
                return there[1] in held if isinstance(held, tuple) else held == there[1]
    return False
