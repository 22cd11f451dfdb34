"""Rules about products: whether they sell, what a sale leaves, whether they earn back what they take."""

import math

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, error, hint, warning
from planner.i18n import N_

SPECS = (
    RuleSpec(
        "PR01",
        N_("No sale backs this product"),
        numbers=(
            Number("days_live", "days", empty=True),
            Number("transactions", "count"),
            Number("visitors", "count"),
            Number("silence_visitors", "count", infinite=True),
        ),
        conditions=(
            warning(
                N_("“{name}” has had {visitors} visitors in {days_live} days and no sale yet."),
                Mark("days_live", ">=", 90),
                Mark("transactions", "=", 0),
                Mark("visitors", ">=", "silence_visitors"),
            ),
        ),
        why=N_(
            "Only what is traded has proven value. After 90 days and this many visitors the silence speaks: had the "
            "conversion you expect been right, a sale would almost surely have come."
        ),
        advice=N_("Test another price or promise in a day, or retire the product."),
    ),
    RuleSpec(
        "PR02",
        N_("Every sale loses money"),
        numbers=(Number("net_per_order_p50", "money"),),
        conditions=(
            error(
                N_("A sale of “{name}” leaves {net_per_order_p50} after fees, refunds and costs."),
                Mark("net_per_order_p50", "<=", 0),
            ),
        ),
        why=N_("Fees, refunds and unit costs take the whole price or more. Selling more of it would not help."),
        advice=N_("Raise the price, lower the unit cost, or sell where the fee is lower."),
    ),
    RuleSpec(
        "PR03",
        N_("It will hardly earn back what it still takes"),
        numbers=(Number("break_even_orders", "count", infinite=True), Number("orders_p90", "count")),
        conditions=(
            warning(
                N_("At this price “{name}” never earns back what is still to be spent on it."),
                Mark("break_even_orders", ">=", math.inf),
            ),
            warning(
                N_(
                    "“{name}” has to sell {break_even_orders} times to earn back what is still to be spent; even a good "
                    "year brings {orders_p90} orders."
                ),
                Mark("break_even_orders", ">", "orders_p90"),
            ),
        ),
        why=N_(
            "Only what is still to be spent counts here; what is spent is spent. Nine years in ten bring fewer orders "
            "than it takes to earn that back within twelve months."
        ),
        advice=N_("Make it smaller: sell a first part before the rest is made."),
    ),
    RuleSpec(
        "PR04",
        N_("Hours sold below their best use"),
        numbers=(
            Number("net_per_order", "money"),
            Number("hours_per_sale", "hours"),
            Number("value_of_hour", "amount"),
        ),
        conditions=(
            warning(
                N_(
                    "A sale of “{name}” leaves {net_per_order} for {hours_per_sale} of work; elsewhere one hour brings "
                    "{value_of_hour}."
                ),
                Mark("hours_per_sale", ">", 0),
                Mark("net_per_order", "<", lambda numbers: numbers["value_of_hour"] * numbers["hours_per_sale"]),
            ),
        ),
        why=N_(
            "Each sale takes hours that would bring more in their best other use. The better it sells, the more "
            "that costs."
        ),
        advice=N_("Raise the price, or let a tool or a partner take over part of the work."),
    ),
    RuleSpec(
        "PR05",
        N_("One work, one outlet"),
        numbers=(Number("income_12", "money"), Number("outlets", "count")),
        conditions=(
            hint(
                N_("“{name}” could earn in a second place; all of its {income_12} a year comes from one listing."),
                Mark("income_12", ">", 0),
                Mark("outlets", "=", 1),
            ),
        ),
        why=N_("What is made once can be sold in many places. A product with one outlet stops when that one closes."),
        advice=N_("Add a listing on another platform."),
    ),
    RuleSpec(
        "PR06",
        N_("Building without selling"),
        numbers=(Number("logged_make_hours", "hours"), Number("make_hours_p90", "hours"), Number("sales", "count")),
        conditions=(
            warning(
                N_(
                    "“{name}” has taken {logged_make_hours} to make, planned were {make_hours_p90} at most, and none is "
                    "sold yet."
                ),
                Mark("logged_make_hours", ">", lambda numbers: 1.5 * numbers["make_hours_p90"]),
                Mark("sales", "=", 0),
            ),
        ),
        why=N_(
            "The making has taken over one and a half times the most that was planned. A first sale of what exists "
            "tells more than further making."
        ),
        advice=N_("Offer the half that is done and let the first buyers say what is missing."),
    ),
)
