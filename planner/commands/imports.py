"""What imports teach: rules that say where rows with a certain text belong, learned from what was assigned by hand."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.commands.records import create
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import Entry, ImportRule
from planner.model.field_types import NAME_LENGTH
from planner.store.transaction import Transaction

_PLACES = ("sort", "product", "platform", "partner")


def learn_rule(tx: Transaction, contains: str, source: str = "", /, **places: str | None) -> ImportRule:
    """A rule that rows with the text `contains` belong to `places` (sort, product, platform, partner).

    A rule for the same text and source is changed, not doubled. InputError when the text or every place is empty.
    """
    text = " ".join(contains.split())[:NAME_LENGTH]
    told: dict[str, Any] = {name: places[name] for name in _PLACES if places.get(name)}
    if not text or not told:
        raise InputError(_("A rule needs a text and a place where rows with it belong."), "import_rule", "missing")
    for rule in tx.plan.of(ImportRule):
        if rule.contains.casefold() == text.casefold() and rule.source == source:
            changed = tx.update(replace(rule, **told))
            assert isinstance(changed, ImportRule)  # noqa: S101 - it was one before
            return changed
    made = create(tx, "import_rule", contains=text, source=source, **told)
    assert isinstance(made, ImportRule)  # noqa: S101 - asked for above
    return made


def learn_from(tx: Transaction, entry: Entry) -> ImportRule | None:
    """The rule that an entry assigned by hand teaches, by its payee or else its memo; None when it teaches nothing."""
    text = _telling(entry.payee) or _telling(entry.memo.split("\n", 1)[0])
    places = {name: getattr(entry, name) for name in ("product", "platform", "partner")}
    if not text or not any(places.values()):
        return None
    return learn_rule(tx, text, **places)


def _telling(text: str) -> str:
    """The text, if it may tell rows apart; a numbered buyer is a different one each time."""
    return "" if text.startswith("buyer #") else text.strip()


def apply_rule(tx: Transaction, rule: ImportRule, ids: Iterable[str]) -> int:
    """Put entries where a rule says they belong, as far as they belong nowhere yet; how many were changed."""
    count = 0
    for record_id in ids:
        entry = tx.find("entry", record_id)
        if not isinstance(entry, Entry):
            continue
        fields = {name: getattr(rule, name) for name in ("product", "platform", "partner")}
        wanted: dict[str, Any] = {name: value for name, value in fields.items() if value and not getattr(entry, name)}
        if wanted:
            tx.update(replace(entry, **wanted))
            count += 1
    return count
