"""What must hold for every import: overlaps, order, equal rows, pending payments, refunds, shapes of one file, bad files."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.commands import records
from planner.errors import FileError, InputError
from planner.model.catalogue import Batch, Product
from planner.session import Session
from tests.importers.statements import FILES, AsksError, brought_in, entries, everything, money, new_plan, staged

ALIPAY_HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
WECHAT_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
PREAMBLE = "支付宝（中国）网络技术有限公司\n导出信息：\n姓名：某某\n"


def alipay(path: Path, *rows: str, encoding: str = "gb18030") -> Path:
    lines = [
        PREAMBLE + "------------------------支付宝支付科技有限公司  电子客户回单------------------------",
        ALIPAY_HEADER,
    ]
    path.write_bytes(("\n".join([*lines, *rows]) + "\n").encode(encoding))
    return path


def spend(day: int, number: str, amount: str = "12.00", payee: str = "面包店", status: str = "交易成功") -> str:
    return f"2026-08-{day:02d} 10:00:00,餐饮美食,{payee},a@x,面包,支出,{amount},余额,{status},{number}\t,M{number}\t,,"


def refund(day: int, number: str, amount: str = "12.00", payee: str = "面包店") -> str:
    return f"2026-08-{day:02d} 12:00:00,退款,{payee},a@x,退款-面包,不计收支,{amount},余额,退款成功,{number}\t,M{number}\t,,"


def facts(session: Session) -> list[tuple[object, ...]]:
    """The ledger without ids, which differ, and without which file a line came from."""
    by_id = {entry.id: entry.external_id for entry in entries(session)}
    return sorted(
        (entry.date, entry.sort, entry.amount.minor if entry.amount else 0, entry.external_id, by_id.get(entry.refund_of or ""))
        for entry in entries(session)
    )  # fmt: skip


def test_overlapping_files_are_one_in_any_order(tmp_path: Path) -> None:
    rows = [spend(day, f"20260{day:03d}") for day in range(1, 16)]
    first, later = alipay(tmp_path / "first.csv", *rows[:10]), alipay(tmp_path / "later.csv", *rows[4:])
    whole = alipay(tmp_path / "whole.csv", *rows)
    found = []
    for number, files in enumerate(([first, later], [later, first], [whole], [first, whole], [later, first, whole])):
        session = new_plan(tmp_path, f"plan{number}")
        for path in files:
            brought_in(session, path)
        found.append(facts(session))
        session.close()
    assert len(found[0]) == 15
    assert all(one == found[0] for one in found)


def test_a_renamed_or_recoded_file_is_the_same(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, alipay(tmp_path / "a.csv", spend(1, "1"), spend(2, "2")))
    assert staged(session, alipay(tmp_path / "b.txt", spend(1, "1"), spend(2, "2"), encoding="utf-8-sig")).accepted == 0
    session.close()


def test_three_equal_rows_stay_three_and_a_longer_file_adds_only_the_new_ones(tmp_path: Path) -> None:
    header = "时间,名称,备注,收入,支出,账户余额（元）,资金渠道\n"
    row = "2026-08-01 09:15:00,转账,稿费,10.00,,100.00,余额\n"
    for count in (3, 5):
        (tmp_path / f"{count}.csv").write_text(header + row * count, "utf-8")
    session = new_plan(tmp_path)
    brought_in(session, tmp_path / "3.csv")
    brought_in(session, tmp_path / "3.csv")
    assert len(entries(session)) == 3
    found = staged(session, tmp_path / "5.csv")
    assert (found.accepted, found.duplicates) == (2, 3)
    brought_in(session, tmp_path / "5.csv")
    assert len(entries(session)) == 5
    session.close()


@pytest.mark.parametrize("order", [("sale", "refund"), ("refund", "sale"), ("both",), ("both reversed",)])
def test_a_refund_finds_what_it_pays_back_in_whichever_order(order: tuple[str, ...], tmp_path: Path) -> None:
    bought, back = spend(1, "2026080100"), refund(3, "2026080100_R1")
    parts = {"sale": [bought], "refund": [back], "both": [bought, back], "both reversed": [back, bought]}
    session = new_plan(tmp_path)
    for name in order:
        brought_in(session, alipay(tmp_path / f"{name}.csv", *parts[name]))
    cost, paid_back = sorted(entries(session), key=lambda entry: -(entry.amount.minor if entry.amount else 0))
    assert (cost.sort, paid_back.sort, paid_back.refund_of) == ("cost", "cost", cost.id)
    assert money(session)["CNY"]["spent"] == 0
    steps = len(order)
    for _step in range(steps):
        session.undo()
    assert entries(session) == []
    session.close()


def test_a_pending_payment_is_taken_in_once_it_is_paid(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    waiting = staged(session, alipay(tmp_path / "a.csv", spend(1, "1", status="等待付款")))
    assert (waiting.accepted, list(waiting.rejected["pending"])) == (0, [6])
    assert brought_in(session, tmp_path / "a.csv") is None
    assert session.history() == ()
    paid = alipay(tmp_path / "b.csv", spend(1, "1"), spend(2, "2", status="等待付款"))
    brought_in(session, paid)
    assert [entry.external_id.split("|")[0] for entry in entries(session)] == ["1"]
    (batch,) = session.plan.of(Batch)
    assert (batch.file, batch.format, batch.rejected) == ("b.csv", "alipay_app_2023", "pending: 7")
    assert "面包" not in f"{batch.counts}{batch.answers}{batch.rejected}"
    session.close()


def test_columns_in_another_order_more_columns_and_other_line_ends_change_nothing(tmp_path: Path) -> None:
    source = (FILES / "stripe/made-balance-history.csv").read_text("utf-8")
    rows = [*csv.reader(io.StringIO(source))]
    session = new_plan(tmp_path)
    brought_in(session, "stripe/made-balance-history.csv")
    places = [*range(len(rows[0]))]
    random.Random(4).shuffle(places)
    variants = {
        "crlf": source.replace("\n", "\r\n"),
        "mark": "\ufeff" + source,
        "preamble": "Export of mine\n" + source,
        "order": "\n".join(",".join(row[place] for place in places) for row in rows),
        "extra": "\n".join(",".join([*row, "x" if number == 0 else ""]) for number, row in enumerate(rows)),
    }
    for name, text in variants.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8", newline="")
        found = staged(session, tmp_path / f"{name}.csv")
        assert (found.accepted, found.duplicates) == (0, 5), name
    session.close()


BAD = {
    "empty": b"",
    "page": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "bytes": bytes(range(256)) * 40,
    "cut": (FILES / "xiaohongshu/made-notes.xlsx").read_bytes()[:2000],
    "other": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_sentence_and_changes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(BAD[name])
    session = new_plan(tmp_path)
    before = everything(session)
    with pytest.raises((InputError, FileError)) as caught:
        brought_in(session, path)
    assert str(caught.value).count("\n") == 0
    assert everything(session) == before
    session.close()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_a_mutated_file_never_ends_in_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    names = [
        "gumroad/made-payout.csv",
        "paypal/made-activity-us.csv",
        "etsy/made-statement.csv",
        "alipay/made-acclog.csv",
    ]
    content = bytearray((FILES / data.draw(st.sampled_from(names))).read_bytes())
    for _count in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path / "mutated.csv"
    path.write_bytes(content)
    (tmp_path / "plan.brightroad").unlink(missing_ok=True)
    session = new_plan(tmp_path)
    try:
        found = staged(session, path)
        assert sum(found.counts.values()) == found.accepted + found.duplicates + found.counts["rejected"] + found.totals
        brought_in(session, path)
        assert staged(session, path).accepted == 0
    except (InputError, FileError, AsksError):
        return  # told in a sentence, or asked
    finally:
        session.close()


def test_rules_say_where_rows_belong(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    with session.edit("Make") as tx:
        tx.insert(Product(id="course", name="Course"))
        records.create(tx, "import_rule", contains="面包", sort="cost", product="course")
    brought_in(
        session, alipay(tmp_path / "a.csv", spend(1, "1"), spend(2, "2", payee="咖啡店").replace("面包", "咖啡"))
    )
    assert [entry.product for entry in entries(session)] == ["course", None]
    session.close()


def test_scenario_4_an_alipay_bill_and_a_wechat_workbook(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only this test makes a workbook

    alipay_bill = alipay(
        tmp_path / "alipay.csv", spend(1, "2026080101", payee="印刷厂", amount="88.00"),
        refund(4, "2026080101_1", "30.00", payee="印刷厂"),
        "2026-08-05 10:00:00,转账红包,某人,b@x,课程费,收入,199.00,余额,交易成功,2026080501\t,\t,,",
    )  # fmt: skip
    wechat_bill = tmp_path / "wechat.xlsx"
    with xlsxwriter.Workbook(wechat_bill) as book:
        sheet = book.add_worksheet("微信支付账单")
        lines = [["微信支付账单明细"], [], WECHAT_HEADER.split(",")]
        lines += [
            ["2026-08-02 09:00:00", "二维码收款", "甲", "收款方备注:二维码收款", "收入", "¥199.00", "零钱", "已存入零钱", "4200001", "1001", "服务费¥0.20"],
            ["2026-08-03 09:00:00", "商户消费", "文具店", "纸", "支出", "¥28.16", "零钱", "支付成功", "4200002", "1002", "/"],
            ["2026-08-06 09:00:00", "零钱提现", "银行", "/", "/", "¥100.10", "银行", "提现已到账", "4200003", "1003", "服务费¥0.10"],
        ]  # fmt: skip
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell)
    session = new_plan(tmp_path)
    before = everything(session)
    with session.edit("Make") as tx:
        tx.insert(Product(id="course", name="视频课"))
        records.create(tx, "import_rule", contains="二维码收款", sort="sale", product="course")
    ruled = everything(session)
    brought_in(session, alipay_bill)
    after_alipay = everything(session)
    brought_in(session, wechat_bill)
    lines_there = entries(session)
    sale = next(entry for entry in lines_there if entry.sort == "sale")
    assert (sale.product, sale.payee, sale.amount and sale.amount.minor) == ("course", "buyer #1", 19900)
    back = next(entry for entry in lines_there if entry.amount and entry.amount.minor == -3000)
    bought = next(entry for entry in lines_there if entry.amount and entry.amount.minor == 8800)
    assert back.refund_of == bought.id
    assert money(session)["CNY"] == {
        "gross": 19900, "refunds": 0, "fees": 10 + (sale.fee.minor if sale.fee else 0), "spent": 8800 - 3000 + 2816,
        "moved": 19900 + 10000, "tax": 0, "net": 19900 - 10 - (sale.fee.minor if sale.fee else 0),
    }  # fmt: skip
    assert "某人" not in {entry.payee for entry in lines_there}
    whole = everything(session)
    assert brought_in(session, alipay_bill) is None
    assert brought_in(session, wechat_bill) is None
    assert everything(session) == whole
    session.undo()
    assert everything(session) == after_alipay
    session.undo()
    assert everything(session) == ruled
    session.undo()
    assert everything(session) == before
    session.close()


def test_a_rule_never_turns_money_round(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    with session.edit("Make") as tx:
        records.create(tx, "import_rule", contains="面包店", sort="sale")
    brought_in(session, alipay(tmp_path / "a.csv", spend(1, "1"), refund(2, "1_R")))
    assert {entry.sort for entry in entries(session)} == {"cost"}
    session.close()


class StopError(Exception):
    """Somebody wants to stop."""


def test_a_stopped_import_leaves_nothing(tmp_path: Path) -> None:
    def stop() -> None:
        raise StopError

    session = new_plan(tmp_path)
    before = everything(session)
    with pytest.raises(StopError):
        brought_in(session, "gumroad/made-sales-2025-header.csv", {"pause": stop})
    assert everything(session) == before
    assert session.history() == ()
    session.close()
