"""What pasting a block of prices over the matrix of listings would do."""

from collections.abc import Sequence

from planner.model.catalogue import KINDS
from planner.ui.listings.matrix_model import MatrixModel
from planner.ui.tables import cell_text
from planner.ui.tables.columns import field_column
from planner.ui.tables.pasting import Paste, PastedCell, PastedRow

_PRICE = field_column("listing", "price", 0)
_PRODUCT = field_column("listing", "product", 0)
_PLATFORM = field_column("listing", "platform", 0)


def planned(model: MatrixModel, row: int, column: int, block: Sequence[Sequence[str]]) -> Paste:
    """The prices of `block` from the cell at `row` and `column` on; an empty text leaves its cell as it is."""
    rows: list[PastedRow] = []
    skipped = 0
    for down, texts in enumerate(block):
        for across, text in enumerate(texts):
            if not text.strip():
                continue
            if row + down >= len(model.products) or column + across > len(model.platforms):
                skipped += 1
                continue
            rows.append(_row(model, row + down, column + across, text))
    return Paste("listing", tuple(rows), skipped)


def _row(model: MatrixModel, row: int, column: int, text: str) -> PastedRow:
    listing = model.listing(row, column)
    product, platform = model.products[row], model.platforms[column - 1]
    problem = model.problem(listing, "price", text)
    spec = KINDS["listing"].by_name["price"]
    value = None if problem else cell_text.read(spec, text, model.scene, listing)
    after = text.strip() if problem else cell_text.editable(spec, value, model.scene)
    price = PastedCell(_PRICE, model.editable(listing, "price"), after, value, problem)
    where = f"{product.name} · {platform.name}"
    if listing is not None:
        return PastedRow(listing, (price,), name=where)
    ends = (PastedCell(_PRODUCT, "", product.name, product.id), PastedCell(_PLATFORM, "", platform.name, platform.id))
    return PastedRow(None, (*ends, price), name=where)
