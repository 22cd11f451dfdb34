"""Rules about alliances: whether each side gains, whether the shares hold, how much hangs on one partner."""

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, absent, error, warning
from planner.i18n import N_

_NO_SHARE = N_("As things stand, no share of “{name}” leaves both sides better off.")

SPECS = (
    RuleSpec(
        "AL01",
        N_("An alliance that one side cannot keep up"),
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
