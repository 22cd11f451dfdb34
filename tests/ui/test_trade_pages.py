"""Products, platforms, listings and alliances: what a sale leaves, measures of the matrix, what an alliance is worth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner.analysis.forecasting.outlooks import outlooks_of
from planner.commands import records
from planner.commands.alliances import review_of
from planner.model.catalogue import Alliance, Contact, Exchange, Listing, Milestone, Product, Work
from planner.model.values import Money, Range
from planner.ui.alliances.agreements import agreements_of
from planner.ui.alliances.contact_log import ContactsPanel
from planner.ui.alliances.exchange_lines import ExchangesPanel
from planner.ui.alliances.terms_panel import TermsPanel
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.products.economics_panel import EconomicsPanel
from planner.ui.products.works_panel import WorksPanel
from planner.ui.tables.record_page import RecordPage
from planner.ui.views import BY_ID
from planner.ui.views.alliances import AlliancesPage
from planner.ui.views.listings import ListingsPage
from planner.ui.views.products import ProductsPage
from tests.figures.forecasts import a_forecast, flat, outlook

KEY = Qt.Key
Open = Callable[..., Any]


@pytest.fixture
def page(qtbot: Any, look: Theme, bridge: Bridge) -> Open:
    """Open a page over the plan for forms."""

    def open_page(view: str) -> RecordPage:
        found = BY_ID[view].load()
        found.spec = BY_ID[view]
        made = found(bridge, look)
        bridge.changed.connect(made.refresh)
        qtbot.addWidget(made)
        made.resize(1224, 848)
        made.show()
        made.editor  # noqa: B018 - else it comes piece by piece
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.focus_first()
        return made  # type: ignore[no-any-return]

    return open_page


def edit(bridge: Bridge, kind: str, record_id: str, **fields: Any) -> None:
    bridge.run("Edit", lambda tx: records.edit(tx, kind, record_id, **fields))


def foretell(bridge: Bridge) -> None:
    """Let a forecast have been made: the course brings 12,000 a month in the shop."""
    made = a_forecast(listings=(outlook("l1", "p1", "f1"), replace(outlook("l2", "p1", "f2"), net=flat(1200))))
    bridge.prospects.latest = outlooks_of(made)
    bridge.prospects.told.emit()


def weigh(bridge: Bridge) -> None:
    """Let the alliances have been reckoned."""
    bridge.agreements.latest = agreements_of(bridge.plan, None)
    bridge.agreements.told.emit()


# products


def test_the_form_of_a_product_says_what_a_sale_leaves_step_by_step(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("products")
    assert isinstance(shown, ProductsPage)
    panel = next(one for one in shown.editor.panels if isinstance(one, EconomicsPanel))
    assert panel.isHidden()  # not before the first forecast
    foretell(bridge)
    assert not panel.isHidden()
    assert panel.sentence.text() == "On Stall a sale at ¥399 leaves ¥399, 100% of it."
    panel.platform.set_value("l1")
    panel.platform.chosen.emit("l1")
    assert panel.sentence.text() == "On Shop a sale at ¥399 leaves ¥359, 90% of it."
    qtbot.waitUntil(lambda: bool(panel.card.chart.drawing().table.rows))
    rows = panel.card.chart.drawing().table.rows
    assert [row[0] for row in rows] == ["Price", "Fee", "Left over"]


def test_the_making_is_earned_back_where_hours_and_a_wage_are_known(page: Open, bridge: Bridge) -> None:
    shown = page("products")
    panel = next(one for one in shown.editor.panels if isinstance(one, EconomicsPanel))
    foretell(bridge)
    assert panel.back.isHidden()
    edit(bridge, "product", "p1", make_hours=Range.exact(20))
    edit(bridge, "plan", "plan", wage=Money(Decimal(100), "CNY"))
    assert panel.back.text() == "The 20h it takes to make are earned back after 6 sales."


def test_the_margin_of_a_product_reaches_from_its_poorest_to_its_best_listing(page: Open, bridge: Bridge) -> None:
    shown = page("products")
    column = shown.table.model.column_of("margin")
    at = [one.id for one in shown.table.model.columns].index("margin")
    assert column in (at, -1)
    assert shown.table.model.cell(0, at).text == ""
    foretell(bridge)
    cell = shown.table.model.cell(0, at)
    assert (cell.text, cell.caption) == ("¥359 – 399", "90–100%")


def test_works_are_listed_and_made_in_the_form_of_their_product(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("products")
    panel = next(one for one in shown.editor.panels if isinstance(one, WorksPanel))
    panel.line.setText("First lesson")
    qtbot.keyClick(panel.line, KEY.Key_Return)
    (work,) = bridge.plan.of(Work)
    assert (work.title, work.product) == ("First lesson", "p1")
    assert list(panel.rows) == [work.id]
    assert panel.title.text() == "Works 1"
    went: list[tuple[str, str]] = []
    panel.followed.connect(lambda kind, record_id: went.append((kind, record_id)))
    panel.rows[work.id].name.click()
    assert went == [("work", work.id)]
    bridge.undo()
    assert panel.rows == {}


def test_a_product_that_was_paid_for_can_be_set_live(page: Open, bridge: Bridge) -> None:
    shown = page("products")
    edit(bridge, "product", "p1", stage="idea")
    assert shown.standing.isHidden()
    sold = {"product": "p1", "date": date(2026, 11, 1), "currency": "CNY", "amount": Money(Decimal(399), "CNY")}
    bridge.run("Sell", lambda tx: records.create(tx, "entry", sort="sale", **sold))
    bridge.proofs.settle()
    assert not shown.standing.isHidden()
    shown.standing.hint.fix_requested.emit()
    assert bridge.plan.get(Product, "p1").stage == "live"
    assert shown.standing.isHidden()


# listings


def matrix(page: Open) -> ListingsPage:
    shown = page("listings")
    assert isinstance(shown, ListingsPage)
    shown.turn()
    return shown


def test_the_matrix_has_the_room_to_itself_until_all_fields_are_asked_for(page: Open) -> None:
    shown = matrix(page)
    assert shown.panes.detail.isHidden()
    shown.matrix.grid.setCurrentIndex(shown.matrix.model.index(0, 1))
    shown.matrix.strip.fields.click()
    assert shown.panes.detail.isVisible()
    assert shown.editor.record_id == "l1"
    shown.turn()
    shown.turn()
    assert shown.panes.detail.isHidden()


def test_the_cell_one_was_in_is_current_at_the_next_start_and_after_other_edits(page: Open, bridge: Bridge) -> None:
    first = matrix(page).matrix
    product, platform = first.model.products[-1], first.model.platforms[-1]
    first.grid.setCurrentIndex(first.model.index(len(first.model.products) - 1, len(first.model.platforms)))
    again = page("listings").matrix
    at = again.grid.currentIndex()
    assert again.model.pair(at.row(), at.column()) == (product.id, platform.id)
    bridge.run("Drop", lambda tx: records.delete(tx, "product", again.model.products[0].id))
    at = again.grid.currentIndex()
    assert again.model.pair(at.row(), at.column()) == (product.id, platform.id)


def test_cells_are_coloured_by_what_they_bring_and_say_so(page: Open, bridge: Bridge) -> None:
    shown = matrix(page)
    model = shown.matrix.model
    one, other = bridge.plan.get(Listing, "l1"), bridge.plan.get(Listing, "l2")
    assert model.measured(one) is None  # nothing is known yet
    foretell(bridge)
    best, least = model.measured(one), model.measured(other)
    assert best is not None
    assert least is not None
    assert (best[0], least[0]) == (5, 1)
    assert best[1].startswith("¥")
    shown._take_measure("margin")
    assert model.measured(one) == (5, "90%")
    assert "90%" in str(model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole))
    shown._take_measure("none")
    assert model.measured(one) is None


def test_a_sale_that_loses_is_marked_and_mended_in_the_strip(page: Open, bridge: Bridge) -> None:
    shown = matrix(page)
    foretell(bridge)
    edit(bridge, "product", "p1", unit_cost=Money(Decimal(450), "CNY"))
    shown.matrix.grid.setCurrentIndex(shown.matrix.model.index(0, 1))
    listing = bridge.plan.get(Listing, "l1")
    assert shown.matrix.model.alarm(listing) == "neg"
    hint = shown.matrix.strip.hint
    assert (hint.severity, hint.fix.text()) == ("error", "Raise to ¥501")
    hint.fix_requested.emit()
    assert bridge.plan.get(Listing, "l1").price == Money(Decimal(501), "CNY")
    assert shown.matrix.model.alarm(bridge.plan.get(Listing, "l1")) == ""


def test_prices_far_apart_are_told_at_both_ends(page: Open, bridge: Bridge) -> None:
    shown = matrix(page)
    foretell(bridge)
    edit(bridge, "listing", "l2", status="active", price=Money(Decimal(199), "CNY"))
    assert {shown.matrix.model.alarm(one) for one in bridge.plan.of(Listing)} == {"warn"}
    shown.matrix.grid.setCurrentIndex(shown.matrix.model.index(0, 2))
    assert shown.matrix.strip.hint.text == "Its prices are 101% apart, from ¥199 to ¥399."


def test_s_moves_every_listing_of_the_block_on(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = matrix(page)
    grid = shown.matrix.grid
    grid.setCurrentIndex(shown.matrix.model.index(0, 1))
    grid.selectAll()
    qtbot.keyClicks(grid, "s")
    assert [one.status for one in bridge.plan.of(Listing)] == ["paused", "paused"]


def test_an_empty_cell_says_how_it_is_filled(page: Open) -> None:
    shown = matrix(page)
    shown.matrix.grid.setCurrentIndex(shown.matrix.model.index(1, 1))
    assert shown.matrix.strip.title.text() == "Handbook on Shop"
    assert shown.matrix.strip.hint.text.startswith("Enter lists it here")


# alliances


def panel_of(shown: AlliancesPage, kind: type) -> Any:
    return next(one for one in shown.editor.panels if isinstance(one, kind))


def test_the_strip_weighs_both_sides_and_the_board_says_it_too(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    assert isinstance(shown, AlliancesPage)
    shown.editor  # noqa: B018 - the form is made when first asked for
    weigh(bridge)
    assert shown.strip.isHidden()  # nobody has said what anything is worth
    edit(bridge, "exchange", "e1", value_to_them=Range.exact(200))
    edit(bridge, "exchange", "e2", value_to_us=Range.exact(100))
    weigh(bridge)
    assert not shown.strip.isHidden()
    assert shown.strip.line.text() == "You give about twice what you get."
    assert "You give about twice" in shown.board.sheet.spoken(bridge.plan.get(Alliance, "a1"))


def test_a_line_shows_its_worth_to_who_gets_it_and_the_rest_when_asked(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    edit(bridge, "exchange", "e1", hours=Range.exact(6))
    card = panel_of(shown, ExchangesPanel).cards["e1"]
    fields = {name: editor.field for name, editor in card.fields.editors.items()}
    assert not fields["value_to_them"].isHidden()
    assert fields["value_to_us"].isHidden()
    assert card.more.text() == "6h"
    card.more.click()
    assert not any(field.isHidden() for field in fields.values())


def test_the_review_of_an_alliance_goes_on_the_roadmap_and_moves_with_its_day(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    terms = panel_of(shown, TermsPanel)
    edit(bridge, "alliance", "a1", review_on=date(2027, 3, 1))
    assert terms.review.fix.text() == "Put it on the roadmap"
    terms.review.fix_requested.emit()
    (milestone,) = bridge.plan.of(Milestone)
    assert (milestone.alliance, milestone.due) == ("a1", date(2027, 3, 1))
    assert review_of(bridge.plan, "a1") == milestone
    assert "stands on the roadmap" in terms.review.text
    edit(bridge, "alliance", "a1", review_on=date(2027, 4, 1))
    terms.review.fix_requested.emit()
    assert [one.due for one in bridge.plan.of(Milestone)] == [date(2027, 4, 1)]


def test_an_even_split_of_the_gain_is_offered_and_taken(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    edit(bridge, "platform", "f1", open_rate=Range.exact(Decimal("0.5")))
    sells = {
        "publications_per_month": Range.exact(1),
        "click_rate": Range.exact(Decimal("0.1")),
        "conversion": Range.exact(Decimal("0.1")),
    }
    edit(bridge, "listing", "l1", **sells)
    edit(bridge, "exchange", "e1", listing="l1", sort="money")
    edit(bridge, "alliance", "a1", share=Decimal("0.1"), share_basis="gross")
    terms = panel_of(shown, TermsPanel)
    weigh(bridge)
    assert not terms.interval.isHidden()
    assert terms.share.fix.text() == "Give them 50%, an even split of the gain"
    terms.share.fix_requested.emit()
    assert bridge.plan.get(Alliance, "a1").share == Decimal("0.50")


def test_a_split_of_several_asks_for_bonuses_and_then_is_drawn(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    edit(bridge, "exchange", "e1", value_to_them=Range.exact(200))
    edit(bridge, "exchange", "e2", value_to_us=Range.exact(300))
    edit(bridge, "alliance", "a1", partners=("q1", "q2"))
    terms = panel_of(shown, TermsPanel)
    weigh(bridge)
    assert "Pair bonuses" in terms.split_line.text
    assert terms.split.isHidden()
    terms.split_line.fix_requested.emit()
    note = bridge.plan.get(Alliance, "a1").pair_bonuses
    assert note.splitlines() == ["We + Lin: 0", "We + 周老师: 0", "Lin + 周老师: 0"]
    edit(bridge, "alliance", "a1", pair_bonuses=note.replace("周老师: 0", "周老师: many", 1))
    weigh(bridge)
    assert terms.split_line.text == "“We + 周老师: many” of the pair bonuses cannot be read."
    edit(bridge, "alliance", "a1", pair_bonuses="Lin + 周老师: 500")
    weigh(bridge)
    assert not terms.split.isHidden()
    assert [row[0] for row in terms.split.chart.drawing().table.rows] == ["You", "Lin", "周老师"]
    assert "leaving together" in terms.split_line.text


def test_an_alliance_logs_what_was_said_with_whom(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("alliances")
    log = panel_of(shown, ContactsPanel)
    assert [row.fields.record_id for row in log.rows.values()] == ["c1"]
    assert log.who.isHidden()
    edit(bridge, "alliance", "a1", partners=("q1", "q2"))
    assert not log.who.isHidden()
    log.who.set_value("q2")
    log.line.setText("Asked for the date")
    qtbot.keyClick(log.line, KEY.Key_Return)
    made = next(one for one in bridge.plan.of(Contact) if one.id != "c1")
    assert (made.partner, made.note) == ("q2", "Asked for the date")
    assert log.rows[made.id].who.text() == "周老师"


def test_an_ended_alliance_brings_nothing_and_is_not_reckoned(page: Open, bridge: Bridge) -> None:
    shown = page("alliances")
    terms = panel_of(shown, TermsPanel)
    edit(bridge, "alliance", "a1", stage="ended")
    assert terms.isHidden()
    weigh(bridge)
    assert bridge.agreements.latest["a1"].terms is None
    assert isinstance(bridge.plan.of(Exchange)[0], Exchange)


def test_the_year_with_and_without_arrives_from_beside_the_window(home: Path) -> None:
    from tests.ui.shell import begin_on, opened, wait  # noqa: PLC0415 - one test needs a window

    with opened(home) as window:
        window.files.open_sample()
        begin_on(window, "alliances")
        page, agreements = window.workspace.page, window.bridge.agreements
        page.editor  # noqa: B018 - the form is made when first asked for
        wait(lambda: agreements.prospect is not None, 60_000)
        terms = panel_of(page, TermsPanel)
        assert "better with it" in terms.conclusion.text()
        assert QApplication.instance() is not None
        assert terms.year.chart.drawing().table.rows[2][0] == "Difference"
