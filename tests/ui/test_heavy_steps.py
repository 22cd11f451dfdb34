"""A step of very many entries is undone and redone beside the window, which stays alive and takes it in."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.commands.ids import IdRun
from planner.model.catalogue import Entry, PlanSettings
from planner.model.values import Money, Month
from planner.session import Session
from planner.ui import bridge as bridges
from planner.ui.ledger import edits as ledger_edits
from planner.ui.look.theme import Theme
from tests.ui.shell import opened, wait

COUNT = 400


@pytest.mark.parametrize("heavy", [1, 1_000_000])
def test_undo_and_redo_of_many_entries(
    qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heavy: int
) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    monkeypatch.setattr(bridges, "HEAVY", heavy)
    path = tmp_path / "a.brightroad"
    session = Session.create(path, PlanSettings(id="plan", title="Test", start_month=Month(2026, 12)))
    ids = IdRun()
    with session.edit("Import") as tx:
        for number in range(COUNT):
            fields = {"date": dt.date(2026, 8, 1), "amount": Money(Decimal(number), "CNY"), "currency": "CNY"}
            tx.insert(Entry(id=ids(number), **fields))
    session.close()
    with opened(tmp_path) as window:
        window.files.open(path)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        bridge = window.bridge
        told: list[str] = []
        bridge.toasted.connect(lambda text, _undo, _details: told.append(text))
        window.board["undo"].trigger()
        wait(lambda: bridge.session.journal.count("entry") == 0)
        wait(lambda: told == ["Undone: Import"])
        wait(window.board["redo"].isEnabled)
        window.board["redo"].trigger()
        wait(lambda: bridge.session.journal.count("entry") == COUNT)
        wait(lambda: told[-1] == "Redone: Import")
        assert bridge.session.can_undo


def test_very_many_entries_are_changed_and_deleted_beside_the_window(
    qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    monkeypatch.setattr(ledger_edits, "MANY", 5)
    path = tmp_path / "a.brightroad"
    session = Session.create(path, PlanSettings(id="plan", title="Test", start_month=Month(2026, 12)))
    ids = IdRun()
    with session.edit("Import") as tx:
        for number in range(20):
            fields = {"date": dt.date(2026, 8, 1), "amount": Money(Decimal(number), "CNY"), "currency": "CNY"}
            tx.insert(Entry(id=ids(number), **fields))
    session.close()
    with opened(tmp_path) as window:
        window.files.open(path)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        bridge = window.bridge
        told: list[str] = []
        bridge.toasted.connect(lambda text, _undo, _details: told.append(text))
        edits = ledger_edits.EntryEdits(bridge, None)
        chosen = [ids(number) for number in range(10)]
        assert edits.set_many(chosen, "memo", "Checked by hand")
        assert bridge.run("Add", lambda tx: tx.plan) is None  # an edit waits for it
        wait(lambda: {one.memo for one in bridge.session.journal.records("entry", chosen)} == {"Checked by hand"})
        wait(lambda: not bridge._held)
        assert edits.delete(chosen) == ""
        wait(lambda: told == ["Deleted 10 entries"])
        assert bridge.session.journal.count("entry") == 10
        assert bridge.session.undo_label == "Delete 10 entries"
