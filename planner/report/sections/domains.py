"""The domains: every score with its aim, what shows it, and which products rest on it."""

from planner.figures.radar import RadarOptions, radar
from planner.figures.score_bars import scores_of
from planner.i18n import _
from planner.model.plan import Plan
from planner.model.portfolio import Domain, Need
from planner.report.blocks import Block, Facts, Figure, Heading, Paragraph, plain
from planner.report.context import ReportContext
from planner.report.markdown import notes
from planner.report.sections.needs import needed
from planner.report.sections.next_hours import next_hours

_MOST_BARS = 24
_WIDTH = 760.0  # px of the figure, about as wide as the page


def domains(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the domains; empty without any."""
    found = plan.of(Domain)
    if not found:
        return ()
    scored = scores_of(plan)
    figure: tuple[Block, ...] = ()
    if scored:
        words = [_("Scores now and their targets (diamonds), 0 to 100: at 50 one gets paid, at 80 one is sought after")]
        if len(scored) > _MOST_BARS:
            words.append(_("The first {count} of {all} domains.").format(count=_MOST_BARS, all=len(scored)))
        figure = (Figure(radar(scored[:_MOST_BARS], RadarOptions(_WIDTH)), " · ".join(words)),)
    intro = _("The fields this plan draws on. What joins two of them is worth more than one of them perfected.")
    return (
        Heading(_("Domains")),
        Paragraph(plain(intro), "caption"),
        *figure,
        *next_hours(plan, context),
        *(block for domain in found for block in _domain(plan, domain, context)),
    )


def _domain(plan: Plan, domain: Domain, context: ReportContext) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(domain.name, 2, target=("domain", domain.id))]
    facts = context.facts(domain, "name")
    if facts:
        blocks.append(Facts(facts, 5))
    for label, text in context.long_texts(domain):
        blocks += notes(text, label)
    needs = [need for need in plan.naming("need", "domain", domain.id) if isinstance(need, Need)]
    wanted = [("product", need.product, need) for need in needs]
    blocks += needed(context, wanted, _("Needed by"))
    return tuple(blocks)
