"""One line as it is typed into the time log, such as ``2h30m 课程 录制``: how long, when, on what, and the rest as memo.

The words may come in any order. How long is the only thing that must be there; a word that names a record is taken as
that record, one that names an activity as that activity, and what is left over stays the memo.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Final

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.parsing_time import read_day, read_hours
from planner.model.plan import Plan
from planner.model.reading import Context, Doubt, normalised
from planner.model.time import ACTIVITIES
from planner.model.values import Hours

LINKED: Final = ("product", "milestone", "alliance", "domain", "platform")
"""What a time entry may belong to, in the order in which a word is tried."""
LONGEST_DAY: Final = 24 * 60  # minutes in one entry
_MOST_WORDS: Final = 5  # of a duration or a name
_SPAN: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d) ?[-~到至] ?([01]?\d|2[0-4]):([0-5]\d)")
_NUMBER: Final = re.compile(r"[-+.,\d]+")
_GLUED: Final = re.compile(
    r"(?P<time>[\d.]+ ?(?:小时|钟头|分钟|分|h|min|m)(?: ?\d+ ?(?:分钟|分|min|m))?)(?P<rest>\D.*)"
)
_NAMES: Final[Mapping[str, str]] = {name: name for name, _label in ACTIVITIES} | {
    "制作": "making", "发布": "publishing", "销售": "selling", "交付": "delivering",
    "学习": "learning", "结盟": "allying", "受雇": "employed", "上班": "employed", "杂务": "admin",
}  # fmt: skip
# words that tell the activity and say more than it: they stay in the memo
_TELLING: Final[Mapping[str, str]] = {
    word: activity
    for activity, words in (
        (
            "making",
            "写 写作 写稿 录制 剪辑 开发 设计 拍摄 write writing record recording edit editing build coding design",
        ),
        ("publishing", "发文 上传 排版 post posting upload"),
        ("selling", "推广 销售 报价 谈单 pitch outreach sales"),
        ("delivering", "咨询 上课 答疑 发货 交付 consult consulting teach shipping support"),
        ("learning", "学 读书 练习 study reading practice"),
        ("allying", "合作 拜访 聚会 meeting networking"),
        ("employed", "班上 day-job job"),
        ("admin", "记账 报税 整理 bookkeeping taxes paperwork"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class TimeLine:
    """What a line says. `day` and `begins` (a time of the clock) only where typed; `links` maps fields to ids.

    `unclear` are words that fit several records: they stay in the memo until one is chosen.
    """

    minutes: Hours
    day: date | None = None
    begins: time | None = None
    activity: str | None = None
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    memo: str = ""
    unclear: tuple[str, ...] = ()


def read_task(text: str, plan: Plan) -> TimeLine:
    """What a line without any time is about: what a timer runs on. Its minutes are none."""
    return _about(TimeLine(Hours(0)), text.split(), plan)


def read_time_line(text: str, plan: Plan, context: Context) -> TimeLine:
    """The line read; InputError with a sentence when it does not say how long, or says what cannot be."""
    words = text.split()
    if not words:
        raise InputError(_("Write how long and on what, such as 2h30m course recording."), "minutes", "missing")
    line, left = _how_long(words, context)
    if not 0 < line.minutes.minutes <= LONGEST_DAY:
        message = _("One entry holds more than no time and at most 24 hours; write minutes as 90min.")
        raise InputError(message, "minutes", "out_of_range")
    day, left = _day(left, context)
    return _about(replace(line, day=day), left, plan)


def _about(line: TimeLine, words: list[str], plan: Plan) -> TimeLine:
    """The line with what its words say it is about."""
    links, unclear, left = _links(words, plan)
    activity, left = _activity(left)
    line = replace(line, activity=activity or _told(left), links=MappingProxyType(links))
    return replace(line, memo=" ".join(left), unclear=tuple(unclear))


def _how_long(words: list[str], context: Context) -> tuple[TimeLine, list[str]]:
    """How long, with the words that are left; InputError when no word says it."""
    for at, word in enumerate(words):
        span = _SPAN.fullmatch(normalised(word))
        if span:
            return _spanned(span), words[:at] + words[at + 1 :]
    found = max(_durations(words, context), default=None, key=lambda one: (one[0], one[2] - one[1], -one[1]))
    if found is None:
        raise InputError(_("How long is missing; write it like 2h30m, 1:30 or 45min."), "minutes", "missing")
    _sure, start, end, minutes, rest = found
    return TimeLine(minutes), [*words[:start], *rest, *words[end:]]


def _spanned(span: re.Match[str]) -> TimeLine:
    begins, ends = (timedelta(hours=int(span[at]), minutes=int(span[at + 1])) for at in (1, 3))
    length = (ends - begins) % timedelta(days=1)
    start = time(int(span[1]) % 24, int(span[2]))
    return TimeLine(Hours(length // timedelta(minutes=1)), begins=start)


def _durations(words: list[str], context: Context) -> Iterator[tuple[bool, int, int, Hours, list[str]]]:
    """Every run of words that can be read as a duration: whether it has a unit, where it is, and what was glued to it."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            run = " ".join(words[start:end])
            minutes = _minutes(run, context)
            bare = _NUMBER.fullmatch(run) is not None
            if minutes is not None and not (bare and 0 < start < len(words) - 1):
                yield not bare, start, end, minutes, []
        glued = _GLUED.fullmatch(words[start])
        minutes = _minutes(glued["time"], context) if glued else None
        if glued and minutes is not None and _minutes(words[start], context) is None:
            yield True, start, start + 1, minutes, [glued["rest"]]


