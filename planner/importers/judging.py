"""Decides what becomes of every row of money: new, known already, or what completes a line; and what pays back what.

Files come in any order and tell the same facts more than once, so a row is held against the plan by its number, and in
families whose files tell the same sales also by what it has in common with lines of the other files.
"""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from planner.importers.assignments import Rules
from planner.importers.content import Pause, go_on
from planner.importers.formats import Format
from planner.importers.ledger_lines import REFUNDS, SALES, Origin, amount_of, fee_of, number_of, sort_of
from planner.importers.loose_refunds import LooseRefunds
from planner.importers.packed_rows import Draft, PackedRows
from planner.importers.present import ImportedLines
from planner.model.imported import FLAGGED, Stored, part_of

NEW, MERGED, KNOWN = range(3)
MOST_TOLD = 1000
_ANCHORS = SALES | {"spend"}


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """A row that is in the plan with other money: listed, and never applied by itself. Amounts in smallest units."""

    number: int
    id: str
    currency: str
    before: int
    after: int
    fee_before: int | None
    fee_after: int | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What rows of another file add to a line of the plan; None where it has the like already."""

    fee: int | None = None
    memo: str = ""
    quantity: int | None = None

    def __bool__(self) -> bool:
        return self.fee is not None or bool(self.memo) or self.quantity is not None


@dataclass(slots=True)
class Verdicts:
    """What becomes of the rows, by their place among those that were read.

    `targets` tells for a refund the place of its sale, or the id of a line of the plan; `paid_back` how much of a refund
    that a sale mentions is to be written; `standing` the line of the plan that a row only completes. `replaced` are mentioned
    refunds of the plan that a row tells better, `reduced` what is left of them; `adopted` refunds of the plan whose sale comes now.
    """

    status: bytearray = field(default_factory=bytearray)
    targets: dict[int, int | str] = field(default_factory=dict)
    paid_back: dict[int, int] = field(default_factory=dict)
    standing: dict[int, str] = field(default_factory=dict)
    completions: dict[str, Completion] = field(default_factory=dict)
    taxes: set[int] = field(default_factory=set)
    replaced: dict[int, Stored] = field(default_factory=dict)
    reduced: dict[str, int] = field(default_factory=dict)
    adopted: list[tuple[str, int | str]] = field(default_factory=list)
    changes: list[MoneyChange] = field(default_factory=list)
    unlinked: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that a refund may belong to: a row by its place, or a line of the plan by its id."""

    target: int | str
    amount: int
    is_purchase: bool


