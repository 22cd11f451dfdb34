"""Files are opened by their bytes: every container, every encoding, and every refusal in one sentence."""

import gzip
import json
import os
import shutil
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from planner.errors import FileError, InputError
from planner.importers import archives, content, workbooks
from planner.importers.containers import EntryChoice, Opened, PasswordNeeded, UnreadableFile, open_file
from planner.importers.sheets import LONGEST_CELL, Cell
from tests.importers.made_files import changed, raw_zip, workbook, zipped

FILES = Path(__file__).parent / "files"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))["files"]
TABLE = "时间,名称,收入\n2026-08-01 09:15:00,稿费,450.00\n"


def opened(folder: Path, bytes_: bytes, name: str = "file.bin", **asked: str) -> Opened:
    path = folder / name
    path.write_bytes(bytes_)
    return open_file(path, **asked)  # type: ignore[arg-type] # the words are passed on


def rows(found: Opened) -> list[tuple[int, list[Cell]]]:
    return list(found.sheets[0].rows())


def refusal(folder: Path, bytes_: bytes, name: str = "file.bin", **asked: str) -> str:
    def read() -> list[list[tuple[int, list[Cell]]]]:
        return [list(sheet.rows()) for sheet in opened(folder, bytes_, name, **asked).sheets]

    with pytest.raises(InputError) as refused:
        read()
    message = refused.value.message
    assert message.endswith(".") and len(message) > 20
    return message


