"""Imports of invented statements into real plan files, for the tests."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from planner.commands.ids import IdRun, new_id
from planner.importers.batch import Asked, recognised, stage
from planner.importers.present import Present
from planner.importers.staged import Staged
from planner.importers.taking_in import Taken, Way, take_in
from planner.model.catalogue import KINDS, Entry, PlanSettings
from planner.model.plan import Plan
from planner.model.platform_catalogue import read_catalogue
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session

FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
CATALOGUE = read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8"))


class AsksError(Exception):
    """The file asks something that the test has not answered."""


def new_plan(folder: Path, name: str = "plan") -> Session:
    """A plan whose days are those of China."""
    settings = PlanSettings(id=new_id(), title="T", start_month=Month(2026, 8), time_zone="Asia/Shanghai")
    return Session.create(folder / f"{name}.brightroad", settings)


def staged(session: Session, path: Path | str, **asked: Any) -> Staged:
    """The file read and judged for the plan."""
    how = Asked(catalogue=CATALOGUE, **asked)
    file = recognised(FILES / path, how, session.plan)
    if file.questions:
        raise AsksError(file.questions[0].subject)
    return stage(file, Present(session.plan, session.journal), how)


def brought_in(session: Session, path: Path | str, by_hand: dict[str, Any] | None = None, **asked: Any) -> Taken | None:
    """Import a file as one step; `by_hand` is what was decided in the preview."""
    found = staged(session, path, **asked)
    with session.edit("Import") as transaction:
        way = Way(IdRun(), NOW, date(2026, 10, 1), catalogue=CATALOGUE, **(by_hand or {}))
        return take_in(transaction, found, session.journal.imported, way)


def entries(session: Session) -> list[Entry]:
    """The ledger in the order of its days."""
    found = [entry for entry in session.journal.all("entry") if isinstance(entry, Entry)]
    return sorted(found, key=lambda entry: (entry.date or date.min, entry.external_id))


def everything(session: Session) -> tuple[Plan, dict[str, list[Any]]]:
    """The plan and its journal, to be held against another time."""
    return session.plan, {name: session.journal.all(name) for name, kind in KINDS.items() if kind.journal}


def money(session: Session) -> dict[str, dict[str, int]]:
    """What the ledger comes to in smallest units, under the names of the expectations."""
    found: dict[str, dict[str, int]] = {}
    places = {"sale": "gross", "refund": "refunds", "fee": "fees"}
    for entry in entries(session):
        assert entry.amount is not None
        sums = found.setdefault(
            entry.amount.currency, dict.fromkeys(("gross", "refunds", "fees", "spent", "moved", "tax"), 0)
        )
        if entry.sort in places:
            sums[places[entry.sort]] += entry.amount.minor
            sums["fees"] += entry.fee.minor if entry.fee else 0
        elif entry.sort == "cost":
            sums["spent"] += entry.amount.minor
        else:
            sums["tax" if entry.sort == "tax" else "moved"] += entry.amount.minor
    for sums in found.values():
        sums["net"] = sums["gross"] - sums["refunds"] - sums["fees"]
    return found
