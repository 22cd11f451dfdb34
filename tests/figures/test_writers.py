"""What the writers make of a drawing: well-formed, complete, and deaf to hostile text."""

import ctypes
import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figures.drawing import Drawing, Rect, Sheet, Text, arc, circle, moved
from planner.figures.drawing import Path as Outline
from planner.figures.layered_map import MapOptions, layered_map
from planner.figures.map_layout import PRINT
from planner.figures.map_records import MapLink, MapNode
from planner.figures.range_strip import Axis, Span, axis_for, range_strip
from planner.figures.svg import svg
from planner.figures.text import plain
from planner.figures.typst_source import figure_value
from planner.paths import resource
from tests.figures.maps import COLOURS, studio

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<b>\"&amp;'</b>",
    '#import "x": *',
    '$x^2$ \\ @ref `raw` #eval("1")',
    "]]> <!-- -->",
    "*bold* _it_ ~ --- ...",
)

everything = st.text(st.characters(), max_size=60)


@settings(deadline=None)
@given(everything, everything, everything)
def test_svg_is_well_formed_whatever_is_written_in_it(title: str, words: str, alt: str) -> None:
    sheet = Sheet()
    sheet.write(Text((10, 20), words, anchor="end"))
    found = ET.fromstring(svg(sheet.done(100, 50, alt, title), COLOURS, language=words).encode("utf-8"))
    assert found.findtext(f"{SVG}desc", "") == plain(alt)
    assert [text.text or "" for text in found.findall(f"{SVG}text")] == ([plain(words)] if words else [])


def test_svg_keeps_text_as_text_and_says_its_summary() -> None:
    drawing = layered_map(*studio())
    found = ET.fromstring(svg(drawing, COLOURS, language="zh"))
    assert [text.text for text in found.iter(f"{SVG}text")] == [text.text for text in drawing.texts]
    assert len(list(found.iter(f"{SVG}path"))) == len(drawing.paths)
    assert found.findtext(f"{SVG}desc") == drawing.alt
    assert found.get("role") == "img"


def test_a_token_without_colour_is_an_error_not_black() -> None:
    with pytest.raises(KeyError):
        svg(layered_map(*studio()), {"surface": "#fff"})


def test_one_drawing_serves_two_themes() -> None:
    drawing = layered_map(*studio())
    dark = dict.fromkeys(COLOURS, "#101010")
    assert svg(drawing, COLOURS) != svg(drawing, dark)
    assert drawing.tokens() <= COLOURS.keys()


def hostile_map() -> Drawing:
    nodes = [MapNode("product", str(at), words, words, 1) for at, words in enumerate(HOSTILE)]
    nodes.append(MapNode("platform", "f", "A & B <c>", "", 2))
    links = [MapLink(node.key, ("platform", "f"), label=node.title) for node in nodes[:-1]]
    return layered_map(nodes, links, MapOptions(1400, focus=("platform", "f")))


def compiled(values: dict[str, object], body: str) -> bytes:
    typst = pytest.importorskip("typst")
    fonts = resource("fonts")
    source = f"""#import "figure.typ": drawing, drawing-figure
#let v = json("values.json")
#set document(title: "Figures", date: datetime(year: 2026, month: 11, day: 20))
#set text(lang: "en", font: ("Brightroad Sans", "Brightroad Sans SC"))
= Figures
{body}
"""
    files = {
        "main.typ": source.encode(),
        "figure.typ": resource("report", "figure.typ").read_bytes(),
        "values.json": json.dumps(values, ensure_ascii=False, allow_nan=False).encode(),
    }
    with tempfile.TemporaryDirectory() as root:
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        pdf, warnings = typst.compile_with_warnings(
            files, format="pdf", root=root, font_paths=faces, ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"], timestamp=0,
        )  # fmt: skip
    assert not warnings
    return pdf


