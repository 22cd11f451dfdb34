"""What stands in the place of a figure without data: a sentence, never an empty axis."""

from planner.figures import text
from planner.figures.drawing import Drawing, Sheet, Text
from planner.i18n import _


def nothing_yet(width: float, height: float, title: str, words: tuple[str, str]) -> Drawing:
    """A page of the given size that says `words`: what there is not, and how it comes about."""
    said, how = words
    sheet = Sheet()
    size = 20 if width >= 480 else 16
    lines = text.balanced(how, width - size * 2, 13)
    y = height / 2 - 11 * len(lines)
    sheet.write(Text((width / 2, y), said, size, "t1", 600, "middle"))
    for row in lines:
        y += 22
        sheet.write(Text((width / 2, y), row, 13, "t2", 400, "middle"))
    return sheet.done(width, height, f"{said} {how}", title)


def waiting(width: float, height: float, title: str) -> Drawing:
    """A page of the given size for the moment until its numbers arrive."""
    sheet = Sheet()
    sheet.write(Text((width / 2, height / 2), _("On its way…"), 13, "t3", anchor="middle"))
    return sheet.done(width, height, _("The forecast is on its way"), title)
