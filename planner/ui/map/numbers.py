"""What the panel of the map says in numbers: ranges of what flows, what would be lost, how it went, and findings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planner.figures.drawing import Target
from planner.figures.map_values import range_words
from planner.figures.spark import Dot
from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.model.reading import Context

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecasting.flows import Station
    from planner.analysis.sources.disappearance import Disappearance

_IN = {
    "domain": N_("Income that rests on it"), "product": N_("In (from platforms)"),
    "platform": N_("In (from products)"), "alliance": N_("In (through it)"),
}  # fmt: skip
_OUT = {
    "product": N_("Out (to alliances)"), "platform": N_("Out (to alliances, for the place)"),
    "alliance": N_("Out (to partners)"),
}  # fmt: skip
_LINKS = {
    "product": (("listing", "product"), ("need", "product")), "platform": (("listing", "platform"),),
    "domain": (("need", "domain"),), "alliance": (("exchange", "alliance"),),
}  # fmt: skip
_TREND = 12  # months


class Fact(NamedTuple):
    """A line of the panel: what it is, and how much; `weight` 600 for what matters."""

    label: str
    words: str
    weight: int = 400


def flow_facts(kind: str, station: "Station", context: Context) -> list[Fact]:
    """What flows through a record in a month."""
    money = [Fact(_(_IN[kind]), range_words(station.into.money, "money", context), 600)]
    if kind in _OUT and (station.out.p90 > 0 or station.out.mean > 0):
        money += [
            Fact(_(_OUT[kind]), range_words(station.out, "money", context), 600),
            Fact(_("Kept"), range_words(station.kept, "money", context), 600),
        ]
    rest = [
        Fact(_("Hours"), range_words(station.into.hours, "hours", context)),
        Fact(_("Reach"), range_words(station.into.reach, "reach", context)),
    ]
    if station.share is not None:
        rest.append(Fact(_("Share of all income"), Speech(context).share(station.share)))
    return money + rest


def loss_lines(loss: "Disappearance", context: Context) -> list[str]:
    """What would be lost, in up to four lines."""
    if not loss.listings and abs(loss.lost.mean) < 1:
        return [_("Nothing that is on offer would end.")]
    speech = Speech(context)
    before, after = (range_words(one, "money", context) for one in (loss.before, loss.after))
    told = _("Net a month: {before} → {after}").format(before=before, after=after)
    if loss.share is not None and abs(loss.share) <= 1.5:
        told = _("Net a month: {before} → {after} ({change})").format(
            before=before, after=after, change=_change(-loss.share)
        )
    lines = [told]
    if loss.lost.mean >= 1:
        lines.append(_("Lost: {range} a month").format(range=range_words(loss.lost, "money", context)))
    if loss.covered is not None and loss.month is not None and loss.covered[0] >= 0.01:
        chances = [speech.chance(chance) for chance in loss.covered]
        covering = _("Chance of covering living costs from {month}: {before} → {after}")
        if chances[0] != chances[1]:
            lines.append(covering.format(month=speech.month(loss.month), before=chances[0], after=chances[1]))
    count = len(loss.listings)
    if count:
        lines.append(
            ngettext("{count} listing ends with it.", "{count} listings end with it.", count).format(count=count)
        )
    return lines


def _change(share: float) -> str:
    whole = round(share * 100)
    return f"+{whole}%" if whole > 0 else f"−{-whole}%" if whole < 0 else "±0%"


def trend(kind: str, record_id: str, facts: "Actuals | None", context: Context) -> tuple[Dot, ...]:
    """Net income of a product or platform by month as the ledger has it, of the last 12; empty where it has none."""
    if facts is None or kind not in ("product", "platform"):
        return ()
    table = facts.income_by_product if kind == "product" else facts.income_by_platform
    speech, months = Speech(context), facts.twelve_months
    values = [table.get((month, record_id)) for month in months]
    first = next((at for at, value in enumerate(values) if value is not None), None)
    if first is None:
        return ()
    shown = list(zip(months, values, strict=True))[first:]
    return tuple(Dot(speech.month(month), speech.money(value or 0.0), value or 0.0) for month, value in shown[-_TREND:])


def trend_words(dots: tuple[Dot, ...]) -> str:
    """How the last three full months went beside the three before: “+12%”; empty where there are too few."""
    values = [dot.value or 0.0 for dot in dots[:-1]]  # this month is not over
    before, after = sum(values[-6:-3]), sum(values[-3:])
    if len(values) < 6 or before <= 0:
        return ""
    return _change(after / before - 1)


def findings_of(plan: Plan, node: Target, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The findings about a record, about what links it, or that name it, worst first."""
    own = {node} | {
        (kind, record.id) for kind, field in _LINKS.get(node[0], ()) for record in plan.naming(kind, field, node[1])
    }
    return (one for one in problems if (one.kind, one.id) in own or node in one.also)
