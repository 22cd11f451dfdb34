"""A line as small as a word, for table cells and beside numbers: which way something went, without any axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures.axes import Scale
from planner.figures.drawing import Drawing, Hit, Path, Point, Rect, Sheet, Table, circle, line
from planner.i18n import _

_INSET = 3.5


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the line: when, what is said of it, and the value; None leaves a gap."""

    when: str
    said: str
    value: float | None


def spark(dots: Sequence[Dot], words: str, size: tuple[float, float] = (96, 20)) -> Drawing:
    """The line through `dots`, the last one marked; `words` says it aloud; `size` in pixels.

    A line that passes nought shows where that is; a single value is a dot, and nothing known an empty track.
    """
    width, height = size
    known = [dot.value for dot in dots if dot.value is not None]
    sheet = Sheet()
    if not known:
        sheet.draw(Path(line((_INSET, height / 2), (width - _INSET, height / 2)), stroke="hair", dash=(2, 3)))
        return sheet.done(width, height, words, words)
    across = Scale(0, max(len(dots) - 1, 1), _INSET, width - _INSET)
    low, high = min(known), max(known)
    down = Scale(low, high, height - _INSET, _INSET) if high > low else Scale(low - 1, low + 1, height, 0)
    if low < 0 < high:
        y = round(down.at(0)) + 0.5
        sheet.draw(Path(line((_INSET, y), (width - _INSET, y)), stroke="ctl_soft", dash=(2, 2)))
    for run in _runs(dots, across, down):
        if len(run) > 1:
            sheet.draw(Path(line(*run), stroke="accent", width=1.5))
        else:
            sheet.draw(Path(circle(run[0], 1.5), fill="accent"))
    last = max(at for at, dot in enumerate(dots) if dot.value is not None)
    sheet.draw(Path(circle((across.at(last), down.at(known[-1])), 2.75), fill="accent", stroke="surface", width=1))
    pitch = (width - 2 * _INSET) / max(len(dots), 1)
    for at, dot in enumerate(dots):
        area = Rect(_INSET + at * pitch, 0, pitch, height)
        marks = () if dot.value is None else (Path(circle((across.at(at), down.at(dot.value)), 2.75), fill="t1"),)
        sheet.feel(Hit(area, f"{dot.when}\t{dot.said}", group=f"dot:{at}", marks=marks))
    table = Table((_("When"), _("Value")), tuple((dot.when, dot.said) for dot in dots))
    return sheet.done(width, height, words, words, table)


def _runs(dots: Sequence[Dot], across: Scale, down: Scale) -> list[list[Point]]:
    """The points of the line in pieces without a gap."""
    runs: list[list[Point]] = [[]]
    for at, dot in enumerate(dots):
        if dot.value is None:
            runs.append([])
        else:
            runs[-1].append((across.at(at), down.at(dot.value)))
    return [run for run in runs if run]
