"""What the ledger proves of a product, in words: page, map and message say it alike."""

from dataclasses import replace

from planner.i18n import N_, _, language
from planner.model.money import Entry
from planner.model.plan import Plan
from planner.model.proof import FIRST_SALE, PARTNER_SOLD, REPEAT, UNPROVEN, Proof
from planner.model.reading import Context
from planner.model.wording import day_words, money_words

_BRIEF = {FIRST_SALE: N_("First sale"), REPEAT: N_("Repeat sales"), PARTNER_SOLD: N_("Via a partner")}


def first_sale_words(first: Entry, plan: Plan, context: Context) -> str:
    """Day, amount and channel of a first sale: “20 Nov, ¥199, Gumroad”."""
    parts = (
        day_words(first.date, context) if first.date else "",
        money_words(first.amount, context) if first.amount else "",
        plan.label("platform", first.platform) or plan.label("partner", first.partner),
    )
    return ("，" if language() == "zh" else ", ").join(part for part in parts if part)


def proof_words(proof: Proof, plan: Plan, context: Context) -> str:
    """The state and, once something was sold, the first sale: “Sold repeatedly, first: 20 Nov, ¥199, Gumroad”."""
    if proof.state == UNPROVEN or proof.first is None:
        return proof.label
    sale = first_sale_words(proof.first, plan, context)
    if proof.state == FIRST_SALE:
        return _("First sale: {sale}").format(sale=sale)
    return _("{state}, first: {sale}").format(state=proof.label, sale=sale)


def proof_mark(proof: Proof, context: Context) -> str:
    """The state in as few words as a node of the map has room for; empty where nothing is proven."""
    if proof.state == UNPROVEN or proof.first is None:
        return ""
    if proof.state == FIRST_SALE and proof.first.date:
        this_year = replace(context, today=proof.first.date)  # there is no room for the year
        return _("First sale {day}").format(day=day_words(proof.first.date, this_year))
    return _(_BRIEF[proof.state])
