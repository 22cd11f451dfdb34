"""A large plan for pictures and tests of the pages: the sample many times over, as somebody busy might have it."""

import json
from pathlib import Path
from typing import Any

from planner.commands.ids import new_id
from planner.importers.bundle import read_bundle
from planner.paths import resource
from planner.session import Session

_NAMED = {"domain", "product", "platform", "partner", "alliance", "milestone", "scenario", "experiment", "work"}
_NAMES = ("name", "title", "hypothesis")
_ONCE = {"rate", "import_rule", "saved_view", "recurring", "job"}


def bundle(language: str, times: int) -> dict[str, Any]:
    """The bundle of the sample, `times` times over; copies are numbered and hold to one another as the sample does."""
    sample = json.loads(resource("samples", f"{language}.json").read_text("utf-8"))
    known = {record["id"] for records in sample["records"].values() for record in records}
    records: dict[str, list[dict[str, Any]]] = {}
    for at in range(times):
        ids = {id_: new_id() if at else id_ for id_ in known}
        for kind, some in sample["records"].items():
            if at and kind in _ONCE:
                continue
            records.setdefault(kind, []).extend(_copy(kind, record, ids, at) for record in some)
    return {**sample, "records": records}


def _copy(kind: str, record: dict[str, Any], ids: dict[str, str], at: int) -> dict[str, Any]:
    made = {name: _renamed(value, ids) for name, value in record.items()}
    if at:
        made.pop("external_id", None)
        made.pop("catalogue_key", None)
        for name in _NAMES if kind in _NAMED else ():
            if name in made:
                made[name] = f"{made[name]} {at + 1}"
    return made


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def written(folder: Path, language: str, times: int = 12) -> Path:
    """A plan file in `folder` with the large plan in it."""
    read = read_bundle(json.dumps(bundle(language, times)).encode(), plan_id=new_id())
    assert read.settings is not None
    path = folder / f"large_{language}.brightroad"
    Session.create(path, read.settings, tuple(read.all())).close()
    return path