@pytest.mark.parametrize("name", EXPECTED)
def test_the_encoding_of_every_file_is_found(name: str) -> None:
    assert open_file(FILES / name).encoding == EXPECTED[name]["encoding"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_name_says_nothing(name: str, tmp_path: Path) -> None:
    for other in ("table.xls", "photo.png", "x"):
        shutil.copy(FILES / name, tmp_path / other)
        there, here = open_file(tmp_path / other), open_file(FILES / name)
        assert (there.container, there.encoding) == (here.container, here.encoding)
        assert rows(there) == rows(here)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-bom"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_one_table_in_every_encoding(codec: str, encoding: str, tmp_path: Path) -> None:
    found = opened(tmp_path, TABLE.encode(codec))
    assert (found.container, found.encoding) == ("text", encoding)
    assert [cells for _number, cells in rows(found)] == [line.split(",") for line in TABLE.splitlines()]


def test_utf_16_of_the_other_byte_order_and_line_ends(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        found = opened(tmp_path, b"\xfe\xff" + TABLE.replace("\n", end).encode("utf-16-be"))
        assert [number for number, _cells in rows(found)] == [1, 2]


def test_the_encoding_is_decided_over_the_whole_file(tmp_path: Path) -> None:
    found = opened(tmp_path, b"a,b\n" * 600_000 + "稿费,1\n".encode("gb18030"))
    assert found.encoding == "gb18030"


def test_a_character_over_the_edge_of_a_piece_is_whole(tmp_path: Path) -> None:
    found = opened(tmp_path, b"x" * (content.CHUNK - 1) + "，稿费".encode())
    assert found.encoding == "utf-8"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_off_in_a_character_is_told(codec: str, tmp_path: Path) -> None:
    whole = (TABLE + "稿").encode(codec)
    assert "cut off" in refusal(tmp_path, whole[:-1])


@pytest.mark.parametrize(
    ("bytes_", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n ", "empty"),
        (b"\xff\xfe", "empty"),
        (b"a,b\n1,\x002\n", "no table"),
        (b"a,b\n" * 3_000 + b"\0", "no table"),
        ("a\0b,c\n".encode("utf-16"), "no table"),
        (b"\xff\xfe\x00\xd8a\x00", "UTF-16"),
        (b"\xff\xfea,b", "cut off"),
        (b"\xef\xbb\xbf\xff\xff", "UTF-8"),
        (b"\x81\xff\xff,\x80", "encoding"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>", "web page"),
        ("<table>".encode("utf-16"), "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "web page"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"Rar!\x1a\x07\x00", "unpack"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b'{"format": "brightroad"}', "JSON"),
        (b'[{"name": 1}]', "JSON"),
        (b"[]", "JSON"),
        (b'[{"start": "20260810T010000Z"', "cut off"),
        (b"[{" * 100_000, "JSON"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"PK\x05\x06" + bytes(18), "no table"),
        (b"\x1f\x8b\x08\x00 nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_in_a_sentence(bytes_: bytes, words: str, tmp_path: Path) -> None:
    assert words.casefold() in refusal(tmp_path, bytes_).casefold()


def test_a_file_that_is_not_there_is_the_worlds_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(FileError, match="cannot be read"):
            open_file(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FileError):
            open_file(tmp_path / "pipe")


def test_a_file_that_goes_while_it_is_read_is_told(tmp_path: Path) -> None:
    found = opened(tmp_path, TABLE.encode())
    (tmp_path / "file.bin").unlink()
    with pytest.raises(FileError):
        rows(found)
    (tmp_path / "file.bin").write_bytes(b"\xff" * 10)
    with pytest.raises(UnreadableFile, match="changed"):
        rows(found)


def test_a_file_over_100_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(content.LARGEST + 1)
    with pytest.raises(UnreadableFile, match="100 MB"):
        open_file(path)


def test_rows_are_numbered_as_they_stand_and_read_anew_each_time(tmp_path: Path) -> None:
    found = opened(tmp_path, b'a,b\r\n\r\n"first\r\nsecond","say ""so"""\r\n"123"\t,\r\n')
    expected = [(1, ["a", "b"]), (2, []), (3, ["first\r\nsecond", 'say "so"']), (4, ["123\t", ""])]
    assert rows(found) == expected
    assert rows(found) == expected


def test_a_cell_longer_than_any_text_is_dropped_and_an_endless_one_told(tmp_path: Path) -> None:
    found = opened(tmp_path, b'id,body\n1,"' + b"x" * (LONGEST_CELL + 1) + b'"\n2,"' + b"y" * LONGEST_CELL + b'"\n')
    assert [len(str(cells[1])) for _number, cells in rows(found)] == [4, 0, LONGEST_CELL]
    assert "after row 1" in refusal(tmp_path, b'a,b\n"never closed,\n' + b"1,2\n" * 3_000_000)


def test_fifty_thousand_columns_are_no_table(tmp_path: Path) -> None:
    assert "2000 columns" in refusal(tmp_path, b"a," * 49_999 + b"a\n1\n")


def test_reading_holds_little_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    row = "2026-08-01 09:15:00," + "稿费" * 200 + "\n"
    path.write_bytes(row.encode() * 12_000)
    tracemalloc.start()
    count = sum(1 for _row in open_file(path).sheets[0].rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 12_000
    assert peak < path.stat().st_size / 2


def test_long_work_can_be_stopped(tmp_path: Path) -> None:
    class Stopped(Exception):  # noqa: N818 - a wish, not a mistake
        pass

    def stop() -> None:
        raise Stopped

    path = tmp_path / "file"
    for bytes_ in (
        TABLE.encode(),
        gzip.compress(TABLE.encode()),
        zipped({"a.csv": TABLE.encode()}),
        workbook(("a", [["b"]])),
    ):
        path.write_bytes(bytes_)
        with pytest.raises(Stopped):
            open_file(path, pause=stop)


# --- archives


def test_a_zip_of_one_table_is_opened(tmp_path: Path) -> None:
    found = opened(
        tmp_path, zipped({"Table data.csv": TABLE.encode(), "readme.html": b"<html>", "__MACOSX/._a": b"x", "e": b""})
    )
    assert (found.entry, found.entries, found.encoding) == ("Table data.csv", ("Table data.csv",), "utf-8")
    assert len(rows(found)) == 2


def test_of_several_tables_one_is_chosen(tmp_path: Path) -> None:
    archive = zipped({"a/posts.csv": TABLE.encode(), "../../evil.csv": TABLE.encode("gb18030")})
    with pytest.raises(EntryChoice) as choice:
        opened(tmp_path, archive)
    assert choice.value.entries == ("a/posts.csv", "../../evil.csv")
    assert opened(tmp_path, archive, entry="../../evil.csv").encoding == "gb18030"
    with pytest.raises(EntryChoice):
        opened(tmp_path, archive, entry="nothing.csv")
    assert sorted(path.name for path in tmp_path.parent.rglob("*evil*")) == []


def test_names_without_the_sign_of_utf_8_are_chinese(tmp_path: Path) -> None:
    for codec in ("gb18030", "utf-8"):
        assert opened(tmp_path, raw_zip("业务明细.csv".encode(codec), TABLE.encode())).entry == "业务明细.csv"
    assert opened(tmp_path, raw_zip("明细\t.csv".encode(), TABLE.encode(), flags=0x800)).entry == "明细�.csv"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_password_is_asked_used_and_not_kept(method: int, tmp_path: Path) -> None:
    archive = raw_zip(b"bill.csv", TABLE.encode() * 100, password=b"310042", method=method)
    with pytest.raises(PasswordNeeded) as asked:
        opened(tmp_path, archive)
    assert not asked.value.wrong
    for guess in range(300):  # the check byte alone lets one in 256 pass
        with pytest.raises(UnreadableFile) as asked_again:
            opened(tmp_path, archive, password=str(guess))
        assert method == zipfile.ZIP_STORED or getattr(asked_again.value, "wrong", False)
        assert str(guess) not in asked_again.value.message
    found = opened(tmp_path, archive, password="310042")
    assert len(rows(found)) == 200
    assert "310042" not in repr(found)


def test_a_workbook_in_a_locked_zip_is_read(tmp_path: Path) -> None:
    found = opened(tmp_path, raw_zip(b"bill.xlsx", workbook(("a", [["x", 1.5]])), password=b"1"), password="1")
    assert (found.container, rows(found)) == ("xlsx", [(1, ["x", 1.5])])


def test_the_stronger_lock_is_left_to_others(tmp_path: Path) -> None:
    for password in ("", "1"):
        assert "unzip it first" in refusal(tmp_path, raw_zip(b"a.csv", b"xx", method=99, flags=1), password=password)
    assert "unzip it first" in refusal(tmp_path, raw_zip(b"a.csv", b"xx", method=9))


def test_one_archive_inside_another_is_enough(tmp_path: Path) -> None:
    inner = zipped({"a.csv": TABLE.encode()})
    assert "inside an archive" in refusal(tmp_path, zipped({"inner.zip": inner}))
    assert "inside an archive" in refusal(tmp_path, gzip.compress(inner))
    assert "inside an archive" in refusal(tmp_path, gzip.compress(gzip.compress(TABLE.encode())))
    assert opened(tmp_path, gzip.compress(TABLE.encode()), "sales.txt.gz").name == "sales.txt"
    assert (
        opened(tmp_path, zipped({"a.gz": b"", "b": (FILES / "xiaohongshu/made-notes.xlsx").read_bytes()})).container
        == "xlsx"
    )


def test_bombs_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = b"1,2\n" * 3_000_000
    assert "damaged" in refusal(tmp_path, raw_zip(b"a.csv", large, claims=10))
    assert "far more" in refusal(tmp_path, zipped({"a.csv": large}))
    assert "far more" in refusal(tmp_path, gzip.compress(large))
    assert "1000" in refusal(tmp_path, zipped({f"{number}.csv": b"a" for number in range(1_001)}))
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100)
    assert "far more" in refusal(tmp_path, zipped({"a.csv": bytes(range(32, 120)) * 2}))
    assert "far more" in refusal(tmp_path, raw_zip(b"a.csv", bytes(range(32, 120)) * 2, method=0, claims=176))


def test_a_file_inside_over_100_mb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "LARGEST", 1_000)
    assert "100 MB" in refusal(tmp_path, zipped({"a.csv": TABLE.encode() * 40}))
    assert "100 MB" in refusal(tmp_path, gzip.compress(TABLE.encode() * 40))


def test_a_cut_archive_is_told(tmp_path: Path) -> None:
    whole = zipped({"a.csv": os.urandom(200).hex().encode()})
    for length in range(4, len(whole), 7):
        assert refusal(tmp_path, whole[:length])
    packed = gzip.compress(TABLE.encode())
    for length in range(2, len(packed)):
        assert "damaged" in refusal(tmp_path, packed[:length])


def test_a_lock_that_is_cut_off_is_told(tmp_path: Path) -> None:
    archive = bytearray(raw_zip(b"a.csv", b"abc", method=0))
    for at in (6, archive.rindex(b"PK\x01\x02") + 8):
        archive[at] |= 1  # marked as locked, and too short to be
    assert refusal(tmp_path, bytes(archive), password="1")


def test_an_archive_without_a_table_is_told(tmp_path: Path) -> None:
    assert "There is no table" in refusal(tmp_path, zipped({"a.pdf": b"%PDF", "b.png": b"\x89PNG"}))
    for mark in ("content.xml", "xl/workbook.bin", "Index/Document.iwa"):
        assert "save it as .xlsx" in refusal(tmp_path, zipped({"mimetype": b"application", mark: b"<a/>"}))


# --- workbooks


def test_a_workbook_gives_what_its_cells_hold(tmp_path: Path) -> None:
    found = opened(
        tmp_path, workbook(("账单", [[], [None, "x", 28.16, 5], [None, datetime(2026, 8, 1, 9, 15), True], ["end"]]))
    )
    assert (found.container, [sheet.name for sheet in found.sheets]) == ("xlsx", ["账单"])
    assert rows(found) == [
        (1, [None, None, None, None]),
        (2, [None, "x", 28.16, 5.0]),
        (3, [None, datetime(2026, 8, 1, 9, 15), True, None]),
        (4, ["end", None, None, None]),
    ]
    assert rows(found) == rows(found)


def test_times_of_day_and_durations_are_text_to_the_second(tmp_path: Path) -> None:
    cells: list[object] = [time(6), time(9, 29, 59, 999_000), timedelta(hours=25, minutes=1)]
    book = workbook(("a", [cells]), number_format="[h]:mm:ss")
    assert rows(opened(tmp_path, book)) == [(1, ["6:00:00", "9:30:00", "25:01:00"])]
    book = workbook(("a", [cells[:2]]), number_format="hh:mm:ss")
    assert rows(opened(tmp_path, book)) == [(1, ["6:00:00", "9:30:00"])]


def test_leading_blank_columns_keep_their_place(tmp_path: Path) -> None:
    found = opened(tmp_path, workbook(("a", [[], [None, None, "x"]])))
    assert rows(found)[-1] == (2, [None, None, "x"])


def test_the_old_workbook_is_read(tmp_path: Path) -> None:
    found = open_file(Path(__file__).parent / "workbooks" / "made-articles.xls")
    assert (found.container, found.encoding) == ("xls", "xls")
    assert rows(found)[3][1][:3] == ["一周规划", date(2026, 8, 1), Decimal(320)]


def test_formulas_give_the_value_they_had(tmp_path: Path) -> None:
    book = workbook(("a", [["=1+1", '=HYPERLINK("http://example.com")']]))
    assert rows(opened(tmp_path, book)) == [(1, [0.0, 0.0])]


def test_a_thousand_blank_rows_are_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook(("a", [["x"], *[[] for _row in range(1_001)], ["beyond"]]))
    assert len(rows(opened(tmp_path, book))) == 1_001
    book = workbook(("a", [["x"], *[[] for _row in range(1_000)], ["there"]]))
    assert rows(opened(tmp_path, book))[-1] == (1_002, ["there"])


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>',
        b'<worksheet><!ENTITY a SYSTEM "file:///etc/passwd"></worksheet>',
        "<worksheet/>".encode("utf-16"),
        b"<worksheet>" + b" " * (content.CHUNK - 15) + b"<!DOCTYPE x></worksheet>",
    ],
)
def test_a_workbook_that_declares_entities_is_refused(part: bytes, tmp_path: Path) -> None:
    book = changed(workbook(("a", [["x"]])), {"xl/worksheets/sheet1.xml": part})
    assert "declares" in refusal(tmp_path, book)


SPREAD = (
    '<row><c r="XFD1048576"><v>2</v></c></row>',
    "<row><c r='zzz9999999'><v>2</v></c></row>",
    '<x:row><x:c\nr = "ALL1048576"><v>2</v></x:c></x:row>',
    '<row r="999999999999"><c><v>2</v></c></row>',
    '<row r="1">' + "<c\t/>" * 1_600 + '<c><v>2</v></c></row><row r="9999"><c><v>2</v></c></row>',
    "<row/>" * 16_000 + "<row>" + "<c/>" * 1_000 + "<c><v>2</v></c></row>",
    '<row r="1"><c r="XFA1"/>' + "<c><v>2</v></c>" * 3 + '</row><row r="9999"><c><v>2</v></c></row>',
)


@pytest.mark.parametrize("rows_", SPREAD)
def test_cells_spread_too_far_are_refused_before_they_are_laid_out(rows_: str, tmp_path: Path) -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    start = f'<worksheet xmlns="{namespace}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = start + rows_ + "</sheetData></worksheet>"
    book = changed(workbook(("a", [["x"]])), {"xl/worksheets/sheet1.xml": sheet.encode()})
    assert "spread too far" in refusal(tmp_path, book)


def test_a_workbook_whose_cells_bear_no_numbers_is_read(tmp_path: Path) -> None:
    sheet = f"<worksheet><sheetData>{'<row><c><v>1</v></c><c><v>2</v></c></row>' * 30_000}</sheetData></worksheet>"
    found = opened(tmp_path, changed(workbook(("a", [["x"]])), {"xl/worksheets/sheet1.xml": sheet.encode()}))
    assert rows(found)[-1] == (30_000, [1.0, 2.0])


def test_a_wide_workbook_is_told(tmp_path: Path) -> None:
    assert "2000 columns" in refusal(tmp_path, workbook(("a", [["x"] + [None] * 16_382 + ["y"]])))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = changed(workbook(("a", [["x"]])), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 11_000_000})
    assert "far more" in refusal(tmp_path, book)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 1_000)
    assert "far more" in refusal(tmp_path, workbook(("a", [["x"]])))


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    whole = workbook(("a", [["x"]]))
    assert "damaged" in refusal(tmp_path, whole[:2_000])
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        assert refusal(tmp_path, changed(whole, {part: b"<broken"}))


def test_a_workbook_with_one_part_marked_as_locked_is_damaged(tmp_path: Path) -> None:
    book = bytearray(workbook(("a", [["x"]])))
    central = book.rindex(b"PK\x01\x02")
    book[central + 8] |= 1
    assert "damaged" in refusal(tmp_path, bytes(book))


# --- time logs


def test_lines_of_timewarrior_are_rows_of_a_table(tmp_path: Path) -> None:
    log = (
        'inc 20260810T010000Z - 20260810T024500Z # course "part \\"two\\"" # "a note, with a comma"\n'
        "\ninc 20260812T010000Z\ninc 20260812T010000Z # course\nsomething else\n"
    )
    found = opened(tmp_path, log.encode())
    assert found.container == "lines"
    assert rows(found) == [
        (0, ["start", "end", "tags", "annotation"]),
        (1, ["20260810T010000Z", "20260810T024500Z", 'course, part "two"', "a note, with a comma"]),
        (2, []),
        (3, ["20260812T010000Z", "", "", ""]),
        (4, ["20260812T010000Z", "", "course", ""]),
        (5, ["something else"]),
    ]


def test_json_of_timewarrior_is_the_same_table(tmp_path: Path) -> None:
    log = [
        {"id": 1, "start": "20260810T010000Z", "end": "20260810T024500Z", "tags": ["课程", "b c"]},
        {"start": 5},
        "x",
    ]
    for codec in ("utf-8", "utf-8-sig", "gb18030"):
        found = opened(tmp_path, json.dumps(log, ensure_ascii=False).encode(codec))
        assert found.container == "json"
        assert rows(found)[1:] == [
            (1, ["20260810T010000Z", "20260810T024500Z", "课程, b c", ""]),
            (2, ["5", "", "", ""]),
            (3, ["", "", "", ""]),
        ]


def test_both_logs_of_the_same_days_say_the_same() -> None:
    lines = rows(open_file(FILES / "timewarrior/2026-08.data"))
    objects = rows(open_file(FILES / "timewarrior/made-export.json"))
    assert [cells for _number, cells in lines] == [cells for _number, cells in objects]


def test_json_too_large_to_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.importers.intervals.LARGEST_JSON", 10)
    assert "shorter period" in refusal(tmp_path, b'[{"start": "20260810T010000Z"}]')
