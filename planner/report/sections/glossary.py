"""Appendix: the words of the report, for a reader who has never seen the program."""

from planner.i18n import N_, _
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Heading, Table
from planner.report.context import ReportContext

_WORDS = (
    (N_("Domain"), N_("A field in which the person has or wants skill; scored from 0 to 100.")),
    (N_("Product"), N_("What can be traded: a course, a tool, a service, a thing.")),
    (N_("Platform"), N_("Where people are reached or served; owned, or rented from someone who sets the rules.")),
    (N_("Listing"), N_("A product on a platform, with its own price, status and numbers.")),
    (N_("Partner"), N_("A person, company or community that might help.")),
    (N_("Alliance"), N_("An agreement, or the hope of one, with one or more partners.")),
    (N_("Exchange"), N_("One line of an alliance: something given or got.")),
    (N_("Range"), N_("A value that is not known exactly, with its low and its high end.")),
    (N_("Audience"), N_("The people who follow on a platform.")),
    (N_("Conversion"), N_("The share of visitors who buy.")),
    (N_("Fee"), N_("What the platform keeps of each sale.")),
    (N_("Churn"), N_("The share of subscribers who leave in a month.")),
    (N_("Backing product"), N_("What is sold behind free content.")),
    (N_("Runway"), N_("How many months the money lasts.")),
    (N_("Hands-off share"), N_("The part of income that goes on when no hour is worked.")),
    (N_("Milestone"), N_("A piece of work with an end that one person can reach.")),
    (N_("Experiment"), N_("A test with a pass mark that is set beforehand.")),
    (N_("Finding"), N_("Something in the plan that cannot work, or could work better, with a way out.")),
    (N_("80% range"), N_("8 runs of the forecast in 10 end inside it, 1 above and 1 below.")),
    (N_("Ledger"), N_("The list of money that really came in and went out.")),
)


def glossary(_plan: Plan, _context: ReportContext) -> tuple[Block, ...]:
    """The words and what they mean here."""
    rows = tuple((Cell(_(word), bold=True), Cell(_(meaning))) for word, meaning in _WORDS)
    return (
        Heading(_("Words")),
        Table((Column(_("Word")), Column(_("Meaning"), share=1)), rows, dense=True, runs_on=True),
    )
