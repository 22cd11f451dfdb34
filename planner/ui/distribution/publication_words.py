"""How the statuses of publications look and what is said of publications: in the matrix, the calendar and the strip."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.i18n import _, language, ngettext
from planner.model.distribution import OUT, PUBLICATION_STATUSES, reason_parts
from planner.model.placements import Placement, StatusCounts
from planner.ui.hours.wall_clock import WallClock
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.analysis.distribution.results import Typical

OVERDUE: Final = "overdue"
_LONG: Final = 10_000  # views from which on they are said in thousands


@dataclass(frozen=True, slots=True)
class Look:
    """Icon, ink and ground of a status; success is quiet and has no ground."""

    icon: str
    ink: str
    fill: str = ""


LOOKS: Final[Mapping[str, Look]] = {
    "failed": Look("circle-x", "neg", "neg_soft"),
    OVERDUE: Look("circle-help", "info", "info_soft"),
    "scheduled": Look("clock", "info", "info_soft"),
    "draft": Look("pencil", "warn", "warn_soft"),
    "published": Look("check", "pos"),
    "skipped": Look("minus", "t3"),
    "removed": Look("circle-slash", "t3", "hover"),
}
WORKS_ICONS: Final[Mapping[str, str]] = {
    "text": "file-text", "image": "image", "video": "video", "audio": "headphones", "software": "package",
    "service": "users", "event": "calendar", "goods": "box",
}  # fmt: skip
_LABELS = dict(PUBLICATION_STATUSES)


def state_of(cell: Placement, clock: WallClock) -> str:
    """The status, or that it is overdue."""
    return OVERDUE if cell.overdue(clock.now()) else cell.status


def status_label(status: str) -> str:
    """ "Failed"."""
    return _("Due, not confirmed") if status == OVERDUE else _(_LABELS[status])


def short_words(cell: Placement, clock: WallClock) -> str:
    """What a cell says: the day of what has one and went or is to go out, else the status."""
    if cell.overdue(clock.now()):
        return _("Published?")
    if cell.status in ("published", "scheduled") and cell.at is not None:
        return clock.short(cell.at)
    return _(_LABELS[cell.status])


def spoken_words(cell: Placement, clock: WallClock) -> str:
    """The same for a screen reader, with all that is known."""
    when = clock.words(cell.at) if cell.at is not None else ""
    return in_a_row((status_label(state_of(cell, clock)), when, views_words(cell.views), cell.reason))


def views_words(views: int | None) -> str:
    """ "1,310 views", from ten thousand on "12.4k views"; empty where they are not known."""
    if views is None:
        return ""
    unit, sign = (10_000, " 万") if language() == "zh" else (1000, "k")
    count = f"{views:,}" if views < _LONG else f"{views / unit:,.1f}{sign}"
    return ngettext("{count} view", "{count} views", views).format(count=count)


def usual_words(typical: "Typical | None") -> str:
    """What a publication usually brings on a platform: "usually 500 views"; empty where nothing is known."""
    if typical is None or typical.views is None:
        return ""
    return _("usually {views}").format(views=views_words(round(typical.views)))


def caption(cell: Placement, clock: WallClock, usual: str = "") -> str:
    """What stands below the title of the strip: when, how often, what is usual there, and why not."""
    wrong, _step = reason_parts(cell.reason)
    when = clock.words(cell.at) if cell.at is not None else ""
    seen = usual if cell.status in OUT else ""
    again = ngettext("{count} publication here", "{count} publications here", cell.count).format(count=cell.count)
    return " · ".join(part for part in (when, again if cell.count > 1 else "", seen, wrong) if part)


def conclusion(counts: StatusCounts) -> str:
    """How far works went, and what needs a next step."""
    works = ngettext("{count} work", "{count} works", counts.works).format(count=f"{counts.works:,}")
    times = ngettext("{count} time", "{count} times", counts.out).format(count=f"{counts.out:,}")
    if counts.reuse is None:
        told = _("Nothing has gone out yet")
    else:
        told = _("{works} went out {times}, {each} each").format(works=works, times=times, each=f"{counts.reuse:.1f}")
    needs = ngettext("{count} failure to mend", "{count} failures to mend", counts.stuck)
    due = ngettext("{count} was due: did it go out?", "{count} were due: did they go out?", counts.overdue)
    if counts.stuck:
        return in_a_row((told, needs.format(count=f"{counts.stuck:,}")), ";")
    return in_a_row((told, due.format(count=f"{counts.overdue:,}")), ";") if counts.overdue else told


def counted(state: str, count: int) -> str:
    """ "2 failed": the words of a pill."""
    words = {
        "failed": ngettext("{count} failed", "{count} failed", count),
        OVERDUE: ngettext("{count} due", "{count} due", count),
        "scheduled": ngettext("{count} scheduled", "{count} scheduled", count),
        "draft": ngettext("{count} draft", "{count} drafts", count),
    }
    return words[state].format(count=f"{count:,}")
