"""Rules about domains: what a product still needs, where the next hours gain most, what a score rests on."""

from collections.abc import Iterator
from math import ceil

from planner.analysis.diagnosis.declaration import EASE, Mark, Number, RuleSpec, Subject, absent, error, hint, warning
from planner.analysis.skills.learning import score_after
from planner.analysis.skills.portfolio import DomainSkills, learner, learning_gains, needs_of, share_below_third
from planner.i18n import N_, _
from planner.model.catalogue import Domain, Need, Product
from planner.model.checks import Fix, Surroundings
from planner.model.plan import Plan

_SHOWN = 80  # a score from which others would pay


def _missing_domains(around: Surroundings) -> Iterator[Subject]:
    """SK01: the score of each domain that a product not retired requires; put away it counts as none."""
    plan = around.plan
    waiting: dict[str, list[Product]] = {}
    for product in plan.of(Product):
        for need in needs_of(plan, product.id):
            if product.stage != "retired" and need.role != "boost" and need.domain:
                waiting.setdefault(need.domain, []).append(product)
    for domain_id, products in waiting.items():
        domain = plan.find("domain", domain_id)
        names = {"product": products[0].name, "domain": plan.label("domain", domain_id)}
        score = None if domain is None or domain.archived else domain.score
        also = tuple(dict.fromkeys(("product", product.id) for product in products))
        yield Subject("domain", domain_id, "score", {"score": score}, names, also)


def _learning_hours(around: Surroundings) -> Iterator[Subject]:
    """SK02: hours from score to target by domain, set against what the next hour of each adds to the year's income."""
    plan = around.plan
    domains = learning_gains(plan, around.results["forecast"]).domains
    share = share_below_third(domains)
    best = max(domains, key=lambda one: one.gain, default=None)
    if share is None or best is None:
        return
    worse = tuple(("domain", one.id) for one in domains if one.planned_hours and one.gain < best.gain / 3)
    names = {"domain": plan.label("domain", best.id)}
    values = {"hours_share_below_third": share}
    yield Subject("domain", best.id, "target", values, names, worse, _more_of(plan, domains, best))


def _more_of(plan: Plan, domains: tuple[DomainSkills, ...], best: DomainSkills) -> Fix | None:
    """The target of the best domain that brings the share of the others' hours down to where the rule lets go."""
    elsewhere = sum(one.planned_hours for one in domains if one.gain < best.gain / 3)
    more = elsewhere / (0.5 * EASE) - sum(one.planned_hours for one in domains)
    target = ceil(score_after(learner(plan.get(Domain, best.id)), [best.planned_hours + more])[0])
    if more <= 0 or target >= 100:
        return None
    return Fix(_("Aim for {score}").format(score=target), {"target": target})


def _domains_in_use(around: Surroundings) -> Iterator[Subject]:
    """SK03: the products that are live, and the domains they need in any role."""
    live = [product for product in around.plan.of(Product) if product.stage == "live"]
    used = dict.fromkeys(need.domain for product in live for need in needs_of(around.plan, product.id) if need.domain)
    for domain in list(used)[:1]:
        values = {"live_products": len(live), "domains_used": len(used)}
        names = {"domain": around.plan.label("domain", domain)}
        yield Subject("domain", domain, "score", values, names, tuple(("product", product.id) for product in live))


def _scores(around: Surroundings) -> Iterator[Subject]:
    """SK04: proven sales of products that need the domain in any role, and all hours
    logged for it. An entry of the ledger is one sale: only whether there are any is asked."""
    facts = around.results["actuals"]
    proven = {one: proof.sales for one, proof in facts.proofs.items()}
    for domain in around.plan.of(Domain):
        needs = around.plan.naming("need", "domain", domain.id)
        products = {need.product for need in needs if isinstance(need, Need) and need.product}
        values = {
            "score": domain.score,
            "sales": sum(proven.get(product, 0) for product in products),
            "logged_hours": facts.domain_hours.get(domain.id, 0.0),
        }
        fix = Fix(_("Lower to {score} until something shows it").format(score=_SHOWN - 1), {"score": _SHOWN - 1})
        yield Subject("domain", domain.id, "score", values, {"name": domain.name}, fix=fix)


SPECS = (
    RuleSpec(
        "SK01",
        N_("A required domain is still missing"),
        gather=_missing_domains,
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
        gather=_learning_hours,
        needs=("forecast",),
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
        gather=_domains_in_use,
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
        gather=_scores,
        needs=("actuals",),
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
