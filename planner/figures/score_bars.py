"""Scores as bars: where each domain stands from 0 to 100, and where it is to go; for any number of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import (
    NOWHERE,
    Drawing,
    Hit,
    Path,
    Point,
    Rect,
    Sheet,
    Step,
    Table,
    Target,
    Text,
    line,
    polygon,
    rounded,
)
from planner.figures.nothing import nothing_yet
from planner.i18n import _, ngettext
from planner.model.catalogue import Domain
from planner.model.plan import Plan

WIDTH = 760.0
_ROW, _TOP = 34.0, 30.0
_ANCHORS = (0, 25, 50, 75, 100)
_TOLD = 24  # scores in the spoken summary at most


@dataclass(frozen=True, slots=True)
class Score:
    """A domain with its score now and its target, 0 to 100 each, and its record."""

    name: str
    now: int | None
    target: int | None = None
    record: Target = NOWHERE

    @property
    def words(self) -> str:
        """ "62 → 80", or what is known of it."""
        if self.target is None or self.target == self.now:
            return _said(self.now)
        return f"{_said(self.now)} → {self.target}"

    @property
    def tooltip(self) -> str:
        """Name, score and target in lines."""
        rows = [self.name, "\t".join((_("score"), _said(self.now)))]
        if self.target is not None:
            rows.append("\t".join((_("target"), str(self.target))))
        return "\n".join(rows)


def scores_of(plan: Plan) -> tuple[Score, ...]:
    """The domains of a plan that have a score or a target."""
    return tuple(
        Score(domain.name, domain.score, domain.target, ("domain", domain.id))
        for domain in plan.of(Domain)
        if domain.score is not None or domain.target is not None
    )


def score_bars(scores: Sequence[Score], width: float = WIDTH) -> Drawing:
    """A bar from 0 to the score of each domain, and a diamond where its target lies."""
    if not scores:
        return no_scores(width)
    sheet = Sheet()
    height = _TOP + _ROW * len(scores) + 6
    longest = max(text.width(score.name, 13) for score in scores) + 15
    name = min(max(width * 0.28, min(longest, width * 0.42)), 210.0)
    end = max(text.width(score.words, 12) for score in scores) + 16
    across = Scale(0, 100, name, max(width - end, name + 40))
    for anchor in _ANCHORS:
        x = across.at(anchor)
        sheet.draw(Path(line((x, _TOP - 6), (x, height - 4)), stroke="grid", width=1))
        sheet.write(Text((x, _TOP - 13), str(anchor), 11, "t3", anchor="middle"))
    for at, score in enumerate(scores):
        _draw_row(sheet, score, Rect(0, _TOP + _ROW * at, width, _ROW), across)
    return sheet.done(width, height, told(scores), _("Scores"), table(scores))


def no_scores(width: float) -> Drawing:
    """What stands in the place of scores where there are none."""
    words = (_("No scores yet"), _("Give a domain its score and its target: both are drawn here."))
    return nothing_yet(width, 160, _("Scores"), words)


def _draw_row(sheet: Sheet, score: Score, row: Rect, across: Scale) -> None:
    middle = row.middle[1]
    room = across.near - 14
    sheet.write(Text((0, middle + 4.5), text.ellipsis(score.name, room, 13), 13, "t1", room=room))
    start, marks = across.at(0), []
    if score.now is not None:
        end = across.at(held(score.now))
        box = Rect(start, middle - 6, max(end - start, 2), 12)
        sheet.draw(Path(rounded(box, 3), fill="band50"))
        sheet.draw(Path(line((end, middle - 8), (end, middle + 8)), stroke="accent", width=2.5))
        marks.append(Path(rounded(box, 3), stroke="accent", width=2))
    if score.target is not None and score.target != score.now:
        at = across.at(held(score.target))
        if score.now is not None:
            near = across.at(held(score.now))
            sheet.draw(Path(line((near, middle), (at, middle)), stroke="accent", width=1, dash=(2, 3)))
        sheet.draw(Path(diamond((at, middle)), fill="surface", stroke="accent", width=1.5))
        marks.append(Path(diamond((at, middle)), fill="accent"))
    sheet.write(Text((row.right, middle + 4.5), score.words, 12, "t2", anchor="end"))
    sheet.feel(Hit(row, score.tooltip, score.record, f"score:{row.y:g}", "score", tuple(marks)))


def diamond(at: Point) -> tuple[Step, ...]:
    """The sign of a target."""
    x, y = at
    return polygon((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y))


def held(score: int) -> int:
    """A score within 0 and 100."""
    return min(max(score, 0), 100)


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


def table(scores: Sequence[Score]) -> Table:
    """Every score in numbers."""
    rows = tuple((score.name, _said(score.now), _said(score.target)) for score in scores)
    return Table((_("Domain"), _("Score"), _("Target")), rows)


def told(scores: Sequence[Score]) -> str:
    """Every score in words."""
    first = ngettext("The score of {count} domain.", "The scores of {count} domains.", len(scores))
    parts = [first.format(count=len(scores))]
    for score in scores[:_TOLD]:
        if score.target is None or score.target == score.now:
            parts.append(_("{name}: {score}.").format(name=score.name, score=_said(score.now)))
        else:
            words = _("{name}: {score}, aim {target}.")
            parts.append(words.format(name=score.name, score=_said(score.now), target=score.target))
    return " ".join(parts)
