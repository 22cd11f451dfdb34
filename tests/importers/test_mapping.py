"""Tables of no known format: proposed columns, the reading as a format, and how it is remembered."""

import tomllib
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.importers.batch import Asked, UnknownTableError, mapped, recognised, stage
from planner.importers.containers import open_file
from planner.importers.format_text import toml_of
from planner.importers.formats import Format, formats
from planner.importers.mapping import Reading, format_of, headers_of, missing, propose, reading_of, recalled, remembered
from planner.importers.outcomes import Answers
from planner.importers.present import Present
from planner.importers.records import read_record
from planner.importers.sheets import Sheet
from planner.importers.staged import Staged
from planner.session import Session
from tests.importers.statements import brought_in, entries, new_plan

SHOP = """我的小店导出

订单编号,下单日期,商品名称,实付金额,手续费,数量
A-1,2026-08-01,视频课,199.00,1.19,1
A-2,2026-08-02,视频课,199.00,1.19,1
A-3,2026-08-03,模板,39.00,0.23,2
"""
BANK = """Booking date;Description;Debit;Credit;Currency
13.08.2026;Hosting;12,50;;EUR
14.08.2026;Course sale;;1.480,00;EUR
15.08.2026;Course sale;;1.480,00;EUR
"""
WORDS = "时间,收支,金额,摘要\n2026-08-01 10:00:00,收入,10.00,甲\n2026-08-02 10:00:00,支出,3.00,乙\n2026-08-02 11:00:00,其他,5.00,丙\n"


def sheet_of(path: Path, text: str) -> Sheet:
    path.write_text(text, "utf-8")
    return open_file(path).sheets[0]


def staged_as(session: Session, path: Path, reading: Reading) -> Staged:
    sheet = open_file(path).sheets[0]
    file = mapped(path, sheet, reading, Asked(answers=Answers(zone="Asia/Shanghai")), session.plan)
    assert not file.questions
    return stage(file, Present(session.plan, session.journal), Asked())


def test_columns_are_proposed_by_their_chinese_names(tmp_path: Path) -> None:
    reading = propose(sheet_of(tmp_path / "shop.csv", SHOP), "小店")
    assert reading.header_row == 3
    assert dict(reading.columns) == {
        "day": ("下单日期",), "amount": ("实付金额",), "fee": ("手续费",), "key": ("订单编号",), "quantity": ("数量",),
        "memo": ("商品名称",),
    }  # fmt: skip
    assert (reading.direction, missing(reading)) == ("positive", ())


def test_a_bank_file_with_two_columns_of_money_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    reading = propose(sheet_of(path, BANK), "Bank")
    assert reading.direction == "in_out"
    assert reading.columns["day"] == ("Booking date",)
    assert reading.columns["currency"] == ("Currency",)
    session = new_plan(tmp_path)
    found = staged_as(session, path, reading)
    assert found.counts == {"new": 3, "merged": 0, "known": 0, "rejected": 0, "total": 0}
    assert [draft.gross or draft.amount for draft in found.rows] == [1250, 148000, 148000]
    session.close()


def test_words_say_the_direction_and_what_they_do_not_say_is_neutral(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    reading = propose(sheet_of(path, WORDS), "Own")
    assert reading.direction == "word"
    session = new_plan(tmp_path)
    found = staged_as(session, path, Reading(**{**_fields(reading), "currency": "CNY"}))
    assert [draft.kind for draft in found.rows] == ["sale", "spend", "move"]
    session.close()


def _fields(reading: Reading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in Reading.__slots__}


def test_columns_without_telling_names_are_proposed_by_their_contents(tmp_path: Path) -> None:
    reading = propose(sheet_of(tmp_path / "x.csv", "A,B,C\n2026-08-01,tea,-3.00\n2026-08-02,rice,4.50\n"), "X")
    assert (reading.columns["day"], reading.columns["amount"], reading.direction) == (("A",), ("C",), "signed")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    reading = propose(sheet_of(tmp_path / "x.csv", "Some,Words\na,b\n"), "X")
    assert missing(reading) == ("day", "amount")
    with pytest.raises(InputError, match="Date, Amount"):
        format_of(reading)


def test_a_mapping_is_remembered_by_its_header_names_and_used_the_next_time(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    path = tmp_path / "shop.csv"
    reading = Reading(**{**_fields(propose(sheet_of(path, SHOP), "小店")), "currency": "CNY"})
    with pytest.raises(UnknownTableError, match="no known format"):
        recognised(path, Asked(), session.plan)
    kept = remembered(reading, "m")
    assert kept.headers == headers_of(reading.headers)
    assert reading_of(kept) == reading
    with session.edit("Map") as transaction:
        transaction.insert(kept)
    other = tmp_path / "again.csv"
    other.write_text("one more line\n" + SHOP.replace("A-3,2026-08-03", "A-4,2026-08-04"), "utf-8")
    assert recalled(open_file(other).sheets[0], [kept]) is not None
    brought_in(session, path)
    brought_in(session, other)
    assert len(entries(session)) == 4
    assert sum(entry.amount.minor for entry in entries(session) if entry.amount) == 19900 * 2 + 3900 * 2
    assert sum(entry.fee.minor for entry in entries(session) if entry.fee) == 119 * 2 + 23 * 2
    session.close()


def test_a_mapping_can_be_written_as_a_format_record(tmp_path: Path) -> None:
    layout = format_of(propose(sheet_of(tmp_path / "shop.csv", SHOP), "小店"))
    (table,) = tomllib.loads(toml_of(layout))["format"]
    assert read_record(Format, table, "own.toml") == layout


@pytest.mark.parametrize("layout", formats(), ids=lambda layout: layout.id)
def test_every_format_survives_being_written(layout: Format) -> None:
    (table,) = tomllib.loads(toml_of(layout))["format"]
    assert read_record(Format, table, "own.toml") == layout
