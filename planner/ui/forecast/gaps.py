"""What a forecast had to leave out, in a quiet line of links; and the page that leads to the first one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.analysis.forecast_results import parts_of
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Draft, Listing, Platform, Product
from planner.model.plan import Plan
from planner.ui.forecast.outlook import DEPENDS
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.empty_state import Tile
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.labels import Label
from planner.ui.widgets.marks import Pill

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast

NOWHERE: Final = ("", "", "")
SHOWN: Final = 6  # links at once; the last one opens the others
WHY: Final = {
    "forecast": N_("Left out of the forecast until it is entered"),
    "survival": N_("Needed to say how long cash lasts"),
    "cover": N_("Needed to say when living costs are covered"),
    "quit": N_("Needed to say when the job can end"),
    "value_of_hour": N_("Needed to say what an hour is worth"),
    "hands_off": N_("Needed to say what goes on without work"),
    "alliance": N_("Needed to say what an alliance brings"),
}
REASONS: Final = {
    "paused": N_("paused"), "ended": N_("ended"), "idea": N_("idea"), "retired": N_("retired"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or left out: its words, why it matters, and where it is entered."""

    words: str
    why: str
    place: tuple[str, str, str]


def gaps(forecast: "Forecast", plan: Plan) -> list[Gap]:
    """The fields that are missing or cannot be read, each once, then the listings that take no part."""
    found: dict[tuple[str, str, str], Gap] = {}
    for missing in forecast.missing:
        for path in missing.fields:
            place = _place(path, plan)
            if place is not None and place not in found:
                found[place] = Gap(_field_words(place, plan), _(WHY.get(missing.analysis, "")), place)
    for draft in plan.of(Draft):
        place = _place(f"{draft.kind}/{draft.record}/{draft.field}", plan)
        if place is not None and draft.kind in DEPENDS:
            words = _("{name} ({reason})").format(name=_field_words(place, plan), reason=_("unreadable"))
            found[place] = Gap(words, _("The text cannot be read; the last good value counts"), place)
    left = [
        Gap(
            _("{name} ({reason})").format(name=plan.label("listing", listing), reason=_(REASONS.get(why, why))),
            _("Takes no part in the forecast"),
            ("listing", listing, "status"),
        )
        for listing, why in forecast.left_out
    ]
    return [*found.values(), *left]


def _place(path: str, plan: Plan) -> tuple[str, str, str] | None:
    """Kind, id and field of a path such as ``listing/<id>/price``; None for what is not there."""
    kind, record_id, field = parts_of(path)
    known = kind in KINDS and field in KINDS[kind].by_name and plan.find(kind, record_id) is not None
    return (kind, record_id, field) if known else None


def _field_words(place: tuple[str, str, str], plan: Plan) -> str:
    kind, record_id, field = place
    label = _(KINDS[kind].by_name[field].label)
    if kind == "plan":
        return label
    return _("{field} of “{name}”").format(field=label, name=plan.label(kind, record_id))


