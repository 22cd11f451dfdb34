"""Between the ledger and the clipboard: entries as text that a spreadsheet takes, rows of a spreadsheet as new entries."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from planner.commands import drafts, records
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import Entry
from planner.model.ledger_filter import FIELD_WORDS
from planner.model.table_columns import FORMULA
from planner.model.values import Money
from planner.ui.ledger.columns import COLUMNS, spec_of
from planner.ui.ledger.reading import KIND, entry_reading, entry_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import Column
from planner.ui.tables.pasting import Paste, PastedCell, PastedRow

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge

_BY_NAME: Final = {column.field: column for column in COLUMNS}
_NEEDED: Final = ("date", "amount")


def texts_of(entry: Entry, columns: Sequence[Column], scene: Scene) -> list[str]:
    """The entry as cells of text that read back to it, and that no spreadsheet takes for a formula."""
    return [
        safe(scene.draft(KIND, entry.id, column.field) or entry_text(column.field, entry, scene)) for column in columns
    ]


def safe(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would reckon it; numbers stay as they are."""
    if not FORMULA.match(text):
        return text
    try:
        Decimal(text.replace(",", ""))
    except InvalidOperation:
        return "'" + text
    return text


def planned(block: Sequence[Sequence[str]], columns: Sequence[Column], scene: Scene) -> Paste:
    """What pasting `block` would make: entries, whose columns the first row may name, else those of the table in order."""
    rows = [[cell.strip() for cell in row] for row in block if any(cell.strip() for cell in row)]
    named = [_named(cell) for cell in rows[0]] if rows else []
    if sum(column is not None for column in named) >= len(_NEEDED):
        order: Sequence[Column | None] = named
        rows = rows[1:]
    else:
        order = columns
    skipped = sum(len(row) - len(order) for row in rows if len(row) > len(order))
    return Paste(KIND, tuple(_row(row, order, scene) for row in rows), skipped)


def _named(text: str) -> Column | None:
    """The column of that name, in either language."""
    wanted = text.casefold()
    for column in COLUMNS:
        words = (column.field, column.label, _(column.label), *FIELD_WORDS.get(column.field, ()))
        if wanted and wanted in (word.casefold() for word in words):
            return column
    return None


def _row(texts: Sequence[str], order: Sequence[Column | None], scene: Scene) -> PastedRow:
    given = {
        column.field: text.removeprefix("'") for column, text in zip(order, texts, strict=False) if column and text
    }
    sort = _sort(given, scene)
    cells = tuple(_cell(name, text, sort, scene) for name, text in given.items())
    read = {cell.column.field for cell in cells if not cell.problem}
    missing = [_(spec_of(name).label) for name in _NEEDED if name not in read]
    between = "、" if scene.context.language == "zh" else ", "
    refused = _("A new row needs {fields}.").format(fields=between.join(missing)) if missing else ""
    return PastedRow(None, cells, refused)


def _sort(given: dict[str, str], scene: Scene) -> str:
    try:
        return str(entry_reading("sort", given["sort"], scene, None).value)
    except (InputError, KeyError):
        return "cost" if given.get("amount", "")[:1] in ("-", "\u2212") else "sale"


def _cell(name: str, text: str, sort: str, scene: Scene) -> PastedCell:
    try:
        value, problem = entry_reading(name, text, scene, sort).value, ""
    except InputError as error:
        value, problem = None, error.message
    return PastedCell(_BY_NAME[name], "", text, value, problem)


def taken(bridge: "Bridge", paste: Paste, origin: object) -> list[str]:
    """Make the entries, as one step; what cannot be read is kept as drafts. Their ids."""
    label = N_("Paste one row") if paste.created == 1 else N_("Paste {count} rows")
    made = bridge.run(label, lambda tx: _take(tx, paste), origin=origin, count=paste.created)
    return made or []


def _take(tx: "Transaction", paste: Paste) -> list[str]:
    made = []
    for row in paste.rows:
        if row.refused:
            continue
        entry = records.create(tx, KIND, **_fields(row))
        for cell in row.cells:
            if cell.problem:
                drafts.keep(tx, KIND, entry.id, cell.column.field, cell.text)
        made.append(entry.id)
    return made


def _fields(row: PastedRow) -> dict[str, Any]:
    """The fields of a new entry: without a category the sign of the amount says which; all amounts in one currency."""
    fields = {cell.column.field: cell.value for cell in row.cells if not cell.problem}
    amount, typed = fields["amount"], next(cell.text for cell in row.cells if cell.column.field == "amount")
    assert isinstance(amount, Money)  # noqa: S101 - rows without one are refused
    fields.setdefault("sort", "cost" if typed[:1] in ("-", "\u2212") else "sale")
    code = amount.currency
    if fields.get("currency"):
        code = fields["currency"]
        fields["amount"] = Money(amount.amount, code)
    fields["currency"] = code
    if isinstance(fields.get("fee"), Money):
        fields["fee"] = Money(fields["fee"].amount, code)
    return fields
