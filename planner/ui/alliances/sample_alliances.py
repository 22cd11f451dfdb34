"""The alliances of the sample plan as a pattern to start from: who and what, without the sample's amounts."""

import logging
from dataclasses import fields
from typing import Any

from planner.commands import records
from planner.errors import InputError
from planner.i18n import language
from planner.importers.bundle import read_bundle
from planner.model.catalogue import Alliance, Exchange, Partner, Record
from planner.model.values import Money, Range
from planner.paths import resource
from planner.session import Transaction

_log = logging.getLogger(__name__)
_PLACE = ("id", "position", "archived")


def sample_records() -> tuple[Record, ...]:
    """Every record of the sample plan in the language in use; nothing (and a line in the log) where it cannot be read."""
    try:
        return tuple(read_bundle(resource("samples", f"{language()}.json").read_bytes()).all())
    except (OSError, InputError) as error:
        _log.warning("the sample plan cannot be read: %s", error)
        return ()


def copy_alliances(tx: Transaction, sample: tuple[Record, ...]) -> list[str]:
    """Copy alliances with their partners and exchanges under new ids; the ids of the alliances."""
    alliances = [one for one in sample if isinstance(one, Alliance)]
    wanted = {partner for one in alliances for partner in one.partners}
    partners = {
        one.id: records.create(tx, "partner", **_plain(one)).id
        for one in sample
        if isinstance(one, Partner) and one.id in wanted
    }
    made: dict[str, str] = {}
    for one in alliances:
        kept = _plain(one) | {"partners": tuple(partners[name] for name in one.partners if name in partners)}
        made[one.id] = records.create(tx, "alliance", **kept).id
    for line in sample:
        if isinstance(line, Exchange) and line.alliance in made:
            records.create(tx, "exchange", **(_plain(line) | {"alliance": made[line.alliance], "listing": None}))
    return list(made.values())


def _plain(record: Record) -> dict[str, Any]:
    """The fields of a record but its place, its amounts and its dates, which would not be the user's own."""
    found = {entry.name: getattr(record, entry.name) for entry in fields(record) if entry.name not in _PLACE}
    dated = ("start", "end", "review_on", "next_on")
    return {name: value for name, value in found.items() if not isinstance(value, Money | Range) and name not in dated}
