"""Income paid for hours against all other, then and to come: two bars of one length each, and the sentence above them."""

from dataclasses import dataclass, field

from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import ellipsis, width
from planner.i18n import _

ROW = 22.0
_BAR = 8.0


@dataclass(frozen=True, slots=True)
class HoursShareOptions:
    """Room in pixels, and how numbers are said."""

    width: float = 560.0
    height: float = 0.0
    speech: Speech = field(default_factory=Speech)


def hours_share(now: float | None, then: float | None, options: HoursShareOptions | None = None) -> Drawing:
    """The share paid for hours of the last 12 months and of the next ones; a row is left out where it is None."""
    options = options or HoursShareOptions()
    title, say = _("Paid for hours, and for the rest"), options.speech.share
    rows = [(_("Last 12 months"), now), (_("Next 12 months"), then)]
    known = [(name, share) for name, share in rows if share is not None]
    if not known:
        how = _("It shows once something has come in, or is to come.")
        return nothing_yet(options.width, options.height or 100, title, (_("No income yet"), how))
    sheet = Sheet()
    names = max(width(name, 11) for name, _share in known)
    left = min(names + 12, options.width * 0.4)
    words = [_("{share} for hours").format(share=say(share)) for _name, share in known]
    right = options.width - max(width(one, 11) for one in words) - 12
    for at, ((name, share), said) in enumerate(zip(known, words, strict=True)):
        y = at * ROW + ROW / 2
        room = Rect(left, y - _BAR / 2, max(right - left, 20.0), _BAR)
        sheet.draw(Path(rounded(room, _BAR / 2), fill="hair"))
        if share > 0:
            part = Rect(room.x, room.y, max(room.width * min(share, 1.0), _BAR), _BAR)
            sheet.draw(Path(rounded(part, _BAR / 2), fill="band50"))
        sheet.write(
            Text((0, y + 4), ellipsis(name, left - 4, 11), 11, "t2"),
            Text((options.width, y + 4), said, 11, "t1", anchor="end", room=options.width - left),
        )
        tip = (name, "\t".join((_("for hours"), say(share))), "\t".join((_("for the rest"), say(1 - share))))
        sheet.feel(Hit(Rect(0, at * ROW, options.width, ROW), "\n".join(tip), group=f"row:{at}"))
    table = Table(
        (_("Months"), _("For hours"), _("For the rest")), tuple((name, say(one), say(1 - one)) for name, one in known)
    )
    alt = hours_share_words(now, then, options.speech)
    return sheet.done(options.width, max(options.height, ROW * len(known)), alt, title, table)


def hours_share_words(now: float | None, then: float | None, speech: Speech) -> str:
    """How much of the income was paid for hours, and how much is to be; empty where neither is known."""
    sold, aimed = (None if share is None else speech.share(share) for share in (now, then))
    if now is not None and then is not None:
        text = _(
            "{now} of the income of the last 12 months was paid for hours; of the next 12 it will probably be {then}."
        )
        return text.format(now=sold, then=aimed)
    if now is not None:
        return _("Of the income of the last 12 months {now} was paid for hours.").format(now=sold)
    if then is not None:
        return _(
            "Nothing has come in yet; of the income of the 12 months to come {then} is to be paid for hours."
        ).format(then=aimed)
    return ""
