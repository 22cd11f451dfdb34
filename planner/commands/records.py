"""Create, edit, duplicate, put away, move and delete records of any kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from planner.commands.ids import new_id
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Draft, Kind, Record, kind_called, kind_of, referrers
from planner.model.experiments import afresh, locked
from planner.model.field_types import NAME_LENGTH, Reference, Text
from planner.model.fields import FieldSpec
from planner.model.order import place_between, places_after
from planner.model.plan import Plan
from planner.store.transaction import Transaction

Count = Callable[[str, str, str], int]


@dataclass(frozen=True)
class Removal:
    """What goes when records are deleted: those themselves, what cannot be without them, and links that empty.

    `deleted` and `cleared` count by kind; `records` lists (kind, id) of everything deleted that a plan holds,
    dependants last.
    """

    records: tuple[tuple[str, str], ...] = ()
    deleted: Mapping[str, int] = field(default_factory=dict)
    cleared: Mapping[str, int] = field(default_factory=dict)


def create(tx: Transaction, kind: str, /, behind: str | None = None, **fields: Any) -> Record:
    """A new record of `kind`, placed behind the record `behind`, else last; InputError when a field does not fit."""
    declared = kind_called(kind)
    position = "" if declared.journal else _place_after(tx.plan, kind, behind)
    record_id = fields.pop("id", None) or new_id()
    return tx.insert(declared.record(id=record_id, position=position, **fields))


def _place_after(plan: Plan, kind: str, after: str | None) -> str:
    ordered = plan.records(kind, archived=True)
    if after is not None:
        positions = [record.position for record in ordered]
        at = next((index for index, record in enumerate(ordered) if record.id == after), len(ordered) - 1)
        following = next((position for position in positions[at + 1 :] if position > positions[at]), "")
        if following:
            return place_between(positions[at], following)
    return places_after(ordered[-1].position if ordered else "", 1)[0]


def edit(tx: Transaction, kind: str, record_id: str, /, **fields: Any) -> Record:
    """The record with other fields; input of these fields that could not be read is forgotten."""
    record = tx.find(kind, record_id)
    if record is None:
        message = _("There is no {kind} with the id “{id}” in this plan.")
        told = message.format(kind=_(kind_called(kind).label), id=record_id)
        raise InputError(told, f"{kind}/{record_id}", "unknown")
    _refuse_locked(record, fields)
    for name in fields:
        drop_draft(tx, kind, record_id, name)
    return tx.update(replace(record, **fields))


def _refuse_locked(record: Record, fields: Mapping[str, Any]) -> None:
    """InputError for another value of a field that was promised and is changed with a reason only."""
    kind = kind_of(record)
    for name in locked(record):
        if name in fields and fields[name] != getattr(record, name):
            label = _(kind.by_name[name].label)
            message = _("“{field}” is fixed: it is changed by starting and stopping, or with a reason.")
            raise InputError(message.format(field=label), f"{kind.name}/{record.id}/{name}", "mismatch")


def draft_id(kind: str, record_id: str, field_name: str) -> str:
    """The id of the draft of a field: derived, so that there is one at most."""
    spelled = f"{kind}/{record_id}/{field_name}"
    return spelled if len(spelled) <= NAME_LENGTH else f"{kind}/{sha256(spelled.encode()).hexdigest()}"


def drop_draft(tx: Transaction, kind: str, record_id: str, field_name: str) -> None:
    """Forget what was typed into a field but could not be read."""
    key = draft_id(kind, record_id, field_name)
    if tx.plan.find("draft", key) is not None:
        tx.delete("draft", key)


def duplicate(tx: Transaction, kind: str, record_id: str) -> Record:
    """A copy right behind the record, with copies of what it owns (a product's listings and needs)."""
    declared = kind_called(kind)
    original = tx.find(kind, record_id)
    if original is None:
        raise InputError(_("The record is no longer there."), f"{kind}/{record_id}", "unknown")
    changed: dict[str, Any] = {"archived": False} | afresh(original)
    if declared.title and isinstance(declared.by_name[declared.title].type, Text):
        changed[declared.title] = _("{name} (copy)").format(name=declared.name_of(original)[: NAME_LENGTH - 20])
    copy = _copy(tx, declared, original, changed)
    for owned, spec in _owned(declared):
        for child in tx.plan.naming(owned.name, spec.name, record_id):
            _copy(tx, owned, child, {spec.name: copy.id})
    return copy


def _copy(tx: Transaction, declared: Kind, original: Record, changed: Mapping[str, Any]) -> Record:
    position = "" if declared.journal else _place_after(tx.plan, declared.name, original.id)
    return tx.insert(replace(original, id=new_id(), position=position, **changed))


def _owned(declared: Kind) -> list[tuple[Kind, FieldSpec]]:
    """The kinds that live under `declared` and are held in the plan."""
    return [(kind, spec) for kind, spec in referrers(declared.name) if kind.owner == spec.name and not kind.journal]


def archive(tx: Transaction, kind: str, ids: Iterable[str]) -> None:
    """Put records away: they stay in the file and leave the views."""
    _set_archived(tx, kind, ids, archived=True)


def restore(tx: Transaction, kind: str, ids: Iterable[str]) -> None:
    """Bring records back that were put away."""
    _set_archived(tx, kind, ids, archived=False)


def _set_archived(tx: Transaction, kind: str, ids: Iterable[str], *, archived: bool) -> None:
    for record_id in ids:
        record = tx.find(kind, record_id)
        if record is not None:
            tx.update(replace(record, archived=archived))


def move(tx: Transaction, kind: str, ids: Iterable[str], before: str | None) -> None:
    """Put records, in the given order, in front of the record `before`, or last when None."""
    moving = [record for record_id in ids if (record := tx.plan.find(kind, record_id)) is not None]
    ordered = tx.plan.records(kind, archived=True)
    staying = [record for record in ordered if record not in moving]
    if before is not None and before in {record.id for record in moving}:  # then in front of the next that stays
        following = ordered[[record.id for record in ordered].index(before) :]
        before = next((record.id for record in following if record in staying), None)
    at = next((index for index, record in enumerate(staying) if record.id == before), len(staying))
    low = staying[at - 1].position if at else ""
    high = staying[at].position if at < len(staying) else ""
    if high and low >= high:  # equal places: spread everything once
        _spread(tx, [*staying[:at], *moving, *staying[at:]])
        return
    for record in moving:
        low = place_between(low, high)
        tx.update(replace(record, position=low))


def _spread(tx: Transaction, records: list[Record]) -> None:
    for record, position in zip(records, places_after("", len(records)), strict=True):
        tx.update(replace(record, position=position))


def removal(plan: Plan, count: Count, kind: str, ids: Iterable[str]) -> Removal:
    """What deleting the records would take along and empty; nothing is changed.

    `count` tells how many journal records of a kind name a record in a field (`Session.journal.count_naming`).
    """
    going: dict[tuple[str, str], None] = {}
    for record_id in ids:
        _collect(plan, (kind, record_id), going)
    deleted: dict[str, int] = {}
    cleared: dict[str, int] = {}
    for gone in going:
        deleted[gone[0]] = deleted.get(gone[0], 0) + 1
        for owner, spec in referrers(gone[0]):
            if owner.journal:
                number = count(owner.name, spec.name, gone[1])
            else:
                naming = plan.naming(owner.name, spec.name, gone[1], archived=True)
                number = sum((owner.name, record.id) not in going for record in naming)
            if number:
                counted = deleted if spec.required else cleared
                counted[owner.name] = counted.get(owner.name, 0) + number
    return Removal(tuple(going), deleted, cleared)


def _collect(plan: Plan, gone: tuple[str, str], going: dict[tuple[str, str], None]) -> None:
    """Add the record and everything held in the plan that cannot be without it."""
    if gone in going:
        return
    going[gone] = None
    for owner, spec in referrers(gone[0]):
        if spec.required and not owner.journal:
            for dependant in plan.naming(owner.name, spec.name, gone[1], archived=True):
                _collect(plan, (owner.name, dependant.id), going)


def delete(tx: Transaction, kind: str, ids: Iterable[str]) -> Removal:
    """Delete records with everything that cannot be without them; other references to them are emptied."""
    going = removal(tx.plan, tx.count_naming, kind, ids)
    gone = set(going.records)
    for gone_kind, gone_id in reversed(going.records):
        for owner, spec in referrers(gone_kind):
            _let_go(tx, owner, spec, (gone_id, gone))
        _drop_drafts(tx, gone_kind, gone_id)
        tx.delete(gone_kind, gone_id)
    return going


def _let_go(tx: Transaction, owner: Kind, spec: FieldSpec, going: tuple[str, set[tuple[str, str]]]) -> None:
    gone_id, gone = going
    if owner.journal:
        empty = tx.delete_naming if spec.required else tx.let_go
        empty(owner.name, spec.name, gone_id)
        return
    for record in tx.plan.naming(owner.name, spec.name, gone_id, archived=True):
        if (owner.name, record.id) in gone:
            continue
        many = isinstance(spec.type, Reference) and spec.type.many
        left = tuple(name for name in getattr(record, spec.name) if name != gone_id) if many else None
        emptied: dict[str, Any] = {spec.name: left}
        tx.update(replace(record, **emptied))


def _drop_drafts(tx: Transaction, kind: str, record_id: str) -> None:
    for draft in tx.plan.of(Draft, archived=True):
        if draft.kind == kind and draft.record == record_id:
            tx.delete("draft", draft.id)


def name_of(plan: Plan, record: Record) -> str:
    """What to call a record in a message: its name, what it links, or its kind when it has neither."""
    kind = kind_of(record)
    return plan.label(kind.name, record.id) or kind.name_of(record) or _(KINDS[kind.name].label)
