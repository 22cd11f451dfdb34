"""The program as a process: twenty starts at once are one window, and a kill at any moment leaves a plan that opens.

BRIGHTROAD_KILLS sets how often it is killed (a fifth of it; 30 unless told otherwise).
"""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from planner.commands import records
from planner.instance import Request, claim
from planner.session import Session
from planner.settings import read_json
from planner.store.verify import verify
from planner.ui.window import plan_opening
from tests.program import started

KILLS = max(int(os.environ.get("BRIGHTROAD_KILLS", "30")) // 5, 2)
STARTS = 20
PLANS = 10  # fewer than the plans that are remembered
PATIENCE = 180  # seconds

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


def made(path: Path) -> Path:
    """A plan with one product in a file."""
    session = plan_opening.empty(path, path.stem)
    with session.edit("Add") as tx:
        records.create(tx, "product", name="Course")
    session.close()
    return path


def names(path: Path) -> set[str]:
    """The products of the plan in a sound file."""
    assert verify(path).ok
    session = Session.open(path)
    try:
        return {product.name for product in session.plan.records("product")}
    finally:
        session.close()


def wait(condition, what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def test_twenty_starts_at_once_are_one_window_and_lose_no_file(tmp_path):
    plans = [made(tmp_path / f"规划 {number}.brightroad") for number in range(PLANS)]
    home = tmp_path / "home"
    starts = [started(home, str(plans[number % PLANS]), module="planner") for number in range(STARTS)]

    def over() -> list[subprocess.Popen]:
        return [start for start in starts if start.poll() is not None]

    def opened() -> set[str]:
        known = read_json(home / "config" / "view.json").get("recent", [])
        return {entry[0] for entry in known}

    try:
        wait(lambda: len(over()) == STARTS - 1, "all but one hand over and end")
        assert [start.returncode for start in over()] == [0] * (STARTS - 1)
        wait(lambda: opened() == set(map(str, plans)), "the one opens every file it was handed")
        assert len(over()) == STARTS - 1
    finally:
        for start in starts:
            start.kill()
            start.communicate()
    assert [names(plan) for plan in plans] == [{"Course"}] * PLANS


def lines(said: str) -> dict[str, float]:
    """What a process said, with the time of each."""
    return {word: float(at) for line in said.splitlines() for word, _, at in [line.rpartition(" ")] if at}


def test_killed_at_any_moment_of_start_or_close_it_leaves_a_plan_that_opens(tmp_path):
    plan, home = made(tmp_path / "a.brightroad"), tmp_path / "home"
    begun = time.monotonic()
    whole = started(home, "edit", str(plan))
    said = lines(whole.communicate(timeout=PATIENCE)[0])
    assert whole.returncode == 0
    assert {"started", "opened", "closing", "closed"} < set(said)
    length = time.monotonic() - begun
    expected = names(plan)
    assert len(expected) == 4
    chance = random.Random(KILLS)
    for number in range(KILLS):
        process = started(home, "edit", str(plan))
        heard = []
        if number % 2:
            time.sleep(chance.uniform(0, length * 1.05))
        else:  # every other time in the moment after something was said
            last = chance.choice(["started", "opened", "kept", "closing"])
            for line in iter(process.stdout.readline, ""):
                heard.append(line)
                if line.startswith(last):
                    break
            time.sleep(chance.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        said = lines("".join(heard) + process.communicate()[0])
        acknowledged = {word.removeprefix("kept ").replace("_", " ") for word in said if word.startswith("kept ")}
        found = names(plan)
        assert expected | acknowledged <= found, number
        assert len(found - expected - acknowledged) <= 1, "at most the step that was being made"
        expected = found
    again = claim(home / "config", Request())
    assert again is not None
    assert again.listener is not None
    again.close()
