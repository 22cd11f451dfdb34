"""What the lines of an alliance are worth to each side in a month, at the medians of their guesses.

Money in the base currency. Hours are ours and cost the wage; a sum of money is worth the same to both sides where only
one of them says what. What is given costs its giver what it is worth to them, nothing where that is not entered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.analysis.alliances.exchange_values import Actor, Side, Transfer, net_values
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.inputs import inputs_of
from planner.model.catalogue import Alliance, Exchange
from planner.model.plan import Plan

US, THEM = "us", "them"


@dataclass(frozen=True, slots=True)
class Line:
    """An exchange at its medians: its worth to each side, None where nothing is entered, and our hours."""

    exchange: Exchange
    to_us: float | None
    to_them: float | None
    hours: float

    @property
    def given(self) -> bool:
        """Whether we give it."""
        return self.exchange.direction != "get"

    @property
    def money(self) -> bool:
        """Whether it is a sum of money."""
        return self.exchange.sort == "money"

    @property
    def worth(self) -> float | None:
        """What it is worth to who gets it; None where that is not said."""
        ours, theirs = (self.to_them, self.to_us) if self.given else (self.to_us, self.to_them)
        return theirs if ours is None and self.money else ours

    @property
    def cost(self) -> float:
        """What it is worth to who gives it."""
        own = self.to_us if self.given else self.to_them
        return (self.worth or 0.0) if own is None and self.money else own or 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines of an alliance, and what our hours for it cost (None without a wage)."""

    lines: tuple[Line, ...]
    hours_cost: float | None

    def net(self, share_paid: float = 0.0) -> tuple[float, float]:
        """Net value of us and of them (Gordijn & Akkermans 2001); `share_paid` is a share that stands in no line."""
        ways = ((US, THEM) if line.given else (THEM, US) for line in self.lines)
        transfers = [Transfer(*way, line.cost, line.worth or 0.0) for way, line in zip(ways, self.lines, strict=True)]
        transfers.append(Transfer(US, THEM, share_paid, share_paid))
        found = net_values([Actor(US, -(self.hours_cost or 0.0)), Actor(THEM)], transfers).net
        return found[US], found[THEM]

    def side(self, *, ours: bool, alternative: float) -> Side:
        """What a side needs of the shared revenue: its costs less what it gets in kind, and its alternative.

        Our money given is left out: it is the share itself. Kind beyond the costs takes the place of the alternative.
        """
        given = sum(line.cost for line in self.lines if line.given == ours and not (line.money and line.given))
        got = sum(line.worth or 0.0 for line in self.lines if line.given != ours and not (line.money and line.given))
        need = given - got + ((self.hours_cost or 0.0) if ours else 0.0)
        return Side(max(0.0, need), max(0.0, alternative + min(0.0, need)))

    def says(self, *, ours: bool) -> bool:
        """Whether a line tells what the side gets."""
        return any(line.worth is not None for line in self.lines if line.given != ours)

    def silent(self, *, ours: bool) -> tuple[str, ...]:
        """The fields that would tell what the side gets, where no line does."""
        field = "value_to_us" if ours else "value_to_them"
        lines = [line.exchange.id for line in self.lines if line.given != ours]
        return () if self.says(ours=ours) else tuple(f"exchange/{one}/{field}" for one in lines)

    @property
    def pays_money(self) -> bool:
        """Whether a line says what we pay."""
        return any(line.given and line.money and line.worth is not None for line in self.lines)


def sheet_of(plan: Plan, alliance: Alliance) -> Sheet:
    """The sheet of an alliance of the plan."""
    exchanges = [line for line in plan.naming("exchange", "alliance", alliance.id) if isinstance(line, Exchange)]
    medians = {key: max(0.0, ends(read)[1]) for key, read in inputs_of(exchanges, {}).items()}

    def line(one: Exchange) -> Line:
        to_us, to_them, hours = (
            medians.get(f"exchange/{one.id}/{name}") for name in ("value_to_us", "value_to_them", "hours")
        )
        return Line(one, to_us, to_them, hours or 0.0)

    lines = tuple(map(line, exchanges))
    return Sheet(lines, _hours_cost(plan, lines))


def _hours_cost(plan: Plan, lines: Sequence[Line]) -> float | None:
    hours, wage = sum(line.hours for line in lines), money(plan, plan.settings.wage)
    if not hours:
        return 0.0
    return None if wage is None else hours * wage
