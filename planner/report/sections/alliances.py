"""The alliances with what each side gives and gets, and the partners behind them with the last that was said."""

import datetime as dt

from planner.i18n import _
from planner.model.alliances import ALLIANCE_STAGES, EXCHANGE_SORTS, PARTNER_SORTS, Alliance, Contact, Exchange, Partner
from planner.model.plan import Plan
from planner.report.blocks import Block, Bullets, Cell, Column, Facts, Heading, Paragraph, Run, Table, plain
from planner.report.context import ReportContext
from planner.report.markdown import notes
from planner.report.sections.words import choice_word, dash

_MOST_CONTACTS = 8


def alliances(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the alliances and partners; empty without any."""
    found, partners = plan.of(Alliance), plan.of(Partner)
    if not found and not partners:
        return ()
    intro = _("No one gets far alone for long: what is given, what is got, and when it is looked at again.")
    return (
        Heading(_("Alliances and partners")),
        Paragraph(plain(intro), "caption"),
        *(block for alliance in found for block in _alliance(plan, alliance, context)),
        *_partners(plan, partners, context),
    )


def _alliance(plan: Plan, alliance: Alliance, context: ReportContext) -> tuple[Block, ...]:
    partners = context.value(alliance, "partners")
    kicker = " · ".join(
        part for part in (choice_word(ALLIANCE_STAGES, alliance.stage), partners) if part not in ("", "–")
    )
    blocks: list[Block] = [Heading(alliance.name, 2, kicker, ("alliance", alliance.id))]
    facts = context.facts(alliance, "name", "stage", "partners")
    if facts:
        blocks.append(Facts(facts))
    for label, text in context.long_texts(alliance):
        blocks += notes(text, label)
    exchanges = [one for one in plan.naming("exchange", "alliance", alliance.id) if isinstance(one, Exchange)]
    for direction, title in (("give", _("We give")), ("get", _("They give"))):
        lines = [exchange for exchange in exchanges if exchange.direction == direction]
        if lines:
            blocks.append(_exchange_table(title, lines, context))
    return (*blocks, *_worth(alliance, context))


def _worth(alliance: Alliance, context: ReportContext) -> tuple[Block, ...]:
    """What the exchanges leave each side in a month, and the shares with which both gain."""
    one = next((terms for terms in context.reckoned.alliances if terms.id == alliance.id), None)
    if one is None:
        return ()
    money, share = context.speech.money, context.speech.share
    suits = ""
    if one.interval is not None:
        low, high = one.interval.low, one.interval.high
        suits = _("none") if low is None or high is None else context.speech.between(share(low), share(high))
    facts = (
        (_("Leaves us per month"), "" if one.ours is None else money(one.ours)),
        (_("Leaves them per month"), "" if one.theirs is None else money(one.theirs)),
        (_("Shared per month"), "" if one.revenue is None else money(one.revenue)),
        (_("Our share"), "" if one.share is None else share(one.share)),
        (_("Our share that suits both"), suits),
    )
    told = tuple(fact for fact in facts if fact[1])
    return (Facts(told, 5),) if told else ()


def _exchange_table(title: str, lines: list[Exchange], context: ReportContext) -> Table:
    columns = (
        Column(title, share=1), Column(_("Sort")), Column(_("Value to us"), "right"), Column(_("Value to them"), "right"),
        Column(_("Hours"), "right"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(line.what, _reach(line, context), bold=True),
            Cell(choice_word(EXCHANGE_SORTS, line.sort)),
            Cell(dash(context.value(line, "value_to_us"))),
            Cell(dash(context.value(line, "value_to_them"))),
            Cell(dash(context.value(line, "hours"))),
        )
        for line in lines
    )
    return Table(columns, rows)


def _reach(line: Exchange, context: ReportContext) -> str:
    """Which listing the exchange reaches, and how many people it adds."""
    listing = context.label("listing", line.listing)
    people = context.value(line, "extra_audience")
    if listing and people:
        return _("reaches {listing}, {people} more people").format(listing=listing, people=people)
    if people:
        return _("{people} more people").format(people=people)
    return _("reaches {listing}").format(listing=listing) if listing else ""


def _partners(plan: Plan, partners: tuple[Partner, ...], context: ReportContext) -> tuple[Block, ...]:
    if not partners:
        return ()
    blocks: list[Block] = [Heading(_("Partners"), 2)]
    for partner in partners:
        kicker = " · ".join((choice_word(PARTNER_SORTS, partner.sort), *filter(None, (partner.contact, partner.url))))
        blocks.append(Heading(partner.name, 3, kicker, ("partner", partner.id)))
        for label, text in context.long_texts(partner):
            blocks += notes(text, label)
        blocks += _contacts(plan, partner, context)
    return tuple(blocks)


def _contacts(plan: Plan, partner: Partner, context: ReportContext) -> tuple[Block, ...]:
    """The log of what was said, newest first; part of the notes."""
    if not context.notes:
        return ()
    log = [one for one in plan.naming("contact", "partner", partner.id) if isinstance(one, Contact)]
    log.sort(key=lambda one: one.on or dt.date.min, reverse=True)
    items = [(Run(dash(context.day(one.on)), bold=True), Run(f"  {one.note.strip()}")) for one in log[:_MOST_CONTACTS]]
    if not items:
        return ()
    label = _("What was said")
    if len(log) > len(items):
        label = _("What was said: the newest {count} of {all} contacts").format(count=len(items), all=len(log))
    return (Paragraph((), label=label), Bullets(tuple(items)))
