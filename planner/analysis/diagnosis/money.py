"""Rules about money and survival: how long it lasts, where it comes from, what stays when work stops."""

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, absent, error, hint, warning
from planner.i18n import N_

SPECS = (
    RuleSpec(
        "MO01",
        N_("Money may run out"),
        numbers=(Number("ruin_6", "share"), Number("runway_p10", "months", infinite=True)),
        names=(),
        conditions=(
            error(
                N_("The money may run out within six months; the chance of it is {ruin_6}."),
                Mark("ruin_6", ">=", 0.2),
            ),
            warning(
                N_("In one case of ten the money lasts no longer than {runway_p10}."),
                Mark("runway_p10", "<", 6),
            ),
        ),
        why=N_(
            "It is time to act when the chance that the money is gone within six months reaches one fifth, or when it "
            "lasts less than six months in one case of ten. It is a chance and no fact; it can be changed."
        ),
        advice=N_("Cut a cost, or win a first customer for what is closest to being sold."),
        hysteresis=True,
    ),
    RuleSpec(
        "MO02",
        N_("How long the money lasts cannot be said yet"),
        numbers=(Number("living_costs", "amount", empty=True), Number("cash", "money", empty=True)),
        names=(),
        conditions=(
            error(N_("Enter your living costs to see how long your money lasts."), absent("living_costs")),
            error(N_("Enter your cash to see how long your money lasts."), absent("cash")),
        ),
        why=N_(
            "How long money lasts follows from what you have and what you need a month. One of the two is missing, and "
            "a guess of ours would be worse than no answer."
        ),
        advice=N_("Enter it in the settings of the plan; for living costs a range will do."),
    ),
    RuleSpec(
        "MO03",
        N_("One employer carries the income"),
        numbers=(
            Number("employer_share", "share", empty=True),
            Number("other_months_covered", "months", infinite=True),
        ),
        conditions=(
            warning(
                N_(
                    "{employer_share} of your income comes from “{name}”; without it your other sources cover "
                    "{other_months_covered}."
                ),
                Mark("employer_share", ">", 0.5),
                Mark("other_months_covered", "<", 3),
            ),
        ),
        why=N_(
            "A job can end. More than half of the income comes from this one, and what else comes in covers less than "
            "three months of living."
        ),
        advice=N_("Start something small beside the job."),
    ),
    RuleSpec(
        "MO04",
        N_("The job is left early"),
        numbers=(Number("quit_month", "month", empty=True), Number("safe_month", "month", empty=True)),
        names=("early",),
        conditions=(
            warning(
                N_("No month of this plan is safe for leaving the job yet; you plan to leave in {quit_month}."),
                Mark("quit_month", ">=", 0),
                absent("safe_month"),
            ),
            warning(
                N_("You plan to leave the job in {quit_month}; {safe_month} is the first safe month, {early} later."),
                Mark("quit_month", "<", "safe_month"),
            ),
        ),
        why=N_(
            "A month is safe when the money runs out within two years after it in at most one case of twenty. Leaving "
            "earlier can go well, but it is a bet."
        ),
        advice=N_("Keep the job until then, or bring some income forward."),
    ),
    RuleSpec(
        "MO05",
        N_("Income stops when you stop"),
        numbers=(Number("hands_off_share", "change", empty=True),),
        names=(),
        conditions=(
            hint(
                N_("{hands_off_share} of your income would go on if you stopped working."),
                Mark("hands_off_share", "<", 0.2),
            ),
        ),
        why=N_(
            "Your hands-off share lies below a fifth: nearly all income needs your hours. That is how most begin, and a "
            "single product that sells without you changes it."
        ),
        advice=N_("Add a product, a subscription or a share that earns without your hours."),
        hysteresis=True,
    ),
    RuleSpec(
        "MO06",
        N_("Tax is not set aside"),
        numbers=(Number("profit_12", "money"), Number("set_aside_rate", "share", empty=True)),
        names=(),
        conditions=(
            hint(
                N_("Set part of the expected profit of {profit_12} aside for tax; so far it is nothing."),
                Mark("profit_12", ">", 0),
                absent("set_aside_rate"),
            ),
            hint(
                N_("Set part of the expected profit of {profit_12} aside for tax; the rate is 0."),
                Mark("profit_12", ">", 0),
                Mark("set_aside_rate", "=", 0),
            ),
        ),
        why=N_(
            "Tax on a profit comes late and all at once. While you do not know your own rate, 20 to 30% is a fair start."
        ),
        advice=N_("Enter a rate to set aside in the settings of the plan."),
    ),
)
