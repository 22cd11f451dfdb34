"""What stands in the place of a figure without data: a sentence, never an empty axis."""

from planner.figures import text
from planner.figures.drawing import Drawing, Sheet, Text


def nothing_yet(width: float, height: float, title: str, words: tuple[str, str]) -> Drawing:
    """A page of the given size that says `words`: what there is not, and how it comes about."""
    said, how = words
    sheet = Sheet()
    lines = text.wrap(how, width - 96, 13)
    y = height / 2 - 12 * len(lines)
    sheet.write(Text((width / 2, y), said, 20, "t1", 600, "middle"))
    for row in lines:
        y += 24
        sheet.write(Text((width / 2, y), row, 13, "t2", 400, "middle"))
    return sheet.done(width, height, f"{said} {how}", title)
