"""A finding in words: how bad it is, where it stands, what it costs, what its fix changes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from planner.commands.records import name_of
from planner.i18n import N_, _, ngettext
from planner.model import checks
from planner.model.catalogue import KINDS, Listing
from planner.model.checks import Problem
from planner.model.checks_records import SELLING
from planner.model.parsing import words
from planner.model.plan import Plan
from planner.model.values import Money
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.views import BY_ID, HOME_OF
from planner.ui.window.trail import Place

SEVERITY: Final[Mapping[str, str]] = {"error": N_("Error"), "warning": N_("Warning"), "hint": N_("Hint")}
COUNTED: Final[Mapping[str, Callable[[int], str]]] = {
    "error": lambda count: ngettext("{count} error", "{count} errors", count),
    "warning": lambda count: ngettext("{count} warning", "{count} warnings", count),
    "hint": lambda count: ngettext("{count} hint", "{count} hints", count),
}
ALL: Final[Mapping[str, str]] = {"error": N_("Errors"), "warning": N_("Warnings"), "hint": N_("Hints")}
NO_PAGE: Final = ""  # the page of what no page shows
_STEP: Final = " › "
_NOTHING: Final = "–"


def counted(severity: str, count: int) -> str:
    """ "3 warnings"."""
    return COUNTED[severity](count).format(count=f"{count:,}")


def pressing(problems: Iterable[Problem], plan: Plan) -> tuple[Problem, ...]:
    """The problems worth a badge: no hints."""
    return tuple(problem for problem in problems if tone_of(problem, plan) != "hint")


def tone_of(problem: Problem, plan: Plan) -> str:
    """How bad it is; while nothing is on offer, a number of the plan that is merely missing is no more than a hint."""
    begun = any(listing.status in SELLING for listing in plan.of(Listing))
    return problem.severity if begun or not _not_entered(problem) else "hint"


def _not_entered(problem: Problem) -> bool:
    return problem.kind == "plan" and problem.values.get(problem.field, problem) is None


def page_label(view: str) -> str:
    """What the page `view` is called; what belongs to no page belongs to the plan."""
    return _(BY_ID[view].label) if view != NO_PAGE else _("The whole plan")


def path_of(plan: Plan, kind: str, record_id: str, field: str = "") -> str:
    """Where a field stands: “Listings › Course · Newsletter › Conversion”."""
    declared = KINDS.get(kind)
    if declared is None:
        return page_label(NO_PAGE)
    view, record = HOME_OF.get(kind), plan.find(kind, record_id)
    parts = [page_label(view) if view else _(declared.plural)]
    if record is not None and kind != "plan":
        parts.append(name_of(plan, record))
    if field in declared.by_name:
        parts.append(_(declared.by_name[field].label))
    elif field in KINDS:  # the records of that kind that are linked to it
        parts.append(_(KINDS[field].plural))
    return _STEP.join(parts)


def place_of(plan: Plan, kind: str, record_id: str, field: str = "") -> Place | None:
    """Where one goes to see it: the record's page, or that of the record it belongs to; None where there is none."""
    record = plan.find(kind, record_id)
    if record is None or kind not in HOME_OF:
        return None
    declared = KINDS[kind]
    owner = declared.by_name[declared.owner].type.target if declared.owner else ""
    if owner and HOME_OF.get(owner) == HOME_OF[kind]:  # shown in the form of its owner
        return Place(HOME_OF[kind], owner, str(getattr(record, declared.owner) or ""))
    return Place(HOME_OF[kind], kind, record_id, field if field in declared.by_name or field in KINDS else "")


def impact_words(impact: float | None, plan: Plan) -> str:
    """What it costs in a year: “¥1,200 / year”; empty where that cannot be said."""
    if impact is None or not abs(impact) >= 1 or impact in (float("inf"), float("-inf")):
        return ""
    return _("{amount} / year").format(amount=money_words(impact, plan))


def money_words(amount: float, plan: Plan) -> str:
    """A computed amount in the plan's currency, to three digits."""
    number = Decimal(f"{amount:.3g}")
    whole = number.quantize(Decimal(1)) if abs(number) >= 10 or number == int(number) else round(number, 2)
    return words("money", Money(whole, plan.settings.currency), Scene.of(plan).context)


def changes_of(problem: Problem, plan: Plan) -> list[tuple[str, str, str]]:
    """What the fix changes: label of the field, value before, value after."""
    record = plan.find(problem.kind, problem.id)
    if problem.fix is None or record is None:
        return []
    specs, scene = KINDS[problem.kind].by_name, Scene.of(plan)
    told = []
    for name, value in problem.fix.fields.items():
        draft = scene.draft(problem.kind, problem.id, name)
        before = draft if draft is not None else shown(specs[name], getattr(record, name), scene)
        told.append((_(specs[name].label), before or _NOTHING, shown(specs[name], value, scene) or _NOTHING))
    return told


def checked_words(at: datetime, now: datetime) -> str:
    """When the plan was last looked at: “Last checked just now”, “Last checked 5 minutes ago”, “Last checked at 14:05”."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return _("Last checked just now")
    if minutes < 60:
        return ngettext("Last checked {count} minute ago", "Last checked {count} minutes ago", minutes).format(
            count=minutes
        )
    return _("Last checked at {time}").format(time=f"{at:%H:%M}")


def rule_name(rule: str) -> str:
    """What a rule is called; its id where it has no title."""
    known = checks.RULES.get(rule)
    return _(known.title) if known is not None and known.title else rule


def rules_words(count: int) -> str:
    """ "48 rules"."""
    return ngettext("{count} rule", "{count} rules", count).format(count=f"{count:,}")
