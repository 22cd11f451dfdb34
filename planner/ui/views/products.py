"""Products: what can be traded, how far it is, what it costs and where it is listed."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from planner.commands import links
from planner.figures.proof_words import proof_mark, proof_words
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Product, Record
from planner.ui.editors.form import RecordEditor
from planner.ui.forecast.outlook_columns import hours_column, net_column
from planner.ui.listings.facts import listings_of, margin_column
from planner.ui.products.hours_strip import HoursStrip
from planner.ui.products.standing import Standing
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, NUMBER, Cell, Column, field_column, number_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.window.page_menus import choose

_TEMPLATES: dict[str, dict[str, Any]] = {
    N_("A course"): {"form": "intangible", "medium": "video", "pricing": "one_off", "once_per_person": True},
    N_("A template"): {"form": "intangible", "medium": "software", "pricing": "one_off", "once_per_person": True},
    N_("Consulting"): {"form": "intangible", "medium": "service", "pricing": "hourly"},
}


def _caption(record: Record, scene: Scene) -> Cell:
    specs = KINDS["product"].by_name
    words = [cell_text.shown(specs[name], getattr(record, name), scene) for name in ("form", "medium")]
    return Cell(caption=" · ".join(filter(None, words)))


def _proven(record: Record, scene: Scene) -> Cell:
    """What the ledger proves, below the stage."""
    proof = scene.proofs.get(record.id)
    if proof is None:
        return Cell()
    return Cell(caption=proof_mark(proof, scene.context), tip=proof_words(proof, scene.plan, scene.context))


class ProductsPage(RecordPage):
    """The page of products; S sets the stage, L adds a listing."""

    KIND = "product"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Product"), 168, NAME, "name", show=_caption, stretch=True),
        field_column("product", "stage", 120, show=_proven),
        field_column("product", "price", 72),
        margin_column(92),
        net_column(132),
        hours_column(106),
        number_column(
            "platforms",
            N_("Platforms"),
            80,
            lambda record, scene: len(listings_of(record, scene, "product")),
            spare=True,
        ),
        field_column("product", "unit_cost", 104, spare=True),
        field_column("product", "make_hours", 128, look=NUMBER, spare=True),
    )
    EMPTY = EmptyWords(
        N_("What could someone buy from you next week?"),
        N_("A product is anything that can be traded: a course, a template, an hour of advice. Start with its name."),
        N_("Start from a template"),
        "copy",
    )

    def _connect(self) -> None:
        super()._connect()
        self.bridge.proofs.told.connect(self._on_proofs)
        self._on_proofs()

        self.hours = HoursStrip(self.bridge)
        column = self.table.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - the table lays itself out so
        column.insertWidget(column.indexOf(self.table.footer), self.hours)

    def _dress(self, form: RecordEditor) -> None:
        self.standing = Standing(self.bridge)
        form.add_strip(self.standing)
        form.problems_changed.connect(lambda: self.standing.show_product(form.record_id or ""))

    def _show_current(self) -> None:
        super()._show_current()
        self.standing.show_product(self.editor.record_id or "")

    def retranslate(self) -> None:
        super().retranslate()
        self.hours.refresh()

    def _on_proofs(self) -> None:
        self.table.model.show_proofs(self.bridge.proofs.latest, "stage")

    def fill_empty(self) -> None:
        choose(self.empty.secondary_button, [(name, _(name)) for name in _TEMPLATES], self._from_template)

    def choose_stage(self) -> None:
        """Open the menu of stages over the selection."""
        spec = KINDS["product"].by_name["stage"]
        entries = cell_text.options(spec, self.table.model.scene)
        self._menu_at_row(entries, lambda value: self.table.set_choice("stage", value))

    def choose_platform(self) -> None:
        """Open the menu of platforms on which the product is not listed yet."""
        product = self.bridge.plan.find("product", self.table.current_id())
        if product is None:
            return
        free = links.linkable(self.bridge.plan, ("product", product.id), "platform")
        entries = [(platform.id, self.bridge.plan.label("platform", platform.id)) for platform in free]
        if entries:
            self._menu_at_row(entries, lambda platform: self._list_on(product, platform))
        else:
            self.bridge.toast(
                _("There is no platform left on which “{name}” is not listed.").format(name=product.name), undo=False
            )

    def _list_on(self, product: Product, platform: str) -> None:
        self.bridge.run(
            N_("List “{name}” on {platform}"),
            lambda tx: links.link(tx, ("product", product.id), ("platform", platform)),
            origin=self.table,
            name=product.name,
            platform=self.bridge.plan.label("platform", platform),
        )

    def _from_template(self, name: str) -> None:
        self.table.edits.create(_(name), **_TEMPLATES[name])

    def _menu_at_row(self, entries: list[tuple[str, str]], take: Callable[[str], object]) -> None:
        view = self.table.view
        rect = view.visualRect(view.currentIndex())
        choose(view, entries, take, view.viewport().mapToGlobal(rect.bottomLeft()))