class GapsLine(QWidget):
    """Links to what is missing and left out; `opened(kind, id, field)` follows a click on one."""

    opened = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.caption = Label("", Type.SMALL, 400, "t3")
        self.links: list[LinkButton] = []
        self._gaps: Sequence[Gap] = ()
        self._lacking, self._whole = 0, False
        self._flow = FlowLayout(self, gap=4)
        self._flow.addWidget(self.caption)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.caption.hide()
        follow(self._restyle)

    def show_gaps(self, found: Sequence[Gap], lacking: int = 0) -> None:
        """Tell of `found`, and how many listings bring nothing for it; the room of a line stays while there is none."""
        if (list(found), lacking) != (list(self._gaps), self._lacking):
            self._gaps, self._lacking, self._whole = found, lacking, False
            self._fill()

    def _fill(self) -> None:
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.setParent(None)
            link.deleteLater()
        few = len(self._gaps) <= SHOWN or self._whole
        shown = self._gaps if few else self._gaps[: SHOWN - 1]
        self.links = [self._link(gap.words, gap.why, partial(self._open, gap)) for gap in shown]
        if not few:
            rest = len(self._gaps) - len(shown)
            words = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            self.links.append(self._link(words, "", self._show_all))
        told = ngettext(
            "Without {count} listing that lacks numbers:", "Without {count} listings that lack numbers:", self._lacking
        )
        self.caption.setText(told.format(count=self._lacking) if self._lacking else _("To look at:"))
        self.caption.setVisible(bool(self._gaps))
        self._flow.invalidate()

    def _link(self, words: str, why: str, act: Callable[[], None]) -> LinkButton:
        link = LinkButton(words)
        link.setToolTip(why)
        link.clicked.connect(lambda _on=False: act())
        self._flow.addWidget(link)
        link.show()
        return link

    def _open(self, gap: Gap) -> None:
        self.opened.emit(*gap.place)

    def _show_all(self) -> None:
        self._whole = True
        self._fill()

    def _restyle(self) -> None:
        self.caption.setFixedHeight(theme().px(Size.LINK))
        self.setMinimumHeight(theme().px(Size.LINK))
        self._flow.invalidate()


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a forecast cannot do without: whether it is there, its words, what to do, and where it is entered."""

    done: bool
    words: str
    deed: str
    page: str
    place: tuple[str, str, str] = NOWHERE


def needs(plan: Plan, forecast: "Forecast | None") -> list[Need]:
    """The five things from which a forecast comes, in the order in which one enters them."""
    products, platforms = plan.of(Product), plan.of(Platform)
    offered = [one for one in plan.of(Listing) if one.status in ("trial", "active")]
    lacking = next((missing for missing in forecast.missing if missing.subject), None) if forecast else None
    path = _place(lacking.fields[0], plan) if lacking and lacking.fields else None
    settings = plan.settings
    priced, reaching = _first(products, "product", "price"), _first(platforms, "platform", "audience")
    counted = bool(offered) and path is None
    return [
        Need(
            any(one.price is not None for one in products),
            _("A product with a price"),
            _("Enter a product"),
            "products",
            priced,
        ),
        Need(
            any(one.audience is not None for one in platforms),
            _("A platform with an audience"),
            _("Enter a platform"),
            "platforms",
            reaching,
        ),
        Need(bool(offered), _("The product listed there, on trial or active"), _("List the product"), "listings"),
        Need(
            counted,
            _("How often you publish, and how many click and buy"),
            _("Enter how it sells"),
            "listings",
            path or NOWHERE,
        ),
        Need(
            settings.living_costs is not None,
            _("What living costs you a month"),
            _("Enter living costs"),
            "settings",
            ("plan", settings.id, "living_costs"),
        ),
    ]


def _first(records: Sequence[Product] | Sequence[Platform], kind: str, field: str) -> tuple[str, str, str]:
    """The field of the first record that lacks it; nowhere while there is no record."""
    found = next((one for one in records if getattr(one, field) is None), None)
    return (kind, found.id, field) if found is not None else NOWHERE


class NeedRow(QWidget):
    """One need: a check or an empty ring, its words, and the way there."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.mark = Pill("", "good")
        self.words, self.link = Label("", Type.BODY), LinkButton(size=Type.BODY)
        self._number = number
        row = QGridLayout(self)  # a column of marks as wide as the widest of them
        row.setColumnMinimumWidth(0, theme().px(36))
        row.setColumnStretch(1, 1)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.mark, 0, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.words, 0, 1)
        row.addWidget(self.link, 0, 2)
        self.setFixedHeight(theme().px(Size.ROW_ONE_LINE))

    def show_need(self, need: Need) -> None:
        """Show `need`."""
        self.mark.set_tone("good" if need.done else "neutral")
        self.mark.setText("" if need.done else str(self._number))
        self.words.setText(need.words)
        self.words.set_ink("t3" if need.done else "t1")
        self.link.setText(_("Go to"))
        self.link.setAccessibleName(_("Go to: {name}").format(name=need.words))
        self.link.setVisible(not need.done)


class ForecastEmpty(QWidget):
    """Stands for the page while nothing can be forecast: which of the five inputs are there, and links to the others.

    `went(page, kind, id, field)` asks to go where one is entered.
    """

    went = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._needs: list[Need] = []
        self.title = Label("", Type.HEADLINE, 600).set_align(painting.CENTRE)
        self.sentence = Label("", Type.BODY, 400, "t2").set_align(painting.CENTRE).set_wrap()
        self.count = Label("", Type.SMALL, 600, "t2")
        self.rows = [NeedRow(number) for number in range(1, 6)]
        self.button = Button("", "primary", "arrow-right")
        self.box = QWidget()
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.count)
        for at, row in enumerate(self.rows):
            inner.addWidget(row)
            row.link.clicked.connect(lambda _on=False, at=at: self._go(self._needs[at]))
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.addStretch(2)
        for part, gap in (
            (Tile("chart-spline"), 22),
            (self.title, 8),
            (self.sentence, 18),
            (self.box, 18),
            (self.button, 0),
        ):
            column.addWidget(part, 0, middle if part is not self.title else Qt.AlignmentFlag(0))
            column.addSpacing(gap)
        column.addStretch(3)
        self.button.clicked.connect(self._go_first)
        follow(self._restyle)

    def show_needs(self, found: list[Need]) -> None:
        """Show what is there and what is not."""
        self._needs = found
        done = sum(need.done for need in found)
        self.title.setText(_("A forecast needs a few numbers"))
        self.sentence.setText(
            _("Ranges are enough, such as 3 to 5. As soon as something is on offer, its income is drawn here.")
        )
        self.count.setText(_("{done} of {count} ready").format(done=done, count=len(found)))
        for need, row in zip(found, self.rows, strict=True):
            row.show_need(need)
        first = next((need for need in found if not need.done), None)
        self.button.setText(first.deed if first else _("Open the listings"))
        self.setAccessibleName(self.title.text())

    def _go_first(self) -> None:
        self._go(next((need for need in self._needs if not need.done), Need(True, "", "", "listings")))

    def _go(self, need: Need) -> None:
        kind, record_id, field = need.place
        self.went.emit(need.page, kind, record_id, field)

    def _restyle(self) -> None:
        self.sentence.setFixedWidth(theme().px(380))
        self.box.setFixedWidth(theme().px(420))
