"""Money that two statements tell is offered to be left out, in either order, and nothing is ever left out by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cli import main
from planner.importers.batch import Asked, mapped, stage
from planner.importers.containers import open_file
from planner.importers.formats import formats
from planner.importers.judging import NEW, Verdicts
from planner.importers.mapping import propose, remembered
from planner.importers.outcomes import Row
from planner.importers.packed_rows import PackedRows, draft_of
from planner.importers.present import Present
from planner.importers.told_elsewhere import told_elsewhere
from planner.model.imported import Stored
from planner.session import Session
from tests.importers.statements import FILES, brought_in, entries, everything, money, new_plan, staged

WECHAT = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
JD = "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,备注\n"
PAYOUTS = "Payout Date,Status,Charges,Refunds,Adjustments,Reserved Funds,Fees,Retried Amount,Total,Currency\n"
PAYPAL = (FILES / "paypal" / "made-activity-us.csv").read_text("utf-8-sig").splitlines()[0] + "\n"
WECHAT_FORMAT = next(one for one in formats() if one.id == "wechat_csv")


def payout(folder: Path, day: str = "2026-08-05", total: str = "73.69") -> Path:
    path = folder / "payouts.csv"
    path.write_text(PAYOUTS + f"{day},paid,76.20,0.00,0.00,0.00,-2.51,0.00,{total},CNY\n", "utf-8")
    return path


def wallet(folder: Path, kind: str, payee: str, direction: str, amount: str) -> Path:
    path = folder / "wechat.csv"
    line = f"2026-08-08 10:00:00,{kind},{payee},订单,{direction},{amount},零钱,支付成功,w1,m1,/\n"
    path.write_text(WECHAT + line, "utf-8")
    return path


def bought(folder: Path) -> Path:
    path = folder / "jd.csv"
    path.write_text(JD + "2026-08-08 09:59:00,某店,键盘,49.00,微信支付,交易成功,支出,数码,j1,\n", "utf-8")
    return path


def receipt(folder: Path, fee: str = "0.00") -> Path:
    path = folder / "paypal.csv"
    words = f'"Lu","Website Payment","Completed","USD","12.00","{fee}","12.00","l@example.com","me@example.com"'
    path.write_text(PAYPAL + f'"08/13/2026","10:00:00","PDT",{words},"1AB","","12.00","Credit"\n', "utf-8")
    return path


def files(folder: Path, name: str) -> tuple[Path, Path]:
    if name == "payout":
        return payout(folder), wallet(folder, "转账", "某公司", "收入", "73.69")
    if name == "receipt":
        return FILES / "kofi" / "made-transactions.csv", receipt(folder)
    return bought(folder), wallet(folder, "商户消费", "京东商城平台商户", "支出", "49.00")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", ["payout", "purchase"])
def test_the_second_of_two_statements_may_leave_out_what_the_first_told(
    tmp_path: Path, name: str, turned: bool
) -> None:
    first, second = files(tmp_path, name)[:: -1 if turned else 1]
    session = new_plan(tmp_path)
    brought_in(session, first)
    before = everything(session)
    found = staged(session, second)
    assert [(one.number, one.id) for one in found.elsewhere] == [(2, entries(session)[0].id)]
    assert everything(session) == before
    brought_in(session, second)
    assert len(entries(session)) == 2
    session.undo()
    assert brought_in(session, second, {"excluded": frozenset({2})}) is None
    assert everything(session) == before
    session.close()


@pytest.mark.parametrize("day", ["2026-07-31", "2026-08-16"])
def test_a_payout_more_than_seven_days_away_is_another(tmp_path: Path, day: str) -> None:
    session = new_plan(tmp_path)
    brought_in(session, payout(tmp_path, day))
    assert staged(session, wallet(tmp_path, "转账", "某公司", "收入", "73.69")).elsewhere == ()
    session.close()


def test_a_purchase_at_another_shop_and_money_spent_are_nothing_of_it(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, bought(tmp_path))
    brought_in(session, payout(tmp_path))
    assert staged(session, wallet(tmp_path, "商户消费", "街角小店", "支出", "49.00")).elsewhere == ()
    assert staged(session, wallet(tmp_path, "商户消费", "街角小店", "支出", "73.69")).elsewhere == ()
    session.close()


@pytest.mark.parametrize("turned", [False, True])
def test_a_sale_that_paypal_received_counts_once_when_its_second_telling_is_left_out(
    tmp_path: Path, turned: bool
) -> None:
    first, second = files(tmp_path, "receipt")[:: -1 if turned else 1]
    session = new_plan(tmp_path)
    brought_in(session, first)
    (one,) = staged(session, second).elsewhere
    brought_in(session, second, {"excluded": frozenset({one.number})})
    assert money(session)["USD"]["gross"] == 1600
    session.close()


def test_a_receipt_that_tells_a_fee_is_not_offered_for_the_fee_would_be_lost(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, FILES / "kofi" / "made-transactions.csv")
    assert staged(session, receipt(tmp_path, "-0.71")).elsewhere == ()
    session.close()


def test_the_table_of_a_bank_is_a_wallet_and_one_payout_is_offered_for_one_row(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    path, asked = tmp_path / "bank.csv", Asked()
    path.write_text("日期,摘要,金额\n2026-08-07,来账,73.69\n2026-08-08,来账,73.69\n", "utf-8")
    sheet = open_file(path).sheets[0]
    reading = replace(propose(sheet, "bank", 1), currency="CNY", direction="signed", positive="other_in")
    brought_in(session, payout(tmp_path))
    file = mapped(path, sheet, reading, asked, session.plan)
    found = stage(file, Present(session.plan, session.journal), asked)
    assert [one.number for one in found.elsewhere] == [2]
    session.undo()
    with session.edit("Remember") as transaction:
        transaction.insert(remembered(reading, "0" * 32))
    brought_in(session, path)
    assert [one.number for one in staged(session, payout(tmp_path)).elsewhere] == [2]
    session.close()


def test_the_command_line_tells_them_and_takes_the_row_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = files(tmp_path, "payout")
    session = new_plan(tmp_path)
    brought_in(session, first)
    told = entries(session)[0].id
    session.close()
    assert main(["import", str(session.path), str(second), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["elsewhere"] == [{"row": 2, "id": told}]
    again = Session.open(session.path)
    assert len(entries(again)) == 2
    again.close()


class Lines:
    """What earlier imports brought, without a plan."""

    def __init__(self, lines: list[Stored]) -> None:
        self.lines = lines

    def entries_of(self, _sources: object) -> list[Stored]:
        return self.lines


def held(days: list[tuple[int, int]], lines: list[tuple[int, int]]) -> tuple[list[tuple[int, str]], PackedRows]:
    """What is offered for incoming rows against payouts, each told by its day in August and its amount."""
    rows, verdicts = PackedRows(), Verdicts()
    for number, (day, amount) in enumerate(days):
        row = Row(number, "other_in", amount=amount, currency="CNY", key=f"k{number}")
        rows.append(draft_of(row, f"2026-08-{day:02}", -1))
        verdicts.status.append(NEW)
    stored = [
        Stored(f"{at}", f"p{at}", "shopify_payouts", "payout", f"2026-08-{day:02}", "CNY", amount, None, None)
        for at, (day, amount) in enumerate(lines)
    ]
    found = told_elsewhere(rows, verdicts, Lines(stored), WECHAT_FORMAT)  # type: ignore[arg-type] # all that is asked
    assert set(verdicts.status) <= {NEW}
    return [(one.number, one.id) for one in found], rows


MONEY = st.lists(st.tuples(st.integers(1, 31), st.integers(1, 3)), max_size=12)


@given(MONEY, MONEY)
def test_each_row_and_each_line_is_offered_once_with_equal_money_and_near_days(
    days: list[tuple[int, int]], lines: list[tuple[int, int]]
) -> None:
    found, _rows = held(days, lines)
    assert len({number for number, _id in found}) == len({one for _number, one in found}) == len(found)
    for number, one in found:
        assert days[number][1] == lines[int(one)][1]
        assert abs(days[number][0] - lines[int(one)][0]) <= 7


def test_very_many_equal_rows_are_looked_up_not_compared() -> None:
    found, rows = held([(8, 1)] * 100_000, [(8, 1)] * 20_000)
    assert (len(found), len(rows)) == (20_000, 100_000)


@settings(max_examples=8, deadline=None)
@given(amount=st.integers(1, 10_000), day=st.integers(1, 28))
def test_an_offer_changes_nothing_unless_it_is_taken(
    tmp_path_factory: pytest.TempPathFactory, amount: int, day: int
) -> None:
    folder = tmp_path_factory.mktemp("law")
    text = f"{amount // 100}.{amount % 100:02}"
    first, second = payout(folder, f"2026-08-{day:02}", text), wallet(folder, "转账", "某公司", "收入", text)
    alone, both = new_plan(folder, "alone"), new_plan(folder, "both")
    brought_in(alone, second)
    brought_in(both, first)
    before = len(entries(both))
    assert bool(staged(both, second).elsewhere) == (abs(day - 8) <= 7)
    brought_in(both, second)
    told = [(one.date, one.sort, one.amount, one.external_id) for one in entries(both) if one.source == "wechat_csv"]
    assert told == [(one.date, one.sort, one.amount, one.external_id) for one in entries(alone)]
    assert len(entries(both)) == before + 1
    alone.close()
    both.close()
