"""Makes resources/fonts from published packages, the same bytes each time.

Families get names of their own, because Qt and Typst merge a bundled face with an installed one of the same name
and another version. Radicals and compatibility ideographs leave the character maps: a PDF writer that looks a glyph's
character up backwards would otherwise print 一 and give back ⼀. Hinting goes, as it is switched off on screen.

    python packaging/build_fonts.py [--cache FOLDER]      (needs npm, fonttools and brotli)
"""

import argparse
import io
import json
import logging
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parent))
from npm_source import Source, archive_of, contents

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
LICENCES = ROOT / "resources" / "licences"

INTER = Source("@fontsource/inter", "5.3.0", "02034af8d41dcc67ac8eab88f642e129bb8a2e8922abf30229c32725f54d8fd6")
EXPO = "@expo-google-fonts/"
SANS_SC = Source(EXPO + "noto-sans-sc", "0.4.3", "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59")
SANS = Source(EXPO + "noto-sans", "0.4.2", "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548")
EMOJI = Source(EXPO + "noto-emoji", "0.4.7", "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d")
ARABIC = Source(EXPO + "noto-sans-arabic", "0.4.3", "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed")
HEBREW = Source(EXPO + "noto-sans-hebrew", "0.4.1", "f82f8e852e3355521c511f2762a0130216d208d108bf4739aa977eb6a6d3012c")

# Twelve of the compatibility block are in truth unified ideographs and normalise to themselves.
UNIFIED_IN_COMPATIBILITY = {
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
}  # fmt: skip
LOOK_ALIKES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
WEIGHT_NAMES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
PRINT_ORDER = (
    "Brightroad Sans", "Brightroad Sans SC", "Brightroad Sans Arabic", "Brightroad Sans Hebrew", "Brightroad Emoji",
)  # fmt: skip
MEASURED = (
    range(0x20, 0x250), range(0x2B0, 0x530), range(0x1E00, 0x1F00), range(0x2000, 0x2070), range(0x2070, 0x20D0),
    range(0x2100, 0x2150), range(0x2150, 0x2200), range(0x2200, 0x2300), range(0x2460, 0x2500),
    range(0x25A0, 0x2600), range(0x2600, 0x27C0),
)  # fmt: skip


class Face(NamedTuple):
    """One font file to be made."""

    source: Source
    member: str
    family: str
    weight: int
    licence: str = "LICENSE_FONT"

    @property
    def file_name(self) -> str:
        """The name under resources/fonts."""
        return f"{self.family.replace(' ', '')}-{WEIGHT_NAMES[self.weight]}.ttf"


FACES = [
    *(
        Face(INTER, f"files/inter-latin-{weight}-normal.woff2", "Brightroad Inter", weight, "LICENSE")
        for weight in (400, 500, 600, 700)
    ),
    Face(SANS_SC, "400Regular/NotoSansSC_400Regular.ttf", "Brightroad Sans SC", 400),
    Face(SANS_SC, "700Bold/NotoSansSC_700Bold.ttf", "Brightroad Sans SC", 700),
    Face(SANS, "400Regular/NotoSans_400Regular.ttf", "Brightroad Sans", 400),
    Face(SANS, "700Bold/NotoSans_700Bold.ttf", "Brightroad Sans", 700),
    Face(ARABIC, "400Regular/NotoSansArabic_400Regular.ttf", "Brightroad Sans Arabic", 400),
    Face(HEBREW, "400Regular/NotoSansHebrew_400Regular.ttf", "Brightroad Sans Hebrew", 400),
    Face(EMOJI, "400Regular/NotoEmoji_400Regular.ttf", "Brightroad Emoji", 400),
]


def kept_code_points(family: str, code_points: Iterable[int]) -> set[int]:
    """Which characters a family keeps: no look-alikes of ideographs, controls or private ones, no letters in the emoji face."""
    kept = {
        point
        for point in code_points
        if point >= 0x20
        and unicodedata.category(chr(point)) != "Co"
        and (point in UNIFIED_IN_COMPATIBILITY or not any(point in block for block in LOOK_ALIKES))
    }
    if family == "Brightroad Emoji":
        kept = {point for point in kept if point > 0xFF or point in (0xA9, 0xAE)}
    return kept


