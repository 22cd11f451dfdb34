"""The command line tells verdicts of experiments, and what facts say about guesses in the words of the forms."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main

RECORDS: dict[str, Any] = {
    "product": [{"id": "p", "name": "Course", "price": "199.00"}],
    "platform": [{"id": "f", "name": "Shop", "fee_rate": 0.05}],
    "listing": [{"id": "l", "product": "p", "platform": "f", "status": "active", "conversion": {"low": 0.01, "high": 0.05}}],
    "work": [{"id": "w", "title": "Post", "medium": "text", "product": "p"}],
    "publication": [{"id": "b", "work": "w", "platform": "f", "status": "published", "at": "2026-11-02T09:00:00Z",
                     "views": 9000, "clicks": 412, "orders": 1}],
    "entry": [{"id": f"e{day}", "date": f"2026-11-{day:02}", "sort": "sale", "amount": "199.00", "currency": "CNY",
               "fee": "13.50", "product": "p", "platform": "f"} for day in range(1, 7)],
    "experiment": [
        {"id": "sales", "hypothesis": "Three pay", "listing": "l", "measure": "sales", "threshold": 3, "sample": 10,
         "state": "running", "start": "2026-11-03T08:00:00Z", "stop_at": "2026-11-05T12:00:00Z",
         "changes": "2026-11-04T08:00:00Z | threshold | 4 | 3 | Three are enough"},
        {"id": "rate", "hypothesis": "One in fifty buys", "listing": "l", "measure": "conversion", "threshold": 0.02,
         "sample": 400, "state": "running", "start": "2026-11-01T00:00:00Z", "stop_at": "2026-11-05T12:00:00Z"},
        {"id": "none", "hypothesis": "Nobody knows", "measure": "replies", "threshold": 2, "state": "idea"},
    ],
}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    source, path = tmp_path / "p.json", tmp_path / "p.brightroad"
    head = {"title": "T", "currency": "CNY", "start_month": "2026-11", "time_zone": "UTC"}
    source.write_text(json.dumps({"format": "brightroad-plan", "version": 1, "plan": head, "records": RECORDS}))
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(source)]) == 0
    capsys.readouterr()
    return path


def test_verdicts_come_from_ledger_and_publications(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(plan), "experiments", "--json"]) == 0
    told = {one["id"]: one for one in json.loads(capsys.readouterr().out)["experiments"]}
    assert (told["sales"]["counted"]["hits"], told["sales"]["verdict"]["verdict"]) == (3, "go")
    assert (told["rate"]["counted"]["hits"], told["rate"]["counted"]["of"]) == (1, 412)
    assert told["rate"]["verdict"]["verdict"] == "stop"
    assert told["none"]["verdict"] is None
    assert main(["analyze", str(plan), "experiments"]) == 0
    out = capsys.readouterr().out
    assert "3 of 3 sales passed" in " ".join(out.split())
    assert "Pass mark changed from 4 to 3. Three are enough" in out


def test_facts_are_told_in_the_words_of_the_forms(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(plan), "calibration"]) == 0
    out = capsys.readouterr().out
    assert "Course · Shop: Conversion: 1 of 412: " in out
    assert "; your range 1% to 5% was off with " in out
    assert "Shop: Fee: 6 sales with fees: 6.78% of what was paid" in out
