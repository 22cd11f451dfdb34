"""Makes resources/catalogue/pinyin.txt: how the characters of GB 2312 are read, for finding Chinese names by Latin keys.

python packaging/build_pinyin.py      (needs pypinyin, which the program does not: loading it takes 0.2 s)

One line per syllable without its tone: the syllable, the characters read so first of all, and those read so at times,
with blanks between. A character stands under its two commonest readings at most.
"""

import sys
import unicodedata
from importlib.metadata import distribution
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parent.parent
READINGS = 2


def plain(reading: str) -> str:
    """A syllable as it is typed: without its tone, v for ü."""
    bare = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(sign for sign in bare if sign.isascii() and sign.isalpha())


def characters() -> list[str]:
    """The characters of GB 2312 in its order."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def main() -> int:
    """Writes the table and its licence."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for character in characters():
        readings = dict.fromkeys(plain(reading) for reading in pinyin_dict.get(ord(character), "").split(","))
        for place, reading in enumerate([reading for reading in readings if reading][:READINGS]):
            table.setdefault(reading, ([], []))[place].append(character)
    lines = [
        f"{syllable} {''.join(first)} {''.join(second)}".rstrip() + "\n"
        for syllable, (first, second) in sorted(table.items())
    ]
    (ROOT / "resources" / "catalogue" / "pinyin.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    licence = distribution("pypinyin").read_text("licenses/LICENSE.txt") or ""
    (ROOT / "resources" / "licences" / "MIT-pypinyin.txt").write_text(licence, encoding="utf-8", newline="\n")
    print(f"{len(lines)} syllables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
