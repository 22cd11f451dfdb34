"""Several programs work on one plan file at once: nothing acknowledged is lost, and each sees the others."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from planner.commands import records
from planner.errors import FileError
from planner.session import Session, quick_check
from planner.store import backups
from planner.store.verify import verify
from tests.store.plans import made

SECONDS = 2.0
_METHODS = multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")


def _work(path: Path, seed: int, told: Connection) -> None:
    """Make, rename and take back until the time is over; say at the end what was acknowledged."""
    chance = random.Random(seed)
    session = Session.open(path)
    told.send("open")
    mine: dict[str, str] = {}
    end = time.monotonic() + SECONDS
    edits = refused = 0
    while time.monotonic() < end:
        try:
            if not mine or chance.random() < 0.5:
                with session.edit("Create") as tx:
                    made_ = records.create(tx, "product", name=f"{seed}/{edits}")
                mine[made_.id] = f"{seed}/{edits}"
            else:
                record_id = chance.choice(list(mine))
                with session.edit("Rename") as tx:
                    records.edit(tx, "product", record_id, name=f"{seed}/{edits}")
                mine[record_id] = f"{seed}/{edits}"
            edits += 1
        except FileError:
            refused += 1
    session.close()
    told.send((mine, edits, refused))


def test_three_programs_edit_one_plan(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    first = session.plan
    workers = []
    for seed in range(3):
        here, there = _CONTEXT.Pipe(duplex=False)
        worker = _CONTEXT.Process(target=_work, args=(session.path, seed, there), daemon=True)
        worker.start()
        workers.append((worker, here))
    assert [here.recv() for _worker, here in workers] == ["open"] * 3
    end = time.monotonic() + SECONDS
    seen = 0
    while time.monotonic() < end:
        seen += session.poll()
        assert quick_check(session.path) == ()
        time.sleep(0.1)
    backup = backups.make(session.path)
    done = [here.recv() for _worker, here in workers]
    for worker, _here in workers:
        worker.join()
    assert seen > 1
    session.poll()
    steps = sum(edits for _mine, edits, _refused in done)
    assert all(edits for _mine, edits, _refused in done)
    assert len(session.history()) == steps
    for mine, _edits, _refused in done:
        assert {key: session.plan.find("product", key).name for key in mine} == mine
    assert verify(session.path).ok
    assert verify(backup).ok
    session.go_to(0)
    assert session.plan == first
    session.close()


def test_the_step_of_one_is_taken_back_by_another(tmp_path: Path) -> None:
    one = made(tmp_path / "a.brightroad", 24)
    two = Session.open(one.path)
    product = one.plan.records("product")[0]
    with one.edit("Of one") as tx:
        records.edit(tx, "product", product.id, name="Of one")
    assert two.undo() is not None  # though it never looked
    assert two.plan.find("product", product.id) == product
    assert one.redo() is not None
    assert one.plan.find("product", product.id).name == "Of one"
    with two.edit("Of two") as tx:
        records.delete(tx, "product", [product.id])
    assert one.undo().label == "Of two"  # type: ignore[union-attr]
    assert one.undo().label == "Of one"  # type: ignore[union-attr]
    two.poll()
    assert one.plan == two.plan
    assert two.redo_label == "Of one"
    one.close()
    two.close()
