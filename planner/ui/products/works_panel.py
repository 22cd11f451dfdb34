"""Inside the form of a product: the works made of it, newest first, and a line to add one; a click goes to its page."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.commands import records
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Product, Work
from planner.ui.editors.fields import Desk
from planner.ui.editors.linked_panel import LinkedPanel, Rows
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

_MOST = 8  # works named; the page of works has all


class WorkRow(QWidget):
    """One work: its title, its medium and the day it was made."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.work = ""
        self.name = LinkButton("", "file-text", "t1", Type.BODY)
        self.said = Label("", Type.SMALL, 400, "t3").set_tabular(right=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.name, 1)
        self._row.addWidget(self.said)
        self.name.clicked.connect(lambda: self.followed.emit(self.work))
        follow(self._restyle)

    def show_work(self, work: Work, scene: Scene) -> None:
        """Show this work."""
        self.work = work.id
        specs = KINDS["work"].by_name
        self.name.setText(work.title)
        self.name.setAccessibleName(_("Go to “{name}”").format(name=work.title))
        said = (cell_text.shown(specs[name], getattr(work, name), scene) for name in ("medium", "made_on"))
        self.said.setText(" · ".join(filter(None, said)))

    def _restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(8))


class WorksPanel(LinkedPanel):
    """The works of a product."""

    kind = "work"

    def __init__(self, desk: Desk) -> None:
        super().__init__("product", desk, N_("Works"))
        self.add.hide()
        self._rows = Rows(self._new_row)
        self.more = LinkButton("")
        self.more.clicked.connect(lambda: desk.bridge.go("distribution"))
        self.line = LineEdit()
        self.line.committed.connect(self._on_made)
        self.body.addWidget(self.more)
        self.body.addWidget(self.line)

    @property
    def rows(self) -> dict[str, WorkRow]:
        """The rows by the ids of their works."""
        return self._rows.by_id

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(_("Add a work, just type its title"))
        self.line.setAccessibleName(_("Add a work of this product"))
        if self.owner_id:
            self.fill()

    def commit(self) -> None:
        self.line.commit()

    def fill(self) -> None:
        made = [one for one in self.plan.naming("work", "product", self.owner_id) if isinstance(one, Work)]
        newest = sorted(made, key=lambda one: (one.made_on or date.min, one.position), reverse=True)[:_MOST]
        scene = Scene.of(self.plan)
        for place, (work, row) in enumerate(zip(newest, self._rows.match([one.id for one in newest]), strict=True)):
            if self.body.indexOf(row) != place:
                self.body.insertWidget(place, row)
            row.show_work(work, scene)
            row.show()
        rest = len(made) - len(newest)
        self.more.setText(ngettext("{count} more work", "{count} more works", rest).format(count=rest))
        self.more.setVisible(rest > 0)
        self.set_count(len(made))

    def _new_row(self) -> WorkRow:
        row = WorkRow()
        row.followed.connect(lambda work: self.followed.emit("work", work))
        return row

    def _on_made(self, text: str) -> None:
        title, product = text.strip(), self.plan.find("product", self.owner_id)
        if not title or not isinstance(product, Product):
            return
        fields = {"title": title, "product": product.id, "medium": product.medium, "made_on": self.desk.today()}
        made = self.desk.bridge.run(
            N_("Add “{name}”"), lambda tx: records.create(tx, "work", **fields), origin=self, name=title
        )
        if made is not None:
            self.line.set_value("")
