"""Old workbooks whose inner structure lies: chains in a circle, false sizes, cells at the end of the world."""

import struct
from pathlib import Path

import pytest

from planner.importers.compound import check_compound
from planner.importers.containers import UnreadableFile, open_file

BOOK = (Path(__file__).parent / "workbooks" / "made-articles.xls").read_bytes()
LENGTH = 512
DIRECTORY = (struct.unpack_from("<I", BOOK, 0x30)[0] + 1) * LENGTH
TABLE = (struct.unpack_from("<I", BOOK, 0x4C)[0] + 1) * LENGTH
FOLLOWED = [
    at for at in range(len(BOOK) // LENGTH - 1) if struct.unpack_from("<I", BOOK, TABLE + 4 * at)[0] != 0xFFFFFFFD
]
"""The sectors of chains; the others hold the table itself."""


def with_number(at: int, number: int, form: str = "<I") -> bytes:
    changed = bytearray(BOOK)
    struct.pack_into(form, changed, at, number)
    return bytes(changed)


def records() -> dict[int, int]:
    """Where the first record of each kind begins; the stream of the workbook is the first in the file, in one piece."""
    at, found = LENGTH, {}
    while at < TABLE:
        kind, length = struct.unpack_from("<HH", BOOK, at)
        found.setdefault(kind, at)
        at += 4 + length
        if kind == 0 and length == 0:
            break
    return found


def test_a_sound_file_is_followed() -> None:
    check_compound(BOOK, "book")
    assert len(FOLLOWED) > 8


@pytest.mark.parametrize("number", FOLLOWED)
def test_sectors_in_a_circle_are_noticed(number: int) -> None:
    for target in (number, 5_000):
        with pytest.raises(UnreadableFile, match="damaged"):
            check_compound(with_number(TABLE + 4 * number, target), "book")


@pytest.mark.parametrize("at", [0x1E, 0x2C, 0x40, 0x44, 0x48, 0x4C])
def test_a_header_that_lies_is_noticed(at: int) -> None:
    for number in (0x7FFF, 0x7FFF0000):
        with pytest.raises(UnreadableFile, match="damaged"):
            check_compound(with_number(at, number), "book")


def test_a_stream_larger_than_the_file_is_noticed() -> None:
    for entry in (0, 1):
        with pytest.raises(UnreadableFile, match="damaged"):
            check_compound(with_number(DIRECTORY + 128 * entry + 0x78, 0x7FFFFFFF), "book")


def test_a_cut_file_is_read_or_told(tmp_path: Path) -> None:
    path = tmp_path / "book"
    told = 0
    for length in range(4, len(BOOK), 97):
        path.write_bytes(BOOK[:length])
        try:
            assert open_file(path).container == "xls"
        except UnreadableFile:
            told += 1
    assert told > 50


def test_cells_that_spread_too_far_and_false_counts_are_noticed(tmp_path: Path) -> None:
    there = records()
    label = there[0x00FD]
    far = bytearray(with_number(label + 4, 65_535, "<H"))
    struct.pack_into("<H", far, label + 6, 65_535)
    with pytest.raises(UnreadableFile, match="spread too far"):
        check_compound(bytes(far), "book")
    size = there[0x0200]
    wide = bytearray(with_number(size + 8, 0x7FFFFFFF))
    with pytest.raises(UnreadableFile, match="spread too far"):
        check_compound(bytes(wide), "book")
    with pytest.raises(UnreadableFile, match="damaged"):
        check_compound(with_number(there[0x00FC] + 8, 0x7FFFFFFF), "book")
    path = tmp_path / "book"
    path.write_bytes(bytes(far))
    with pytest.raises(UnreadableFile, match="spread too far"):
        open_file(path)
