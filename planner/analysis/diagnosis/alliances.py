"""Rules about alliances: whether each side gains, whether the shares hold, how much hangs on one partner."""

from collections.abc import Iterator

from planner.analysis.alliances.exchange_sheets import US
from planner.analysis.alliances.exchange_values import ShareInterval
from planner.analysis.alliances.fair_share import fair_share
from planner.analysis.alliances.terms import AllianceTerms
from planner.analysis.alliances.terms import alliance_terms as terms_of
from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, Subject, absent, error, warning
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecasting.known import known_of
from planner.analysis.newest import newest
from planner.i18n import N_, _
from planner.model.catalogue import Alliance
from planner.model.checks import Fix, Lacking, Surroundings
from planner.model.plan import Plan


@newest
def _terms(plan: Plan, facts: Actuals) -> tuple[AllianceTerms, ...]:
    return terms_of(plan, known_of(plan, facts, calibrate=True))


def _net_values(around: Surroundings) -> Iterator[Subject | Lacking]:
    """AL01: per side of each alliance what it gets less what it gives in a month (`exchange_sheets`); a side of which no
    line says what it gets is passed over."""
    plan, words = around.plan, Words(around.plan, around.today)
    for one in _terms(plan, around.results["actuals"]):
        alliance = plan.get(Alliance, one.id)
        if one.lacking:
            yield Lacking(one.lacking)
        partners = [plan.label("partner", partner) for partner in alliance.partners]
        theirs = words.named(partners) if partners else _("the other side")
        also = tuple(("partner", partner) for partner in alliance.partners)
        for actor, net in ((_("you"), one.ours), (theirs, one.theirs)):
            if net is not None:
                names, lost = {"name": alliance.name, "actor": actor}, -12 * net if net < 0 else None
                yield Subject("alliance", one.id, "name", {"net_value": net}, names, also, impact=lost)


def _shares(around: Surroundings) -> Iterator[Subject]:
    """AL02: our part of the shared revenue as agreed, and the parts that leave both sides better off than without it;
    what is given and got in kind counts on both sides."""
    for one in _terms(around.plan, around.results["actuals"]):
        if one.interval is not None:
            alliance = around.plan.get(Alliance, one.id)
            values = {"share": one.share, "low": one.interval.low, "high": one.interval.high}
            also = tuple(("partner", partner) for partner in alliance.partners)
            fix = _fair_share(around, one.interval)
            yield Subject("alliance", one.id, "share", values, {"name": alliance.name}, also, fix)


def _fair_share(around: Surroundings, interval: ShareInterval) -> Fix | None:
    """Their share after Nash."""
    share = fair_share(interval)
    if share is None:
        return None
    told = Words(around.plan, around.today).number(float(share), "share")
    return Fix(_("Give them {share}").format(share=told), {"share": share})


def _groups(around: Surroundings) -> Iterator[Subject | Lacking]:
    """AL03: what the group that would gain most by leaving would gain in a month, where pair bonuses say what groups are
    worth and each partner has an even part of what their side gets."""
    plan, words = around.plan, Words(around.plan, around.today)
    for one in _terms(plan, around.results["actuals"]):
        if one.unread:
            yield Lacking((f"alliance/{one.id}/pair_bonuses",))
        if one.division is not None:
            violation = one.division.violation
            members = [_("you") if who == US else plan.label("partner", who) for who in violation.members]
            names = {"name": plan.label("alliance", one.id), "members": words.named(members)}
            also = tuple(("partner", who) for who in violation.members if who != US)
            values = {"largest_violation": violation.amount}
            yield Subject("alliance", one.id, "pair_bonuses", values, names, also)


def _partner_shares(around: Surroundings) -> Iterator[Subject]:
    """AL04: mean income of 12 months through each partner, of all income of listings and alliances."""
    plan = around.plan
    for source in around.results["forecast"].concentration["partner"].sources:
        if source.kind == "partner":
            alliances = tuple(("alliance", one.id) for one in plan.of(Alliance) if source.id in one.partners)
            names, values = {"name": plan.label("partner", source.id)}, {"partner_share": source.share}
            yield Subject("partner", source.id, "name", values, names, alliances, impact=source.amount)


_NO_SHARE = N_("As things stand, no share of “{name}” leaves both sides better off.")

SPECS = (
    RuleSpec(
        "AL01",
        N_("An alliance that one side cannot keep up"),
        gather=_net_values,
        needs=("actuals",),
        numbers=(Number("net_value", "money"),),
        names=("name", "actor"),
        conditions=(error(N_("“{name}” leaves {actor} with {net_value} a month."), Mark("net_value", "<=", 0)),),
        why=N_(
            "An alliance lasts as long as each side gains, counted by its own values. Here one side gains nothing or "
            "pays for the other."
        ),
        advice=N_("Change what is given or got until both sides gain."),
    ),
    RuleSpec(
        "AL02",
        N_("A share that suits one side only"),
        gather=_shares,
        needs=("actuals",),
        numbers=(
            Number("share", "share", empty=True),
            Number("low", "change", empty=True, infinite=True),
            Number("high", "change", empty=True),
        ),
        conditions=(
            warning(_NO_SHARE, absent("low")),
            warning(_NO_SHARE, absent("high")),
            warning(_NO_SHARE, Mark("low", ">", "high")),
            warning(
                N_("With a share of {share} in “{name}” you are better off alone; both gain from {low} to {high}."),
                Mark("share", "<", "low"),
            ),
            warning(
                N_(
                    "With a share of {share} in “{name}” for you the other side is better off alone; both gain from "
                    "{low} to {high}."
                ),
                Mark("share", ">", "high"),
            ),
        ),
        why=N_(
            "Each side compares the alliance with what it would earn without it. Outside this interval one of them is "
            "better off alone and will sooner or later act on it."
        ),
        advice=N_("Renegotiate the share, or lower what the alliance costs one of you."),
    ),
    RuleSpec(
        "AL03",
        N_("Some partners could leave together"),
        gather=_groups,
        needs=("actuals",),
        numbers=(Number("largest_violation", "money"),),
        names=("name", "members"),
        conditions=(
            warning(
                N_("By leaving “{name}” together, {members} would gain {largest_violation}."),
                Mark("largest_violation", ">", 0),
            ),
        ),
        why=N_(
            "A split holds when no group of partners earns more among themselves than they are given. Here one group "
            "would."
        ),
        advice=N_("Agree on the Shapley or the nucleolus split."),
    ),
    RuleSpec(
        "AL04",
        N_("Income depends on one partner"),
        gather=_partner_shares,
        needs=("forecast",),
        numbers=(Number("partner_share", "share", empty=True),),
        conditions=(
            warning(
                N_("{partner_share} of the income of the next twelve months runs through “{name}”."),
                Mark("partner_share", ">", 0.3),
            ),
        ),
        why=N_(
            "More than three tenths of the income hangs on one partner. Partners change their plans for reasons of "
            "their own."
        ),
        advice=N_("Look for a second partner while there is time."),
        hysteresis=True,
    ),
)
