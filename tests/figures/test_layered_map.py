"""The map: nothing overlaps, nothing sticks out, what is selected stands out, and the words tell the same."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figures import text
from planner.figures.drawing import Cubic, Drawing, Move, Rect, Target, Thick
from planner.figures.layered_map import MapOptions, layered_map
from planner.figures.layers import crossings, ordered
from planner.figures.map_layout import PRINT, SCREEN, place
from planner.figures.map_records import LAYERS, MapLink, MapNode, picture
from tests.figures.maps import KINDS, studio, tangle

titles = st.text(max_size=60)
OPTIONS = [
    MapOptions(),
    MapOptions(1100, 800),
    MapOptions(size=PRINT),
    MapOptions(1100, 800, focus=("platform", "f4")),
    MapOptions(focus=("listing", "04")),
    MapOptions(focus=("product", "p0"), only_neighbours=True),
]


def boxes(drawing: Drawing) -> dict[Target, Rect]:
    return {hit.target: hit.area for hit in drawing.hits if isinstance(hit.area, Rect)}


def assert_clear(drawing: Drawing) -> None:
    """No two nodes share room; every node's text keeps within it; all lies on the paper."""
    nodes = [hit for hit in drawing.hits if isinstance(hit.area, Rect)]
    for one, other in combinations(nodes, 2):
        assert not one.area.touches(other.area), (one.target, other.target)
    for node in nodes:
        for row in drawing.group(node.group)[1]:
            wide = text.width(row.text, row.size, row.weight)
            assert node.area.x + 8 <= row.at[0]
            assert row.at[0] + wide <= node.area.right - 8
            assert node.area.y + 10 <= row.at[1] <= node.area.bottom - 4
        assert node.area.x >= 0
        assert node.area.right <= drawing.width
        assert node.area.bottom <= drawing.height
    for row in drawing.texts:
        assert row.at[1] <= drawing.height - 4


@pytest.mark.parametrize("options", OPTIONS)
def test_nothing_overlaps_and_no_text_leaves_its_node(options: MapOptions) -> None:
    assert_clear(layered_map(*studio(), options))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(titles, titles, st.integers(0, 3)), min_size=1, max_size=12), st.randoms(use_true_random=False)
)
def test_any_unicode_keeps_within_its_node(records: list[tuple[str, str, int]], dice: object) -> None:
    nodes = [
        MapNode(KINDS[layer], str(at), title, caption, layer) for at, (title, caption, layer) in enumerate(records)
    ]
    links = [MapLink(a.key, b.key) for a, b in combinations(nodes, 2) if dice.random() < 0.3]
    assert_clear(layered_map(nodes, links))
    assert_clear(layered_map(nodes, links, MapOptions(size=PRINT)))


def test_the_same_input_gives_the_same_drawing() -> None:
    assert layered_map(*studio(), OPTIONS[3]) == layered_map(*studio(), OPTIONS[3])
    nodes, links = tangle(30, 80, 7)
    assert layered_map(nodes, links) == layered_map(list(nodes), list(links))


@pytest.mark.parametrize("seed", range(5))
def test_ordering_removes_most_crossings(seed: int) -> None:
    nodes, links = tangle(20, 45, seed)
    layers = [[node.key for node in nodes if node.layer == layer] for layer in (1, 2, 3)]
    pairs = [(link.source, link.target) for link in links]
    after = ordered(layers, pairs)
    assert [sorted(layer) for layer in after] == [sorted(layer) for layer in layers]
    assert crossings(after, pairs) < 0.6 * crossings(layers, pairs)


def test_ordering_finds_a_map_without_crossings() -> None:
    layers = [["a", "b", "c", "d"], [1, 2, 3, 4]]
    links = [("a", 4), ("b", 3), ("c", 2), ("d", 1)]
    assert crossings(layers, links) == 6
    assert crossings(ordered(layers, links), links) == 0


@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(0, 25))
@settings(max_examples=60, deadline=None)
def test_counted_crossings_are_those_one_sees(seed: int, size: int, count: int) -> None:
    nodes, links = tangle(size, count, seed)
    layers = [[node.key for node in nodes if node.layer == layer] for layer in (1, 2, 3)]
    place_of = {key: at for layer in layers for at, key in enumerate(layer)}
    pairs = [(link.source, link.target) for link in links]
    seen = sum(
        (place_of[a] - place_of[c]) * (place_of[b] - place_of[d]) < 0
        for (a, b), (c, d) in combinations(pairs, 2)
        if a[0] == c[0]
    )
    assert crossings(layers, pairs) == seen