def words_of(pdf: bytes) -> str:
    pypdfium2 = pytest.importorskip("pypdfium2")
    found = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in found).replace("\r", "")


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts in the structure tree of the first page."""
    pdfium = pytest.importorskip("pypdfium2")
    raw = pytest.importorskip("pypdfium2.raw")
    page = pdfium.PdfDocument(pdf)[0]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
    found = []
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(buffer.raw[:-2].decode("utf-16-le"))
        count = raw.FPDF_StructElement_CountChildren(element)
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count)]
    raw.FPDF_StructTree_Close(tree)
    return found


def test_typst_draws_it_under_the_strict_profiles() -> None:
    drawing = layered_map(*studio(), MapOptions(size=PRINT, focus=("platform", "f4")))
    values = {"map": figure_value(drawing, COLOURS)}
    pdf = compiled(values, "#drawing-figure(v.map, caption: [Map])")
    assert pdf == compiled(values, "#drawing-figure(v.map, caption: [Map])")
    words = words_of(pdf)
    for text in drawing.texts:
        assert text.text in words
    assert drawing.alt in alternatives(pdf)


def test_typst_prints_hostile_text_as_typed() -> None:
    drawing = hostile_map()
    words = words_of(compiled({"map": figure_value(drawing, COLOURS)}, "#drawing-figure(v.map)"))
    for text in drawing.texts:
        assert text.text in words


def test_typst_keeps_a_high_figure_on_one_page() -> None:
    nodes = [MapNode("product", str(at), f"No {at}", "", 1) for at in range(40)]
    drawing = layered_map(nodes, [], MapOptions(size=PRINT))
    pypdfium2 = pytest.importorskip("pypdfium2")
    pdf = compiled({"map": figure_value(drawing, COLOURS)}, "#drawing-figure(v.map, tallest: 600pt)")
    assert len(pypdfium2.PdfDocument(pdf)) == 1


def test_typst_sets_range_strips_in_table_cells() -> None:
    spans = [Span(0.02, 0.05, 0.03), Span(0.01, 0.01)]
    axis = axis_for(spans)
    strips = [figure_value(range_strip(span, axis, "low to high"), COLOURS) for span in spans]
    body = "#table(columns: 1, table.header[Range], ..v.strips.map(s => drawing(s, width: 72pt)))"
    assert "Range" in words_of(compiled({"strips": strips}, body))


@given(everything)
def test_values_for_typst_survive_json(words: str) -> None:
    sheet = Sheet()
    sheet.write(Text((1, 2), words))
    value = figure_value(sheet.done(10, 10, words, ""), COLOURS)
    assert json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")) == value


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.none() | st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_range_strip_keeps_within_its_cell(low: float, high: float, likely: float | None, other: float) -> None:
    span = Span(min(low, high), max(low, high), likely)
    for axis in (axis_for([span]), axis_for([span, Span(other, other)]), Axis(0, 1), Axis(0.001, 10, log=True)):
        drawing = range_strip(span, axis, "words")
        places = [point[0] for path in drawing.paths for step in path.steps if (point := getattr(step, "to", None))]
        assert all(-1 <= x <= drawing.width + 1 for x in places)
        assert drawing.alt == "words"


def test_a_wide_spread_gets_a_logarithmic_axis() -> None:
    assert axis_for([Span(1, 2), Span(50, 100)]).log
    assert not axis_for([Span(1, 2), Span(5, 10)]).log
    assert Axis(1, 100, log=True).part(10) == pytest.approx(0.5)


def test_moving_a_drawing_moves_every_mark() -> None:
    drawing = layered_map(*studio())
    assert moved(moved(drawing, 5, -7), -5, 7).texts[0].at == pytest.approx(drawing.texts[0].at)
    shifted = moved(drawing, 5, -7)
    first, before = shifted.hits[0].area, drawing.hits[0].area
    assert isinstance(first, Rect)
    assert isinstance(before, Rect)
    assert (first.x - before.x, first.y - before.y) == pytest.approx((5, -7))


def test_round_shapes_are_round() -> None:
    for steps in (circle((0, 0), 10), arc((0, 0), 10, 20, 300)):
        ends = [step.to for step in Outline(steps).steps if hasattr(step, "to")]
        assert all(x * x + y * y == pytest.approx(100) for x, y in ends)


def test_the_map_is_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    file.write_text(svg(hostile_map(), COLOURS), encoding="utf-8")
    assert ET.parse(file).getroot().tag == f"{SVG}svg"
