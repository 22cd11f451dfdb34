"""The four steps of a review: what came in, how ranges did, what to change, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.reading import Context
from planner.ui.editors.field_facts import asked_for
from planner.ui.ledger.due import DueBanner
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.review.offers import Offer
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton, PaintedButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import CheckBox
from planner.ui.widgets.labels import Label
from planner.ui.widgets.marks import Pill

if TYPE_CHECKING:
    from planner.analysis.facts.month_review import MonthReview, Portion
    from planner.model.values import Month
    from planner.ui.bridge import Bridge

SHOWN: Final = 8  # rows of a table
WIDE: Final = 84  # px of a column of amounts


class Step(QWidget):
    """One step: `title` is its marked name. What it shows is set by its owner; `column` holds its parts."""

    title: ClassVar[str] = ""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.headline = Label("", Type.HEADLINE, 600).set_wrap()
        self.line = Label("", Type.BODY, 400, "t2").set_tabular().set_wrap()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        for part in (self.headline, self.line):
            self.column.addWidget(part)
        follow(self._space)

    @property
    def speech(self) -> Speech:
        """How numbers are said."""
        return Speech(Context(currency=self.bridge.plan.settings.currency))

    def say(self, headline: str, line: str = "") -> None:
        """Say the answer of the step, and what is to be known beside it."""
        self.headline.setText(headline)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.setAccessibleName(headline)

    def _space(self) -> None:
        self.column.setSpacing(theme().px(Size.SECTION_GAP))


class AmountRow(PaintedButton):
    """A name with two amounts; a click shows the rows behind them."""

    def __init__(self, name: str, amounts: tuple[str, str]) -> None:
        super().__init__()
        self._name, self._amounts, self.last = name, amounts, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join((name, *amounts)))
        self.setToolTip(_("Show the entries"))
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(Size.ROW_LEDGER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        if self.underMouse():
            aside = look.px(6)
            painting.box(painter, rect.adjusted(-aside, 0, aside, 0), Size.RADIUS_CONTROL, "hover")
        if not self.last:
            painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        wide, inner = look.px(WIDE), rect
        painter.setFont(look.font(Type.BODY, 400, tabular=True))
        painting.line(painter, inner, self._amounts[1], "t3", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 600, tabular=True))
        painting.line(painter, inner.adjusted(0, 0, -wide, 0), self._amounts[0], "t1", painting.RIGHT)
        painter.setFont(look.font(Type.BODY))
        painting.line(painter, inner.adjusted(0, 0, -2 * wide, 0), self._name, "t1")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.ROW_LEDGER))
        self.update()


class AmountsCard(Card):
    """What each product or platform brought in the month and in the one before."""

    def __init__(self, bridge: "Bridge", kind: str) -> None:
        super().__init__()
        self.bridge, self.kind = bridge, kind
        self.rows: list[AmountRow] = []
        self.months = tuple(Label("", Type.SMALL, 400, "t3").set_tabular(right=True) for _month in range(2))
        self.head.setSpacing(0)
        for label in self.months:
            self.head.addWidget(label)
        self.body.setSpacing(0)
        self.body.addStretch(1)

    def show_portions(self, title: str, portions: "Sequence[Portion]", month: "Month", speech: Speech) -> None:
        """Show the first of `portions`."""
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self.set_title(title)
        for ago, label in enumerate(self.months):
            label.setText(speech.month_alone(month + -ago))
            label.setFixedWidth(theme().px(WIDE))
        for one in portions[:SHOWN]:
            self._add(one, month, speech)
        if self.rows:
            self.rows[-1].last = True
        self.setVisible(bool(portions))

    def _add(self, one: "Portion", month: "Month", speech: Speech) -> None:
        name = self.bridge.plan.label(one.kind, one.id)
        row = AmountRow(name or _("not assigned"), (speech.money(one.amount), speech.money(one.before)))
        wanted = f"{asked_for(one.kind, name)} {month}..{month}" if name else f"{month}..{month}"
        row.clicked.connect(lambda: self.bridge.show_rows("ledger", wanted))
        self.body.insertWidget(self.body.count() - 1, row)
        self.rows.append(row)


class CameIn(Step):
    """What the month brought, beside what had been expected; recurring entries that wait are offered first."""

    title = N_("What came in")

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.due = DueBanner(bridge)
        self.cards = {kind: AmountsCard(bridge, kind) for kind in ("product", "platform")}
        self.grid = QGridLayout()
        for at, card in enumerate(self.cards.values()):
            self.grid.addWidget(card, 0, at)
            self.grid.setColumnStretch(at, 1)
            card.hide()  # until there is something to show
        self.links = QWidget()
        self.rows_link, self.import_link = (
            LinkButton(size=Type.BODY).set_flush("left"),
            LinkButton("", "download", size=Type.BODY),
        )
        row = QGridLayout(self.links)
        row.setContentsMargins(0, 0, 0, 0)
        for at, link in enumerate((self.rows_link, self.import_link)):
            row.addWidget(link, 0, at)
        row.setColumnStretch(2, 1)
        self.links.hide()  # until there is a month to speak of
        for part in (self.due, self.links):
            self.column.addWidget(part)
        self.column.addLayout(self.grid)
        self.column.addStretch(1)
        self._month = ""
        self.import_link.clicked.connect(lambda: bridge.go("import"))
        self.rows_link.clicked.connect(lambda: bridge.show_rows("ledger", self._month))
        self.due.look_asked.connect(lambda: bridge.go("ledger"))

    def show_review(self, review: "MonthReview", headline: str, line: str) -> None:
        """Show the month."""
        self._month = f"{review.month}..{review.month}"
        self.due.refresh()
        self.links.show()
        self.rows_link.setText(_("Show the entries of {month}").format(month=self.speech.month(review.month)))
        self.import_link.setText(_("Import a statement"))
        self.rows_link.setVisible(not review.empty)
        self.import_link.setVisible(not self.bridge.read_only)
        self.import_link.set_flush("left" if review.empty else "")
        if review.empty:
            month = self.speech.month(review.month)
            self.say(
                _("Ledger and time log say nothing of {month}").format(month=month),
                _("Import a statement or add what came in; the rest of the review can be gone through all the same."),
            )
        else:
            self.say(headline, line)
        titles = {"product": _("By product"), "platform": _("By platform")}
        portions = {"product": review.products, "platform": review.platforms}
        for kind, card in self.cards.items():
            card.show_portions(titles[kind], portions[kind], review.month, self.speech)
        self.grid.setSpacing(theme().px(Size.CARD_GAP))


class OfferRow(QWidget):
    """One field: its name, what facts say, and either a way to it or a box that takes the value offered."""

    opened = Signal()
    ticked = Signal(bool)

    def __init__(self, offer: Offer, *, ticked: bool | None) -> None:
        super().__init__()
        self.offer, self.last = offer, False
        self.pill = Pill(_("contradicted"), "warning")
        self.link = LinkButton(offer.name, size=Type.BODY).set_flush("left")
        self.says = Label(offer.says, Type.SMALL, 400, "t2").set_tabular().set_wrap()
        self.box = CheckBox(offer.words)
        self.grid = QGridLayout(self)
        self.grid.addWidget(self.link, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.addWidget(self.says, 1, 0)
        self.grid.setColumnStretch(0, 1)
        self.grid.addWidget(self.box, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(self.pill, 0, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.pill.setVisible(ticked is None and offer.off)
        self.box.setVisible(ticked is not None)
        self.box.setChecked(bool(ticked))
        self.box.setAccessibleName(_("{name}: {offer}").format(name=offer.name, offer=offer.words))
        self.link.clicked.connect(self.opened)
        self.box.toggled.connect(self.ticked)
        self.grid.setContentsMargins(0, theme().px(6), 0, theme().px(8))
        self.grid.setVerticalSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.last:
            painting.begin(self).fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme().color("hair"))


class Ranges(Step):
    """Which ranges the facts doubt, and which they bear out."""

    title = N_("How ranges did")

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.card = Card()
        self.rows: list[OfferRow] = []
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_offers(self, found: Sequence[Offer]) -> None:
        """Show what facts say of each range, the doubted ones first."""
        off = [one for one in found if one.off]
        if not found:
            self.say(
                _("Facts say nothing of your ranges yet"),
                _("Publications with views and clicks, sales and refunds put them to the test."),
            )
        elif not off:
            self.say(_("Facts contradict none of your ranges"))
        else:
            told = ngettext(
                "Facts contradict {count} of {all} values", "Facts contradict {count} of {all} values", len(off)
            )
            proposed = any(one.value is not None for one in off)
            line = _("The next step offers the values that facts propose.") if proposed else ""
            self.say(told.format(count=len(off), all=len(found)), line or _("Click a name to set its range anew."))
        self.card.setVisible(bool(found))
        self.rows = [OfferRow(one, ticked=None) for one in found]
        for row in self.rows:
            row.opened.connect(lambda row=row: self.bridge.open_record(row.offer.kind, row.offer.id, row.offer.field))
        _refill(self.card, self.rows)


class Changes(Step):
    """What is to change: nothing is written before the button is pressed. `chosen` follows each tick, `taken` the button."""

    title = N_("What to change")
    chosen = Signal(str, bool)
    taken = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.card = Card()
        self.rows: list[OfferRow] = []
        self._known: tuple[Sequence[Offer], set[str]] = ((), set())
        self._all = False
        self.button, self.more = Button("", "primary", "check"), LinkButton(size=Type.BODY)
        foot = QHBoxLayout()
        for part in (self.button, self.more):
            foot.addWidget(part)
        foot.addStretch(1)
        self.column.addWidget(self.card)
        self.column.addLayout(foot)
        self.column.addStretch(1)
        self.button.clicked.connect(self.taken)
        self.more.clicked.connect(self.show_all)

    def show_offers(self, found: Sequence[Offer], ticked: set[str]) -> None:
        """Offer the values that facts propose, at first where they contradict; those ticked before stay ticked."""
        self._known = (found, ticked)
        every = [one for one in found if one.value is not None]
        offered = [one for one in every if self._all or one.off or one.key in ticked]
        rest = len(every) - len(offered)
        self.more.setText(ngettext("Show {count} more", "Show {count} more", rest).format(count=rest))
        self.more.setVisible(rest > 0)
        self.more.setToolTip(_("Values that agree with the facts, which would make them more exact"))
        self.card.setVisible(bool(offered))
        self.rows = [OfferRow(one, ticked=one.key in ticked) for one in offered]
        for row in self.rows:
            row.opened.connect(lambda row=row: self.bridge.open_record(row.offer.kind, row.offer.id, row.offer.field))
            row.ticked.connect(lambda on, row=row: self.chosen.emit(row.offer.key, on))
            row.box.setEnabled(not self.bridge.read_only)
        _refill(self.card, self.rows)
        widest = max((row.box.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:
            row.box.setFixedWidth(widest)
        self.tell()

    def show_all(self) -> None:
        """Offer also what agrees with the facts, only less exactly."""
        self._all = True
        self.show_offers(*self._known)

    def tell(self) -> None:
        """Say how many values are chosen."""
        count = sum(row.box.isChecked() for row in self.rows)
        if not self.rows:
            doubted = any(one.off for one in self._known[0])
            self.say(
                _("Facts propose no better value for what they contradict")
                if doubted
                else _("Nothing has to change: facts contradict no value")
            )
        else:
            told = ngettext("Facts offer {count} value", "Facts offer {count} values", len(self.rows))
            self.say(
                told.format(count=len(self.rows)), _("Tick what you want to take over. Nothing is written before that.")
            )
        words = ngettext("Take {count} value", "Take {count} values", count)
        self.button.setText(words.format(count=count) if count else _("Take the values ticked"))
        self.button.setEnabled(bool(count) and not self.bridge.read_only)
        self.button.setVisible(bool(self.rows))
        self.more.set_flush("" if self.rows else "left")


def _refill(card: Card, rows: Sequence[OfferRow]) -> None:
    """Put `rows` into the card in place of what was there."""
    while card.body.count() > 1:
        item = card.body.takeAt(1)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
    for row in rows:
        row.last = row is rows[-1]
        card.body.addWidget(row)


def month_end(month: "Month") -> date:
    """The last day of a month."""
    return date.fromordinal((month + 1).first_day().toordinal() - 1)
