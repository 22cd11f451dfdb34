"""A plan of invented records, as many as wished, in which everything hangs together: for maps of any size."""

from decimal import Decimal

from planner.model.catalogue import Alliance, Domain, Exchange, Listing, Need, Platform, Product, Record
from planner.model.values import Money, Range
from planner.session import Session

_SHARES = (0.18, 0.36, 0.32)  # of domains, products and platforms; the rest are alliances


def records(nodes: int) -> list[Record]:
    """So many nodes and about half as many links again; each product is in two places at most."""
    domains, products, platforms = (max(1, round(nodes * share)) for share in _SHARES)
    alliances = max(1, nodes - domains - products - platforms)
    made: list[Record] = [Domain(id=f"d{at}", name=f"Craft {at + 1}", score=30 + at % 60) for at in range(domains)]
    made += [_product(at) for at in range(products)]
    made += [_platform(at) for at in range(platforms)]
    made += [Need(id=f"n{at}", domain=f"d{at % domains}", product=f"p{at}") for at in range(products)]
    for at in range(products):
        for step in range(1 + at % 2):
            made.append(_listing(at, (at + step) % platforms, step))
    for at in range(alliances):
        made.append(Alliance(id=f"a{at}", name=f"Club {at + 1}", stage=("idea", "talking", "active")[at % 3]))
        line = f"l{at % products}-0"
        made.append(Exchange(id=f"e{at}", alliance=f"a{at}", what="Mentions", sort="audience", listing=line))
    return made


def fill(session: Session, nodes: int) -> None:
    """Put them into the plan of `session`."""
    with session.edit("Begin") as tx:
        for record in records(nodes):
            tx.insert(record)


def _product(at: int) -> Product:
    stage = ("live", "live", "making", "idea")[at % 4]
    medium = ("text", "video", "software", "service")[at % 4]
    return Product(
        id=f"p{at}", name=f"Work {at + 1}", stage=stage, medium=medium, price=Money(Decimal(9 + at % 90), "CNY")
    )


def _platform(at: int) -> Platform:
    form = (None, "company", "marketplace")[at % 3]
    return Platform(
        form=form,
        id=f"f{at}",
        name=f"Place {at + 1}",
        audience=Range.between(Decimal(300 + 20 * at), Decimal(900 + 20 * at)),
    )


def _listing(product: int, platform: int, step: int) -> Listing:
    return Listing(
        id=f"l{product}-{step}", product=f"p{product}", platform=f"f{platform}",
        status=("active", "trial", "paused", "idea")[(product + step) % 4],
        publications_per_month=Range.between(Decimal(1), Decimal(3)),
        click_rate=Range.between(Decimal("0.01"), Decimal("0.05")), conversion=Range.between(Decimal("0.01"), Decimal("0.04")),
    )  # fmt: skip
