"""The foot of the ledger: how many entries, what came in, what went out and what is left, of the list and of the selection."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model.ledger_totals import Total, Totals
from planner.model.wording import money_words
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.tables.cell_text import Scene


class LedgerFooter(QWidget):
    """34 px: the list on the left, the selection on the right.

    `rates_asked` follows the link about a missing rate, `alike_asked` that about entries that look alike.
    """

    rates_asked = Signal()
    alike_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.whole = Label("", Type.SMALL, 400, "t2").set_tabular()
        self.selection = Label("", Type.SMALL, 500, "t1").set_tabular(right=True)
        self.rates = LinkButton("", "triangle-alert", "warn")
        self.rates.clicked.connect(self.rates_asked)
        self.rates.hide()
        self.alike = LinkButton("", "copy")
        self.alike.clicked.connect(self.alike_asked)
        self.alike.hide()
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.whole)
        self.row.addWidget(self.rates)
        self.row.addWidget(self.alike)
        self.row.addStretch(1)
        self.row.addWidget(self.selection)
        follow(self._restyle)

    def show_whole(self, totals: Totals, scene: "Scene") -> None:
        """Say what the rows listed add up to."""
        self.whole.setText(said(counted(totals.count), totals, scene))
        self.whole.setToolTip(in_each(totals, scene))
        unknown = ("、" if scene.context.language == "zh" else ", ").join(totals.unknown)
        self.rates.setText(_("No rate for {currencies}").format(currencies=unknown) if unknown else "")
        self.rates.setVisible(bool(unknown))

    def show_reading(self) -> None:
        """Say that nothing is known yet."""
        self.whole.setText(_("Reading the ledger…"))

    def show_count(self, count: int) -> None:
        """Say how many rows are listed, while they are being added up."""
        self.whole.setText(counted(count))
        self.whole.setToolTip("")
        self.rates.hide()

    def show_alike(self, count: int) -> None:
        """Offer to list the entries that look as if they were entered twice."""
        self.alike.setText(ngettext("{count} looks alike", "{count} look alike", count).format(count=f"{count:,}"))
        self.alike.setVisible(bool(count))

    def show_selection(self, totals: Totals | None, scene: "Scene") -> None:
        """Say what the rows selected add up to; None or one row say nothing."""
        if totals is None or totals.count < 2:
            self.selection.setText("")
            return
        count = ngettext("{count} selected", "{count} selected", totals.count).format(count=f"{totals.count:,}")
        self.selection.setText(said(count, totals, scene))
        self.selection.setToolTip(in_each(totals, scene))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme().color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme().color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.FOOTER))
        self.row.setContentsMargins(look.px(16), 1, look.px(16), 0)
        self.row.setSpacing(look.px(10))
        self.update()


def counted(count: int) -> str:
    """ "1,204 entries"."""
    return ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}")


def said(count: str, totals: Totals, scene: "Scene") -> str:
    """The sums in one line: in the one currency there is, else converted by the plan's rates with each currency behind."""
    if not totals.by_currency:
        return count
    several = len(totals.by_currency) > 1
    if not several or totals.in_base is not None:
        total = totals.in_base if several and totals.in_base is not None else totals.by_currency[0]
        line = _sums(count, total, scene)
        return _("{sums} ({each})").format(sums=line, each=_nets(totals, scene)) if several else line
    return _("{count} · Net {each}").format(count=count, each=_nets(totals, scene))


def _sums(count: str, total: Total, scene: "Scene") -> str:
    words = {
        "came": money_words(total.brought, scene.context),
        "went": money_words(total.taken + total.fees, scene.context),
        "net": money_words(total.net, scene.context),
    }
    return _("{count} · In {came} · Out {went} · Net {net}").format(count=count, **words)


def _nets(totals: Totals, scene: "Scene") -> str:
    between = "、" if scene.context.language == "zh" else ", "
    return between.join(money_words(total.net, scene.context) for total in totals.by_currency)


def in_each(totals: Totals, scene: "Scene") -> str:
    """The sums of every currency, a line each."""
    lines = [_sums(total.net.currency, total, scene) for total in totals.by_currency]
    return "\n".join(lines) if len(lines) > 1 else ""
