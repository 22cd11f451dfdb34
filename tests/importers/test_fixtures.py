"""Every file with invented rows yields exactly what was worked out for it by hand."""

from collections import defaultdict
from typing import Any

import pytest

from planner.importers.cells import text_of
from planner.importers.columns import is_private
from planner.importers.containers import open_file
from planner.importers.formats import formats
from planner.importers.outcomes import Row
from planner.importers.recognise import recognise
from tests.importers.readings import EXPECTED, FILES, Read, read

NAMES = tuple(EXPECTED["files"])
MONEY = ("gross", "refunds", "fees", "net", "other_in", "spent", "spent_back", "moved")
# how the totals are called in the file, where the expectation describes them
CALLED = {
    "last balance from first balance and later rows": "账户余额（元）",
    "footer 交易合计 商家实收": "交易合计 商家实收",
    "footer 交易合计 count": "交易合计 笔数",
    "footer 退款合计": "退款合计",
    "sum of Net = net": "Net",
    "Totals Net Total ($) = net": "Totals Net Total ($)",
    "Totals Net Total ($) = gross - fees": "Totals Net Total ($)",
    "手续费总金额 (rounded)": "手续费总金额",
}
GROSS_IS = {"paid": "what the buyer paid", "proceeds": "proceeds after the store share"}
_read: dict[str, Read] = {}


def fixture(name: str) -> tuple[Read, dict[str, Any]]:
    if name not in _read:
        _read[name] = read(FILES / name)
    return _read[name], EXPECTED["files"][name]


def test_every_file_is_expected() -> None:
    there = {
        str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.suffix in (".csv", ".txt", ".data", ".xlsx")
    }
    assert there <= set(NAMES) and len(NAMES) == 26


@pytest.mark.parametrize("name", NAMES)
def test_the_table_is_found(name: str) -> None:
    done, expected = fixture(name)
    assert done.found.format.id == expected["format_id"]
    assert done.opened.encoding == expected["encoding"]
    if "header_row" in expected:
        assert (done.found.header_row, len(done.found.columns)) == (expected["header_row"], expected["columns"])


@pytest.mark.parametrize("name", NAMES)
def test_one_signature_fits_best(name: str) -> None:
    opened = open_file(FILES / name)
    fitting = [one for one in formats() if recognise(opened, [one])]
    most = max(len(one.signature) for one in fitting)
    assert [one.id for one in fitting if len(one.signature) == most] == [EXPECTED["files"][name]["format_id"]]


@pytest.mark.parametrize("name", NAMES)
def test_rows_become_what_they_are(name: str) -> None:
    done, expected = fixture(name)
    tally = done.reading.tally
    assert dict(tally.kinds) == expected["kinds"]
    assert [{"row": one.number, "reason": one.reason} for one in tally.rejected] == expected["rejected"]
    assert (tally.rows, tally.accepted, tally.totals) == (
        expected["data_rows"], expected["accepted"], expected["totals_rows"],
    )  # fmt: skip
    assert tally.rows == len(done.outcomes)
    assert [one.subject for one in done.reading.questions] == expected.get("must_ask", [])


@pytest.mark.parametrize("name", NAMES)
def test_money_and_days_add_up(name: str) -> None:
    done, expected = fixture(name)
    tally = done.reading.tally
    money = {code: {what: getattr(sums, what) for what in MONEY} for code, sums in tally.money.items()}
    assert money == expected.get("money", {})
    first, last = tally.span
    months = done.rows[0].kind == "period"
    assert (first[:7] if months else first, last[:7] if months else last) == (
        expected.get("first", ""), expected.get("last", ""),
    )  # fmt: skip
    tax = {code: sums.tax for code, sums in tally.money.items() if sums.tax}
    assert tax == expected.get("tax_inside_gross", {})
    if "orders" in expected:
        assert tally.kinds["sale"] == expected["orders"]


@pytest.mark.parametrize("name", NAMES)
def test_what_else_a_file_tells(name: str) -> None:
    done, expected = fixture(name)
    tally = done.reading.tally
    for column, total in expected.get("sums", {}).items():
        assert float(tally.figures[column]) == total
    for column, rates in expected.get("rates_as_fraction", {}).items():
        assert [float(row.figures[column]) for row in done.rows] == rates
    assert tally.seconds == expected.get("seconds", 0)
    assert dict(tally.pledged) == expected.get("pledged_per_month", {})
    if "audience" in expected:
        assert tally.figures == expected["audience"]
    if "free_downloads" in expected:
        assert sum(row.quantity or 0 for row in done.rows if row.kind == "free") == expected["free_downloads"]
    if "fees_in_file" in expected:
        assert done.found.format.fees_in_file is expected["fees_in_file"]
    if tally.kinds["sale"]:
        assert GROSS_IS[done.found.format.gross_is] == expected["gross_is"]


@pytest.mark.parametrize("name", NAMES)
def test_totals_of_the_file_stand_beside_ours(name: str) -> None:
    done, expected = fixture(name)
    told = [(one.what, one.file, one.ours, one.agrees) for one in done.reading.checks()]
    checks = expected.get("checks", [])
    assert told == [(CALLED.get(one["what"], one["what"]), one["file"], one["ours"], one["agrees"]) for one in checks]


