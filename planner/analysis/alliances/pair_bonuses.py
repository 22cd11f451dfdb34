"""The note of an alliance that says who is worth more together, read: one pair a line, “A + B: 500”."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.analysis.alliances.games import Group
from planner.i18n import language
from planner.model.catalogue import Alliance, Partner
from planner.model.checks_records import in_base
from planner.model.parsing import ParseError, parse
from planner.model.plan import Plan
from planner.model.reading import Context

US = "us"
"""The one whose plan it is, among the partners of a game."""
_OURSELVES = frozenset({"we", "us", "i", "me", "我", "我们", "我方"})


@dataclass(frozen=True, slots=True)
class PairBonuses:
    """The pairs by ids, `US` for ourselves, with money in the base currency; and the lines that cannot be read."""

    groups: tuple[Group, ...]
    unread: tuple[str, ...]


def pair_bonuses(plan: Plan, alliance: Alliance) -> PairBonuses:
    """The pairs named in the alliance's note; names are those of its partners, or our own."""
    names = {name: US for name in (*_OURSELVES, plan.settings.owner.casefold()) if name}
    partners = (plan.find("partner", one) for one in alliance.partners)
    names |= {one.name.casefold(): one.id for one in partners if isinstance(one, Partner)}
    groups, unread = [], []
    for line in alliance.pair_bonuses.splitlines():
        if line.strip():
            group = _group(plan, line.translate(_SIGNS), names)
            if group is None:
                unread.append(line.strip())
            else:
                groups.append(group)
    return PairBonuses(tuple(groups), tuple(unread))


_SIGNS = str.maketrans("：＋", ":+")


def _group(plan: Plan, line: str, names: dict[str, str]) -> Group | None:
    pair, _colon, amount = line.rpartition(":")
    members = [names.get(name.strip().casefold(), "") for name in pair.split("+")]
    value = _amount(plan, amount)
    if value is None or len(members) != 2 or not _two(members):
        return None
    return Group(tuple(members), value)


def _two(members: Sequence[str]) -> bool:
    return all(members) and members[0] != members[1]


def _amount(plan: Plan, text: str) -> float | None:
    try:
        read = parse("money", text, Context(language(), plan.settings.currency)).value
    except ParseError:
        return None
    exact = in_base(read, plan)
    return None if exact is None else float(exact)
