"""The table of an export is found by the names of its header: in any order, behind any preamble, under any file name."""

import csv
import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.importers.cells import text_of
from planner.importers.containers import EntryChoice, UnreadableFile, open_file
from planner.importers.formats import Format, formats
from planner.importers.recognise import SEARCHED, Found, likeliest_split, open_known, recognise
from tests.importers.made_files import format_of, raw_zip, workbook, zipped

FILES = Path(__file__).parent / "files"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))["files"]
TABLES = [name for name in EXPECTED if name.endswith((".csv", ".txt"))]
DATED = format_of("dated", "Date", "Amount")
NAMED = format_of("named", "Date", "Amount", "Name")


def found_in(path: Path, *known: Format) -> Found | None:
    return recognise(open_file(path), known or formats())


def in_file(folder: Path, bytes_: bytes, *known: Format) -> Found | None:
    (folder / "file").write_bytes(bytes_)
    return found_in(folder / "file", *known)


def is_remark(found: Found, first: str) -> bool:
    """Whether a row whose first cell this is belongs to none of the data."""
    mark = found.format.skip_lines
    return bool(mark) and first.startswith(mark)


def content_of(found: Found) -> list[dict[str, str]]:
    """The rows below the header, by the names of the header; remarks left out."""
    rows = [cells for number, cells in found.sheet.rows() if number > found.header_row and any(map(text_of, cells))]
    rows = [cells for cells in rows if not is_remark(found, text_of(cells[0]))]
    return [
        {name: text_of(cells[at]) if at < len(cells) else "" for name, at in found.columns.items()} for cells in rows
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_file_is_recognised_with_its_header(name: str) -> None:
    found = found_in(FILES / name)
    assert found is not None
    assert found.format.id == EXPECTED[name]["format_id"]
    assert found.header_row == EXPECTED[name].get("header_row", 0)
    assert len(found.columns) == EXPECTED[name].get("columns", 4)


@pytest.mark.parametrize("name", EXPECTED)
def test_one_format_alone_fits_best(name: str) -> None:
    opened = open_file(FILES / name)
    fitting = [one for one in formats() if recognise(opened, [one])]
    most = max(len(one.signature) for one in fitting)
    assert [one.id for one in fitting if len(one.signature) == most] == [EXPECTED[name]["format_id"]]
    assert recognise(opened, formats(), "kofi") is None or EXPECTED[name]["format_id"] == "kofi"


@pytest.mark.parametrize("layout", formats(), ids=lambda layout: layout.id)
def test_every_format_is_recognised_by_its_names_alone(layout: Format, tmp_path: Path) -> None:
    names = [*([layout.first_header] if layout.first_header else []), *layout.signature]
    names = list(dict.fromkeys(names))
    if "text" in layout.containers:
        found = in_file(tmp_path, (",".join(f'"{name}"' for name in names) + "\n" + "1," * len(names)).encode())
    elif "xlsx" in layout.containers:
        found = in_file(tmp_path, workbook(("a", [["banner"], names, ["1"] * len(names)])))
    else:
        return  # a log has no header of its own
    assert found is not None and found.format.id == layout.id


@pytest.mark.parametrize("name", TABLES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_order_of_columns_preamble_line_ends_and_encoding_change_nothing(name: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    found = found_in(FILES / name)
    assert found is not None
    expected = content_of(found)
    rows = [list(map(text_of, cells)) for _number, cells in found.sheet.rows()]
    header = rows[found.header_row - 1]
    order = list(range(len(header)))
    chance.shuffle(order)
    extra = chance.random() < 0.5
    written = io.StringIO()
    writer = csv.writer(written, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(("\n", "\r\n")))
    for row in rows[: found.header_row - 1] + [["one more line"]] * chance.randrange(3):
        writer.writerow(row)
    for row in rows[found.header_row - 1 :]:
        shuffled = [row[at] if at < len(row) else "" for at in order]
        writer.writerow([*(["new"] if extra else []), *shuffled] if row and not is_remark(found, row[0]) else row)
    codec = chance.choice(("utf-8", "utf-8-sig", "utf-16", "gb18030"))
    if codec == "gb18030" and written.getvalue().isascii():
        codec = "utf-8"
    again = in_file(tmp_path, written.getvalue().encode(codec))
    assert again is not None and again.format.id == found.format.id
    columns = set(found.columns)
    assert [{key: row[key] for key in columns} for row in content_of(again)] == expected


def test_names_are_exact_and_cleaned(tmp_path: Path) -> None:
    assert in_file(tmp_path, b"date,amount\n1,2\n", DATED) is None
    assert in_file(tmp_path, b"Date,Amounts\n1,2\n", DATED) is None
    found = in_file(tmp_path, "\ufeff`Date\t, \u00a0Amount ,,\n1,2\n".encode(), DATED)
    assert found is not None and found.columns == {"Date": 0, "Amount": 1}


def test_of_two_columns_of_one_name_the_first_counts(tmp_path: Path) -> None:
    found = in_file(tmp_path, b"Date,Amount,Amount\n1,2,3\n", DATED)
    assert found is not None and found.columns == {"Date": 0, "Amount": 1}


def test_a_header_stands_in_the_first_sixty_rows(tmp_path: Path) -> None:
    for before, seen in ((SEARCHED - 1, True), (SEARCHED, False)):
        found = in_file(tmp_path, b"preamble\n" * before + b"Date,Amount\n1,2\n", DATED)
        assert (found is not None) == seen
        assert found is None or found.header_row == SEARCHED


def test_the_first_row_with_all_names_is_the_header(tmp_path: Path) -> None:
    found = in_file(tmp_path, b"Date,Amounts\nDate,Amount\nDate,Amount\n", DATED)
    assert found is not None and found.header_row == 2


def test_most_names_win(tmp_path: Path) -> None:
    found = in_file(tmp_path, b"Date,Amount,Name\n1,2,3\n", DATED, NAMED)
    assert found is not None and found.format is NAMED


def test_the_first_name_and_the_container_part_formats_with_equal_names(tmp_path: Path) -> None:
    new, old = format_of("new", "Date", "Amount", first="Date"), format_of("old", "Date", "Amount", first="Amount")
    for header, expected in ((b"Date,Amount\n", new), (b"Amount,Date\n", old)):
        found = in_file(tmp_path, header, old, new)
        assert found is not None and found.format is expected
    texts, books = format_of("t", "Date", containers=("text",)), format_of("b", "Date", containers=("xlsx",))
    found = in_file(tmp_path, workbook(("a", [["Date"]])), texts, books)
    assert found is not None and found.format is books


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_shows_the_header(delimiter: str, tmp_path: Path) -> None:
    rows = [["a", "b", "c"], ["Date", "Amount"], ["1,5", "2;5"], ["3\t5", "4"]]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    found = in_file(tmp_path, written.getvalue().encode(), DATED)
    assert found is not None and found.delimiter == delimiter
    assert [cells for _number, cells in found.sheet.rows()] == rows
    shown = likeliest_split(open_file(tmp_path / "file").sheets[0])
    assert [cells for _number, cells in shown.rows()] == rows


def test_of_several_sheets_the_fullest_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    header: list[object] = ["Date", "Amount"]
    full, short = [header, ["1", "2"], ["3", "4"]], [header, ["1", "2"]]
    found = in_file(tmp_path, workbook(("first", full), ("second", short), ("third", [["notes"]])), DATED)
    assert found is not None
    assert (found.sheet.name, found.others) == ("first", ("second", "third"))
    found = in_file(tmp_path, workbook(("first", short), ("second", short)), DATED)
    assert found is not None
    assert (found.sheet.name, found.others) == ("second", ("first",))
    assert likeliest_split(found.sheet) is found.sheet


def test_in_an_archive_the_one_known_table_is_found(tmp_path: Path) -> None:
    table, other = b"Date,Amount\n1,2\n", b"Totals\n3\n"
    path = tmp_path / "file"
    path.write_bytes(zipped({"Chart data.csv": other, "Table data.csv": table}))
    opened, found = open_known(path, [DATED])
    assert found is not None and opened.entry == "Table data.csv"
    path.write_bytes(zipped({"a.csv": table, "b.csv": table}))
    with pytest.raises(EntryChoice):
        open_known(path, [DATED])
    opened, found = open_known(path, [DATED], entry="b.csv")
    assert found is not None and (opened.entry, opened.entries) == ("b.csv", ("a.csv", "b.csv"))
    with pytest.raises(EntryChoice):
        open_known(path, [DATED], entry="c.csv")
    path.write_bytes(zipped({"a.csv": other, "b.csv": other}))
    with pytest.raises(EntryChoice):
        open_known(path, [DATED])
    path.write_bytes(raw_zip(b"a.csv", other, password=b"1"))
    opened, found = open_known(path, [DATED], password="1")
    assert (opened.entry, found) == ("a.csv", None)


def test_a_quotation_mark_that_a_wrong_split_takes_for_the_start_of_a_cell_does_no_harm(tmp_path: Path) -> None:
    rows = b'2026-08-01 10:00:00,"1000000000000000001\t","\t","/"\n' * 30_000
    found = in_file(tmp_path, b"Date,Amount,Name,More\n" + rows, DATED)
    assert found is not None and found.delimiter == ","
    assert sum(1 for _row in found.sheet.rows()) == 30_001
    found = in_file(tmp_path, b"Dates,Amount,Name,More\n" + rows, DATED)
    assert found is None
    shown = likeliest_split(open_file(tmp_path / "file").sheets[0])
    assert {len(cells) for _number, cells in shown.rows()} == {4}


def test_a_table_of_fifty_thousand_columns_is_refused_whether_it_is_known_or_not(tmp_path: Path) -> None:
    for start in (b"Date,Amount", b"a"):
        with pytest.raises(UnreadableFile, match="columns"):
            in_file(tmp_path, start + b"," * 50_000 + b"\n1\n", DATED)
