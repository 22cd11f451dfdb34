"""What holds for every file: all rows are accounted for, and how a table is written down changes nothing of what it says."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.importers.formats import Format, Rule, formats
from planner.importers.meanings import Meaning, matcher
from planner.importers.outcomes import KINDS, REASONS, Answers, Rejected, Row
from tests.importers.made_files import workbook
from tests.importers.readings import EXPECTED, FILES, Read, read
from tests.importers.test_bills import WECHAT_HEAD, WECHAT_NAMES, WECHAT_ROWS

ANSWERS = Answers(zone="UTC+8", secret=b"s")
TABLES = sorted(name for name, one in EXPECTED["files"].items() if one["encoding"] != "xlsx" and "header_row" in one)
Table = list[list[str]]
_FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))  # for each of many files


def table_of(name: str) -> tuple[Table, Table, str]:
    """The lines before the header, the table, and the delimiter of an invented file."""
    raw = (FILES / name).read_bytes()
    encoding = "gb18030" if EXPECTED["files"][name]["encoding"] == "gb18030" else "utf-8-sig"
    delimiter = "\t" if name.startswith("apple") else ","
    rows = list(csv.reader(io.StringIO(raw.decode(encoding), newline=""), delimiter=delimiter))
    head = EXPECTED["files"][name]["header_row"] - 1
    return rows[:head], [row for row in rows[head:] if row], delimiter


def written(path: Path, rows: Table, delimiter: str = ",", end: str = "\r\n", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def bound(path: Path, rows: Table) -> Path:
    """The same table as a workbook of texts."""
    path.write_bytes(workbook(("Sheet1", [[cell or None for cell in row] for row in rows])))
    return path


def told(done: Read) -> list[object]:
    """All that a file says, but for where its rows stand."""
    return [
        one._replace(number=0) if isinstance(one, Row) else getattr(one, "reason", "total") for one in done.outcomes
    ]


def moved(rows: Table, order: list[int]) -> Table:
    """The table with its columns in another order; lines that are none of it stay."""
    width = len(rows[0])
    return [[row[place] for place in order] if len(row) == width else row for row in rows]


@pytest.mark.parametrize("name", TABLES)
def test_how_a_table_is_written_down_changes_nothing(name: str, tmp_path: Path) -> None:
    head, table, delimiter = table_of(name)
    plain = read(written(tmp_path / "plain.csv", head + table, delimiter), ANSWERS)
    assert told(plain) == told(read(FILES / name, ANSWERS))
    further = [
        [*row, "new" if place == 0 else "x"] if len(row) == len(table[0]) else row for place, row in enumerate(table)
    ]
    ways: dict[str, Callable[[], Path]] = {
        "LF": lambda: written(tmp_path / "a.csv", head + table, delimiter, "\n"),
        "BOM": lambda: written(tmp_path / "a.csv", head + table, delimiter, encoding="utf-8-sig"),
        "UTF-16": lambda: written(tmp_path / "a.csv", head + table, delimiter, encoding="utf-16"),
        "GB18030": lambda: written(tmp_path / "a.csv", head + table, delimiter, encoding="gb18030"),
        "semicolons": lambda: written(tmp_path / "a.csv", head + table, ";"),
        "one more line before": lambda: written(tmp_path / "a.csv", [["a further note"], *head, *table], delimiter),
        "blank lines": lambda: written(
            tmp_path / "a.csv", [[""], *head, table[0], ["", ""], *table[1:], []], delimiter
        ),
        "a workbook": lambda: bound(tmp_path / "a.xlsx", head + table),
        "a further column": lambda: written(tmp_path / "a.csv", head + further, delimiter),
    }
    for way, make in ways.items():
        done = read(make(), ANSWERS)
        assert told(done) == told(plain), way
        assert [(one.what, one.file, one.ours) for one in done.reading.checks()] == [
            (one.what, one.file, one.ours) for one in plain.reading.checks()
        ], way


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_found_by_name(name: str, tmp_path: Path) -> None:
    head, table, delimiter = table_of(name)
    plain = read(FILES / name, ANSWERS)
    first = plain.found.format.first_header
    names = table[0]

    @_FEW
    @given(st.permutations(range(len(names))))
    def shuffled(order: list[int]) -> None:
        if first and names[order[0]] != first:
            return
        if plain.found.format.totals.shape == "second_header":
            order = [*order]
            order.remove(0)
            order.insert(0, 0)  # the second header is told by its first cell, and so are the times above it
        done = read(written(tmp_path / "b.csv", head + moved(table, order), delimiter), ANSWERS)
        assert told(done) == told(plain)

    shuffled()


@pytest.mark.parametrize("name", sorted(EXPECTED["files"]))
def test_every_row_of_data_is_accounted_for(name: str) -> None:
    done = read(FILES / name, ANSWERS)
    tally = done.reading.tally
    assert tally.accepted + len(tally.rejected) + tally.totals == tally.rows == len(done.outcomes)
    numbers = [one.number for one in done.outcomes]
    assert numbers == sorted(set(numbers))
    for sums in tally.money.values():
        assert sums.net == sums.gross - sums.refunds - sums.fees


@pytest.mark.parametrize("name", sorted(EXPECTED["files"]))
def test_months_add_up_to_the_whole_and_neutral_rows_to_nothing(name: str) -> None:
    done = read(FILES / name, ANSWERS)
    for currency, whole in done.reading.tally.money.items():
        income = [
            one
            for one in done.rows
            if one.currency == currency and one.kind not in ("move", "other_in", "spend", "spend_refund")
        ]
        months = {f"{one.day or one.at}"[:7] for one in income}
        net = sum(
            (one.gross or 0) - (one.refund or 0) - (one.fee or 0)
            for month in months
            for one in income
            if f"{one.day or one.at}"[:7] == month
        )
        neutral = sum(one.fee or 0 for one in done.rows if one.currency == currency and one not in income)
        assert net - neutral == whole.net
        assert all(one.gross is None for one in done.rows if one.kind in ("move", "other_in", "spend", "spend_refund"))


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "/",
            "-",
            "收入",
            "支出",
            "¥1.00",
            "-3",
            "1,5",
            "2026-08-03 10:00:00",
            "二维码收款",
            "退款",
            "Totals",
            "#x",
            "0",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)


@pytest.mark.parametrize("name", ["", *TABLES])
def test_whatever_stands_in_the_cells_gets_a_kind_or_a_reason(name: str, tmp_path: Path) -> None:
    head, table, delimiter = table_of(name) if name else (
        list(csv.reader(io.StringIO(WECHAT_HEAD))), [WECHAT_NAMES.split(","), *csv.reader(io.StringIO(WECHAT_ROWS))], ","
    )  # fmt: skip
    width = len(table[0])

    @_FEW
    @given(st.lists(st.lists(CELLS, max_size=width + 2), max_size=6), st.data())
    def garbled(rows: Table, data: st.DataObject) -> None:
        spoiled = [list(row) for row in table[1:]]
        for row in spoiled:
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
        path = written(tmp_path / "c.csv", [*head, table[0], *spoiled, *rows], delimiter)
        done = read(path, ANSWERS)
        tally = done.reading.tally
        assert tally.accepted + len(tally.rejected) + tally.totals == len(done.outcomes)
        assert {one.reason for one in done.outcomes if isinstance(one, Rejected)} <= set(REASONS)
        assert {one.kind for one in done.rows} <= set(KINDS)
        done.reading.checks()

    garbled()


def columns_of(one: Format) -> list[str]:
    """All columns that a record of a format names."""
    amount, fee, time = one.amount, one.fee, one.time
    named = [
        *one.signature, *time.columns, *time.otherwise, *time.end, time.duration, time.hours, amount.column, amount.out,
        amount.units, *amount.by_kind.values(), amount.pattern_column, *fee.columns, *fee.also, *fee.also.values(),
        one.refund.column, *one.refund.whole, one.tax, *one.link.columns, one.payee, *one.memo, *one.words, *one.channel,
        one.quantity, *(figure.column for figure in one.figures), *(check.column for check in one.checks),
        *(name for rule in one.kinds for name in rule.when), one.currency_column,
    ]  # fmt: skip
    first = [one.first_header] if one.first_header else []
    return [name for name in dict.fromkeys([*first, *named]) if name]


@pytest.mark.parametrize("one", [one for one in formats() if "text" in one.containers], ids=lambda one: one.id)
def test_no_table_of_any_format_is_too_odd(one: Format, tmp_path: Path) -> None:
    names = columns_of(one)
    likely = sorted({word.strip("*") for rule in one.kinds for words in rule.when.values() for word in words})
    words = st.sampled_from([*likely, "USD", "2026-08-03 10:00:00", "10:00:00", "12.50", "9" * 25, "1" * 13])

    @_FEW
    @given(st.lists(st.lists(st.one_of(words, CELLS), min_size=len(names), max_size=len(names)), max_size=8))
    def odd(rows: Table) -> None:
        done = read(written(tmp_path / "e.csv", [names, *rows]), ANSWERS, (one,))
        tally = done.reading.tally
        assert tally.accepted + len(tally.rejected) + tally.totals == len(done.outcomes)
        assert all(check.agrees in (True, False) for check in done.reading.checks())

    odd()


def test_pending_rows_never_occupy_a_key(tmp_path: Path) -> None:
    head, table, _delimiter = table_of("stripe/made-payments.csv")
    pending = [cell if cell != "Paid" else "Pending" for cell in table[1]]
    done = read(written(tmp_path / "d.csv", [*head, table[0], pending, table[1], table[1]]), ANSWERS)
    assert done.said == ["pending", "sale", "duplicate_in_file"]


WORDS = st.sampled_from(["in", "out", "in*", "*t", "*n*", "", "x"])
RULES = st.lists(
    st.builds(
        Rule,
        gives=st.sampled_from(["sale", "spend", "failed"]),
        when=st.dictionaries(
            st.sampled_from("ABC"),
            st.builds(lambda words, no: ("!", *words) if no else tuple(words), st.lists(WORDS, min_size=1, max_size=2), st.booleans()),
            max_size=3,
        ),
        sign=st.sampled_from(["", "", "positive", "negative"]),
    ),
    max_size=5,
)  # fmt: skip


@given(
    RULES,
    st.lists(st.sampled_from(["in", "out", "in and out", "", "x", "!"]), min_size=3, max_size=3),
    st.integers(-1, 1),
)
def test_the_first_rule_that_holds_decides(rules: list[Rule], cells: list[str], amount: int) -> None:
    class Columns:
        def text(self, name: str) -> Callable[[list[str]], str]:
            return (lambda row: row["ABC".index(name)]) if name else (lambda row: "")

    sign = "positive" if amount > 0 else "negative" if amount < 0 else "zero"
    holding = (
        rule.gives
        for rule in rules
        if all(matcher(words)(cells["ABC".index(name)]) for name, words in rule.when.items())
        and rule.sign in ("", sign)
    )
    meaning = Meaning(rules, Columns(), lambda _cells: Decimal(amount))  # type: ignore[arg-type] # all that is asked of them
    assert meaning.of(cells) == next(holding, "")