def _minutes(text: str, context: Context) -> Hours | None:
    try:
        return read_hours(normalised(text), context)[0]
    except Doubt:
        return None


def _day(words: list[str], context: Context) -> tuple[date | None, list[str]]:
    for at, word in enumerate(words):
        if _NUMBER.fullmatch(word) and "-" not in word[1:]:
            continue  # a number alone is no day here
        try:
            return read_day(normalised(word), context), words[:at] + words[at + 1 :]
        except Doubt:
            continue
    return None, words


def _activity(words: list[str]) -> tuple[str | None, list[str]]:
    """The activity that a word names by its own name, in either language, and the other words."""
    for at, word in enumerate(words):
        if word.casefold() in _NAMES:
            return _NAMES[word.casefold()], words[:at] + words[at + 1 :]
    return None, words


def _told(words: list[str]) -> str | None:
    return next((_TELLING[word.casefold()] for word in words if word.casefold() in _TELLING), None)


def _links(words: list[str], plan: Plan) -> tuple[dict[str, str], list[str], list[str]]:
    """The records that the words name, the words that could name several, and the words that name none."""
    names = [
        (kind, record.id, KINDS[kind].name_of(record).casefold()) for kind in LINKED for record in plan.records(kind)
    ]
    links: dict[str, str] = {}
    unclear: list[str] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        end, found = _named(words, at, [one for one in names if one[0] not in links])
        if len(found) == 1:
            links[found[0][0]] = found[0][1]
            at = end
            continue
        if found:
            unclear.append(words[at])
        left.append(words[at])
        at += 1
    return links, unclear, left


def _named(words: list[str], at: int, names: list[tuple[str, str, str]]) -> tuple[int, list[tuple[str, str, str]]]:
    """Where the longest run of words that names a record ends, and the records it fits best."""
    for end in range(min(at + _MOST_WORDS, len(words)), at, -1):
        run = " ".join(words[at:end]).casefold()
        found = _fitting(run, names)
        if found and (len(found) == 1 or end == at + 1):
            return end, found
    return at + 1, []


def _fitting(run: str, names: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The records of the first kind that has any of that name, else whose name begins with it, else holds it."""
    vague = len(run) == 1 or run in _NAMES  # the beginning of many a name
    tests = (str.__eq__,) if vague else (str.__eq__, str.startswith, str.__contains__)
    for test in tests:
        found = [one for one in names if test(one[2], run)]
        if found:
            return [one for one in found if one[0] == found[0][0]]
    return []
