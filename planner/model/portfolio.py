"""The layers a person builds: domains, products, platforms, and what is offered where."""

from decimal import Decimal

from planner.i18n import N_
from planner.model.fields import (
    BASICS,
    EFFORT,
    MONEY,
    NOTES,
    REACH,
    TIME,
    Place,
    choice,
    choices,
    currency,
    declared,
    flag,
    hours,
    money,
    month,
    notes,
    number,
    range_,
    rate,
    ref,
    text,
    whole,
)  # fmt: skip
from planner.model.kinds import Record, kind
from planner.model.number_types import Number
from planner.model.values import Hours, Money, Month, Range

MEDIA = (
    ("text", N_("Text")),
    ("image", N_("Image")),
    ("video", N_("Video")),
    ("audio", N_("Audio")),
    ("software", N_("Software")),
    ("service", N_("Service")),
    ("event", N_("Event")),
    ("goods", N_("Goods")),
)
CURVES = (("power", N_("Power law")), ("exponential", N_("Exponential")))
FORMS = (("tangible", N_("Tangible")), ("intangible", N_("Intangible")))
STAGES = (("idea", N_("Idea")), ("making", N_("Making")), ("live", N_("Live")), ("retired", N_("Retired")))
PRICINGS = (
    ("one_off", N_("One-off")),
    ("subscription", N_("Subscription")),
    ("hourly", N_("Hourly")),
    ("advertising", N_("Advertising")),
    ("commission", N_("Commission")),
)
ROLES = (("required", N_("Required")), ("boost", N_("Boost")))
PRESENCES = (("online", N_("Online")), ("offline", N_("Offline")))
PLATFORM_FORMS = (("company", N_("Company or shop")), ("marketplace", N_("Marketplace")))
OWNERSHIPS = (("owned", N_("Owned")), ("rented", N_("Rented")))
WAVES = (
    ("pc", N_("PC")),
    ("mobile", N_("Mobile")),
    ("short_video", N_("Short video")),
    ("ai", N_("AI")),
    ("other", N_("Other")),
)
LISTING_STATUSES = (
    ("idea", N_("Idea")),
    ("trial", N_("Trial")),
    ("active", N_("Active")),
    ("paused", N_("Paused")),
    ("ended", N_("Ended")),
)
WEIGHTS = (Decimal("0.5"), Decimal(1), Decimal("1.5"))


@kind("domain", N_("Domain"), N_("Domains"), icon="radar")
class Domain(Record):
    """A field in which the person has or wants skill."""

    name: str = text(N_("Name"), required=True)
    score: int | None = whole(N_("Score"), high="100", help=N_("0 none, 50 gets paid, 80 sought after"))
    target: int | None = whole(N_("Target"), high="100")
    hours_to_80: Hours | None = hours(
        N_("Hours to 80"), default=Hours.of(500), help=N_("From zero to a solid 80; 100 to 5,000 is usual")
    )
    curve: str | None = choice(N_("Learning curve"), CURVES, section=EFFORT, default="power")
    evidence: str = notes(N_("Evidence"), section=BASICS, help=N_("Links or facts that show the score"))
    started_year: int | None = whole(N_("Started in"), low="1900", high="2200", counts=False, section=TIME)
    notes: str = notes()


@kind("need", N_("Need"), N_("Needs"), icon="link", title="", owner="product")
class Need(Record):
    """A product needs a domain."""

    product: str | None = ref(N_("Product"), "product", required=True)
    domain: str | None = ref(N_("Domain"), "domain", required=True)
    role: str | None = choice(N_("Role"), ROLES, default="required")
    weight: Decimal | None = declared(
        Number(steps=WEIGHTS), N_("Weight"), Place(help=N_("0.5 helps, 1 matters, 1.5 decides")), Decimal(1)
    )
    multiplier: Range | None = range_(
        N_("Multiplier"), "number", low="1", section=BASICS, help=N_("How many times more it is worth with this domain")
    )


