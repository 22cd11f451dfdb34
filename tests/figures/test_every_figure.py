"""What every figure promises, whatever it is drawn of: words inside it and apart, a summary, numbers, pictures of itself."""

import ast
import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import figures, i18n, paths
from planner.figures import text
from planner.figures.colours import PRINT_COLOURS
from planner.figures.drawing import Drawing, Rect, Text
from planner.figures.svg import svg
from planner.figures.typst_source import figure_value
from planner.report.cleaning import Cleaner
from planner.ui.look.tokens import DARK, LIGHT
from tests.figures.exhibits import EXHIBITS, INLINE, Material, bare, hard, sample, single, speech_of
from tests.figures.test_writers import alternatives, compiled

WIDTHS = (360.0, 560.0, 760.0, 1100.0)
PARTS = {"nothing_yet", "waiting", "moved"}  # stand in for figures, or change them
WITHOUT_MONEY = {
    "arrivals",
    "hours_share",
    "share_interval",
    "month_chance",
    "radar",
    "score_bars",
    "coverage_matrix",
    "gantt",
    "timeline",
    "range_checks",
}
MATERIALS = ("zh", "en", "single", "hard", "bare")


def material(name: str) -> Material:
    made = {"single": single, "hard": hard, "bare": bare}.get(name)
    return made() if made else sample(name)


def drawn(name: str, of: str, width: float = 760.0, *, hidden: bool = False) -> Drawing:
    language = of if of in i18n.LANGUAGES else "en"
    return EXHIBITS[name](material(of), width, speech_of(language, hidden=hidden))


@pytest.fixture(params=MATERIALS)
def of(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each material, in its language."""
    if request.param == "zh":
        i18n.use("zh", paths.resource("translations"))
    yield request.param
    i18n.use("en")


def words(drawing: Drawing) -> Iterator[str]:
    """All that a drawing says."""
    yield from (drawing.title, drawing.alt, *drawing.table.header)
    yield from (row.text for row in drawing.texts)
    yield from (hit.tooltip for hit in drawing.hits)
    yield from (cell for row in drawing.table.rows for cell in row)


def box_of(row: Text) -> Rect:
    wide = text.width(row.text, row.size, row.weight)
    left = row.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[row.anchor]
    return Rect(left, row.at[1] - row.size * 0.75, wide, row.size * 0.75)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EXHIBITS)
def test_words_stay_within_the_figure_and_off_each_other(name: str, of: str, width: float) -> None:
    drawing = drawn(name, of, width)
    boxes = [(row.text, box_of(row)) for row in drawing.texts]
    for said, box in boxes:
        assert box.x >= -1 and box.right <= drawing.width + 1, said
        assert box.y >= -1 and box.bottom <= drawing.height + 1, said
    for at, (one, box) in enumerate(boxes):
        for other, second in boxes[at + 1 :]:
            assert not box.touches(second), (one, other)


@pytest.mark.parametrize("name", EXHIBITS)
def test_it_says_what_it_shows(name: str, of: str) -> None:
    drawing = drawn(name, of)
    assert drawing.title and drawing.alt
    assert all(hit.tooltip.strip() for hit in drawing.hits)
    assert all(len(row) == len(drawing.table.header) for row in drawing.table.rows)
    if drawing.hits and name not in INLINE:
        assert drawing.table.rows
    assert not any("nan" in said.lower().split() or "{" in said for said in words(drawing))


@pytest.mark.parametrize("name", EXHIBITS)
def test_it_is_drawn_within_its_bounds(name: str, of: str) -> None:
    drawing = drawn(name, of)
    steps = [step for path in drawing.paths for step in path.steps]
    places = [step.to for step in steps if hasattr(step, "to")]
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert all(-2 <= x <= drawing.width + 2 and -2 <= y <= drawing.height + 2 for x, y in places)
    for hit in drawing.hits:
        if isinstance(hit.area, Rect):
            assert hit.area.x >= -1 and hit.area.right <= drawing.width + 1, hit.tooltip
            assert hit.area.y >= -1 and hit.area.bottom <= drawing.height + 1, hit.tooltip


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_writer_can_write_it_and_twice_the_same(name: str, of: str) -> None:
    drawing, again = drawn(name, of), drawn(name, of)
    assert drawing == again
    assert drawing.tokens() <= set(LIGHT.as_dict()) & set(DARK.as_dict())
    found = ET.fromstring(svg(drawing, PRINT_COLOURS))
    assert found.findtext("{http://www.w3.org/2000/svg}desc") == text.plain(drawing.alt)
    assert json.dumps(figure_value(drawing, PRINT_COLOURS), allow_nan=False)
    assert svg(drawing, PRINT_COLOURS) == svg(again, PRINT_COLOURS)


@pytest.mark.parametrize("of_all", MATERIALS)
def test_typst_sets_them_all_under_the_strict_profiles(of_all: str) -> None:
    cleaner = Cleaner()
    names = [name for name in EXHIBITS if name not in INLINE]
    drawings = [drawn(name, of_all) for name in names]
    values = {"figures": [figure_value(one, PRINT_COLOURS, cleaner.line) for one in drawings]}
    pdf = compiled(values, "#for v in v.figures { drawing-figure(v, caption: [Figure], tallest: 600pt) }")
    assert cleaner.line(drawings[0].alt) in alternatives(pdf)
    assert pdf == compiled(values, "#for v in v.figures { drawing-figure(v, caption: [Figure], tallest: 600pt) }")


@pytest.mark.parametrize("name", [name for name in EXHIBITS if name not in {"layered_map", *INLINE}])
def test_hidden_amounts_are_said_nowhere(name: str) -> None:
    shown = re.compile(r"[¥$€£]\s?\d")
    for of in ("en", "single"):
        plain = drawn(name, of)
        if name not in WITHOUT_MONEY and plain.hits:
            assert any(shown.search(said) for said in words(plain)), "this figure tells no amounts"
        assert [said for said in words(drawn(name, of, hidden=True)) if shown.search(said)] == []


@pytest.mark.parametrize("name", [name for name in EXHIBITS if name not in {"quantiles", *INLINE}])
def test_without_data_there_is_a_sentence_and_no_axis(name: str) -> None:
    drawing = drawn(name, "bare")
    assert drawing.paths == () and drawing.hits == ()
    assert len(drawing.texts) >= 2
    assert drawing.alt


def test_every_figure_is_among_the_exhibits() -> None:
    """A new figure without an exhibit is tested by nothing here and shown nowhere."""
    folder = Path(figures.__path__[0])
    made = set()
    for file in folder.glob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Drawing":
                made.add(node.name)
    public = {name for name in made if not name.startswith("_")} - PARTS
    shown = (Path(__file__).parent / "exhibits.py").read_text("utf-8")
    assert {name for name in public if not re.search(rf"\b{name}\(", shown)} <= {"layered_map", "no_scores"}
