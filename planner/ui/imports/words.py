"""An import in words: kinds of rows, reasons, sums, and the sentence that says what will happen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from planner.i18n import N_, _, language, ngettext
from planner.importers.outcomes import REASONS, Checked, clock_of
from planner.importers.packed_rows import Draft
from planner.importers.staged import Staged
from planner.model import parsing
from planner.model.money import ENTRY_SORTS
from planner.model.reading import Context
from planner.model.values import Money

KINDS: Final[Mapping[str, str]] = {
    "sale": N_("Sale"), "free": N_("Given away"), "refund": N_("Refund"), "fee": N_("Fee charged"), "tax": N_("Tax"),
    "other_in": N_("Other money in"), "spend": N_("Spent"), "spend_refund": N_("Money back"), "move": N_("Own transfer"),
    "period": N_("Month in sum"), "order_line": N_("Line of an order"), "post": N_("Publication"),
    "audience": N_("Follower"), "time": N_("Time entry"),
}  # fmt: skip
STATUSES: Final[Mapping[str, str]] = {"new": N_("new"), "merged": N_("completes a row"), "known": N_("known")}


def headline(staged: Staged, left_out: int) -> str:
    """What the import will bring, in one sentence."""
    count = staged.accepted - left_out
    if not count:
        return _("Nothing in this file is new.")
    if staged.layout.record == "audience":
        return ngettext(
            "{count} follower, to be set as the audience", "{count} followers, to be set as the audience", count
        ).format(count=count)
    texts = {
        "money": ngettext(
            "{count} row will be imported into the ledger", "{count} rows will be imported into the ledger", count
        ),
        "posts": ngettext("{count} publication will be imported", "{count} publications will be imported", count),
        "time": ngettext("{count} time entry will be imported", "{count} time entries will be imported", count),
    }
    return texts[staged.layout.record].format(count=count)


def account(staged: Staged, left_out: int) -> str:
    """How all rows of the file add up: none is passed over in silence."""
    counts = staged.counts
    whole = sum(counts.values())
    parts = [ngettext("{count} row", "{count} rows", whole).format(count=whole)]
    parts.append(_("{count} new").format(count=counts["new"]))
    for name, text in (
        ("merged", N_("{count} completing others")),
        ("known", N_("{count} known")),
        ("total", N_("{count} of totals")),
    ):
        if counts[name]:
            parts.append(_(text).format(count=counts[name]))
    parts += [
        _("{count}: {reason}").format(count=len(numbers), reason=reason_words(reason))
        for reason, numbers in staged.rejected.items()
    ]
    if left_out:
        parts.append(_("{count} left out by you").format(count=left_out))
    return (" · ").join(parts)


def reason_words(reason: str) -> str:
    """A reason without its full stop, to stand in a row of others."""
    return _(REASONS[reason]).rstrip(".。")


def sort_words(draft: Draft, sort: str | None) -> str:
    """What a row is: the sort of entry a rule gives it, else what the file says."""
    return _(dict(ENTRY_SORTS)[sort]) if sort else _(KINDS[draft.kind])


def amount_of(draft: Draft) -> int | None:
    """The money of a row in smallest units, out below 0."""
    if draft.kind == "refund":
        return None if draft.refund is None else -draft.refund
    if draft.kind == "fee":
        return None if draft.fee is None else -draft.fee
    if draft.kind == "spend":
        return None if draft.amount is None else -draft.amount
    return draft.gross if draft.gross is not None else draft.amount


def money_words(minor: int | None, currency: str) -> str:
    """An amount in the words of the language in use; empty for none."""
    if minor is None or not currency:
        return ""
    return parsing.words("money", Money.of_minor(minor, currency), Context(language(), currency))


def check_words(check: Checked) -> str:
    """A total of the file beside ours."""
    file, ours = (_figure(value, check) for value in (check.file, check.ours))
    if check.agrees:
        return _("{what}: {file}, as the rows add up").format(what=check.what, file=file)
    return _("{what}: the file says {file}, the rows add up to {ours}").format(what=check.what, file=file, ours=ours)


def _figure(value: int | Decimal, check: Checked) -> str:
    if check.seconds:
        return clock_of(value)
    if check.currency:
        return money_words(int(value), check.currency)
    return parsing.words("number", Decimal(value), Context(language()))


def sums_of(rows: Iterable[tuple[Draft, str | None]]) -> dict[str, Counter[str]]:
    """Gross, refunds, fees and money in that is no sale yet, by currency, in smallest units; rows with their assigned sorts."""
    found: dict[str, Counter[str]] = {}
    for draft, sort in rows:
        if draft.currency:
            sums = found.setdefault(draft.currency, Counter())
            sums["refund"] += draft.refund or 0
            sums["fee"] += draft.fee or 0
            sums["gross"] += draft.gross or 0
            if draft.kind == "other_in":
                sums["gross" if sort == "sale" else "other"] += draft.amount or 0
            sums["spent"] += (draft.amount or 0) if draft.kind == "spend" else 0
    return found


def sums_words(sums: Mapping[str, Counter[str]], fees_known: bool) -> list[str]:
    """One line a currency; currencies are never added up, and where the fees are unknown nothing is called net."""
    lines = []
    last = N_("net {money}") if fees_known else N_("before fees {money}")
    for currency, one in sums.items():
        net = one["gross"] - one["refund"] - one["fee"]
        parts = [(N_("Gross {money}"), one["gross"]), (N_("refunds {money}"), one["refund"])]
        parts += [(N_("fees {money}"), one["fee"]), (last, net if one["gross"] or one["refund"] else 0)]
        parts += [(N_("other money in {money}"), one["other"]), (N_("spent {money}"), one["spent"])]
        said = [_(text).format(money=money_words(minor, currency)) for text, minor in parts if minor]
        lines.append(" · ".join(said) if said else _("{currency}: no money moves").format(currency=currency))
    return lines
