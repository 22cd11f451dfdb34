"""Rules about platforms and listings: bought traffic, reach, dependence, distribution."""

import math

from planner.analysis.diagnosis import platform_subjects as subjects
from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, error, hint, warning
from planner.i18n import N_

_GONE = N_("Without “{name}”, {lost_share} of the income of the next twelve months would be gone.")

SPECS = (
    RuleSpec(
        "PL01",
        N_("Bought traffic needs a product that carries it"),
        gather=subjects.bought_traffic,
        needs=("forecast", "actuals"),
        numbers=(
            Number("ad_spend", "amount"),
            Number("organic_sales", "count"),
            Number("value_to_cost_p50", "factor", infinite=True),
            Number("payback_months", "months", infinite=True),
            Number("runway_months", "months", infinite=True),
        ),
        conditions=(
            error(
                N_("“{name}” spends {ad_spend} a month on advertising before anyone has bought without it."),
                Mark("ad_spend", ">", 0),
                Mark("organic_sales", "=", 0),
            ),
            error(
                N_("A customer bought for “{name}” brings back {value_to_cost_p50} times what they cost."),
                Mark("ad_spend", ">", 0),
                Mark("value_to_cost_p50", "<", 1),
            ),
            warning(
                N_("Customers bought for “{name}” never pay back what they cost."),
                Mark("ad_spend", ">", 0),
                Mark("payback_months", ">=", math.inf),
            ),
            warning(
                N_("Customers bought for “{name}” pay back after {payback_months}, which is late for you."),
                Mark("ad_spend", ">", 0),
                Mark("payback_months", ">", lambda numbers: min(12, numbers["runway_months"])),
            ),
        ),
        why=N_(
            "Advertising multiplies what sells by itself. It needs a sale without advertising, a customer who brings "
            "more than they cost, and its money back within twelve months and within your runway."
        ),
        advice=N_("Pause the advertising and prove a sale first."),
    ),
    RuleSpec(
        "PL02",
        N_("Reach is falling"),
        gather=subjects.reach,
        needs=("actuals",),
        numbers=(Number("probability_falling", "share"), Number("drop", "change", empty=True)),
        conditions=(
            warning(
                N_("Your reach on “{name}” has fallen by {drop} in three months (certainty {probability_falling})."),
                Mark("probability_falling", ">=", 0.95),
                Mark("drop", ">=", 0.10),
            ),
        ),
        why=N_(
            "The last three months reach a tenth or more fewer people than the three before, and chance explains that "
            "in at most one case of twenty. Most platforms go this way sooner or later."
        ),
        advice=N_("Invite your readers to a list of your own while they still see you."),
    ),
    RuleSpec(
        "PL03",
        N_("Income depends on one platform"),
        gather=subjects.sources,
        needs=("forecast", "actuals"),
        numbers=(
            Number("top_share", "share", empty=True),
            Number("effective_number", "count", empty=True),
            Number("months", "months", optional=True),  # of the ledger, where it is the ledger that says so
            Number("rows", "count", optional=True),
        ),
        conditions=(
            warning(
                N_("In {months}, {top_share} of your income came from “{name}” (entries of the ledger: {rows})."),
                Mark("rows", ">", 0),
                Mark("top_share", ">", 0.5),
            ),
            warning(N_("{top_share} of your income comes from “{name}”."), Mark("top_share", ">", 0.5)),
            warning(
                N_("Your effective number of sources is {effective_number}; most comes from “{name}”."),
                Mark("effective_number", ">", 0),  # 0: there is no income, so nothing to depend on
                Mark("effective_number", "<", 2),
            ),
        ),
        why=N_(
            "When more than half of the income comes from one platform, or fewer than two sources count in effect, its "
            "next change of rules becomes yours. A second source helps even while it is small."
        ),
        advice=N_("Offer what sells on a second platform."),
        hysteresis=True,
    ),
    RuleSpec(
        "PL04",
        N_("A single point of failure"),
        gather=subjects.single_points,
        needs=("forecast",),
        numbers=(Number("lost_share", "share", empty=True),),
        conditions=(error(_GONE, Mark("lost_share", ">=", 0.8)), warning(_GONE, Mark("lost_share", ">=", 0.5))),
        why=N_(
            "Half or more of the income falls when this one falls, as nothing can take its place; from four fifths on "
            "it carries nearly everything. An alternative need not be as good, only alive."
        ),
        advice=N_("Give what depends on it another way: a second platform, partner or domain."),
        hysteresis=True,
    ),
    RuleSpec(
        "PL05",
        N_("All reach is rented"),
        gather=subjects.owned_reach,
        numbers=(Number("owned_reach_share", "share", empty=True),),
        names=(),
        conditions=(hint(N_("{owned_reach_share} of your reach is your own."), Mark("owned_reach_share", "<", 0.10)),),
        why=N_(
            "Less than a tenth of the people you reach are on platforms you own; the others you reach as long as "
            "someone else lets you. A small list of your own stays."
        ),
        advice=N_("Start a list of your own and name it wherever you publish."),
        hysteresis=True,
    ),
    RuleSpec(
        "PL06",
        N_("Finished work is not distributed"),
        gather=subjects.undistributed,
        needs=("forecast", "actuals"),
        numbers=(
            Number("income_12", "money"),
            Number("publications_60_days", "count"),
            Number("make_hours_elsewhere", "hours"),
        ),
        conditions=(
            hint(
                N_(
                    "“{name}” brings income and waits for a publication; {make_hours_elsewhere} went into making "
                    "elsewhere meanwhile."
                ),
                Mark("income_12", ">", 0),
                Mark("publications_60_days", "=", 0),
                Mark("make_hours_elsewhere", ">=", 10),
            ),
        ),
        why=N_(
            "A work earns each time it is published. In 60 days ten hours or more went into making, and nothing of it "
            "arrived where you already earn."
        ),
        advice=N_("Publish a finished work there."),
    ),
    RuleSpec(
        "PL07",
        N_("Time and logistics eat the sale"),
        gather=subjects.offline_sales,
        needs=("forecast",),
        numbers=(
            Number("offline_hours", "hours"),
            Number("value_of_hour", "amount"),
            Number("contribution", "money"),
        ),
        conditions=(
            warning(
                N_(
                    "“{name}” brings {contribution} for {offline_hours} on the spot and on the road; elsewhere one hour "
                    "brings {value_of_hour}."
                ),
                Mark("contribution", "<", lambda numbers: numbers["offline_hours"] * numbers["value_of_hour"]),
            ),
        ),
        why=N_(
            "Meeting, packing and travelling take hours too. At their best other use these hours would bring more than "
            "the sale."
        ),
        advice=N_("Bundle several deliveries, or move part of it online."),
    ),
)
