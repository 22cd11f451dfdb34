"""Exporting the plan as tables from the window: a file is asked for, written in the background, and named in a toast."""

import zipfile

import pytest

from planner import i18n
from planner.importers.own_files import tables_in
from planner.importers.own_tables import Known, read_tables
from planner.model.discretion import HIDDEN
from tests.ui.shell import begin_on, opened, wait


@pytest.fixture
def sample(qtbot, look, tmp_path, monkeypatch):
    """A window with the sample plan, on Domains."""
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path / "home"))
    with opened(tmp_path / "home") as made:
        made.files.open_sample()
        begin_on(made, "domains")
        yield made
    i18n.use("en")


@pytest.mark.parametrize(("action", "ending"), [("export.workbook", ".xlsx"), ("export.csv", ".zip")])
def test_the_plan_is_written_as_tables_that_can_be_read_back(sample, tmp_path, dialogs, action, ending):
    out = tmp_path / "mine"
    dialogs.announce((str(out), ""))
    sample.board[action].trigger()
    written = out.with_name(f"mine{ending}")
    wait(written.exists)
    bundle = read_tables(tables_in(written), Known(plan_id=sample.bridge.session.plan_id))
    assert bundle.settings == sample.bridge.plan.settings
    assert {one.id for one in bundle.records["product"]} == {one.id for one in sample.bridge.plan.records("product")}
    assert len(bundle.records["entry"]) == sample.bridge.session.journal.count("entry")


def test_hidden_amounts_stay_hidden(sample, tmp_path, dialogs):
    out = tmp_path / "mine.zip"
    dialogs.announce((str(out), ""))
    sample.board["hide_amounts"].trigger()
    try:
        sample.board["export.csv"].trigger()
        wait(out.exists)
    finally:
        sample.board["hide_amounts"].trigger()
    with zipfile.ZipFile(out) as archive:
        assert HIDDEN in archive.read("entry.csv").decode()


def test_a_cancelled_question_writes_nothing(sample, tmp_path, dialogs):
    dialogs.announce(("", ""))
    sample.board["export.csv"].trigger()
    assert not [*tmp_path.glob("*.zip")]
