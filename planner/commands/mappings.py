"""How tables of no known format are read is remembered, one mapping for each set of header names."""

from dataclasses import replace

from planner.model.catalogue import ColumnMapping
from planner.model.order import places_after
from planner.store.transaction import Transaction


def remember(tx: Transaction, mapping: ColumnMapping) -> None:
    """Keep the mapping; one with the same header names gives way to it."""
    there = tx.plan.of(ColumnMapping)
    before = next((one for one in there if one.headers == mapping.headers), None)
    if before is not None:
        tx.update(replace(mapping, id=before.id, position=before.position))
    else:
        tx.insert(replace(mapping, position=places_after(there[-1].position if there else "", 1)[0]))
