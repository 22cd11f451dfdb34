"""Rules about domains: what a product still needs, where the next hours gain most, what a score rests on."""

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, absent, error, hint, warning
from planner.i18n import N_

SPECS = (
    RuleSpec(
        "SK01",
        N_("A required domain is still missing"),
        numbers=(Number("score", "score", empty=True),),
        names=("product", "domain"),
        conditions=(
            error(
                N_("“{product}” is worth nothing until you have the domain it needs: “{domain}” has no score yet."),
                absent("score"),
            ),
            error(
                N_("“{product}” is worth nothing until you have the domain it needs: “{domain}” stands at 0."),
                Mark("score", "=", 0),
            ),
        ),
        why=N_(
            "A required domain multiplies the value of a product, so 0 or no score leaves nothing of it. "
            "Even a modest score changes that."
        ),
        advice=N_("Plan hours to learn it, find a partner who brings it, or drop the need."),
    ),
    RuleSpec(
        "SK02",
        N_("Your next hours gain more elsewhere"),
        numbers=(Number("hours_share_below_third", "share", empty=True),),
        names=("domain",),
        conditions=(
            warning(
                N_(
                    "Your next hours are worth three times more in “{domain}” than where "
                    "{hours_share_below_third} of them are planned."
                ),
                Mark("hours_share_below_third", ">", 0.5),
            ),
        ),
        why=N_(
            "An hour gains much in one domain and little in another. More than half of the planned learning hours go "
            "where they gain less than a third of what the best domain gives."
        ),
        advice=N_("Move some of these hours to that domain."),
        hysteresis=True,
    ),
    RuleSpec(
        "SK03",
        N_("One domain, no multiplier yet"),
        numbers=(Number("live_products", "count"), Number("domains_used", "count")),
        names=("domain",),
        conditions=(
            hint(
                N_("A second domain would multiply what you sell; so far all of it rests on “{domain}”."),
                Mark("live_products", ">=", 1),
                Mark("domains_used", "=", 1),
            ),
        ),
        why=N_(
            "Domains multiply each other. Going from 60 to 80 in a second one is affordable, from 90 to 95 in the first "
            "hardly."
        ),
        advice=N_("Try a boosting domain with one product, such as writing, teaching or selling."),
    ),
    RuleSpec(
        "SK04",
        N_("A high score without evidence"),
        numbers=(Number("score", "score", empty=True), Number("sales", "count"), Number("logged_hours", "hours")),
        conditions=(
            warning(
                N_("The score {score} of “{name}” rests on no sale and on {logged_hours} logged so far."),
                Mark("score", ">=", 80),
                Mark("sales", "=", 0),
                Mark("logged_hours", "<", 100),
            ),
        ),
        why=N_(
            "A score of 80 or more says that others would pay for this work. With no sale and fewer than 100 logged "
            "hours, forecasts that use it stand on hope."
        ),
        advice=N_("Lower the score for now, or test it with a small offer."),
    ),
)
