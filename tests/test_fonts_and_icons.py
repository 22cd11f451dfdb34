"""The bundled fonts and icons: named, licensed, complete, and as their tables say."""

import json
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QImage, QPainter, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
ICONS = ROOT / "resources" / "icons"
LICENCES = ROOT / "resources" / "licences"


@pytest.fixture(scope="module")
def gui():
    return QApplication.instance() or QApplication([])


def coverage() -> dict[str, set[int]]:
    """The coverage table as its README describes it."""
    table = {}
    for line in (FONTS / "coverage").read_text(encoding="utf-8").splitlines():
        family, stretches = line.split("\t")
        points = table[family] = set()
        for stretch in stretches.split():
            first, _, last = stretch.partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
    return table


FAMILIES = {
    "Brightroad Inter": ["Regular", "Medium", "SemiBold", "Bold"],
    "Brightroad Sans": ["Regular", "Bold"],
    "Brightroad Sans SC": ["Regular", "Bold"],
    "Brightroad Sans Arabic": ["Regular"],
    "Brightroad Sans Hebrew": ["Regular"],
    "Brightroad Emoji": ["Regular"],
}
FACES = [(family, style) for family, styles in FAMILIES.items() for style in styles]


def raw(family: str, style: str) -> QRawFont:
    return QRawFont(
        str(FONTS / f"{family.replace(' ', '')}-{style}.ttf"), 1000, QFont.HintingPreference.PreferNoHinting
    )


@pytest.mark.usefixtures("gui")
class TestFonts:
    @pytest.mark.parametrize(("family", "style"), FACES)
    def test_a_face_loads_under_its_own_name_and_weight(self, family, style):
        face = raw(family, style)
        assert face.isValid()
        assert (face.familyName(), face.styleName()) == (family, style)
        weights = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
        assert int.from_bytes(face.fontTable("OS/2").data()[4:6], "big") == weights[style]

    def test_no_other_font_file_is_carried(self):
        expected = {f"{family.replace(' ', '')}-{style}.ttf" for family, style in FACES}
        assert {path.name for path in FONTS.glob("*.ttf")} == expected

    @pytest.mark.parametrize("family", FAMILIES)
    def test_its_licence_is_carried(self, family):
        text = (LICENCES / f"OFL-{family.replace(' ', '')}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text
        assert "Copyright" in text

    @pytest.mark.parametrize("family", [family for family in FAMILIES if family != "Brightroad Inter"])
    def test_the_coverage_table_says_what_the_faces_have(self, family):
        everything = [*range(0x20, 0xD800), *range(0xE000, 0x33480), *range(0xE0000, 0xE0200)]
        shared = set(everything)
        for style in FAMILIES[family]:
            face = raw(family, style)
            shared &= {point for point in everything if face.supportsCharacter(point)}
        # Qt finds blanks and controls everywhere; they are of no use to compare
        unseen = {point for point in everything if unicodedata.category(chr(point)) in {"Cf", "Cc", "Zs", "Zl", "Zp"}}
        assert coverage()[family] - unseen == shared - unseen

    def test_radicals_and_compatibility_ideographs_are_left_out(self):
        han = coverage()["Brightroad Sans SC"]
        assert not {point for point in han if 0x2E80 <= point < 0x2FE0}
        for point in (point for point in han if 0xF900 <= point < 0xFB00):
            assert unicodedata.normalize("NFC", chr(point)) == chr(point)

    def test_characters_of_names_and_of_the_interface_are_there(self):
        printed = set().union(*coverage().values())
        assert {
            character
            for character in "明路规划喆堃镕玥祎㛃，。「」￥¥€±×→…—–‘’“”éüßЖΩשלאם"
            if ord(character) not in printed
        } == set()

    def test_digits_come_from_a_text_face_not_from_the_emoji(self):
        assert not coverage()["Brightroad Emoji"] & set(map(ord, "0123456789#*"))

    @pytest.mark.parametrize(("table", "style"), [("regular", "Regular"), ("bold", "Bold")])
    def test_widths_are_those_of_the_faces(self, table, style):
        widths = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
        assert widths["wide"] == 1000
        assert widths["families"] == ["Brightroad Sans", "Brightroad Sans SC"]
        face, covered = raw("Brightroad Sans", style), coverage()["Brightroad Sans"]
        measured = [character for character in widths[table] if ord(character) in covered]
        assert set("0123456789abcXYZ.,¥%–…") <= set(measured)
        for character in measured:
            advance = face.advancesForGlyphIndexes(face.glyphIndexesForString(character))[0].x()
            assert advance == pytest.approx(widths[table][character], abs=1), character

    def test_digits_are_of_one_width(self):
        widths = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
        for table in ("regular", "bold"):
            assert len({widths[table][digit] for digit in "0123456789"}) == 1


@pytest.mark.usefixtures("gui")
class TestIcons:
    @pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
    def test_an_icon_draws_something_inside_its_square(self, path):
        text = path.read_text(encoding="utf-8")
        if not path.stem.startswith("brightroad"):
            assert text.count('stroke="currentColor"') == 1
            assert text.count('stroke-width="1.75"') == 1
        renderer = QSvgRenderer(QByteArray(text.replace("currentColor", "#000000").encode()))
        assert renderer.isValid()
        box = renderer.viewBoxF()
        assert box.width() == box.height()
        picture = QImage(32, 32, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        inked = sum(picture.pixelColor(x, y).alpha() > 64 for x in range(32) for y in range(32))
        assert 8 < inked <= 1024

    def test_the_pages_icons_are_there(self):
        pages = (
            "layout-dashboard radar package store handshake waypoints table-2 send receipt chart-spline milestone "
            "stethoscope file-down settings circle-x triangle-alert lightbulb circle-help"
        )
        assert [name for name in pages.split() if not (ICONS / f"{name}.svg").is_file()] == []
