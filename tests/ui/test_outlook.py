"""The forecast service: coarse then fine, stale work stopped, facts read once, nothing heavy in the main thread."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.commands import records
from planner.errors import InputError
from planner.model.catalogue import KINDS
from planner.model.values import Money
from planner.session import Journal, Session
from planner.ui.bridge import Bridge
from planner.ui.forecast.outlook import COARSE, DEPENDS, Outlook
from planner.ui.views import BY_ID
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory
from tests.ui.reckoner import Reckoner
from tests.ui.shell import wait


@pytest.fixture
def bridge(session: Session, qtbot: Any) -> Iterator[Bridge]:
    worker = Worker()
    made = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    yield made
    made.close()
    worker.close()


@pytest.fixture
def reckoner() -> Reckoner:
    return Reckoner()


@pytest.fixture
def outlook(bridge: Bridge, reckoner: Reckoner) -> Iterator[Outlook]:
    made = Outlook(bridge, reckoner)
    made.heard = []  # type: ignore[attr-defined]
    made.told.connect(lambda forecast, coarse: made.heard.append((forecast.scenario, forecast.samples, coarse)))  # type: ignore[attr-defined]
    yield made
    reckoner.gate.set()
    made.close()


def settled(outlook: Outlook) -> None:
    wait(lambda: not outlook.working)


def test_a_coarse_forecast_comes_first_and_a_fine_one_stays(outlook: Outlook, reckoner: Reckoner) -> None:
    settled(outlook)
    assert outlook.heard == [("", COARSE, True), ("", 8192, False)]  # type: ignore[attr-defined]
    found = outlook.latest()
    assert found is not None and found.samples == 8192
    assert not outlook.stale and outlook.at is not None
    assert reckoner.threads == {"brightroad-worker"}


def test_a_change_begins_anew_and_the_old_result_stays_until_then(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge
) -> None:
    settled(outlook)
    reckoner.gate.clear()
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=7))
    assert outlook.working and outlook.latest().seed == 1  # type: ignore[union-attr]
    wait(lambda: len(reckoner.asked) == 3)
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=8))
    wait(lambda: reckoner.stopped == 1)
    reckoner.gate.set()
    settled(outlook)
    assert outlook.latest().seed == 8  # type: ignore[union-attr]
    assert outlook.heard[2:] == [("", COARSE, True), ("", 8192, False)]  # type: ignore[attr-defined]


def test_a_burst_of_changes_asks_once(outlook: Outlook, reckoner: Reckoner, bridge: Bridge) -> None:
    settled(outlook)
    for seed in range(5):
        bridge.run("Edit", lambda tx, seed=seed: records.edit(tx, "plan", "plan", seed=seed))
    settled(outlook)
    assert len(reckoner.asked) == 4


def test_what_no_forecast_depends_on_asks_nothing(outlook: Outlook, reckoner: Reckoner, bridge: Bridge) -> None:
    settled(outlook)
    bridge.run("Edit", lambda tx: records.edit(tx, "partner", "q1", notes="Tall"))
    assert not outlook.working
    assert len(reckoner.asked) == 2


def test_the_journal_is_read_again_only_when_it_changed(outlook: Outlook, reckoner: Reckoner, bridge: Bridge) -> None:
    settled(outlook)
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=7))
    settled(outlook)
    assert len({id(found) for found in reckoner.tallies}) == 1
    assert reckoner.asked[1].facts is not None  # the fine run takes the facts of the coarse one
    assert reckoner.asked[2].facts is None
    sale = {"sort": "sale", "currency": "CNY", "amount": Money.of_minor(1990, "CNY"), "product": "p1"}
    bridge.run("Sale", lambda tx: records.create(tx, "entry", date=outlook.today, **sale))
    settled(outlook)
    assert reckoner.tallies[-1] != reckoner.tallies[0]
    assert [one.amount for one in reckoner.tallies[-1].money] == [1990]


def test_an_undo_is_not_kept_waiting_by_a_journal_that_is_read(
    outlook: Outlook, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(outlook)
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=7))
    bridge.run("Log", lambda tx: records.create(tx, "entry", date=outlook.today, currency="CNY", payee="Tax"))
    settled(outlook)
    reading, session = threading.Event(), bridge.session

    def read_for_ever(journal: Journal) -> None:
        reading.set()
        journal._database.rows(
            "WITH RECURSIVE n(i) AS (SELECT count(*) FROM entry UNION ALL SELECT i + 1 FROM n) SELECT i FROM n, entry WHERE i < 0"
        )

    monkeypatch.setattr(session, "tallies", lambda stop: session.aside(read_for_ever, stop))
    outlook._tallies = None
    outlook.rerun()
    wait(reading.is_set)
    told: list[str] = []
    bridge.state.connect(lambda state, _text: told.append(state))
    bridge.undo()
    assert told[-1] == "saved"
    assert session.journal.count("entry") == 0


def test_a_scenario_is_looked_at_first_and_beside_the_plan_as_it_stands(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge
) -> None:
    settled(outlook)
    bridge.run("Add", lambda tx: records.create(tx, "scenario", id="s1", name="Dearer"))
    settled(outlook)
    del reckoner.asked[:]
    outlook.set_scenario("s1")
    assert outlook.latest("s1") == outlook.latest("s1", COARSE)  # glanced at before
    settled(outlook)
    assert reckoner.wanted == [("s1", 8192)]  # the rest is known
    assert outlook.latest("s1").scenario == "s1"  # type: ignore[union-attr]
    outlook.set_scenario("")
    outlook.set_scenario("s1")
    assert not outlook.working and len(reckoner.asked) == 1
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=7))
    settled(outlook)
    assert reckoner.wanted[1:] == [("s1", COARSE), ("", COARSE), ("s1", 8192), ("", 8192)]
    bridge.run("Delete", lambda tx: records.delete(tx, "scenario", ["s1"]))
    settled(outlook)
    assert outlook.scenario == "" and outlook.latest("") is not None


def test_every_scenario_is_glanced_at_after_what_is_looked_at(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge
) -> None:
    settled(outlook)
    for name in ("s1", "s2"):
        bridge.run("Add", lambda tx, name=name: records.create(tx, "scenario", id=name, name=name))
    reckoner.errors["s1"] = InputError("The scenario changes what is not there.", "listing/x/price", "unknown")
    refused: list[str] = []
    outlook.failed.connect(refused.append)
    del reckoner.asked[:]
    states: list[tuple[bool, bool]] = []
    outlook.glanced.connect(lambda: states.append((outlook.working, outlook.refining)))
    outlook.moved.connect(lambda: states.append((outlook.working, outlook.refining)))
    settled(outlook)
    assert (True, True) in states and (True, False) in states  # a glance refines nothing that is looked at
    assert reckoner.wanted == [("", COARSE), ("", 8192), ("s1", COARSE), ("s2", COARSE)]
    assert outlook.latest("s2", COARSE) is not None and refused == []
    assert outlook.heard[-1] == ("", 8192, False)  # type: ignore[attr-defined]


def test_cancelling_keeps_the_preview_and_says_that_it_is_one(outlook: Outlook, reckoner: Reckoner) -> None:
    settled(outlook)
    outlook.told.connect(lambda _found, _coarse: outlook.cancel())
    outlook.rerun()
    settled(outlook)
    found = outlook.latest()
    assert found is not None and found.samples == COARSE
    assert not outlook.stale


def test_cancelling_before_any_result_leaves_the_last_one_and_it_is_stale(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge
) -> None:
    settled(outlook)
    reckoner.gate.clear()
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=7))
    outlook.cancel()
    assert not outlook.working and outlook.stale
    assert outlook.latest().seed == 1  # type: ignore[union-attr]


def test_a_scenario_that_cannot_be_reckoned_is_told_and_the_plan_goes_on(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge
) -> None:
    settled(outlook)
    told: list[str] = []
    outlook.failed.connect(told.append)
    reckoner.errors["s1"] = InputError("The scenario changes what is not there.", "listing/x/price", "unknown")
    bridge.run("Add", lambda tx: records.create(tx, "scenario", id="s1", name="Dearer"))
    outlook.set_scenario("s1")
    settled(outlook)
    assert told == ["The scenario changes what is not there."]
    assert outlook.latest() is not None and outlook.latest("s1") is None
    assert not outlook.stale


def test_other_numbers_of_runs(outlook: Outlook, reckoner: Reckoner) -> None:
    settled(outlook)
    outlook.set_samples(32768)
    settled(outlook)
    assert outlook.latest().samples == 32768  # type: ignore[union-attr]
    assert reckoner.wanted[2:] == [("", 32768)]  # the coarse one is known


def test_tallies_are_read_beside_an_open_edit(session: Session) -> None:
    found: list[Any] = []
    with session.edit("Edit") as tx:
        records.edit(tx, "plan", "plan", seed=9)
        other = threading.Thread(target=lambda: found.append(session.tallies()))
        other.start()
        other.join(5)
    assert found == [session.journal.tallies()]


def test_reading_the_journal_makes_way_for_an_edit(
    outlook: Outlook, reckoner: Reckoner, bridge: Bridge, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(outlook)
    cny = {"sort": "sale", "currency": "CNY", "amount": Money.of_minor(1990, "CNY")}
    with session.edit("Import") as tx:
        for _number in range(3000):
            records.create(tx, "entry", date=outlook.today, **cny)
    assert session.tallies(lambda: True) is None
    assert session.tallies() is not None
    entered, released = threading.Event(), []

    def slow(stop: Callable[[], bool]) -> Any:
        entered.set()
        wait_for(stop)
        released.append(stop())

    monkeypatch.setattr(session, "tallies", slow)
    wait(entered.is_set)
    monkeypatch.undo()
    bridge.run("Edit", lambda tx: records.edit(tx, "partner", "q1", notes="no forecast depends on it"))
    wait(lambda: released == [True])
    settled(outlook)
    assert reckoner.tallies[-1].money[0].count == 3000


def wait_for(stop: Callable[[], bool]) -> None:
    """Do nothing until told to stop."""
    while not stop():
        threading.Event().wait(0.002)


def test_closing_ends_it(bridge: Bridge, reckoner: Reckoner) -> None:
    made = Outlook(bridge, reckoner)
    reckoner.gate.clear()
    wait(lambda: bool(reckoner.asked))
    made.close()
    wait(lambda: reckoner.stopped == 1)
    assert made.latest() is None


def test_what_it_depends_on_is_watched_by_the_page() -> None:
    assert set(KINDS) >= DEPENDS
    assert BY_ID["forecast"].watches >= DEPENDS


def test_the_main_thread_imports_nothing_of_the_analysis() -> None:
    program = (
        "import sys, planner.ui.forecast.outlook, planner.ui.bridge\n"
        "heavy = [name for name in sys.modules if name.split('.')[0] in ('numpy', 'scipy')]\n"
        "sys.exit(','.join(heavy) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