def rename(font: TTFont, family: str, weight: int) -> None:
    """Gives a face its family and weight names; copyright, version and licence records stay."""
    style = WEIGHT_NAMES[weight]
    names = font["name"]
    version = names.getDebugName(5).split(";")[0]
    full = f"{family} {style}"
    plain = weight in (400, 700)  # the only two weights the old four-style families know
    records = {
        1: family if plain else full,
        2: style if plain else "Regular",
        3: f"{version};{full}",
        4: full,
        6: f"{family.replace(' ', '')}-{style}",
    }
    if not plain:
        records |= {16: family, 17: style}
    kept = {number: names.getDebugName(number) for number in (0, 5, 7, 13, 14)}
    names.names = []
    for number, text in sorted((records | {n: t for n, t in kept.items() if t}).items()):
        names.setName(text, number, 3, 1, 0x409)


def made(face: Face, original: bytes) -> bytes:
    """The bytes of the finished font file."""
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    if "STAT" in font:
        del font["STAT"]
    options = subset.Options(
        layout_features=["*"], hinting=False, notdef_outline=True, glyph_names=False, name_IDs=["*"],
        name_languages=["*"], recalc_timestamp=False, drop_tables=["DSIG"],
    )  # fmt: skip
    maker = subset.Subsetter(options)
    maker.populate(unicodes=kept_code_points(face.family, font.getBestCmap()))
    maker.subset(font)
    rename(font, face.family, face.weight)
    font["OS/2"].usWeightClass = face.weight
    font.flavor = None
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def runs(points: set[int]) -> list[tuple[int, int]]:
    """A set of numbers as its unbroken stretches, first and last included."""
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def coverage(fonts: dict[str, list[TTFont]]) -> str:
    """The coverage table: a line per printed family, its name and the stretches all its weights have, in hex."""
    lines = []
    for family in PRINT_ORDER:
        shared = set.intersection(*(set(font.getBestCmap()) for font in fonts[family]))
        stretches = (f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in runs(shared))
        lines.append(f"{family}\t{' '.join(stretches)}\n")
    return "".join(lines)


def widths(fonts: dict[str, list[TTFont]]) -> str:
    """Advance widths in 1/1000 em of the characters figures are labelled with, as each family order prints them."""
    lines = ['{"unit":"1/1000 em"', f'"families":{json.dumps(PRINT_ORDER[:2])}', '"wide":1000']
    for name, index in (("regular", 0), ("bold", 1)):
        found: dict[str, int] = {}
        for family in reversed(PRINT_ORDER[:2]):
            font = fonts[family][index]
            scale = 1000 / font["head"].unitsPerEm
            cmap, advances = font.getBestCmap(), font["hmtx"]
            found |= {
                chr(point): round(advances[cmap[point]][0] * scale)
                for block in MEASURED
                for point in block
                if point in cmap
            }
        ordered = {character: found[character] for character in sorted(found)}
        lines.append(f'"{name}":{json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))}')
    return ",\n".join(lines) + "}\n"


def main() -> int:
    """Makes every font, the two tables and the licence texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "npm", help="where fetched archives are kept")
    cache = parser.parse_args().cache
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    FONTS.mkdir(parents=True, exist_ok=True)
    LICENCES.mkdir(parents=True, exist_ok=True)
    fonts: dict[str, list[TTFont]] = {}
    for face in FACES:
        files = contents(archive_of(face.source, cache), [face.member, face.licence])
        done = made(face, files[face.member])
        (FONTS / face.file_name).write_bytes(done)
        (LICENCES / f"OFL-{face.family.replace(' ', '')}.txt").write_bytes(files[face.licence])
        fonts.setdefault(face.family, []).append(TTFont(io.BytesIO(done)))
        print(f"{face.file_name}: {len(done):,} bytes")
    (FONTS / "coverage").write_text(coverage(fonts), encoding="utf-8", newline="\n")
    (FONTS / "widths.json").write_text(widths(fonts), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
