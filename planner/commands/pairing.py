"""A product of several domains: what joins two fields is begun as a product that needs both."""

from collections.abc import Sequence

from planner.commands import links, records
from planner.model.catalogue import Record
from planner.store.transaction import Transaction


def product_of(tx: Transaction, name: str, domains: Sequence[str]) -> Record:
    """A new product called `name` that needs each of the domains (ids)."""
    made = records.create(tx, "product", name=name)
    for domain in domains:
        links.link(tx, ("domain", domain), ("product", made.id))
    return made
