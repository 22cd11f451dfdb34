"""Blocks of cells with real keys: copied, pasted with a preview, cut and dragged."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from planner import i18n
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.tables.records import RecordTable
from tests.ui.invented import empty_session, fill
from tests.ui.table_kit import cell, go, names, opened

KEY = Qt.Key
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["en", "zh"])
def table(
    request: Any, qtbot: Any, look: Theme, dress: Any, session: Session, bridge: Bridge, monkeypatch: Any
) -> RecordTable:
    """The platforms of the invented plan in a window, in both languages."""
    monkeypatch.setattr(i18n._speech, "language", request.param)
    dress("light", 100, request.param)
    fill(session, request.param)
    return opened(qtbot, bridge, look)


def test_a_copied_block_pastes_below_as_new_rows(qtbot: Any, table: RecordTable) -> None:
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_Down, SHIFT)
    table.copy()
    text = QGuiApplication.clipboard().text()
    assert text.count("\n") == 2
    assert "20%" in text
    count = len(table.model.records)
    go(table, count)
    table.paste()
    assert table.blocks.preview is not None
    assert table.blocks.preview.paste.created == 2
    assert len(table.model.records) == count
    qtbot.keyClick(table.blocks.preview, KEY.Key_Return)
    assert names(table)[count:] == names(table)[1:3]
    assert [record.fee_rate for record in table.model.records[count:]] == [Decimal("0.2"), Decimal("0.3")]


def test_pasting_over_cells_previews_keeps_what_cannot_be_read_and_is_one_step(
    qtbot: Any, table: RecordTable, session: Session
) -> None:
    before = [record.fee_rate for record in table.model.records]
    QGuiApplication.clipboard().setText("11%\n12%\nmany\n")
    go(table, 1, "fee_rate")
    table.paste()
    assert table.blocks.preview is not None
    assert (table.blocks.preview.paste.changed, table.blocks.preview.paste.unreadable) == (3, 1)
    table.blocks.preview.take.click()
    assert [record.fee_rate for record in table.model.records[1:4]] == [Decimal("0.11"), Decimal("0.12"), before[3]]
    assert cell(table, 3, "fee_rate").text == "many"
    session.undo()
    assert [record.fee_rate for record in table.model.records] == before
    assert not cell(table, 3, "fee_rate").problem


def test_a_row_without_a_name_is_refused_with_its_reason(qtbot: Any, table: RecordTable) -> None:
    QGuiApplication.clipboard().setText("5%\n6%\n")
    go(table, len(table.model.records) - 1, "fee_rate")
    table.paste()
    assert table.blocks.preview is not None
    assert [bool(row.refused) for row in table.blocks.preview.paste.rows] == [False, True]
    table.blocks.preview.leave.click()


def test_rows_dragged_in_the_own_order_move_there(table: RecordTable) -> None:
    own = names(table)
    carried = table.model.mimeData([table.model.index(0, 0), table.model.index(1, 0)])
    table.model.dropMimeData(carried, Qt.DropAction.MoveAction, 4, 0, table.model.index(-1, -1))
    assert names(table)[:4] == [own[2], own[3], own[0], own[1]]
    table.bar.ask(sort="fee_rate")
    assert not table.model.flags(table.model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_ctrl_x_copies_and_deletes(qtbot: Any, table: RecordTable) -> None:
    name = names(table)[1]
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_X, CTRL)
    assert name not in names(table)
    assert name in QGuiApplication.clipboard().text()
