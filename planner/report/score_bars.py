"""The figure of the domains: what each score is now, and where it is to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures import text
from planner.figures.drawing import Drawing, Path, Rect, Sheet, Table, Text, line, polygon, rounded
from planner.i18n import _, ngettext

WIDTH, _ROW, _TOP, _NAME, _END = 760.0, 34.0, 30.0, 210.0, 60.0
_ANCHORS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Score:
    """A domain with its score now and its target, 0 to 100 each."""

    name: str
    now: int | None
    target: int | None = None


def score_bars(scores: Sequence[Score]) -> Drawing:
    """A bar from 0 to the score of each domain, and a mark where its target lies."""
    sheet = Sheet()
    height = _TOP + _ROW * len(scores) + 6
    left, right = _NAME, WIDTH - _END

    def x(score: int) -> float:
        return left + (right - left) * min(max(score, 0), 100) / 100

    for anchor in _ANCHORS:
        sheet.draw(Path(line((x(anchor), _TOP - 6), (x(anchor), height - 4)), stroke="grid", width=1))
        sheet.write(Text((x(anchor), _TOP - 13), str(anchor), 11, "t3", anchor="middle"))
    for at, score in enumerate(scores):
        _row(sheet, score, _TOP + _ROW * at + _ROW / 2, x)
    header = (_("Domain"), _("Score"), _("Target"))
    rows = tuple((score.name, _said(score.now), _said(score.target)) for score in scores)
    return sheet.done(WIDTH, height, _alt(scores), _("Scores"), Table(header, rows))


def _row(sheet: Sheet, score: Score, middle: float, x: object) -> None:
    place = x if callable(x) else float
    sheet.write(Text((0, middle + 4.5), text.ellipsis(score.name, _NAME - 14, 13), 13, "t1"))
    if score.now is not None:
        start, end = place(0), place(score.now)
        sheet.draw(Path(rounded(Rect(start, middle - 6, max(end - start, 2), 12), 3), fill="band50"))
        sheet.draw(Path(line((end, middle - 8), (end, middle + 8)), stroke="accent", width=2.5))
    if score.target is not None and score.target != score.now:
        at = place(score.target)
        if score.now is not None:
            sheet.draw(Path(line((place(score.now), middle), (at, middle)), stroke="accent", width=1, dash=(2, 3)))
        sheet.draw(Path(polygon((at, middle - 5), (at + 5, middle), (at, middle + 5), (at - 5, middle)), fill="surface",
                        stroke="accent", width=1.5))  # fmt: skip
    sheet.write(Text((WIDTH, middle + 4.5), _words(score), 12, "t2", anchor="end"))


def _words(score: Score) -> str:
    if score.target is None or score.target == score.now:
        return _said(score.now)
    return f"{_said(score.now)} → {score.target}"


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


def _alt(scores: Sequence[Score]) -> str:
    """Every score in words."""
    first = ngettext("The score of {count} domain.", "The scores of {count} domains.", len(scores))
    parts = [first.format(count=len(scores))]
    for score in scores[:24]:
        if score.target is None or score.target == score.now:
            parts.append(_("{name}: {score}.").format(name=score.name, score=_said(score.now)))
        else:
            told = _("{name}: {score}, aim {target}.")
            parts.append(told.format(name=score.name, score=_said(score.now), target=score.target))
    return " ".join(parts)
