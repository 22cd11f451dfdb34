"""Editing very many entries of the ledger in one step: a field of them all, and taking them away."""

from collections.abc import Collection
from typing import Any, Final

from planner.commands import records
from planner.model.catalogue import KINDS, Draft, referrers
from planner.model.number_types import Amount
from planner.store.transaction import Transaction

KIND: Final = "entry"
MONEY: Final = frozenset(spec.name for spec in KINDS[KIND].specs if isinstance(spec.type, Amount)) | {"currency"}
"""Fields that have to agree on a currency in each entry."""


def set_fields(tx: Transaction, ids: Collection[str], **fields: Any) -> None:
    """Give these fields of many entries one value each; InputError when one does not fit.

    Amounts are written entry by entry, since they have to be in the currency of their entry.
    """
    if MONEY & set(fields):
        for record_id in ids:
            records.edit(tx, KIND, record_id, **fields)
        return
    _drop_drafts(tx, ids, fields)
    tx.update_many(KIND, ids, **fields)


def delete(tx: Transaction, ids: Collection[str]) -> int:
    """Delete many entries; what names them lets go. How many there were."""
    for owner, spec in referrers(KIND):
        tx.let_go_many(owner.name, spec.name, ids)
    _drop_drafts(tx, ids, KINDS[KIND].by_name)
    return tx.delete_many(KIND, ids)


def _drop_drafts(tx: Transaction, ids: Collection[str], fields: Collection[str]) -> None:
    """Forget what was typed into fields of these entries but could not be read."""
    gone = frozenset(ids)
    for draft in tx.plan.of(Draft, archived=True):
        if draft.kind == KIND and draft.record in gone and draft.field in fields:
            tx.delete("draft", draft.id)
