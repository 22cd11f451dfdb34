"""One order as the rows of a waterfall, and in whole sentences: what it leaves, and when the making is earned back."""

import math
from typing import TYPE_CHECKING

from planner.figures.speech import Speech
from planner.figures.waterfall import Step
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.analysis.listings.order_steps import OrderSteps


def order_rows(steps: "OrderSteps | None") -> tuple[Step, ...]:
    """From the price to what is left; what takes nothing is left out."""
    if steps is None:
        return ()
    taken = (
        (_("Refunds"), steps.refunds),
        (_("Fee"), steps.fee),
        (_("Fixed fee"), steps.fixed_fee),
        (_("Unit cost"), steps.unit_cost),
    )
    lost = [Step(name, -amount) for name, amount in taken if amount > 0]
    return (Step(_("Price"), steps.price, total=True), *lost, Step(_("Left over"), steps.net, total=True))


def order_sentence(steps: "OrderSteps", platform: str, speech: Speech) -> str:
    """What one order on a platform leaves."""
    names = {"platform": platform, "net": speech.money(_near(steps.net)), "price": speech.money(_near(steps.price))}
    if steps.margin is None:
        return _("On {platform} it is given away.").format(**names)
    if steps.net <= 0:
        return _("On {platform} every sale at {price} loses money: {net} is left.").format(**names)
    share = speech.share(steps.margin)
    return _("On {platform} a sale at {price} leaves {net}, {share} of it.").format(share=share, **names)


def earned_back(orders: float, hours: float, speech: Speech) -> str:
    """After how many orders the hours of making are paid; empty where nothing is to be earned back."""
    if not orders:
        return ""
    made = speech.hours(hours)
    if math.isinf(orders):
        return _("The {hours} it takes to make are never earned back.").format(hours=made)
    count = round(orders)
    told = ngettext(
        "The {hours} it takes to make are earned back after {count} sale.",
        "The {hours} it takes to make are earned back after {count} sales.",
        count,
    )
    return told.format(hours=made, count=f"{count:,}")


def _near(amount: float) -> float:
    return float(f"{amount:.3g}")
