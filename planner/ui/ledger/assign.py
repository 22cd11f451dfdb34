"""Giving all entries selected one category, platform, product, partner or note: chosen from a list, taken as one step."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from planner.i18n import N_, _
from planner.model.catalogue import Entry
from planner.ui.editors.reference_picker import Pick, PickList
from planner.ui.ledger.columns import sale_words, spec_of
from planner.ui.ledger.reading import picks
from planner.ui.look.theme import theme
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.ui.ledger.table import LedgerTable

FIELDS: Final = ("sort", "platform", "product", "partner")
WORDS: Final = {
    "sort": N_("Set the sort…"),
    "platform": N_("Set the platform…"),
    "product": N_("Set the product…"),
    "partner": N_("Set the partner…"),
    "memo": N_("Set the note…"),
}
ICONS: Final = {"sort": "tag", "platform": "store", "product": "package", "partner": "users", "memo": "file-text"}


class Assign:
    """Opens what is asked over the current cell of a ledger; `list` and `sheet` are what was opened last."""

    def __init__(self, table: "LedgerTable") -> None:
        self.table = table
        self.list: PickList | None = None
        self.sheet: NoteSheet | None = None
        self._spot = QWidget(table.view.viewport())  # where lists open
        self._spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._spot.hide()

    def ask(self, name: str) -> None:
        """Ask for the value of a field for everything selected."""
        if not self.table.view.selected_count():
            return
        if name == "memo":
            self.sheet = NoteSheet(self.table)
            self.sheet.written.connect(lambda text: self._take("memo", text))
            self.sheet.open_below(self._anchor())
            self.sheet.line.setFocus()
            return
        scene, spec = self.table.scene(), spec_of(name)
        free = [] if name == "sort" else [Pick("", _("None"), icon="minus")]
        self._open([*picks(name, scene), *free], lambda value: self._take(name, value or None), _(spec.label))

    def ask_sale(self, refund: Entry, sales: "Sequence[Entry]") -> None:
        """Ask which of these sales a refund pays back; what fits best stands first."""
        scene = self.table.scene()
        found = [Pick(sale, sale_words(sale, scene), detail=" ".join(sale.memo.split())[:80]) for sale in sales]
        self._open(found, lambda sale: self.table.edits.link(refund, sale), _("Sales"))

    def _take(self, name: str, value: object) -> None:
        self.table.edits.set_many(self.table.selected_ids(), name, value)
        self.table.focus()

    def _open(self, found: "Sequence[Pick]", take: object, name: str) -> None:
        opened = PickList(lambda: found, self.table.view)
        opened.picked.connect(take)
        opened.setAccessibleName(name)
        opened.ask(self._anchor())
        self.list = opened

    def _anchor(self) -> QWidget:
        """A spot as large as the current cell, which stands there while a list is open."""
        view = self.table.view
        rect = view.visualRect(view.currentIndex())
        self._spot.setGeometry(rect.left(), rect.top(), min(rect.width(), theme().px(240)), rect.height())
        return self._spot


class NoteSheet(Popover):
    """Asks for a note; Enter takes it."""

    written = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = LineEdit()
        self.line.setMinimumWidth(theme().px(320))
        self.body.addWidget(Field(_("Note for all entries selected"), self.line))
        self.line.returnPressed.connect(self._take)

    def _take(self) -> None:
        self.close()
        self.written.emit(self.line.text().strip())
