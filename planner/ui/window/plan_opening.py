"""How a session begins: opening a plan file, making an empty one, the sample, or one from a backup."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner import paths
from planner.commands.ids import new_id
from planner.errors import FileError
from planner.i18n import _, language
from planner.model.catalogue import PlanSettings
from planner.model.values import Hours, Month
from planner.session import Session, backups_of, is_plan, recover, restore

__all__ = ["backups_of", "empty", "from_backup", "is_plan", "opened", "recover", "sample"]


def opened(path: Path) -> Session:
    """The plan at `path`; read-only where it can only be read. FileError when it cannot be opened."""
    return Session.open(path)


def empty(path: Path, title: str) -> Session:
    """A new plan at `path`. FileError when there is a file already or none can be made."""
    return Session.create(path, _settings(title))


def from_backup(path: Path, backup: Path) -> Session:
    """A plan beside `path` made from one of its backups; what is at `path` stays. FileError when that cannot be."""
    return Session.open(restore(path, backup))


def sample(path: Path) -> Session:
    """The sample plan of the language in use as a new plan at `path`. FileError when that cannot be."""
    from planner.importers.bundle import read_bundle  # noqa: PLC0415 - not wanted before the first window

    source = paths.resource("samples", f"{language()}.json")
    try:
        bundle = read_bundle(source.read_bytes())
    except OSError as error:
        message = _("The sample plan cannot be read: {reason}.").format(reason=error.strerror or error)
        raise FileError(message) from error
    settings = bundle.settings or _settings(path.stem)
    return Session.create(path, replace(settings, id=new_id()), bundle.all())


def _settings(title: str) -> PlanSettings:
    """The record of a new plan: this month, the currency usual in the language, twenty hours a week."""
    tongue = language()
    evenings = (Hours.of(2),) * 5 + (Hours.of(5),) * 2
    fields: dict[str, Any] = {
        "id": new_id(),
        "title": title,
        "language": tongue,
        "currency": "CNY" if tongue == "zh" else "USD",
        "start_month": Month.of(dt.date.today()),  # noqa: DTZ011 - the user's own calendar
        "hours_per_week": evenings,
    }
    return PlanSettings(**fields)