def test_short_columns_keep_their_order_and_stand_near_their_links() -> None:
    nodes = [MapNode("product", f"p{at}", f"{at}", "", 1) for at in range(9)] + [MapNode("platform", "f", "f", "", 2)]
    drawing = layered_map(nodes, [MapLink(node.key, ("platform", "f")) for node in nodes[:9]])
    found = boxes(drawing)
    assert found["platform", "f"].y == found["product", "p4"].y


def test_links_fan_out_without_crossing_at_the_node() -> None:
    nodes, links = studio()
    whole = picture(nodes, links)
    placed = place(whole, SCREEN, 1100, 800)
    for node in nodes:
        for out in (True, False):
            fan = []
            for link, curve, _width in placed.lines:
                start, bend = curve
                assert isinstance(start, Move)
                assert isinstance(bend, Cubic)
                if (link.source if out else link.target) == node.key:
                    near, far = (start.to, bend.to) if out else (bend.to, start.to)
                    assert placed.boxes[node.key].y + 2 <= near[1] <= placed.boxes[node.key].bottom - 2
                    fan.append((near[1], placed.boxes[link.target if out else link.source].middle[1], far))
            assert [at[1] for at in sorted(fan)] == sorted(at[1] for at in fan)
            assert len({at[0] for at in fan}) == len(fan)


def test_a_hundred_links_at_one_node_stay_on_its_side() -> None:
    nodes = [MapNode("product", str(at), f"{at}", "", 1) for at in range(100)] + [MapNode("platform", "f", "f", "", 2)]
    links = [MapLink(node.key, ("platform", "f"), 5.0) for node in nodes[:100]]
    placed = place(picture(nodes, links), SCREEN, 0, 0)
    box = placed.boxes["platform", "f"]
    assert all(box.y <= curve[1].to[1] <= box.bottom for _link, curve, _width in placed.lines)


def test_width_follows_weight_and_is_two_without() -> None:
    plain = layered_map(*_pair(None))
    assert [path.width for path in plain.paths if path.group.startswith("link:")] == [2.0, 2.0]
    heavy = layered_map(*_pair(30.0))
    first, second = (path.width for path in heavy.paths if path.group.startswith("link:"))
    assert first > 2.5 * second


def _pair(weight: float | None) -> tuple[list[MapNode], list[MapLink]]:
    nodes = [MapNode("product", at, at, "", 1) for at in "ab"] + [MapNode("platform", at, at, "", 2) for at in "cd"]
    light = None if weight is None else weight / 10
    return nodes, [
        MapLink(("product", "a"), ("platform", "c"), weight),
        MapLink(("product", "b"), ("platform", "d"), light),
    ]


def test_selecting_dims_by_colour_and_labels_only_its_own_links() -> None:
    drawing = layered_map(*studio(), MapOptions(1100, 800, focus=("platform", "f4")))
    lines = {path.group: path.stroke for path in drawing.paths if path.group.startswith("link:") and not path.fill}
    assert sorted(lines.values()) == ["accent"] * 2 + ["hair"] * 9
    labels = [row.text for row in drawing.texts if row.group.startswith("link:")]
    assert sorted(labels) == ["¥000", "¥200"]
    ink = {row.text: row.colour for row in drawing.texts}
    assert ink["Substack"] == ink["AI 写作课"] == "t1"
    assert ink["Gumroad"] == "t2"
    bold = {row.text: row.weight for row in layered_map(*studio()).texts}
    assert {row.text: row.weight for row in drawing.texts if not row.group.startswith("link:")} == bold


def test_labels_of_one_node_do_not_cover_each_other() -> None:
    nodes = [MapNode("product", str(at), f"{at}", "", 1) for at in range(5)] + [MapNode("platform", "f", "f", "", 2)]
    links = [MapLink(node.key, ("platform", "f"), 1.0, "¥12,345") for node in nodes[:5]]
    drawing = layered_map(nodes, links, MapOptions(focus=("platform", "f")))
    at = [row.at for row in drawing.texts if row.text == "¥12,345"]
    assert len(at) == 5
    assert all(abs(a[0] - b[0]) > 50 or abs(a[1] - b[1]) >= 18 for a, b in combinations(at, 2))


def test_an_amount_is_never_cut_in_a_narrow_gap() -> None:
    drawing = layered_map(*studio(), MapOptions(size=PRINT, focus=("platform", "f4")))
    assert not [row.text for row in drawing.texts if row.group.startswith("link:") and "…" in row.text]


def test_a_focus_nobody_knows_dims_nothing() -> None:
    assert layered_map(*studio(), MapOptions(focus=("product", "gone"))) == layered_map(*studio())


def test_only_neighbours_draws_nothing_else() -> None:
    drawing = layered_map(*studio(), OPTIONS[5])
    assert boxes(drawing).keys() == {("product", "p0"), ("platform", "f1"), ("platform", "f3"), ("platform", "f4")}


