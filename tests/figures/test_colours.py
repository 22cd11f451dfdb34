"""Print wears the light theme of the screen, and every theme knows every token a figure uses."""

from planner.figures.colours import PRINT_COLOURS
from planner.figures.layered_map import MapOptions, layered_map
from planner.figures.range_strip import Axis, Span, range_strip
from planner.ui.look.tokens import DARK, LIGHT
from tests.figures.maps import studio


def test_print_colours_are_the_light_tokens() -> None:
    light = LIGHT.as_dict()
    assert dict(PRINT_COLOURS) == {token: light[token] for token in PRINT_COLOURS}


def test_every_theme_has_the_tokens_of_the_figures() -> None:
    drawings = [
        layered_map(*studio()),
        layered_map(*studio(), MapOptions(focus=("platform", "f4"))),
        layered_map([], []),
        range_strip(Span(1, 2), Axis(0, 3), "words"),
    ]
    for drawing in drawings:
        assert drawing.tokens() <= PRINT_COLOURS.keys()
        assert drawing.tokens() <= DARK.as_dict().keys()