@pytest.mark.parametrize("name", [name for name in NAMES if "links" in EXPECTED["files"][name]])
def test_refunds_know_their_sale(name: str) -> None:
    done, expected = fixture(name)
    sales = {row.link: row.number for row in done.rows if row.kind == "sale" and row.link}
    linked = [{"refund_row": row.number, "sale_row": sales.get(row.link)} for row in done.rows if row.kind == "refund"]
    assert linked == [{part: one[part] for part in ("refund_row", "sale_row")} for one in expected["links"]]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_private_leaves(name: str) -> None:
    done, _expected = fixture(name)
    layout, columns = done.found.format, done.found.columns
    kinds = {one.number: one.kind for one in done.rows}
    bought = {"sale", "free", "refund", "other_in", "period"}
    kept = {row.number: repr(row) for row in done.rows}
    for number, cells in done.found.sheet.rows():
        if number not in kinds:
            continue
        hidden = [column for column in columns if is_private(layout, column)]
        if kinds[number] in bought:
            hidden += layout.private.incoming
        for column in hidden:
            text = text_of(cells[columns[column]]) if columns.get(column, len(cells)) < len(cells) else ""
            if len(text) > 1 and not text.isdigit():
                assert f"'{text}'" not in kept[number], column
                assert "@" not in kept[number]


def merged(names: list[str]) -> dict[str, dict[str, int]]:
    """What several files come to: a sale told twice by one seller counts once, and so does a refund."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(MONEY, 0))
    sales: dict[tuple[str, str], dict[str, int]] = {}
    for name in names:
        done, _expected = fixture(name)
        for row in done.rows:
            whole = sums[row.currency] if row.currency and row.kind != "audience" else {}
            same = (done.found.format.family, row.link)
            if done.found.format.together and row.kind in ("sale", "refund", "free") and row.link:
                sale = sales.setdefault(same, {"gross": 0, "refunds": 0, "fees": 0, "by_row": 0})
                _fold(sale, row)
                sale.setdefault(row.currency, 0)
            elif whole:
                _add(whole, row)
    for sale in sales.values():
        whole = sums[next(code for code in sale if code.isupper())]
        whole["gross"] += sale["gross"]
        whole["refunds"] += max(sale["refunds"], sale["by_row"])
        whole["fees"] += sale["fees"]
    for whole in sums.values():
        whole["net"] = whole["gross"] - whole["refunds"] - whole["fees"]
    return dict(sums)


def _fold(sale: dict[str, int], row: Row) -> None:
    sale["gross"] = max(sale["gross"], row.gross or 0)
    sale["fees"] = max(sale["fees"], row.fee or 0)
    if row.kind == "refund":
        sale["by_row"] += row.refund or 0
    else:
        sale["refunds"] = max(sale["refunds"], row.refund or 0)


def _add(whole: dict[str, int], row: Row) -> None:
    whole["gross"] += row.gross or 0
    whole["refunds"] += row.refund or 0
    whole["fees"] += row.fee or 0
    place = {"other_in": "other_in", "spend": "spent", "spend_refund": "spent_back", "move": "moved"}.get(row.kind)
    if place:
        whole[place] += row.amount or 0


@pytest.mark.parametrize(
    "group", [one for one in EXPECTED["together"] if "money" in one], ids=lambda one: one["files"][-1]
)
def test_files_of_one_seller_tell_enough_to_be_merged(group: dict[str, Any]) -> None:
    names = list(NAMES) if isinstance(group["files"], str) else group["files"]
    assert merged(names) == group["money"]


def test_both_files_of_timewarrior_have_the_same_keys() -> None:
    data, _expected = fixture("timewarrior/2026-08.data")
    form, _expected = fixture("timewarrior/made-export.json")
    told = [[(row.key, row.at, row.seconds, row.memo, row.words) for row in one.rows] for one in (data, form)]
    assert told[0] == told[1]


def test_the_day_of_a_refund_is_in_the_payout() -> None:
    payout, _expected = fixture("gumroad/made-payout.csv")
    [refund] = [row for row in payout.rows if row.kind == "refund"]
    assert (refund.link, str(refund.day)) == ("g3==", "2026-08-27")


def test_a_payout_of_etsy_has_its_amount_in_the_title() -> None:
    done, _expected = fixture("etsy/made-statement.csv")
    keys = [row.key for row in done.rows if row.kind == "fee" and row.memo == "Listing fee"]
    assert len(set(keys)) == 3 and {key.split("#")[0] for key in keys} == {keys[0].split("#")[0]}
    assert [row.amount for row in done.rows if row.kind == "move"] == [1416]


def test_channels_of_sales_are_kept() -> None:
    done, _expected = fixture("gumroad/made-sales-2025-header.csv")
    assert [row.channel for row in done.rows][:2] == ["bilibili / aug / direct", "Recommended by Gumroad"]