@kind("product", N_("Product"), N_("Products"), icon="package")
class Product(Record):
    """What can be traded: a work, a course, a service, a thing."""

    name: str = text(N_("Name"), required=True)
    form: str | None = choice(N_("Form"), FORMS, default="intangible")
    medium: str | None = choice(N_("Medium"), MEDIA)
    stage: str | None = choice(N_("Stage"), STAGES, default="idea")
    pricing: str | None = choice(N_("Pricing"), PRICINGS, default="one_off", section=MONEY)
    price: Money | None = money(N_("Price"))
    unit_cost: Money | None = money(N_("Unit cost"))
    refund_rate: Range | None = range_(N_("Refund rate"), "rate")
    churn: Range | None = range_(N_("Churn"), "rate", "month")
    once_per_person: bool = flag(N_("Bought once per person"), section=MONEY)
    make_hours: Range | None = range_(N_("Hours to make"), "hours", section=EFFORT)
    hours_per_sale: Range | None = range_(N_("Hours per sale"), "hours", section=EFFORT)
    upkeep_hours: Range | None = range_(N_("Upkeep hours"), "hours", "month", section=EFFORT)
    evergreen_share: Range | None = range_(
        N_("Evergreen share"), "rate", section=REACH, help=N_("Share of sales that does not fade")
    )
    half_life_months: Range | None = range_(N_("Half-life in months"), "months", section=REACH)
    launch_month: Month | None = month(N_("Launch month"))
    backed_by: str | None = ref(N_("Backing product"), "product", help=N_("What is sold behind free content"))
    problem: str = notes(N_("Problem it solves"), section=NOTES)
    promise: str = notes(N_("Promise"), section=NOTES)
    notes: str = notes()


@kind("platform", N_("Platform"), N_("Platforms"), icon="store")
class Platform(Record):
    """Where people are reached or served: a site, a shop, a list, a room."""

    name: str = text(N_("Name"), required=True)
    catalogue_key: str = text(N_("Catalogue entry"))
    presence: str | None = choice(N_("Presence"), PRESENCES, default="online")
    form: str | None = choice(N_("Form"), PLATFORM_FORMS)
    ownership: str | None = choice(N_("Ownership"), OWNERSHIPS)
    media: tuple[str, ...] = choices(N_("Media"), MEDIA)
    audience: Range | None = range_(N_("Audience"), "people", section=REACH, help=N_("People who follow you here"))
    growth: Range | None = range_(N_("Growth"), "signed", "month", low="-1", section=REACH)
    open_rate: Range | None = range_(N_("Open rate"), "rate", section=REACH)
    open_floor: Decimal | None = rate(
        N_("Open rate floor"), section=REACH, help=N_("Where the open rate stops falling")
    )
    open_half_life_months: Range | None = range_(N_("Open rate half-life in months"), "months", section=REACH)
    hours_per_publication: Range | None = range_(N_("Hours per publication"), "hours", section=EFFORT)
    fee_rate: Decimal | None = rate(N_("Fee"))
    fixed_fee: Money | None = money(N_("Fixed fee per sale"))
    monthly_cost: Money | None = money(N_("Monthly cost"))
    payout_days: int | None = whole(N_("Payout delay in days"), section=MONEY, high="3650")
    currency: str | None = currency(N_("Currency"), section=MONEY)
    wave: str | None = choice(N_("Wave"), WAVES, section=TIME)
    launched_year: int | None = whole(N_("Launched in"), low="1900", high="2200", counts=False, section=TIME)
    joined: Month | None = month(N_("Joined"))
    url: str = text(N_("Link"))
    rules: str = notes(N_("Rules and limits"), section=NOTES)
    notes: str = notes()


@kind("listing", N_("Listing"), N_("Listings"), icon="table-2", title="", owner="product")
class Listing(Record):
    """A product on a platform. An empty price or fee is the product's or the platform's."""

    product: str | None = ref(N_("Product"), "product", required=True)
    platform: str | None = ref(N_("Platform"), "platform", required=True)
    status: str | None = choice(N_("Status"), LISTING_STATUSES, default="idea")
    price: Money | None = money(N_("Price"))
    publications_per_month: Range | None = range_(N_("Publications"), "count", "month", section=REACH)
    click_rate: Range | None = range_(N_("Click rate"), "rate", section=REACH)
    conversion: Range | None = range_(N_("Conversion"), "rate", section=REACH)
    fee_rate: Decimal | None = rate(N_("Fee"))
    fixed_fee: Money | None = money(N_("Fixed fee per sale"))
    ad_budget: Money | None = money(N_("Ad budget per month"))
    cost_per_click: Range | None = range_(N_("Cost per click"), "money")
    rpm: Range | None = range_(N_("Income per 1,000 views"), "money")
    commission_rate: Decimal | None = rate(N_("Commission"))
    fulfilled_by: str | None = ref(N_("Fulfilled by"), "platform", help=N_("The offline leg of a tangible sale"))
    priority: Decimal | None = number(N_("Priority"), low=None, section=TIME)
    start_month: Month | None = month(N_("Start month"))
    end_month: Month | None = month(N_("End month"))
    url: str = text(N_("Link"))
    notes: str = notes()
