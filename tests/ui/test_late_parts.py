"""What a page leaves for later must not be missed: the form after the table, the searched text without its cell."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands import drafts, records
from planner.model.catalogue import KINDS
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.page import Page
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import cell_of, searched
from planner.ui.tables.model import RecordModel
from planner.ui.tables.record_page import RecordPage
from planner.ui.views import BY_ID, VIEWS, ViewSpec
from planner.ui.views.platforms import PlatformsPage
from planner.ui.window import loading
from tests.ui.invented import empty_session, fill
from tests.ui.shell import begin_on, opened

PAGES = ("domains", "products", "platforms", "partners", "alliances")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    fill(made)
    yield made
    made.close()


@pytest.mark.parametrize("view", PAGES)
def test_the_form_follows_the_table_and_shows_its_record(qtbot: Any, look: Theme, bridge: Bridge, view: str) -> None:
    page = BY_ID[view].load()(bridge, look)
    assert isinstance(page, RecordPage)
    qtbot.addWidget(page)
    page.resize(1224, 848)
    page.show()
    QApplication.sendPostedEvents()
    assert "editor" not in page.__dict__
    qtbot.waitUntil(lambda: "editor" in page.__dict__ and page.editor.isVisible())
    assert page.editor.record_id == page.table.current_id() != ""
    assert page.editor.width() >= 400


def test_a_page_left_before_its_form_was_made_can_be_left_and_named_anew(
    qtbot: Any, look: Theme, bridge: Bridge
) -> None:
    page = PlatformsPage(bridge, look)
    qtbot.addWidget(page)
    page.retranslate()
    page.leave()
    page.refresh(None)
    assert "editor" not in page.__dict__
    page.show_record("platform", bridge.plan.records("platform")[1].id, "fee_rate")
    assert page.editor.record_id == bridge.plan.records("platform")[1].id


@pytest.mark.parametrize("view", PAGES)
def test_what_a_cell_shows_is_what_is_searched(bridge: Bridge, session: Session, view: str) -> None:
    page = BY_ID[view].load()
    kind, columns = page.KIND, page.COLUMNS
    record = session.plan.records(kind)[0]
    for column in columns:
        if column.field:
            with session.edit("Draft") as tx:
                drafts.keep(tx, kind, record.id, column.field, f"not {column.field}")
    scene = Scene.of(session.plan)
    for shown in session.plan.records(kind):
        for column in columns:
            cell = cell_of(column, kind, shown, scene)
            assert searched(column, kind, shown, scene).startswith(cell.text)
            assert cell.caption in searched(column, kind, shown, scene)


def test_spans_follow_an_edit_and_a_removal(session: Session) -> None:
    model = RecordModel("platform", PlatformsPage.COLUMNS, session.plan)
    session.observe(lambda changes: model.take(session.plan, changes))
    at = model.column_of("audience")
    read = KINDS["platform"].by_name["audience"].name
    before = model.spans(at)
    with_audience = next(record for record in model.records if getattr(record, read))
    with session.edit("Clear") as tx:
        records.edit(tx, "platform", with_audience.id, audience=None)
    assert len(model.spans(at)) == len(before) - 1
    session.undo()
    assert model.spans(at) == before
    with session.edit("Delete") as tx:
        records.delete(tx, "platform", [with_audience.id])
    assert len(model.spans(at)) == len(before) - 1


def test_the_modules_of_pages_are_loaded_ahead_beside_the_window(
    qtbot: Any, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: dict[str, threading.Thread] = {}

    class Noted:
        def __init__(self, view: ViewSpec) -> None:
            self.view = view

        def load(self) -> type[Page]:
            loaded[self.view.id] = threading.current_thread()
            return self.view.load()

    monkeypatch.setattr(loading, "VIEWS", tuple(Noted(view) for view in VIEWS))
    with qtbot.waitSignal(loading.load_ahead(bridge).done, timeout=30_000):
        pass
    assert [*loaded] == [view.id for view in VIEWS]
    assert threading.main_thread() not in loaded.values()


def test_a_window_that_closes_half_made_leaves_nothing_behind(home: Path) -> None:
    def alone() -> set[QWidget]:
        return {widget for widget in QApplication.topLevelWidgets() if widget.parent() is None}

    before = alone()
    with opened(home) as window:
        window.files.open_sample()
        for view in VIEWS:
            begin_on(window, view.id)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [type(widget).__name__ for widget in alone() - before] == []
