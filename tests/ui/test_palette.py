"""The palette: strict tiers, pinyin, commands, and the same letters always leading to the same."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.commands import records
from planner.model.values import Money
from planner.ui.actions import ACTIONS
from planner.ui.domains import insights
from planner.ui.views import VIEWS
from planner.ui.window.palette_search import EXACT, LETTERS, PINYIN, PREFIX, WORD, entry, readings, search
from planner.ui.window.trail import Place
from tests.ui.shell import begin_on, opened, page_shown, press, wait, write
from tests.ui.table_kit import names

CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    "小红书", "小红书运营手册", "第 37 期：小红书冷启动", "知识星球", "微信公众号", "重庆 长江", "AI 写作课", "B站",
    "Course", "Course notes", "A course on boards", "Handbook", "Ｆｕｌｌ width", "Straße", "Save a copy…",
)  # fmt: skip


@pytest.fixture
def entries():
    return [entry(name, name) for name in NAMES]


def found(entries, query, **more):
    return [(hit.entry.name, hit.tier) for hit in search(entries, query, **more)]


@pytest.mark.parametrize(
    ("query", "name", "tier"),
    [
        ("小红书", "小红书", EXACT),
        ("course", "Course", EXACT),
        ("b站", "B站", EXACT),
        ("小红", "小红书", PREFIX),
        ("full", "Ｆｕｌｌ width", PREFIX),
        ("星球", "知识星球", WORD),
        ("b 站", "B站", WORD),
        ("width", "Ｆｕｌｌ width", WORD),
        ("xhs", "小红书", PINYIN),
        ("xiaohong", "小红书", PINYIN),
        ("hongshu", "小红书", PINYIN),
        ("wxgzh", "微信公众号", PINYIN),
        ("chongqing", "重庆 长江", PINYIN),
        ("cqcj", "重庆 长江", PINYIN),
        ("hdbk", "Handbook", LETTERS),
        ("nts", "Course notes", LETTERS),
    ],
)
def test_each_tier_finds(entries, query, name, tier):
    assert found(entries, query)[0] == (name, tier)


def test_letters_in_the_midst_of_a_word_find_nothing():
    assert found([entry("Exchange rates", "rates"), entry("小红书", "redbook")], "xhs") == [("小红书", PINYIN)]


def test_tiers_are_strict_and_ties_go_by_recent_use_then_name(entries):
    assert [name for name, _tier in found(entries, "course")] == ["Course", "Course notes", "A course on boards"]
    assert [name for name, _tier in found(entries, "小红书")][:2] == ["小红书", "小红书运营手册"]
    tied = [entry(name, name) for name in ("Beta two", "Beta one", "Beta three")]
    assert [name for name, _tier in found(tied, "beta")] == ["Beta one", "Beta three", "Beta two"]
    assert found(tied, "beta", recent=["Beta two"])[0][0] == "Beta two"


def test_order_of_the_entries_does_not_matter(entries):
    mixed = entries[:]
    for seed in range(20):
        random.Random(seed).shuffle(mixed)
        for query in ("co", "小", "xh", "h", "a"):
            assert found(mixed, query) == found(entries, query)


def test_what_matched_is_marked(entries):
    def marked(query):
        hit = search(entries, query)[0]
        return "".join(hit.entry.name[place] for place in hit.marks)

    assert marked("xhs") == "小红书"
    assert marked("xiaohong") == "小红"
    assert marked("FULL") == "Ｆｕｌｌ"
    assert marked("copy") == "copy"
    assert marked("hdbk") == "Hdbk"


def test_nothing_and_blanks_find_nothing(entries):
    assert search(entries, "") == []
    assert search(entries, "   ") == []
    assert search(entries, "qqqzzz") == []


def test_every_common_character_can_be_typed():
    everyday = "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    assert all(readings(character) for character in everyday)
    assert readings("行") == ("xing", "hang")
    assert readings("绿")[0] == "lv"
    assert readings("a") == ()


# in the window


@pytest.fixture
def window(qtbot, look, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    with opened(tmp_path) as made:
        made.files.create(tmp_path / "plans" / "a.brightroad", "A plan")
        wait(lambda: made.workspace.page is not None)
        yield made
    i18n.use("en")


def add(window, kind, *names):
    return window.bridge.run("Add", lambda tx: [records.create(tx, kind, name=name) for name in names])


def shown(window):
    return [row.text for row in window.palette_sheet.list.found.rows if not row.heading]


def test_it_leads_to_a_record_and_gives_the_keyboard_back(window):
    (platform,) = add(window, "platform", "小红书")
    press(window, Qt.Key.Key_K, CTRL)
    write("xhs")
    assert shown(window)[0] == "小红书"
    press(window, Qt.Key.Key_Return)
    page_shown(window, "platforms")
    assert window.workspace.trail.here == Place("platforms", "platform", platform.id)
    assert not window.palette_sheet.isVisible()


def test_arrows_move_past_headings_and_enter_runs(window):
    press(window, Qt.Key.Key_P, CTRL)
    rows = window.palette_sheet.list.found.rows
    assert rows[0].heading
    assert window.palette_sheet.list.currentIndex().row() == 1
    press(window, Qt.Key.Key_Up)  # round the end
    last = window.palette_sheet.list.current_target()
    assert last == rows[-1].target
    press(window, Qt.Key.Key_Down)
    assert window.palette_sheet.list.current_target() == rows[1].target


def test_a_sign_narrows_to_commands_or_people(window):
    add(window, "partner", "Thea")
    add(window, "product", "Theory")
    press(window, Qt.Key.Key_K, CTRL)
    write("the")
    assert {"Thea", "Theory"} <= set(shown(window))
    window.palette_sheet.query.clear()
    write(">the")
    assert shown(window)
    assert not {"Thea", "Theory"} & set(shown(window))
    window.palette_sheet.query.clear()
    write("@the")
    assert shown(window) == ["Thea"]


def test_only_what_can_be_done_is_offered(window):
    press(window, Qt.Key.Key_K, CTRL)
    write(">undo")
    assert shown(window) == []
    press(window, Qt.Key.Key_Escape)  # clears
    press(window, Qt.Key.Key_Escape)  # closes
    add(window, "domain", "Boards")
    press(window, Qt.Key.Key_K, CTRL)
    write(">undo")
    assert shown(window) == ["Undo: Add"]
    press(window, Qt.Key.Key_Return)
    assert window.bridge.plan.records("domain") == ()


def test_what_a_key_of_the_page_does_is_offered_too(window):
    begin_on(window, "domains")
    (domain,) = add(window, "domain", "Boards")
    window.workspace.page.show_record("domain", domain.id)
    press(window, Qt.Key.Key_K, CTRL)
    write(">score up by 5")
    assert shown(window) == ["Score up by 5"]
    press(window, Qt.Key.Key_Return)
    assert window.bridge.plan.find("domain", domain.id).score == 5
    press(window, Qt.Key.Key_F1, CTRL)
    assert ("Score up by 5", "+") in window.keys.rows_shown


def test_tab_shows_more_and_escape_clears_then_closes(window):
    add(window, "domain", *(f"Boards {number:02}" for number in range(20)))
    before = QApplication.focusWidget()
    press(window, Qt.Key.Key_K, CTRL)
    write("boards")
    assert len(shown(window)) == 8
    press(window, Qt.Key.Key_Tab)
    assert len(shown(window)) == 20
    press(window, Qt.Key.Key_Escape)
    assert window.palette_sheet.query.text() == ""
    press(window, Qt.Key.Key_Escape)
    assert not window.palette_sheet.isVisible()
    assert QApplication.focusWidget() is before


def test_ctrl_and_enter_narrow_the_page_to_what_was_typed(window):
    add(window, "product", "Course on boards", "Course on cables", "Handbook")
    press(window, Qt.Key.Key_K, CTRL)
    write("course")
    press(window, Qt.Key.Key_Return, CTRL)
    page_shown(window, "products")
    table = window.workspace.page.table
    wait(lambda: [name for name in names(table) if name] == ["Course on boards", "Course on cables"])
    assert QApplication.focusWidget().text() == "course"


def test_before_anything_is_typed_the_last_places_stand_on_top(window):
    for view in ("products", "platforms", "domains"):
        window.workspace.show_page(view)
    press(window, Qt.Key.Key_K, CTRL)
    assert shown(window)[:2] == ["Platforms", "Products"]


def test_a_renamed_record_is_found_by_its_new_name_only(window):
    (domain,) = add(window, "domain", "Boards")
    press(window, Qt.Key.Key_K, CTRL)
    press(window, Qt.Key.Key_Escape)
    window.bridge.run("Rename", lambda tx: records.edit(tx, "domain", domain.id, name="Antennas"))
    press(window, Qt.Key.Key_K, CTRL)
    write("boards")
    assert "Boards" not in shown(window)
    window.palette_sheet.query.clear()
    write("antenn")
    assert shown(window) == ["Antennas"]


def spend(window, payee, memo=""):
    fields = {"amount": Money(Decimal(5), "CNY"), "currency": "CNY", "date": dt.date(2026, 10, 5)}
    return window.bridge.run("Add", lambda tx: records.create(tx, "entry", payee=payee, memo=memo, **fields))


def test_the_ledger_and_notes_come_below_and_reorder_nothing(window):
    (product,) = add(window, "product", "样机课程")
    window.bridge.run("Note", lambda tx: records.create(tx, "platform", name="B站", notes="先发样机视频"))
    entry_ = spend(window, "北岸", "样机打样")
    press(window, Qt.Key.Key_K, CTRL)
    window.palette_sheet.query.insert("样机")
    assert shown(window)[0] == "样机课程"
    before = list(window.palette_sheet.list.found.rows)
    press(window, Qt.Key.Key_Down)
    chosen = window.palette_sheet.list.current_target()
    wait(lambda: "北岸" in shown(window))
    rows = window.palette_sheet.list.found.rows
    assert rows[: len(before)] == before
    assert window.palette_sheet.list.current_target() == chosen
    late = rows[len(before) :]
    assert [(row.text, row.hint, row.heading) for row in late] == [
        ("Ledger", "", True),
        ("北岸", "2026-10-05 · 样机打样", False),
        ("In notes and texts", "", True),
        ("B站", "Platform · 先发样机视频", False),
    ]
    assert late[1].target == Place("ledger", "entry", entry_.id)
    assert Place("products", "product", product.id) not in [row.target for row in late]


def test_a_sign_narrows_to_the_ledger(window):
    spend(window, "Thea & Co")
    add(window, "partner", "Thea")
    press(window, Qt.Key.Key_K, CTRL)
    write("#thea")
    wait(lambda: shown(window) == ["Thea & Co"])
    assert window.palette_sheet.list.current_target().kind == "entry"
    assert window.palette_sheet.list.found.rows[1].marks == tuple(range(4))
    write("zzz")
    wait(lambda: [row.text for row in window.palette_sheet.list.found.rows] == ["Nothing found"])


# nothing is out of reach


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_action_is_found_by_its_name(window, language):
    window.preferences.change(language=language)
    press(window, Qt.Key.Key_K, CTRL)
    sheet = window.palette_sheet
    for action in ACTIONS:
        window.board[action.id].setEnabled(True)  # as if all could be done here
    for action in ACTIONS:
        if action.id in ("palette", "close", "next_pane"):  # of no use from there
            continue
        wanted = Place(action.id[3:]) if action.id.startswith("go.") else action.id
        found = [row.target for row in sheet._rows(window.board.text(action.id)) if not row.heading]
        assert wanted in found, action.id


FEATURES = {
    "score fields": ("Domains", "domains", ""),
    "what combinations make possible": ("Pairs", "domains", "pairs"),
    "where the next hours gain most": ("Next hours", "domains", "hours"),
    "how late one arrived": ("Waves", "domains", "waves"),
    "products": ("Products", "products", ""),
    "platforms": ("Platforms", "platforms", ""),
    "listings": ("Listings", "listings", ""),
    "partners": ("Partners", "partners", ""),
    "alliances": ("Alliances", "alliances", ""),
    "the map, and what falls": ("Map", "map", ""),
    "which work went where": ("Distribution", "distribution", ""),
    "what came in": ("Transactions", "ledger", "transactions"),
    "what it cost in hours": ("Time", "ledger", "time"),
    "what comes again": ("Recurring", "ledger", "recurring"),
    "exports of others taken in": ("Import", "import", ""),
    "income and cash as ranges": ("Forecast", "forecast", ""),
    "milestones": ("Timeline", "roadmap", "timeline"),
    "tests of a day": ("Experiments", "roadmap", "experiments"),
    "what to do next per hour": ("What next", "roadmap", "moves"),
    "findings and fixes": ("Diagnosis", "diagnosis", ""),
    "reality against the plan": ("Month in review", "review", ""),
    "the plan as a document": ("Export", "export", ""),
    "language, backups, keys": ("Settings", "settings", ""),
}


def test_every_feature_is_two_actions_away(window):
    """Typing its name and Enter lead there: to the page, and to the part of it."""
    for name, view, part in FEATURES.values():
        press(window, Qt.Key.Key_K, CTRL)
        write(name)
        press(window, Qt.Key.Key_Return)
        page_shown(window, view)
        page = window.workspace.page
        shown = page.insights.tab if view == "domains" and part else page.switch.value() if part else ""
        assert shown == part, name


def test_the_parts_of_pages_are_those_the_pages_have():
    told = {view.id: view.parts for view in VIEWS if view.parts}
    pages = {view.id: view.load() for view in VIEWS if view.id in ("ledger", "roadmap")}
    has = {name: tuple((tab.id, tab.label) for tab in page.TABS) for name, page in pages.items()}
    assert told == has | {"domains": insights.TABS}
