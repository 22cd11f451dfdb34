"""What was typed but could not be read: kept as text beside the last good value, never lost."""

from dataclasses import replace

from planner.commands.records import draft_id, drop_draft
from planner.model.catalogue import Draft
from planner.model.plan import Plan
from planner.store.transaction import Transaction


def keep(tx: Transaction, kind: str, record_id: str, field: str, text: str) -> Draft:
    """Keep `text` as the draft of a field."""
    key = draft_id(kind, record_id, field)
    before = tx.plan.find("draft", key)
    if isinstance(before, Draft):
        draft = replace(before, text=text)
        tx.update(draft)
    else:
        draft = Draft(id=key, kind=kind, record=record_id, field=field, text=text)
        tx.insert(draft)
    return draft


def drop(tx: Transaction, kind: str, record_id: str, field: str) -> None:
    """Forget the draft of a field."""
    drop_draft(tx, kind, record_id, field)


def draft_of(plan: Plan, kind: str, record_id: str, field: str) -> str | None:
    """The text kept for a field that could not be read, or None."""
    draft = plan.find("draft", draft_id(kind, record_id, field))
    return draft.text if isinstance(draft, Draft) else None


def drafts_of(plan: Plan, kind: str, record_id: str) -> dict[str, str]:
    """The texts kept for a record, by field."""
    return {draft.field: draft.text for draft in plan.of(Draft) if draft.kind == kind and draft.record == record_id}
