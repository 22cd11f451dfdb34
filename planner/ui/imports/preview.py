"""What a file will bring, before anything is written: the sentence, the sums, the rows to untick, the rows left out."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import N_, _, language, ngettext
from planner.importers.outcomes import REASONS
from planner.model import parsing
from planner.model.money import ENTRY_SORTS
from planner.model.reading import Context
from planner.ui.imports import words
from planner.ui.imports.assign import ImportAssign
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.plain import PlainColumn, PlainTable
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.importers.packed_rows import Draft
    from planner.ui.bridge import Bridge
    from planner.ui.imports.steps import Preview, PreviewRow

SHOWN: Final = 200


def _draft(row: "PreviewRow") -> "Draft":
    return row.draft


def _day(row: "PreviewRow") -> str:
    return _draft(row).day


def _payee(row: "PreviewRow") -> str:
    draft = _draft(row)
    return " · ".join(part for part in (draft.payee, draft.memo) if part)


def _money(row: "PreviewRow") -> str:
    draft = _draft(row)
    return words.money_words(words.amount_of(draft), draft.currency)


def _fee(row: "PreviewRow") -> str:
    draft = _draft(row)
    return words.money_words(draft.fee, draft.currency) if draft.kind != "fee" else ""


COLUMNS: Final = (
    PlainColumn(N_("Row"), 56, lambda row: str(_draft(row).number), right=True, ink="t3"),
    PlainColumn(N_("Date"), 112, _day),
    PlainColumn(N_("Sort"), 104, lambda row: words.sort_words(row.draft, row.sort)),
    PlainColumn(N_("What"), 0, _payee),
    PlainColumn(N_("Belongs to"), 150, lambda row: row.belongs, ink="t2"),
    PlainColumn(N_("Amount"), 112, _money, right=True),
    PlainColumn(N_("Fee charged"), 104, _fee, right=True, ink="t3"),
    PlainColumn(N_("State"), 104, lambda row: _(words.STATUSES[row.status]), ink="t3"),
)
REJECTED: Final = (
    PlainColumn(N_("Row"), 64, lambda row: str(row[0]), right=True, ink="t3"),
    PlainColumn(N_("Why it is left out"), 0, lambda row: _(REASONS[row[1]])),
)

LINKS: Final = (
    PlainColumn(N_("Row"), 64, lambda row: str(row.number), right=True, ink="t3"),
    PlainColumn(N_("Refund"), 0, lambda row: " · ".join(part for part in (row.refund.day, row.refund.payee or row.refund.memo) if part)),
    PlainColumn(N_("Amount"), 120, lambda row: words.money_words(words.amount_of(row.refund), row.refund.currency), right=True),
    PlainColumn(N_("May belong to the sale"), 0, lambda row: " · ".join(part for part in (row.day, row.payee) if part)),
)  # fmt: skip
CHANGES: Final = (
    PlainColumn(N_("Row"), 64, lambda row: str(row.number), right=True, ink="t3"),
    PlainColumn(N_("What"), 0, lambda row: row.payee),
    PlainColumn(N_("In the ledger"), 130, lambda row: words.money_words(row.before, row.currency), right=True),
    PlainColumn(N_("In the file"), 130, lambda row: words.money_words(row.after, row.currency), right=True),
)
ELSEWHERE: Final = (
    PlainColumn(N_("Row"), 64, lambda row: str(row.row.number), right=True, ink="t3"),
    PlainColumn(N_("In the file"), 0, lambda row: " · ".join(part for part in (row.row.day, row.row.payee or row.row.memo) if part)),
    PlainColumn(N_("Amount"), 120, lambda row: words.money_words(words.amount_of(row.row), row.row.currency), right=True),
    PlainColumn(N_("In the ledger"), 0, lambda row: " · ".join(part for part in (row.day, _(dict(ENTRY_SORTS)[row.sort]), row.payee) if part)),
)  # fmt: skip


class ImportPreview(QWidget):
    """`accepted` takes the file in (ask `excluded`, `links`, `applied`), `given_up` leaves it, `assigned(rule)` lets a rule hold."""

    accepted = Signal()
    given_up = Signal()
    assigned = Signal(object)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.result: Preview | None = None
        self.source, self.head = Label("", Type.SMALL, 400, "t3"), Label("", Type.HEADLINE, 600).set_wrap()
        self.account, self.sums = Label("", Type.BODY, 400, "t2").set_wrap(), Label("", Type.BODY, 500).set_wrap()
        self.remark, self.checks = HintRow(), [HintRow() for _at in range(4)]
        self.tabs = Segmented()
        self.rows, self.rejected = PlainTable(COLUMNS, ticks=True), PlainTable(REJECTED)
        self.refunds, self.changes = PlainTable(LINKS, ticks=True), PlainTable(CHANGES, ticks=True)
        self.elsewhere = PlainTable(ELSEWHERE, ticks=True)
        self.assign = ImportAssign(bridge)
        self.more, self.reason = Label("", Type.SMALL, 400, "t3"), Label("", Type.SMALL, 400, "t2").set_wrap()
        self.cancel, self.take = Button(""), Button("", "primary", "check")
        self._lay_out()
        self.tabs.chosen.connect(self._on_tab)
        for table in (self.rows, self.refunds, self.changes, self.elsewhere):
            table.plain.ticked.connect(self._tell)
        self.rows.selectionModel().selectionChanged.connect(self._on_selected)
        self.assign.made.connect(self.assigned)
        self.cancel.clicked.connect(self.given_up)
        self.take.clicked.connect(self.accepted)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for table in self._tables.values():
            self.stack.addWidget(table)
        self.card = Card()
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addWidget(self.more, 1)
        self.card.body.addLayout(bar)
        self.card.body.addWidget(self.reason)
        self.card.body.addWidget(self.stack, 1)
        self.card.body.addWidget(self.assign)
        foot = QHBoxLayout()
        foot.addWidget(self.account, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (self.source, self.head, self.sums, self.remark, *self.checks):
            self._rows.addWidget(part)
        self._rows.addWidget(self.card, 1)
        self._rows.addLayout(foot)

    @property
    def excluded(self) -> frozenset[int]:
        """The numbers of the rows that were unticked, or are left out as told elsewhere."""
        return self._unticked | {offer.row.number for offer in self.elsewhere.plain.chosen}

    @property
    def _unticked(self) -> frozenset[int]:
        model = self.rows.plain
        return frozenset(model.rows[at].draft.number for at in model.left_out)

    @property
    def links(self) -> dict[int, int | str]:
        """The sale chosen for each refund, by the number of its row; of several ticked the last."""
        return {row.number: row.target for row in self.refunds.plain.chosen}

    @property
    def applied(self) -> frozenset[int]:
        """The numbers of the known rows of which the changed money is taken over."""
        return frozenset(row.number for row in self.changes.plain.chosen)

    @property
    def _tables(self) -> dict[str, PlainTable]:
        return {
            "rows": self.rows,
            "rejected": self.rejected,
            "elsewhere": self.elsewhere,
            "links": self.refunds,
            "changes": self.changes,
        }

    def show_preview(self, result: "Preview") -> None:
        """Show what was read; rows unticked before stay so."""
        before = self._unticked
        self.result = result
        self.rows.plain.take(result.rows)
        kept = [at for at, row in enumerate(result.rows) if row.draft.number in before]
        if kept:
            self.rows.plain.tick(kept, on=False)
        rejected = [(number, reason) for reason, numbers in result.staged.rejected.items() for number in numbers]
        self.rejected.plain.take(sorted(rejected))
        self.refunds.plain.take(result.offers.links, ticked=False)
        self.changes.plain.take(result.offers.changes, ticked=False)
        self.elsewhere.plain.take(result.offers.elsewhere, ticked=False)
        self.assign.setVisible(result.staged.layout.record in ("money", "time"))
        self.retranslate()
        self.tabs.set_value("rows")
        self._on_tab("rows")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.cancel.setText(_("Do not import"))
        self.rows.setAccessibleName(_("Rows to import"))
        self.rejected.setAccessibleName(_("Rows left out"))
        self.refunds.setAccessibleName(_("Refunds without a sale"))
        self.changes.setAccessibleName(_("Rows with other money"))
        self.elsewhere.setAccessibleName(_("Rows perhaps in the ledger already"))
        self.reason.setText(
            _(
                "Tick a row to leave it out if the line of the ledger tells the same money; else it would be there twice."
            )
        )
        self.assign.retranslate()
        self._tell()

    def _tell(self) -> None:
        result = self.result
        if result is None:
            return
        staged, left = result.staged, len(self.excluded)
        self.source.setText(f"{staged.layout.title(language())} · {staged.file.name} · {_span(staged.days)}")
        self.head.setText(words.headline(staged, left))
        self.account.setText(words.account(staged, left))
        sums = self._sums(result)
        self.sums.setText("\n".join(words.sums_words(sums, not staged.remarks)))
        self.sums.setVisible(bool(sums))
        self.remark.set_message("hint", " ".join(staged.remarks))
        for row, check in zip(self.checks, [*staged.checks, *[None] * len(self.checks)], strict=False):
            severity = "echo" if check is not None and check.agrees else "warning"
            row.set_message(severity, words.check_words(check) if check is not None else "")
        self._tell_tabs()
        whole = len(staged.verdicts.status)
        self.more.setText(_("The first {count} of {whole}").format(count=SHOWN, whole=whole) if whole > SHOWN else "")
        count = staged.accepted - left + len(self.applied)
        self.take.setText(ngettext("Import {count} row", "Import {count} rows", count).format(count=count))
        self.take.setEnabled(count > 0)

    def _sums(self, result: "Preview") -> dict[str, Counter[str]]:
        """What the rows that are still ticked add up to."""
        model = self.rows.plain
        unticked = (model.rows[at] for at in model.left_out)
        out = {row.draft.number: (row.draft, row.sort) for row in unticked if row.status != "known"}
        rules = result.staged.rules
        for offer in self.elsewhere.plain.chosen:
            out[offer.row.number] = offer.row, rules.assignment(offer.row.rule).sort
        left = words.sums_of(out.values())
        sums = {currency: Counter(found) for currency, found in result.sums.items()}
        for currency, found in left.items():
            sums[currency].subtract(found)
        return sums

    def _tell_tabs(self) -> None:
        """Name the tabs; those with nothing in them are not there."""
        texts = {
            "rows": _("Rows to import"),
            "rejected": _("Left out ({count})"),
            "elsewhere": _("Perhaps there already ({count})"),
            "links": _("Refunds without a sale ({count})"),
            "changes": _("Other money than known ({count})"),
        }
        counts = {name: len(table.plain.rows) for name, table in self._tables.items()}
        self.tabs.set_options([(name, text.format(count=counts[name])) for name, text in texts.items()])
        for name, part in zip(texts, self.tabs.parts, strict=True):
            part.setVisible(name in ("rows", "rejected") or counts[name] > 0)

    def _on_tab(self, name: str) -> None:
        self.stack.setCurrentWidget(self._tables[name])
        self.reason.setVisible(name == "elsewhere")

    def _on_selected(self) -> None:
        chosen = self.rows.chosen()
        self.assign.show_row(self.rows.plain.rows[chosen[0]].draft if chosen else None)

    def _restyle(self) -> None:
        self._rows.setSpacing(theme().px(8))
        self.card.setMinimumHeight(theme().px(200))
        self.card.body.setSpacing(theme().px(Size.LABEL_GAP * 2))


def _span(span: tuple[str, str]) -> str:
    """The days a file is about."""
    context = Context(language())
    days = [parsing.parse("day", text, context).value for text in span if text]
    said = [parsing.words("day", day, context) for day in days]
    if len(said) < 2 or said[0] == said[1]:
        return said[0] if said else ""
    return _("{first} to {last}").format(first=said[0], last=said[1])
