"""When the power goes at any moment, a plan keeps every edit that was acknowledged.

BRIGHTROAD_CUTS sets how often (30 unless told otherwise). Weaker settings of SQLite must lose something, else the
test would prove nothing.
"""

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from planner.errors import PlannerError
from planner.session import Session
from planner.store import database
from planner.store.verify import verify
from tests.store import killing, power
from tests.store.plans import made

CUTS = int(os.environ.get("BRIGHTROAD_CUTS", "30"))
STEPS = 30
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the recording stands on SQLite's unix files")


def recording_of(path: Path, seed: int) -> power.Recording:
    """What the disk saw while somebody worked for a while."""
    chance = random.Random(seed)
    session = made(path, 24)
    state = killing.state_of(session)
    session.close()
    with power.recorded() as recording:
        recording.begin(path, state)
        session = Session.open(path)
        for _number in range(STEPS):
            killing.step(session, chance, 60)
            recording.done(killing.state_of(session))
        session.close()
    return recording


def state_after(recording: power.Recording, until: int, chance: random.Random, folder: Path) -> str | None:
    """The state of the plan found when the power is back; None when it is not sound or cannot be opened."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in power.after_cut(recording, until, chance).items():
        (folder / name).write_bytes(content)
    (name,) = recording.start
    try:
        if not verify(folder / name).ok:
            return None
        session = Session.open(folder / name)
    except (PlannerError, apsw.Error):
        return None
    try:
        return killing.state_of(session)
    finally:
        session.close()


def lost(recording: power.Recording, folder: Path, cuts: int, seed: int) -> Iterator[int]:
    """After how many events the power went when something acknowledged was lost."""
    chance = random.Random(seed)
    folder.mkdir()
    for _number in range(cuts):
        until = chance.randint(1, len(recording.events))
        if state_after(recording, until, chance, folder) not in power.allowed(recording, until):
            yield until


@pytest.mark.parametrize("cache", ["cache_size = -65536", "cache_size = 5"], ids=["at the end", "all along"])
def test_no_acknowledged_edit_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    """Also when the memory is too small, so that pages of the plan are written long before the end of an edit."""
    with monkeypatch.context() as patch:
        patch.setattr(database, "PRAGMAS", (*database.PRAGMAS, cache))
        recording = recording_of(tmp_path / "a.brightroad", CUTS)
    kinds = [event.what for event in recording.events]
    assert kinds.count("sync") > STEPS
    assert kinds.count("remove") >= STEPS // 2
    assert list(lost(recording, tmp_path / "after", CUTS, 1)) == []


@pytest.mark.parametrize("weaker", ["synchronous = full", "synchronous = off", "journal_mode = off"])
def test_weaker_settings_lose_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weaker: str) -> None:
    """The negative controls. With "full" only the folder is not synced: the last edit comes undone."""
    name = weaker.split(" ", maxsplit=1)[0]
    pragmas = [pragma for pragma in database.PRAGMAS if not pragma.startswith(name)]
    with monkeypatch.context() as patch:
        patch.setattr(database, "PRAGMAS", (*pragmas, weaker))
        recording = recording_of(tmp_path / "a.brightroad", 7)
    assert next(lost(recording, tmp_path / "after", 500, 2), None) is not None