class Judge:
    """Judges the rows of one file against the plan."""

    def __init__(self, layout: Format, family: Sequence[str], imported: ImportedLines, pause: Pause = go_on) -> None:
        self._layout, self._family, self._imported, self._pause = layout, tuple(family), imported, pause
        self.verdicts = Verdicts()
        self._refunds: defaultdict[str, list[Stored]] = defaultdict(list)
        self._anchors: defaultdict[str, list[Anchor]] = defaultdict(list)
        self._twins: defaultdict[str, list[Stored]] = defaultdict(list)
        self._keys: set[str] = set()  # of lines that another file of the seller has told
        self._loose = LooseRefunds()
        self._refunds_of: defaultdict[str, list[Stored]] = defaultdict(list)  # by the id of their sale
        self._taxed: set[str] = set()
        self._new_details: defaultdict[str, int] = defaultdict(int)
        self._flagged: list[tuple[int, Draft, str]] = []
        self._needs: list[tuple[int, Draft]] = []

    def judge(self, rows: PackedRows, rules: Rules, origin: Origin) -> Verdicts:
        """The verdicts over all rows."""
        self._look_back(rows)
        place = 0
        for part in rows.parts():
            self._pause()
            numbers = [number_of(draft) for draft in part]
            known = self._imported.entries(self._family, numbers)
            self.verdicts.status.extend([NEW] * len(part))
            for draft, number in zip(part, numbers, strict=True):
                self._one(place, draft, known.get(number), (rules, origin))
                place += 1
        self._settle()
        return self.verdicts

    def _look_back(self, rows: PackedRows) -> None:
        """Read from the plan what has anything in common with the rows."""
        links = rows.links
        if not links and not self._layout.together:
            return
        for stored in self._imported.entries_of(self._family):
            elsewhere = self._layout.together and stored.source != self._layout.id
            if elsewhere:
                self._keys.add(stored.key)
                self._loose.see(stored)
            if self._layout.together and stored.sort == "refund" and stored.refund_of is not None:
                self._refunds_of[stored.refund_of].append(stored)
            if hash(stored.link) in links:
                self._relate(stored, elsewhere, rows.paid_back)

    def _relate(self, stored: Stored, elsewhere: bool, paid_back: Container[str]) -> None:
        """Keep a line of the plan that shares its link with rows of the file."""
        if stored.pays_back:
            self._refunds[stored.link].append(stored)
        elif stored.sort == "tax":
            self._taxed.add(stored.link)
        elif stored.sort in ("sale", "cost", "ad_spend"):
            if stored.link in paid_back:
                self._anchors[stored.link].append(Anchor(stored.id, stored.amount, stored.sort != "sale"))
            if elsewhere and stored.sort == "sale":
                self._twins[stored.link].append(stored)

    def _one(self, place: int, draft: Draft, stored: Stored | None, frame: tuple[Rules, Origin]) -> None:
        if draft.kind == "order_line":
            self.verdicts.status[place] = self.verdicts.status[place - 1] if place else NEW
            return
        if stored is None and draft.kind not in SALES and draft.key in self._keys:
            self.verdicts.status[place] = KNOWN
            return
        if stored is not None:
            self.verdicts.status[place] = KNOWN
            self._compare(draft, stored, frame)
        if draft.kind in _ANCHORS:
            if draft.link or draft.refund:
                self._anchor(place, draft, stored)
        elif draft.kind in REFUNDS and stored is None:
            self._refund(place, draft)

    def _compare(self, draft: Draft, stored: Stored, frame: tuple[Rules, Origin]) -> None:
        """Note a line whose money is another now; the sort may have been assigned since."""
        rules, origin = frame
        sort = sort_of(draft, origin, rules.assignment(draft.rule))
        amount = amount_of(draft, stored.sort or sort)
        fee = fee_of(draft)
        other_fee = fee is not None and stored.fee is not None and fee != stored.fee
        if (abs(amount) != abs(stored.amount) or other_fee) and len(self.verdicts.changes) < MOST_TOLD:
            change = MoneyChange(draft.number, stored.id, stored.currency, stored.amount, amount, stored.fee, fee)
            self.verdicts.changes.append(change)

    def _anchor(self, place: int, draft: Draft, stored: Stored | None) -> None:
        """A sale or a purchase: new, known, or told by another file already."""
        verdicts, link = self.verdicts, draft.link
        twins = self._twins.get(link, ()) if stored is None and draft.kind in SALES else ()
        if twins:
            verdicts.status[place] = KNOWN
            self._complete(place, draft, twins[0])
        elif stored is None and link:
            self._anchors[link].append(Anchor(place, abs(draft.gross or draft.amount or 0), draft.kind == "spend"))
            found = self._refunds.get(link, ())
            verdicts.adopted += [(refund.id, place) for refund in found if refund.refund_of is None]
        if draft.refund:
            owner = stored.id if stored is not None else twins[0].id if twins else ""
            self._flagged.append((place, draft, owner))

    def _complete(self, place: int, draft: Draft, twin: Stored) -> None:
        """Note what the row knows that the line of the plan does not."""
        verdicts = self.verdicts
        verdicts.standing[place] = twin.id
        before = verdicts.completions.get(twin.id, Completion())
        fee = draft.fee if twin.fee is None and draft.fee is not None else None
        more = Completion(
            fee=before.fee if fee is None else fee + (before.fee or 0),
            memo=before.memo or ("" if twin.has_memo else draft.memo),
            quantity=before.quantity or (None if twin.has_quantity else draft.quantity),
        )
        if more:
            verdicts.completions[twin.id] = more
            verdicts.status[place] = MERGED
        if draft.tax and draft.link not in self._taxed:
            verdicts.taxes.add(place)
            verdicts.status[place] = MERGED

    def _refund(self, place: int, draft: Draft) -> None:
        """Money given back, as a row of its own: perhaps a sale has mentioned it before."""
        amount = draft.refund if draft.kind == "refund" else draft.amount
        amount = abs(amount or 0)
        self._new_details[draft.link] += amount
        there = self._refunds.get(draft.link, []) if draft.link else []
        mentioned = next((one for one in there if one.is_flagged), None)
        if mentioned is not None:
            left = self._left(mentioned) - amount
            if left <= 0:
                there.remove(mentioned)
                self.verdicts.reduced.pop(mentioned.id, None)
                self.verdicts.replaced[place] = mentioned
                self.verdicts.status[place] = MERGED
                return
            self.verdicts.reduced[mentioned.id] = left
        self._needs.append((place, draft))

    def _left(self, refund: Stored) -> int:
        """What a refund of the plan will say after this import."""
        return self.verdicts.reduced.get(refund.id, abs(refund.amount))

    def _settle(self) -> None:
        """What only the whole file decides: which sale a refund belongs to, and what is left of mentioned refunds."""
        verdicts = self.verdicts
        for place, draft in self._needs:
            anchor = self._anchor_of(draft)
            mentioned = self._loose.mentioned_for(draft) if anchor is None and draft.kind == "refund" else None
            if anchor is not None:
                verdicts.targets[place] = anchor.target
            elif mentioned is not None:
                verdicts.replaced[place] = mentioned
                verdicts.status[place] = MERGED
            else:
                verdicts.unlinked.append(place)
        for place, draft, owner in self._flagged:
            self._settle_mention(place, draft, owner)

    def _settle_mention(self, place: int, draft: Draft, owner: str) -> None:
        """How much of a refund that a sale mentions no row and no line tells; `owner` is the sale in the plan, if it is there."""
        verdicts = self.verdicts
        told = self._new_details.get(draft.link, 0) if draft.link else 0
        lines = [*self._refunds.get(draft.link or number_of(draft), ()), *self._refunds_of.get(owner, ())]
        told += sum(self._left(one) for one in {one.id: one for one in lines}.values())
        rest = (draft.refund or 0) - told
        if rest <= 0 or (owner and self._mentioned_before(draft)):
            return
        loose = self._loose.row_for(draft, rest)
        if loose is not None:
            verdicts.adopted.append((loose.id, owner or place))
        else:
            verdicts.paid_back[place] = rest
        if owner:
            verdicts.standing[place] = owner
            verdicts.status[place] = MERGED

    def _mentioned_before(self, draft: Draft) -> bool:
        """Whether the plan has this mentioned refund already; one whose row has no link is found by its number alone."""
        number = part_of(draft.link or number_of(draft), FLAGGED)
        return number in self._imported.entries(self._family, [number])

    def _anchor_of(self, draft: Draft) -> Anchor | None:
        """The sale or purchase with the same link: of several the one of that amount, else the first that is large enough."""
        amount = abs(draft.refund if draft.kind == "refund" else draft.amount or 0)  # type: ignore[arg-type] # a refund has one
        there = [one for one in self._anchors.get(draft.link, ()) if one.is_purchase == (draft.kind == "spend_refund")]
        same = [one for one in there if one.amount == amount]
        enough = [one for one in there if one.amount >= amount]
        return next(iter(same or enough or there), None) if draft.link else None
