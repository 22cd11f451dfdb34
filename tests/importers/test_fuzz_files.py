"""Files that were changed by chance: each is read, or refused in one sentence, and nothing else ever happens.

BRIGHTROAD_FILES=20000 makes a long run.
"""

import contextlib
import gzip
import io
import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import FileError, InputError, PlannerError
from planner.importers.containers import EntryChoice, PasswordNeeded
from planner.importers.formats import formats
from planner.importers.interpret import Interpretation
from planner.importers.outcomes import Answers
from planner.importers.recognise import open_known
from tests.importers.made_files import changed, raw_zip, workbook, zipped

FILES = Path(__file__).parent / "files"
MUTATIONS = int(os.environ.get("BRIGHTROAD_FILES", "300"))
SOURCES = [path for path in sorted(FILES.rglob("*/*")) if path.is_file()]
SOURCES.append(Path(__file__).parent / "workbooks" / "made-articles.xls")
ODD = (
    "=cmd|' /C calc'!A0",
    '"',
    "'",
    "\x00",
    "\ufeff",
    "\u202e",
    "𝟙",
    "9" * 400,
    "-" * 30,
    "1e999",
    "NaN",
    "#",
    "\t",
    "%",
    "\r",
    "00",
    "元",
)
ANSWERS = Answers(currency="USD", date_order="mdy", decimal_sign=".", zone="UTC+8", secret=b"0" * 32)

Mutation = Callable[[bytes, random.Random], bytes]


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def noise(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def inserted(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.choice((1, 20, 2_000))) + content[at:]


def removed(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.choice((1, 20, 400)) :]


def only_noise(_content: bytes, chance: random.Random) -> bytes:
    start = chance.choice(
        (
            b"",
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"[{",
            b"inc ",
        )
    )
    return start + chance.randbytes(chance.choice((0, 1, 40, 3_000)))


def text_of(content: bytes) -> str:
    for codec in ("utf-8", "gb18030"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def other_encoding(content: bytes, chance: random.Random) -> bytes:
    codec = chance.choice(("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "big5", "latin-1", "utf-32"))
    return chance.choice((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe")) + text_of(content).encode(codec, "replace")


def odd_cells(content: bytes, chance: random.Random) -> bytes:
    cells = re.split(r"([,\t\n])", text_of(content))
    for _time in range(chance.choice((1, 4, 40))):
        cells[chance.randrange(len(cells))] = chance.choice(ODD)
    return "".join(cells).encode("utf-8", "replace")


def formulas(content: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"(?<=[,\n])(?=[^,\n])", lambda _found: chance.choice((b"", b"=", b"+", b"@", b"'=", b"\t")), content
    )


def shuffled_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def doubled(content: bytes, _chance: random.Random) -> bytes:
    return content + content


def wide(content: bytes, chance: random.Random) -> bytes:
    return content + b"," * chance.choice((100, 3_000, 50_000))


def packed(content: bytes, chance: random.Random) -> bytes:
    name = chance.choice(("a.csv", "../a", "甲/b.xlsx", ""))
    archive = chance.choice(
        (zipped({name or "x": content}), gzip.compress(content), raw_zip(b"\xff\xfe,\x01", content, password=b"pass"))
    )
    return chance.choice((archive, archive, noise(archive, chance), cut_off(archive, chance)))


def as_workbook(content: bytes, chance: random.Random) -> bytes:
    """The text in a workbook, its numbers as numbers now and then, and the file changed a little now and then."""
    rows: list[list[object]] = [list(line.split(",")) for line in text_of(content).replace("\0", "").splitlines()[:50]]
    for row in rows:
        for at, cell in enumerate(row[:60]):
            if chance.random() < 0.3 and re.fullmatch(r"\d{1,9}(\.\d+)?", str(cell)):
                row[at] = float(str(cell))
    book = workbook(("a", [row[:60] for row in rows]), ("b", [["x"]]))
    return chance.choice((book, noise(book, chance), inserted(book, chance)))


def inside(content: bytes, chance: random.Random) -> bytes:
    """A workbook with one of its parts changed; another file with noise."""
    with contextlib.suppress(Exception), zipfile.ZipFile(io.BytesIO(content)) as archive:  # it may be changed already
        name = chance.choice(archive.namelist())
        step = chance.choice((noise, inserted, removed, cut_off, odd_digits))
        return changed(content, {name: step(archive.read(name) or b"x", chance)})
    return noise(content, chance)


def odd_digits(content: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"\d+", lambda found: found[0] if chance.random() < 0.9 else b"9" * chance.choice((1, 5, 12)), content
    )


MUTATE: tuple[Mutation, ...] = (
    cut_off, noise, inserted, removed, only_noise, other_encoding, odd_cells, odd_cells, formulas, shuffled_lines, doubled,
    wide, packed, as_workbook, inside, inside,
)  # fmt: skip


def refused_well(refused: PlannerError) -> str:
    assert str(refused).strip().endswith(".") and len(str(refused)) > 20
    assert not isinstance(refused, EntryChoice) or refused.entries
    assert not isinstance(refused, PasswordNeeded) or refused.wrong
    return "refused"


def read(path: Path, answers: Answers = ANSWERS) -> str:
    """What happens to a file: its format, nothing, or the kind of refusal."""
    try:
        opened, found = open_known(path, formats(), password="pass")
        if found is None:
            for sheet in opened.sheets:
                for _row in sheet.rows():
                    pass
            return "unknown"
        reading = Interpretation(found, answers)
        outcomes = list(reading.outcomes())
        reading.checks()
    except (InputError, FileError) as refused:
        return refused_well(refused)
    assert all(outcome.number > 0 for outcome in outcomes)
    return found.format.id


@pytest.mark.parametrize("part", range(3))
def test_a_changed_file_is_read_or_refused_in_a_sentence(part: int, tmp_path: Path) -> None:
    path = tmp_path / "changed"
    chance = random.Random(f"{part} of 3")
    met: dict[str, int] = {}
    for number in range(MUTATIONS // 3):
        source = chance.choice(SOURCES)
        content = source.read_bytes()
        steps = chance.sample(MUTATE, chance.choice((1, 1, 2)))
        for step in steps:
            content = step(content or b"x", chance)
        path.write_bytes(content)
        begun = time.perf_counter()
        try:
            what = read(path)
        except BaseException:
            print(f"number {number}: {source.name} {[step.__name__ for step in steps]}, kept in {path}")
            raise
        assert time.perf_counter() - begun < 20
        met[what] = met.get(what, 0) + 1
    assert met.get("refused", 0) > MUTATIONS // 30
    assert len(met) > 5


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_unchanged_files_are_read(source: Path) -> None:
    assert read(source) not in ("unknown", "refused")
