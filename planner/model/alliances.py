"""Those one works with: partners, what was said, alliances, and what each side gives and gets."""

from datetime import date
from decimal import Decimal

from planner.i18n import N_
from planner.model.fields import EFFORT, MONEY, REACH, choice, day, money, notes, range_, rate, ref, refs, text
from planner.model.kinds import Record, kind
from planner.model.values import Money, Range

PARTNER_SORTS = (("person", N_("Person")), ("company", N_("Company")), ("community", N_("Community")))
ALLIANCE_STAGES = (
    ("idea", N_("Idea")),
    ("contacted", N_("Contacted")),
    ("talking", N_("Talking")),
    ("agreed", N_("Agreed")),
    ("active", N_("Active")),
    ("ended", N_("Ended")),
)
BASES = (("gross", N_("Of gross income")), ("profit", N_("Of profit")))
DIRECTIONS = (("give", N_("We give")), ("get", N_("They give")))
EXCHANGE_SORTS = (
    ("money", N_("Money")),
    ("audience", N_("Audience")),
    ("content", N_("Content")),
    ("product", N_("Product")),
    ("skill", N_("Skill")),
    ("technology", N_("Technology")),
    ("logistics", N_("Logistics")),
    ("introduction", N_("Introduction")),
    ("brand", N_("Brand")),
    ("equity", N_("Equity")),
)


@kind("partner", N_("Partner"), N_("Partners"), icon="users")
class Partner(Record):
    """A person, company or community that might help."""

    name: str = text(N_("Name"), required=True)
    sort: str | None = choice(N_("Sort"), PARTNER_SORTS, default="person")
    contact: str = text(N_("Contact details"))
    url: str = text(N_("Link"))
    notes: str = notes()


@kind("contact", N_("Contact"), N_("Contacts"), icon="clock", title="", owner="partner")
class Contact(Record):
    """A line of the log of what was said with a partner."""

    partner: str | None = ref(N_("Partner"), "partner", required=True)
    on: date | None = day(N_("Date"))
    note: str = notes(N_("Note"))


@kind("alliance", N_("Alliance"), N_("Alliances"), icon="handshake")
class Alliance(Record):
    """An agreement, or the hope of one, with one or more partners."""

    name: str = text(N_("Name"), required=True)
    partners: tuple[str, ...] = refs(N_("Partners"), "partner")
    stage: str | None = choice(N_("Stage"), ALLIANCE_STAGES, default="idea")
    share: Decimal | None = rate(N_("Their share"))
    share_basis: str | None = choice(N_("Share basis"), BASES, section=MONEY)
    cap: Money | None = money(N_("Cap of the share"))
    start: date | None = day(N_("Start"))
    end: date | None = day(N_("End"))
    review_on: date | None = day(N_("Review on"))
    next_step: str = text(N_("Next step"))
    next_on: date | None = day(N_("Next step on"))
    our_alternative: Range | None = range_(
        N_("Our alternative"), "money", "month", help=N_("What we would have without it")
    )
    their_alternative: Range | None = range_(
        N_("Their alternative"), "money", "month", help=N_("What they would have without it")
    )
    pair_bonuses: str = notes(
        N_("Pair bonuses"), section=MONEY, help=N_("Who is worth more together, one pair per line: A + B: 500")
    )
    notes: str = notes()


@kind("exchange", N_("Exchange"), N_("Exchanges"), icon="arrow-left-right", title="what", owner="alliance")
class Exchange(Record):
    """One line of an alliance: something given or got."""

    alliance: str | None = ref(N_("Alliance"), "alliance", required=True)
    direction: str | None = choice(N_("Direction"), DIRECTIONS, default="give")
    sort: str | None = choice(N_("Sort"), EXCHANGE_SORTS)
    what: str = text(N_("What"), required=True)
    value_to_us: Range | None = range_(N_("Value to us"), "money", "month")
    value_to_them: Range | None = range_(N_("Value to them"), "money", "month")
    hours: Range | None = range_(N_("Hours"), "hours", "month", section=EFFORT)
    listing: str | None = ref(N_("Listing it reaches"), "listing")
    extra_audience: Range | None = range_(N_("Extra audience"), "people", section=REACH)