def test_loose_records_wait_in_the_tray() -> None:
    drawing = layered_map(*studio(), MapOptions(1100, 800))
    found = boxes(drawing)
    lowest = max(box.bottom for key, box in found.items() if key not in {("domain", "d1"), ("alliance", "a1")})
    assert found["domain", "d1"].y > lowest
    assert found["alliance", "a1"].y > lowest
    assert "2 are not connected." in drawing.alt


def test_without_any_link_everything_stands_in_its_column() -> None:
    nodes, _links = studio()
    found = boxes(layered_map(nodes, []))
    assert len({box.x for box in found.values()}) == 4
    assert "Nothing is linked yet." in layered_map(nodes, []).alt


def test_heads_count_every_record_of_their_layer() -> None:
    drawing = layered_map(*studio())
    heads = [row.text for row in drawing.texts if not row.group]
    for head, count in zip(LAYERS, ("2", "6", "5", "2"), strict=True):
        assert heads[heads.index(head) + 1] == count


def test_three_columns_when_there_is_no_domain() -> None:
    nodes = [MapNode("product", "p", "p", "", 1)]
    texts = [row.text for row in layered_map(nodes, []).texts]
    assert texts[:6] == ["Products", "1", "Platforms", "0", "Alliances", "0"]


def test_an_empty_plan_says_so_kindly() -> None:
    drawing = layered_map([], [], MapOptions(900, 600))
    assert drawing.texts[0].text == "Nothing to draw yet"
    assert not drawing.paths
    assert not drawing.hits
    assert drawing.alt


def test_more_than_300_records_are_drawn_by_type_unless_asked() -> None:
    nodes, links = tangle(120, 300, 3)
    by_type = layered_map(nodes, links)
    assert len(boxes(by_type)) <= 75
    assert "360 records are drawn by type" in by_type.alt
    assert by_type.alt.startswith("Map: 0 domains, 120 products, 120 platforms, 120 alliances; ")
    assert any("360 records are drawn by type" in row.text for row in by_type.texts)
    assert_clear(by_type)
    everything = layered_map(nodes, links, MapOptions(show_all=True))
    assert len(boxes(everything)) == 360
    assert_clear(everything)


def test_hits_open_records_and_tell_whole_titles() -> None:
    drawing = layered_map(*studio())
    long = drawing.hit_of(("product", "p3"))
    assert long is not None
    assert long.tooltip.startswith("模板包：从零开始的嵌入式项目骨架与示例代码")
    link = drawing.hit_of(("listing", "04"))
    assert link is not None
    assert isinstance(link.area, Thick)
    assert link.area.width >= 10
    assert "AI 写作课 → Substack" in link.tooltip


def test_the_table_tells_every_link_and_every_loose_record() -> None:
    nodes, links = studio()
    table = layered_map(nodes, links).table
    assert len(table.rows) == len(links) + 2
    assert all(len(row) == len(table.header) for row in table.rows)
    assert ("AI 写作课", "Substack", "¥000", "Active") in table.rows
    assert ("Loose", "not connected", "", "") in table.rows


def test_the_summary_counts() -> None:
    said = layered_map(*studio()).alt
    assert said.startswith("Map: 2 domains, 6 products, 5 platforms, 2 alliances; 9 listings, 11 links in all.")


def test_statuses_differ_by_shape_not_by_colour_alone() -> None:
    drawing = layered_map(*studio())
    shapes = {}
    for node in studio()[0]:
        if node.status:
            box = boxes(drawing)[node.key]
            marks = [path for path in drawing.group(f"{node.kind}:{node.id}")[0] if path.steps][1:]
            shape = tuple(
                (type(step).__name__, bool(path.fill))
                for path in marks
                for step in path.steps
                if isinstance(step, Move) and step.to[0] > box.right - 24
                for _ in path.steps
            )
            shapes.setdefault(node.status, shape)
    assert len(shapes) == 5
    assert len(set(shapes.values())) == 5
    key = {row.text for row in drawing.texts}
    assert {"Idea", "In preparation or trial", "Active", "Paused", "Ended"} <= key


def test_a_node_that_was_moved_stands_there_and_others_make_way() -> None:
    nodes, links = studio()
    before = boxes(layered_map(nodes, links))
    column = [node.key for node in nodes if node.layer == 2 and node.key in before]
    held = {column[0]: before[column[1]].y + 10, column[2]: before[column[1]].y + 12}
    drawing = layered_map(nodes, links, MapOptions(held=held))
    after = boxes(drawing)
    assert after[column[2]].y == held[column[2]]
    assert not any(after[one].touches(after[other]) for one in column for other in column if one != other)
    assert_clear(drawing)
