"""Which function of the product does which operation: names and shapes are carried over, nothing is reckoned here."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from planner.analysis.alliances import core, exchange_values, games
from planner.analysis.diagnosis.judge import judge
from planner.analysis.facts import calibration, experiments, surprise
from planner.analysis.facts.priors import Events, Trials, count_prior, rate_prior
from planner.analysis.listings import numbers as listing_numbers
from planner.analysis.listings import simulate, unit_economics
from planner.analysis.money import survival
from planner.analysis.roadmap import critical_path, priorities, schedule, throughput
from planner.analysis.roadmap.milestones import Milestone
from planner.analysis.skills import hours as skill_hours
from planner.analysis.skills import learning, rarity
from planner.analysis.skills import products as skill_products
from planner.analysis.skills import value as skill_value
from planner.analysis.sources import concentration, removal
from planner.analysis.uncertainty import paired_moves as moves
from planner.analysis.uncertainty import ranges, sensitivity, simulations, streams
from planner.analysis.uncertainty.ranges import Spread
from planner.analysis.uncertainty.streams import Drive

Inputs = dict[str, Any]
SPREAD = ("value", "low", "high", "likely", "hits", "of")
DOMAIN = ("score", "hours_to_80", "curve", "exponent")
NEED = ("role", "weight", "multiplier")


def read(value: Any) -> Any:
    """A value of a case as Python has it: "inf" is infinite."""
    if isinstance(value, Mapping):
        return {key: read(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [read(entry) for entry in value]
    return {"inf": math.inf, "-inf": -math.inf}.get(value, value) if isinstance(value, str) else value


def some(inputs: Mapping[str, Any], *names: str) -> Inputs:
    """The inputs of these names that are given; null is not given."""
    return {name: inputs[name] for name in names if inputs.get(name) is not None}


def asked(inputs: Mapping[str, Any], *names: str) -> list[Any]:
    """The inputs of these names in order; None for one that is not given."""
    return [inputs.get(name) for name in names]


def _domain(form: Mapping[str, Any]) -> learning.Domain:
    return learning.Domain(**some(form, *DOMAIN))


def _need(form: Mapping[str, Any]) -> skill_value.Need:
    return skill_value.Need(**some(form, *NEED))


def _skilled(form: Mapping[str, Any]) -> skill_products.SkilledProduct:
    needs = [skill_products.DomainNeed(**some(need, *NEED, "domain")) for need in form.get("needs") or ()]
    return skill_products.SkilledProduct(form.get("worth"), needs)


def _milestone(form: Mapping[str, Any]) -> Milestone:
    return Milestone(**some(form, "id", "effort", "due", "wait_days", "after", "cost_of_delay"))


def _trials(form: Mapping[str, Any]) -> Trials:
    return Trials(form.get("hits"), form.get("of"))


def _events(form: Mapping[str, Any]) -> Events:
    return Events(form.get("events"), form.get("exposure"))


def _source(form: Mapping[str, Any]) -> Any:
    return form.get("kind"), Spread(**some(form, *SPREAD))


def _outcome(inputs: Inputs) -> tuple[list[sensitivity.Input], list[sensitivity.Term]]:
    known = [
        sensitivity.Input(one.get("id"), one.get("kind"), Spread(**some(one, *SPREAD)))
        for one in inputs.get("inputs") or ()
    ]
    terms = [
        sensitivity.Term(tuple(term.get("factors") or ()), **some(term, "coefficient"))
        for term in inputs.get("terms") or ()
    ]
    return known, terms


def _move(form: Mapping[str, Any]) -> moves.Move:
    return moves.Move(form.get("id"), form.get("outcomes"), form.get("hours"), **some(form, "money"))


def _reserve(inputs: Inputs) -> survival.Reserve:
    return survival.Reserve(inputs.get("cash"), **some(inputs, "credit_limit"))


def _group(form: Mapping[str, Any]) -> games.Group:
    return games.Group(tuple(form.get("members") or ()), form.get("value"))


def _game(inputs: Inputs) -> games.Game:
    return games.Game(
        tuple(inputs.get("partners") or ()),
        inputs.get("alone") or {},
        tuple(_group(one) for one in inputs.get("pair_bonuses") or ()),
        tuple(_group(one) for one in inputs.get("coalitions") or ()),
    )


def _sides(inputs: Inputs) -> tuple[exchange_values.Side, exchange_values.Side]:
    ours = {"cost": inputs.get("our_cost"), "alternative": inputs.get("our_alternative")}
    theirs = {"cost": inputs.get("their_cost"), "alternative": inputs.get("their_alternative")}
    return tuple(exchange_values.Side(**some(side, "cost", "alternative")) for side in (ours, theirs))  # type: ignore[return-value]


def _actors(inputs: Inputs) -> list[exchange_values.Actor]:
    return [exchange_values.Actor(one.get("id"), **some(one, "own")) for one in inputs.get("actors") or ()]


def _transfers(inputs: Inputs) -> list[exchange_values.Transfer]:
    names = ("giver", "receiver", "value_to_giver", "value_to_receiver")
    return [exchange_values.Transfer(*asked(one, *names)) for one in inputs.get("exchanges") or ()]


def _items(inputs: Inputs) -> list[exchange_values.Item]:
    names = ("id", "direction", "value_to_us", "value_to_them")
    return [exchange_values.Item(*asked(one, *names)) for one in inputs.get("items") or ()]


def _dependents(inputs: Inputs) -> list[removal.Dependent]:
    return [removal.Dependent(one.get("income"), one.get("needs") or ()) for one in inputs.get("listings") or ()]


def _task(form: Mapping[str, Any]) -> critical_path.Task:
    return critical_path.Task(**some(form, "id", "low", "likely", "high", "after"))


def _range_fit(i: Inputs) -> Inputs:
    return ranges.points(i.get("kind"), Spread(**some(i, *SPREAD)))


def _scores(i: Inputs) -> Any:
    drive = Drive(**some(i, "driver", "correlation", "sign"))
    return streams.driven_scores(*asked(i, "seed", "id", "samples"), drive, **some(i, "method"))


def _sale(i: Inputs) -> listing_numbers.Sale:
    names = ("price", "fee_rate", "fixed_fee", "refund_rate", "unit_cost", "fee_kept_on_refund")
    return listing_numbers.Sale(**some(i, *names))


_OPERATIONS: dict[str, Callable[[Inputs], Any]] = {
    "skill.rarity": lambda i: rarity.rarity(i.get("percentiles"), **some(i, "correlation")),
    "skill.score_after": lambda i: {"scores": learning.score_after(_domain(i), i.get("hours"))},
    "skill.hours_to": lambda i: {"hours": learning.hours_to(_domain(i), i.get("targets"))},
    "skill.value": lambda i: skill_value.skill_value(
        [_need(need) for need in i.get("needs") or ()], [need.get("score") for need in i.get("needs") or ()]
    ),
    "skill.allocate_hours": lambda i: skill_hours.allocate_hours(
        [_domain(one) for one in i.get("domains") or ()], [_need(one) for one in i.get("domains") or ()], i.get("hours")
    ),
    "skill.allocate_products": lambda i: skill_products.allocate_products(
        [_domain(one) for one in i.get("domains") or ()],
        [_skilled(one) for one in i.get("products") or ()],
        i.get("hours"),
    ),
    "listing.net_per_order": lambda i: {"net": listing_numbers.net_per_order(_sale(i))},
    "listing.month": simulate.month,
    "listing.once_per_person": lambda i: {
        "buyers": listing_numbers.once_per_person(*asked(i, "audience", "probability", "exposures"))
    },
    "listing.open_rate": lambda i: {
        "open_rates": listing_numbers.open_rates(
            *asked(i, "open_rate", "months"), **some(i, "open_floor", "open_half_life_months")
        )
    },
    "listing.subscription": lambda i: listing_numbers.subscription(
        *asked(i, "new", "churn"), **some(i, "net", "active_before")
    ),
    "listing.lifetime_value": lambda i: {
        "value": unit_economics.lifetime_value(
            *asked(i, "net", "churn"), **some(i, "discount", "months", "first_payment")
        )
    },
    "listing.payback": lambda i: {
        "months": unit_economics.payback(*asked(i, "acquisition_cost", "net"), **some(i, "churn"))
    },
    "listing.paid_traffic": lambda i: unit_economics.paid_traffic(
        *asked(i, "cost_per_click", "conversion", "lifetime_value", "margin_rate"), **some(i, "target_ratio")
    ),
    "listing.break_even": lambda i: {
        "orders": unit_economics.break_even(i.get("net"), **some(i, "make_hours", "wage", "outlay"))
    },
    "listing.value_of_hour": lambda i: unit_economics.value_of_hour(*asked(i, "hours", "offers")),
    "listing.unbound_share": lambda i: {
        "share": unit_economics.unbound_share(*asked(i, "contributions", "hours", "wage"))
    },
    "listing.simulate": lambda i: simulate.simulate(
        *asked(i, "listings", "months"), **some(i, "hours_per_month", "wage")
    ),
    "listing.hands_off": lambda i: simulate.hands_off(i.get("listings"), **some(i, "hours_per_month", "from_month")),
    "range.fit": _range_fit,
    "range.probability_above": lambda i: {
        "probability": ranges.fit(i.get("kind"), Spread(**some(i, *SPREAD))).above(i.get("x"))
    },
    "stream.uniforms": lambda i: {
        "uniforms": streams.uniforms(*asked(i, "seed", "id", "samples"), **some(i, "method"))
    },
    "stream.scores": lambda i: {"scores": _scores(i)},
    "simulate.product": lambda i: simulations.product(
        [_source(one) for one in i.get("factors") or ()], *asked(i, "samples", "seed")
    ),
    "simulate.correlated_sum": lambda i: simulations.correlated_sum(
        [_source(one) for one in i.get("sources") or ()], *asked(i, "correlation", "samples", "seed")
    ),
    "simulate.relative_error": lambda i: simulations.relative_error(
        *asked(i, "sigma", "samples", "probability"), **some(i, "wanted")
    ),
    "calibration.update_rate": lambda i: calibration.update_rate(
        rate_prior(i.get("prior") or {}),
        [_trials(one) for one in i.get("data") or ()],
        **some(i, "discount", "threshold"),
    ),
    "calibration.update_count": lambda i: calibration.update_count(
        count_prior(i.get("prior") or {}), [_events(one) for one in i.get("data") or ()], **some(i, "discount")
    ),
    "calibration.robust": lambda i: calibration.robust(
        rate_prior(i.get("prior") or {}), _trials(i), **some(i, "vague_weight")
    ),
    "calibration.surprise_rate": lambda i: surprise.surprise_rate(rate_prior(i.get("prior") or {}), _trials(i)),
    "calibration.surprise_count": lambda i: surprise.surprise_count(count_prior(i.get("prior") or {}), _events(i)),
    "calibration.silence": lambda i: {
        "visitors": calibration.silence(rate_prior(i.get("prior") or {}), **some(i, "bits"))
    },
    "calibration.coverage": lambda i: calibration.coverage(*asked(i, "held", "resolved"), **some(i, "mass")),
    "calibration.interval_score": lambda i: {"score": calibration.interval_score(*asked(i, "low", "high", "outcome"))},
    "calibration.compare": lambda i: {
        "probability_second_higher": calibration.compare(
            rate_prior(i.get("first") or {}, "first"), rate_prior(i.get("second") or {}, "second")
        )
    },
    "experiment.plan": lambda i: experiments.plan(
        rate_prior(i.get("prior") or {}), *asked(i, "sample", "threshold"), **some(i, "confidence")
    ),
    "experiment.verdict": lambda i: experiments.verdict(
        rate_prior(i.get("prior") or {}), _trials(i), *asked(i, "sample", "threshold"), **some(i, "confidence")
    ),
    "experiment.rule_of_three": lambda i: experiments.rule_of_three(i.get("rate"), **some(i, "confidence", "visitors")),
    "experiment.value": lambda i: experiments.value(
        rate_prior(i.get("prior") or {}), *asked(i, "sample", "audience", "net", "cost")
    ),
    "experiment.sample_size": lambda i: {
        "per_group": experiments.sample_size(*asked(i, "rate_a", "rate_b"), **some(i, "significance", "power"))
    },
    "sensitivity.tornado": lambda i: sensitivity.tornado(*_outcome(i)),
    "sensitivity.rank_shares": lambda i: sensitivity.rank_shares(*_outcome(i), *asked(i, "samples", "seed")),
    "sensitivity.moves": lambda i: moves.moves(i.get("base"), [_move(one) for one in i.get("moves") or ()]),
    "sensitivity.value_of_knowing": lambda i: sensitivity.value_of_knowing(
        *_outcome(i), *asked(i, "samples", "seed"), **some(i, "cost")
    ),
    "survival.runway": lambda i: {"months": survival.runway(_reserve(i), i.get("living_costs"), **some(i, "income"))},
    "survival.ruin": lambda i: survival.ruin(_reserve(i), i.get("flows")),
    "survival.cover_month": lambda i: survival.cover_month(
        *asked(i, "income", "living_costs"), **some(i, "probability", "hold")
    ),
    "survival.quit_month": lambda i: {
        "months_with_job": survival.quit_month(
            _reserve(i),
            *asked(i, "flows", "job_net"),
            **some(i, "max_ruin"),
            **({"window": i["window"]} if "window" in i else {}),
        )
    },
    "survival.set_aside": lambda i: survival.set_aside(
        *asked(i, "profits", "set_aside_rate"), **some(i, "start_month")
    ),
    "survival.first_sale": lambda i: {"probability": survival.first_sale(i.get("orders"))},
    "survival.between_month_ends": lambda i: survival.between_month_ends(*asked(i, "cash", "drift", "sd", "months")),
    "alliance.net_values": lambda i: exchange_values.net_values(_actors(i), _transfers(i)),
    "alliance.share_interval": lambda i: exchange_values.share_interval(
        i.get("revenue"), *_sides(i), **some(i, "power")
    ),
    "alliance.commission_interval": lambda i: exchange_values.commission_interval(
        *asked(i, "margin", "conversion", "their_alternative_per_click")
    ),
    "alliance.shapley": lambda i: games.shapley(_game(i)),
    "alliance.least_core": lambda i: core.least_core(_game(i)),
    "alliance.nucleolus": lambda i: core.nucleolus(_game(i)),
    "alliance.best_exchange": lambda i: exchange_values.best_exchange(_items(i)),
    "concentration.effective_number": lambda i: concentration.effective_number(i.get("amounts"), **some(i, "order")),
    "concentration.removal": lambda i: removal.removal(_dependents(i), i.get("remove") or ()),
    "concentration.cut_vertices": lambda i: {"nodes": removal.cut_vertices(i.get("edges") or ())},
    "diagnosis.judge": lambda i: {"severity": judge(i.get("rule"), i.get("values") or {}, **some(i, "was_firing"))},
    "roadmap.order_by_due": lambda i: priorities.order_by_due([_milestone(one) for one in i.get("milestones") or ()]),
    "roadmap.order_by_value": lambda i: priorities.order_by_value(
        [_milestone(one) for one in i.get("milestones") or ()]
    ),
    "roadmap.finish_date": lambda i: {
        "date": schedule.finish_date(*asked(i, "hours", "start", "hours_per_week"), **some(i, "days_off"))
    },
    "roadmap.schedule": lambda i: schedule.schedule(
        [_milestone(one) for one in i.get("milestones") or ()],
        *asked(i, "start", "hours_per_week"),
        **some(i, "days_off"),
    ),
    "roadmap.bias": lambda i: throughput.bias(*asked(i, "estimated", "logged")),
    "roadmap.throughput": lambda i: throughput.throughput(*asked(i, "weeks", "hours", "within")),
    "roadmap.critical_path": lambda i: critical_path.critical_path(
        [_task(one) for one in i.get("milestones") or ()], **some(i, "by")
    ),
}
OPERATIONS: dict[str, Callable[[Inputs], Any]] = {
    name: lambda inputs, ask=ask: ask(read(inputs)) for name, ask in _OPERATIONS.items()
}
