"""How long the money lasts: the runway, from when income covers living costs, and when the job can be left."""

import math
from typing import TYPE_CHECKING

from planner.figures.forecast_words import YEAR, lasting
from planner.figures.month_chance import ChanceOptions, month_chance
from planner.i18n import _, ngettext
from planner.model.plan import Plan
from planner.model.values import Month
from planner.report.blocks import Block, Cell, Column, Figure, Heading, KeyFigure, KeyFigures, Paragraph, Table, plain
from planner.report.context import ReportContext

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Cover, Forecast, Survival

_MONTHS = 24
_WIDTH = 760.0


def survival(_plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where neither cash nor living costs are known."""
    found = context.reckoned.forecast
    if found is None or (found.survival is None and found.cover is None):
        return ()
    return (
        Heading(_("Survival")),
        *_sentence(found),
        KeyFigures(tuple(_figures(context, found))),
        *_chances(context, found),
        *_months(context, found),
    )


def _sentence(found: "Forecast") -> tuple[Block, ...]:
    told = found.survival
    if told is None:
        return ()
    lasts = lasting(told, len(found.months))
    parts = [lasts[:1].upper() + lasts[1:]]
    if told.has_job:
        parts.append(quit_words(told.safe_month))
    return (Paragraph(plain(" · ".join(parts)), "lead"),)


def quit_words(month: int | None) -> str:
    """When the job can be left."""
    if month is None:
        return _("within these months the job cannot be left safely")
    if month == 0:
        return _("the job can be left now")
    return ngettext(
        "the job can be left after {count} month", "the job can be left after {count} months", month
    ).format(count=month)


def _figures(context: ReportContext, found: "Forecast") -> list[KeyFigure]:
    told, figures = found.survival, []
    if told is not None:
        low = min(range(len(told.cash.p10)), key=told.cash.p10.__getitem__)
        figures += [
            KeyFigure(_("Runway now"), runway_words(told.now), runway_note(told.now)),
            KeyFigure(
                _("Lowest cash"), context.speech.money(told.cash.p10[low]),
                _("1 chance in 10 to be lower, {month}").format(month=context.month(found.months[low])),
            ),
            KeyFigure(_("Run out within the plan"), context.speech.chance(told.ruin[-1]),
                      _("chance within {count} months").format(count=len(found.months))),
        ]  # fmt: skip
    if found.cover is not None:
        figures.append(
            KeyFigure(_("Living costs covered from"), cover_words(context, found), _("with a chance of 80%"))
        )
    if told is not None and told.has_job:
        figures.append(KeyFigure(_("Job can be left"), _quit(told, context, found), _("chance to run out at most 5%")))
    if found.hands_off_share is not None:
        share = context.speech.share(found.hands_off_share)
        figures.append(KeyFigure(_("Hands-off share"), share, _("of income goes on without work")))
    return figures


def runway_words(months: float) -> str:
    """So many months of cash; none needed where more comes in than goes out."""
    if math.isinf(months):
        return _("not shrinking")
    return ngettext("{count} month", "{count} months", round(months)).format(count=f"{round(months):,}")


def runway_note(months: float) -> str:
    """By what the runway is reckoned."""
    return _("more comes in than goes out") if math.isinf(months) else _("at the present burn")


def cover_words(context: ReportContext, found: "Forecast") -> str:
    """The month from which living costs are covered, or that there is none."""
    cover = found.cover
    if cover is None or not cover.probability:
        return "–"
    return _("not within the plan") if cover.month is None else context.month(found.start + cover.month)


def _quit(told: "Survival", context: ReportContext, found: "Forecast") -> str:
    if told.safe_month is None:
        return _("not within the plan")
    return context.month(found.start + told.safe_month)


def _chances(context: ReportContext, found: "Forecast") -> tuple[Block, ...]:
    if found.cover is None or not found.cover.probability:
        return ()
    drawing = month_chance(found, ChanceOptions(_WIDTH, 230.0, _MONTHS, speech=context.speech))
    return (Figure(drawing, _("The chance that three months of income, from each month on, cover the living costs")),)


def _months(context: ReportContext, found: "Forecast") -> tuple[Block, ...]:
    told = found.survival
    if told is None:
        return ()
    amount, rows = context.speech.amount, []
    for at, month in told_months(found):
        cash = told.cash.at(at)
        rows.append(
            (
                Cell(context.month(month)), Cell(amount(cash.p50), bold=True),
                Cell(context.speech.between(amount(cash.p10), amount(cash.p90))),
                Cell(context.speech.chance(told.ruin[at])), Cell(_covered(context, found.cover, at)),
            )
        )  # fmt: skip
    columns = (
        Column(_("Month"), share=1), Column(_("Cash"), "right"), Column(_("80% range"), "right"), Column(_("Run out by then"), "right"),
        Column(_("Living costs covered"), "right"),
    )  # fmt: skip
    return (Heading(_("Cash by month"), 2), Table(columns, tuple(rows), dense=True))


def told_months(found: "Forecast") -> list[tuple[int, Month]]:
    """The months a table tells of: every one of the first year, then each sixth."""
    return [(at, month) for at, month in enumerate(found.months) if at < YEAR or (at + 1) % 6 == 0]


def _covered(context: ReportContext, cover: "Cover | None", at: int) -> str:
    return context.speech.chance(cover.probability[at]) if cover and at < len(cover.probability) else "–"
