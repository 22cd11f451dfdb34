"""What the forecast says beside products, platforms and listings: the strip of a form, its line, and columns of tables."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from planner import i18n
from planner.analysis.forecast_results import Band, Forecast, Missing, NodeOutlook
from planner.analysis.forecasting.outlooks import outlooks_of
from planner.commands import records
from planner.model.values import Money
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.editors.form import RecordEditor
from planner.ui.forecast import outlook_notes
from planner.ui.forecast.outlook_notes import Note, Way, note_of
from planner.ui.forecast.outlook_words import span, speech_of
from planner.ui.forecast.prospects import Prospects
from planner.ui.look.theme import Theme, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.views.listings import ListingsPage
from planner.ui.views.platforms import PlatformsPage
from planner.ui.views.products import ProductsPage
from planner.ui.widgets import painting
from planner.ui.widgets.consequence_strip import ConsequenceStrip, Figure
from tests.figures.forecasts import a_forecast, flat, outlook
from tests.ui.form_plan import new_bridge
from tests.ui.shell import begin_on, opened, wait

ROOT = Path(__file__).resolve().parents[2]


def node(name: str, year: float, share: float = 0.5) -> NodeOutlook:
    return NodeOutlook(name, flat(year), flat(120), year / 120, share)


def made(**changes: Any) -> Forecast:
    """A forecast of the plan for forms: the course brings 12,000 a month in the shop, as an idea nothing on the stall."""
    told = {
        "listings": (outlook("l1", "p1", "f1"),),
        "products": (node("p1", 144000, 1.0),),
        "platforms": (node("f1", 144000, 1.0),),
        "together": node("", 144000, 1.0),
        "first_sale": {"p1": (0.2, 0.4, 0.45, 0.5)},
        "left_out": (("l2", "idea"),),
        "missing": (),
    }
    return a_forecast(**(told | changes))


@pytest.fixture
def bridge(session: Session, qapp: QApplication) -> Iterator[Bridge]:
    bridge = new_bridge(session)
    bridge.prospects.listen()
    yield bridge
    bridge.close()


@pytest.fixture
def tell(bridge: Bridge) -> Callable[..., Forecast]:
    """Let a forecast arrive."""

    def arrive(**changes: Any) -> Forecast:
        forecast = made(**changes)
        bridge.outlook.told.emit(forecast, True)
        return forecast

    return arrive


@pytest.fixture
def form(qtbot: Any, look: Theme, bridge: Bridge) -> Callable[[str, str], RecordEditor]:
    """The form of a record on screen, following every change."""

    def show(kind: str, record: str, width: int = 500) -> RecordEditor:
        editor = RecordEditor(kind, bridge, look)
        bridge.changed.connect(editor.refresh)
        qtbot.addWidget(editor)
        editor.resize(width, 600)
        editor.show()
        editor.show_record(record)
        QApplication.processEvents()
        return editor

    return show


def shown(editor: RecordEditor) -> dict[str, str]:
    assert editor.consequence is not None
    return {figure.caption: figure.value for figure in editor.consequence.strip.figures}


def note(editor: RecordEditor) -> Note:
    assert editor.consequence is not None
    return editor.consequence.line.note


# the strip


def test_the_strip_waits_for_the_forecast_and_nothing_moves_when_it_comes(form: Any, tell: Any) -> None:
    editor = form("product", "p1")
    assert set(shown(editor).values()) == {"–"}
    assert note(editor).text == "The forecast is on its way…"
    before = editor.consequence.geometry(), editor.view.geometry()
    tell()
    QApplication.processEvents()
    assert shown(editor) == {
        "Net per month": "¥12k", "Per hour": "¥1,200", "Share of income": "100%", "Sells in 3 months": "45%",
    }  # fmt: skip
    assert editor.consequence.strip.figures[0].range == "8.4k – 17.4k"
    assert (editor.consequence.geometry(), editor.view.geometry()) == before


def test_a_product_that_was_sold_is_no_longer_asked_when_it_sells(form: Any, tell: Any, bridge: Bridge) -> None:
    tell()
    editor = form("product", "p1")
    assert "Sells in 3 months" in shown(editor)
    sale = {"sort": "sale", "currency": "CNY", "amount": Money.of_minor(39900, "CNY"), "product": "p1"}
    bridge.run("Sale", lambda tx: records.create(tx, "entry", date=bridge.outlook.today, **sale))
    assert "Sells in 3 months" not in shown(editor)


def test_what_lives_from_advertising_is_not_asked_when_it_sells(form: Any, tell: Any, bridge: Bridge) -> None:
    edited(bridge, "product", "p1", pricing="advertising")
    tell()
    assert list(shown(form("product", "p1"))) == ["Net per month", "Per hour", "Share of income"]


def test_a_platform_says_when_it_pays(form: Any, tell: Any, bridge: Bridge) -> None:
    tell()
    editor = form("platform", "f1")
    assert list(shown(editor)) == ["Net per month", "Per hour", "Share of income"]
    bridge.run("Edit", lambda tx: records.edit(tx, "platform", "f1", payout_days=14))
    assert shown(editor)["Paid out after"] == "14 days"


def test_a_listing_says_what_a_sale_leaves(form: Any, tell: Any) -> None:
    tell()
    assert shown(form("listing", "l1")) == {
        "Net per month": "¥7,500", "Net per sale": "¥150", "Sales per month": "35 – 72",
    }  # fmt: skip


def test_the_strip_speaks_whole_sentences_and_leads_to_the_forecast(
    qtbot: Any, form: Any, tell: Any, bridge: Bridge
) -> None:
    tell()
    editor = form("product", "p1")
    strip = editor.consequence.strip
    assert strip.accessibleName() == (
        "Net per month: ¥12k, probably ¥8,400 to ¥17.4k; Per hour: ¥1,200; Share of income: 100%; "
        "Sells in 3 months: 45% chance of a first sale within 3 months"
    )
    with qtbot.waitSignal(bridge.navigate) as went:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert went.args == ["forecast", "", "", ""]


def test_figures_get_fainter_only_while_they_have_been_old_for_a_while(
    qtbot: Any, form: Any, tell: Any, bridge: Bridge
) -> None:
    tell()
    editor = form("product", "p1")
    strip = editor.consequence.strip
    bridge.run("Edit", lambda tx: records.edit(tx, "partner", "q1", notes="no forecast depends on it"))
    bridge.run("Edit", lambda tx: records.edit(tx, "product", "p1", upkeep_hours=None, problem="Few dare"))
    assert not strip.old
    qtbot.waitUntil(lambda: strip.old)
    assert shown(editor)["Net per month"] == "¥12k"  # the old ones stay
    tell(products=(node("p1", 24000),))
    assert not strip.old
    assert shown(editor)["Net per month"] == "¥2,000"


def test_a_forecast_that_fails_says_why(form: Any, tell: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    bridge.outlook.failed.emit("Growth must be at least -100%.")
    assert note(editor) == Note("Growth must be at least -100%.", "error")
    tell()
    assert note(editor).severity != "error"


def test_what_a_scenario_says_is_not_taken_for_the_plan(form: Any, tell: Any) -> None:
    tell()
    editor = form("product", "p1")
    tell(scenario="s1", products=(node("p1", 1200),))
    assert shown(editor)["Net per month"] == "¥12k"


@pytest.mark.parametrize("width", [400, 500])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_figures_stand_beside_each_other_inside_the_strip(qtbot: Any, dress: Any, width: int, language: str) -> None:
    dress("light", 100, language)
    strip = ConsequenceStrip()
    qtbot.addWidget(strip)
    strip.set_figures([Figure("Net per month", "¥12k"), Figure("Per hour"), Figure("Share of income", spare=True),
                       Figure("Sells in 3 months", "45%")])  # fmt: skip
    strip.resize(width - 50, strip.height())
    areas = [area for _figure, area in strip.columns()]
    assert len(areas) == (4 if width == 500 else 3)
    for one, other in pairwise(areas):
        assert one.right() < other.left()
    assert areas[0].width() > 100
    assert strip.rect().toRectF().contains(areas[-1])
    assert strip.height() == 52


def test_a_mean_that_has_no_room_beside_its_range_makes_way_for_it(qtbot: Any, look: Theme) -> None:
    strip = ConsequenceStrip()
    qtbot.addWidget(strip)
    for width in (160, 600):
        strip.set_figures([Figure("Net per month", "¥12,300", "8,400 – 17,400")])
        strip.resize(width, strip.height())
        assert not strip.grab().isNull()


# what is missing or left out


def test_a_missing_field_of_a_listing_is_a_link_to_it(qtbot: Any, form: Any, tell: Any, bridge: Bridge) -> None:
    fields = ("listing/l1/conversion", "platform/f1/audience", "listing/l1/click_rate")
    tell(missing=(Missing("forecast", fields, ("listing", "l1")), Missing("cover", ("plan/plan/living_costs",))))
    editor = form("product", "p1")
    assert set(shown(editor).values()) == {"–", "45%"}  # nothing of it can be told
    names = ("conversion", "audience", "click rate")
    assert [way.text for way in note(editor).ways] == [f"Enter the {name} for “Shop”" for name in names]
    line = editor.consequence.line
    with qtbot.waitSignal(bridge.navigate) as went:
        qtbot.mouseClick(line.link, Qt.MouseButton.LeftButton)
    assert went.args == ["listings", "listing", "l1", "conversion"]
    assert line.more.text() == "2 more"
    qtbot.mouseClick(line.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(bridge.navigate) as went:
        menu.actions()[0].trigger()
    assert went.args == ["platforms", "platform", "f1", "audience"]
    menu.close()


def test_a_missing_field_of_the_form_itself_is_focused_there(qtbot: Any, form: Any, tell: Any) -> None:
    tell(missing=(Missing("forecast", ("platform/f1/growth",), ("listing", "l1")),))
    editor = form("platform", "f1")
    assert [way.text for way in note(editor).ways] == ["Enter the growth"]
    qtbot.mouseClick(editor.consequence.line.link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(editor.fields.editors["growth"].focus_widget.hasFocus)


def test_an_amount_without_a_rate_leads_to_the_rates(form: Any, tell: Any, qtbot: Any, bridge: Bridge) -> None:
    tell(missing=(Missing("forecast", ("product/p1/price",), ("listing", "l1")),))
    editor = form("product", "p1")
    assert [way.text for way in note(editor).ways] == ["Enter a rate for CNY"]
    with qtbot.waitSignal(bridge.navigate) as went:
        qtbot.mouseClick(editor.consequence.line.link, Qt.MouseButton.LeftButton)
    assert went.args[0] == "settings"


def test_some_listings_count_though_others_lack_something(form: Any, tell: Any) -> None:
    tell(missing=(Missing("forecast", ("listing/l2/conversion",), ("listing", "l2")),), left_out=())
    editor = form("product", "p1")
    assert shown(editor)["Net per month"] == "¥12k"
    assert note(editor).text == "1 of 2 not counted:"


def scene(bridge: Bridge, **changes: Any) -> Scene:
    return Scene.of(bridge.plan, outlooks_of(made(**changes)))


def noted(bridge: Bridge, kind: str, record: str, **changes: Any) -> Note:
    found = bridge.plan.find(kind, record)
    assert found is not None
    return note_of(found, scene(bridge, **changes))


def edited(bridge: Bridge, kind: str, record: str, **values: Any) -> None:
    bridge.run("Edit", lambda tx: records.edit(tx, kind, record, **values))


def test_what_takes_no_part_says_so_in_words(bridge: Bridge) -> None:
    idea = noted(bridge, "listing", "l2")
    assert idea.text == "An idea without a start month takes no part"
    assert idea.ways == (Way("Enter the start month", "listing", "l2", "start_month"),)
    both = noted(bridge, "product", "p1", left_out=(("l1", "paused"), ("l2", "idea")))
    assert both.text == "2 of 2 take no part: paused, an idea without a start month"
    assert [way.text for way in both.ways] == ["Enter the start month for “Stall”"]
    one = noted(bridge, "platform", "f1", left_out=(("l1", "ended"),))
    assert one.text == "1 of 1 takes no part: ended"
    for reason in ("paused", "ended", "retired", "later"):
        assert noted(bridge, "listing", "l1", left_out=(("l1", reason),)).text
    edited(bridge, "product", "p1", stage="retired")
    assert noted(bridge, "product", "p1").text == "Retired: it takes no part in the forecast"
    edited(bridge, "product", "p1", archived=True)
    assert noted(bridge, "product", "p1").text == "Archived: it takes no part in the forecast"
    assert noted(bridge, "listing", "l1").text.startswith("Its product or platform is archived")
    assert noted(bridge, "platform", "f1").text == "Nothing is offered here yet"


def test_every_reason_of_the_forecast_has_words() -> None:
    reasons = {"paused", "ended", "idea", "retired", "later"}
    assert set(outlook_notes._REASONS) == set(outlook_notes._ALONE) == reasons


def test_what_is_offered_nowhere_offers_to_list_it(qtbot: Any, form: Any, tell: Any) -> None:
    tell()
    editor = form("product", "p2")
    assert note(editor).text == "Offered nowhere yet"
    qtbot.mouseClick(editor.consequence.line.link, Qt.MouseButton.LeftButton)
    picks = editor.panels[-1].list
    qtbot.waitUntil(picks.isVisible)
    picks.close()


def test_a_plan_that_cannot_be_written_offers_nothing_to_add(qtbot: Any, look: Theme, session: Session) -> None:
    locked = Session.open(session.path, read_only=True)
    bridge = new_bridge(locked)
    editor = RecordEditor("product", bridge, look)
    qtbot.addWidget(editor)
    editor.show_record("p2")
    assert note(editor).text == "Offered nowhere yet"
    assert note(editor).ways == ()
    bridge.close()
    locked.close()


def test_a_record_made_since_the_forecast_waits_for_the_next(bridge: Bridge) -> None:
    bridge.run("Add", lambda tx: records.create(tx, "listing", id="l9", product="p2", platform="f1", status="active"))
    assert noted(bridge, "listing", "l9").text == "The forecast is on its way…"
    assert noted(bridge, "listing", "l1").text == "Mean and 80% range of 12 months, before running costs"


def test_the_line_keeps_its_height_and_its_links_inside(form: Any, tell: Any) -> None:
    for width in (400, 500):
        fields = tuple(f"listing/l1/{name}" for name in ("publications_per_month", "click_rate", "conversion"))
        tell(missing=(Missing("forecast", fields, ("listing", "l1")),))
        line = form("product", "p1", width).consequence.line
        assert line.height() == theme().px(20)
        assert line.link.geometry().right() < line.more.x() + 1
        assert line.more.geometry().right() <= line.width()


# words


@pytest.mark.parametrize(
    ("low", "high", "en", "zh"),
    [
        (1200, 3400, "¥1,200 – 3,400", "¥1,200 – 3,400"),
        (12000, 34000, "¥12k – 34k", "¥1.2 万 – 3.4 万"),
        (9800, 19400, "¥9.8k – 19.4k", "¥0.98 万 – 1.94 万"),
        (6870, 10600, "¥6.9k – 10.6k", "¥0.69 万 – 1.06 万"),
        (0, 10600, "¥0 – 10.6k", "¥0 – 1.06 万"),
        (-1234, 10600, "−¥1.2k to ¥10.6k", "−¥0.1 万到 ¥1.1 万"),
        (-89.4, -78, "−¥89 to −¥78", "−¥89 到 −¥78"),
        (-40, 60, "−¥40 to ¥60", "−¥40 到 ¥60"),
        (0, 0, "¥0", "¥0"),
        (0.74, 2.36, "¥0.7 – 2.4", "¥0.7 – 2.4"),
        (151.6, 152.3, "¥152", "¥152"),
    ],
)
def test_ranges_of_money_are_short_and_in_the_words_of_the_language(
    bridge: Bridge, monkeypatch: Any, low: float, high: float, en: str, zh: str
) -> None:
    for language, words in (("en", en), ("zh", zh)):
        monkeypatch.setattr(i18n._speech, "language", language)
        speech = speech_of(Scene.of(bridge.plan))
        assert span(Band((low + high) / 2, low, low, high, high, high), speech) == words


# tables


@pytest.fixture
def page(qtbot: Any, look: Theme, bridge: Bridge) -> Callable[..., Any]:
    def show(kind: type, width: int = 1225) -> Any:
        page = kind(bridge, look)
        bridge.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(width, 600)
        page.show()
        QApplication.processEvents()
        return page

    return show


def texts(page: Any, column: str) -> list[str]:
    model = page.table.model
    return [model.cell(row, model.column_of(column)).text for row in range(len(model.records))]


@pytest.mark.parametrize("kind", [ProductsPage, PlatformsPage, ListingsPage])
def test_the_column_is_empty_until_the_forecast_comes(page: Any, tell: Any, kind: type) -> None:
    shown = page(kind)
    assert set(texts(shown, "net")) == {""}
    assert shown.table.footer.selection.text() == ""
    tell()
    assert texts(shown, "net")[1] == "–"
    assert texts(shown, "net")[0] == ("¥5.2k – 10.9k" if kind is ListingsPage else "¥8.4k – 17.4k")
    assert shown.table.footer.selection.text() == "Net per month in all, before running costs: ¥8.4k – 17.4k"
    net = shown.table.model.columns[shown.table.model.column_of("net")]
    assert net.right and not net.editable and not net.spare


def test_a_cell_says_more_than_it_shows(page: Any, tell: Any) -> None:
    tell()
    model = page(PlatformsPage).table.model
    cell = model.cell(0, model.column_of("net"))
    assert cell.caption == "100% of income"
    assert cell.spoken == "¥12k, probably ¥8,400 to ¥17.4k, 100% of income"
    dash = model.cell(1, model.column_of("net"))
    assert dash.faint and dash.spoken.startswith("1 of 1 takes no part: an idea without a start month")
    assert texts(page(ProductsPage), "hours") == ["7–14 h", "–"]


def test_rows_sort_by_the_mean_and_move_when_it_does(page: Any, tell: Any, bridge: Bridge) -> None:
    shown = page(ProductsPage)
    tell()
    for descending in (False, True):
        shown.table.bar.ask(sort="net", descending=descending)
        assert order(shown) == ["p1", "p2"]  # of the second nothing can be told: it comes last either way
    bridge.run("List", lambda tx: records.create(tx, "listing", id="l9", product="p2", platform="f1", status="active"))
    tell(products=(node("p1", 144000), node("p2", 12000)))
    assert order(shown) == ["p1", "p2"]
    tell(products=(node("p1", 144000), node("p2", 240000)))
    assert order(shown) == ["p2", "p1"]


def order(page: Any) -> list[str]:
    return [record.id for record in page.table.model.records]


def test_numbers_of_the_forecast_are_not_searched(page: Any, tell: Any) -> None:
    shown = page(ProductsPage)
    tell()
    shown.table.bar.ask(query="8,400")
    assert order(shown) == []


def test_a_loss_is_no_share_of_the_income(page: Any, form: Any, tell: Any) -> None:
    tell(platforms=(node("f1", -12000, 0.04),))
    model = page(PlatformsPage).table.model
    cell = model.cell(0, model.column_of("net"))
    assert cell.text.startswith("−")
    assert cell.caption == ""
    assert shown(form("platform", "f1"))["Share of income"] == "–"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_range_of_a_month_is_never_cut(bridge: Bridge, dress: Any, monkeypatch: Any, language: str) -> None:
    monkeypatch.setattr(i18n._speech, "language", language)
    look = dress("light", 100, language)
    font = look.font(Type.TINY, 500, tabular=True)  # the smallest that is taken for what is long
    speech = speech_of(Scene.of(bridge.plan))
    for kind in (ProductsPage, PlatformsPage, ListingsPage):
        column = next(column for column in kind.COLUMNS if column.id == "net")
        room = look.px(column.width - 2 * Size.CELL_PADDING)
        for low, high in ((-12340, -10230), (6870, 10600), (1234567, 2345678), (-12340, 23450), (1234, 9876)):
            words = span(Band((low + high) / 2, low, low, high, high, high), speech)
            assert painting.width(words, font) <= room, words


def test_an_edit_keeps_what_the_forecast_said(page: Any, tell: Any, bridge: Bridge) -> None:
    shown = page(ProductsPage)
    tell()
    edited(bridge, "platform", "f1", name="Shop by the sea")
    edited(bridge, "product", "p1", name="Course, revised")
    assert texts(shown, "net")[0] == "¥8.4k – 17.4k"


@pytest.mark.parametrize(
    ("kind", "width", "there", "gone"),
    [
        (ProductsPage, 964, {"price", "net"}, {"margin", "hours", "platforms"}),
        (ProductsPage, 1224, {"price", "margin", "net", "hours"}, {"platforms"}),
        (PlatformsPage, 964, {"listings", "conversion", "net"}, {"audience"}),
        (PlatformsPage, 1224, {"listings", "fee_rate", "conversion", "net"}, {"audience"}),
        (PlatformsPage, 1424, {"audience", "listings", "fee_rate", "conversion", "net"}, set()),
        (ListingsPage, 964, {"platform", "status", "price", "net"}, {"conversion"}),
        (ListingsPage, 1224, {"platform", "status", "price", "net", "conversion"}, set()),
    ],
)
def test_what_a_month_brings_stays_where_the_window_is_narrow(
    page: Any, kind: type, width: int, there: set[str], gone: set[str]
) -> None:
    shown = page(kind, width)
    view = shown.table.view
    ids = {shown.table.model.columns[at].id for at in view.shown_columns()}
    assert there <= ids and not gone & ids
    assert view.horizontalHeader().length() <= view.viewport().width()


# how it comes


def test_a_page_asks_for_no_forecast_before_it_stands(session: Session, qtbot: Any) -> None:
    bridge = new_bridge(session)
    bridge.prospects.follow(lambda: None)
    assert "outlook" not in bridge.__dict__
    qtbot.waitUntil(lambda: "outlook" in bridge.__dict__)
    bridge.close()


def test_one_that_is_there_already_is_taken_at_once(bridge: Bridge, tell: Any) -> None:
    bridge.outlook._newest[""] = made()  # as after a visit to the Forecast page
    again = Prospects(bridge)
    again.listen()
    assert again.latest is not None
    again.close()


def test_pages_import_nothing_of_the_analysis_that_is_slow() -> None:
    program = (
        "import sys\n"
        "import planner.ui.views.products, planner.ui.views.platforms, planner.ui.views.listings, planner.ui.forecast.prospects\n"
        "heavy = [name for name in sys.modules if name.split('.')[0] in ('numpy', 'scipy')]\n"
        "sys.exit(','.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_a_price_typed_in_the_window_changes_what_a_month_brings(tmp_path: Path, monkeypatch: Any, look: Theme) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    with opened(tmp_path) as window:
        window.files.open_sample()
        begin_on(window, "domains")
        window.workspace.show_page("products")
        bridge, editor = window.bridge, window.workspace.page.editor
        wait(lambda: bridge.prospects.latest is not None, 30000)
        before, course = shown(editor)["Net per month"], editor.fields.record
        assert course is not None and before != "–"
        edited(bridge, "product", course.id, price=replace(course.price, amount=course.price.amount * 10))
        wait(lambda: shown(editor)["Net per month"] != before, 30000)
