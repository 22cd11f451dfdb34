"""The columns of a table, declared as data: which field or which reckoning each shows, how wide, and in which look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Record
from planner.model.field_types import Choice, Reference
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.model.values import Hours, Money, Month, Range
from planner.ui.editors.field_reading import PER_CENT_BY_SIGN, is_amount
from planner.ui.editors.inherited import inherited
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene

NAME, TEXT, NUMBER, STATUS, RANGE = "name", "text", "number", "status", "range"
BAR: Final = 84  # px of a range bar, beside its numbers
SHAPES: Final[Mapping[str, str]] = {  # a choice that says how far something is -> its mark
    "idea": "idea", "making": "trial", "live": "active", "retired": "ended", "trial": "trial", "active": "active",
    "paused": "paused", "ended": "ended", "contacted": "trial", "talking": "trial", "agreed": "trial", "running": "trial",
    "done": "active", "dropped": "ended",
}  # fmt: skip
_TAKEN: Final[Mapping[str, str]] = {  # why an empty field of a listing shows a value
    "price": N_("The product’s price; type another to change it here"),
    "fee_rate": N_("The platform’s fee; type another to change it here"),
    "fixed_fee": N_("The platform’s fee; type another to change it here"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. `text` is also what a screen reader says unless `spoken` says it better.

    `span` is low, likely and high of a range bar; `shape` a status mark; `problem` the reason why `text` is a draft;
    `severity` is "error" or "warning" where a rule finds one in the value, which `tip` then says.
    """

    text: str = ""
    caption: str = ""
    shape: str = ""
    span: tuple[float, float, float] | None = None
    spoken: str = ""
    tip: str = ""
    problem: str = ""
    severity: str = ""
    faint: bool = False


Show = Callable[[Record, Scene], Cell]
SortKey = Callable[[Record, Scene], Any]


@dataclass(frozen=True)
class Column:
    """One column. `field` names the field it shows and edits; `show` reckons a cell instead, or adds to it.

    `look` is one of NAME, TEXT, NUMBER, STATUS, RANGE; `width` px at 100 %, the column with `stretch` takes what is
    left and at least its width where columns with `spare` can be left out. `family` says what a reckoned range counts;
    `outlook` that it comes from the forecast: it is not searched, and shown anew when a newer forecast arrives.
    """

    id: str
    label: str
    width: int
    look: str = TEXT
    field: str = ""
    show: Show | None = None
    key: SortKey | None = None
    stretch: bool = False
    editable: bool = True
    spare: bool = False
    family: str = ""
    outlook: bool = False

    def spec(self, kind: str) -> FieldSpec | None:
        """The field behind the column, or None where the cell is reckoned."""
        return KINDS[kind].by_name[self.field] if self.field else None

    @property
    def right(self) -> bool:
        """Whether the column and its header end at the right."""
        return self.look in (NUMBER, RANGE)


def field_column(kind: str, name: str, width: int, **more: Any) -> Column:
    """The column of one field, its look chosen by its type; `more` are further settings of Column."""
    spec = KINDS[kind].by_name[name]
    look = TEXT
    if isinstance(spec.type, Uncertain):
        look = RANGE
        more = {"family": PER_CENT_BY_SIGN.get(spec.type.family, spec.type.family)} | more
    elif isinstance(spec.type, Number | Amount | WorkingTime):
        look = NUMBER
    elif (
        isinstance(spec.type, Choice) and not spec.type.many and {key for key, _label in spec.type.choices} <= {*SHAPES}
    ):
        look = STATUS
    return Column(**({"id": name, "label": spec.label, "width": width, "look": look, "field": name} | more))


def number_column(
    name: str, label: str, width: int, count: Callable[[Record, Scene], int], *, spare: bool = False
) -> Column:
    """A column that counts something; nothing is shown as an empty cell, not as 0."""

    def show(record: Record, scene: Scene) -> Cell:
        number = count(record, scene)
        return Cell(str(number) if number else "")

    return Column(name, label, width, NUMBER, show=show, key=count, editable=False, spare=spare)


def cell_of(column: Column, kind: str, record: Record, scene: Scene) -> Cell:
    """What `column` shows of `record`: the draft where there is one, else the value."""
    spec = column.spec(kind)
    if spec is None:
        return column.show(record, scene) if column.show else Cell()
    draft = scene.draft(kind, record.id, spec.name)
    if draft is not None:
        return _draft_cell(spec, draft, record, scene)
    value = getattr(record, spec.name)
    text = cell_text.shown(spec, value, scene)
    if not text and (taken := inherited(scene.plan, record, spec.name)) is not None:
        return Cell(cell_text.shown(spec, taken, scene), faint=True, tip=_(_TAKEN[spec.name]))
    if isinstance(value, Range):
        span = None if scene.context.hidden and is_amount(spec.type) else span_of(value)
        cell = Cell(text, span=span, spoken=cell_text.spoken(spec, value, scene))
    else:
        cell = Cell(text, shape=SHAPES.get(str(value), "") if column.look == STATUS else "")
    if column.show is None:
        return cell
    added = column.show(record, scene)
    if not cell.text:
        return added
    return replace(cell, caption=added.caption, tip=added.tip, shape=added.shape or cell.shape)


def searched(column: Column, kind: str, record: Record, scene: Scene) -> str:
    """The text and caption of a cell; quicker for ranges, of which nothing is drawn or said."""
    spec = column.spec(kind)
    if spec is not None and column.look == RANGE and column.show is None:
        value = getattr(record, spec.name)
        if value is not None and scene.draft(kind, record.id, spec.name) is None:
            return cell_text.shown(spec, value, scene)
    cell = cell_of(column, kind, record, scene)
    return f"{cell.text}\n{cell.caption}"


def _draft_cell(spec: FieldSpec, draft: str, record: Record, scene: Scene) -> Cell:
    error = cell_text.error_of(spec, draft, scene, record)
    problem = error.message if error else _("This input has not been taken yet; edit the cell to take it.")
    spoken = _("{field}, error, {text}: {problem}").format(field=_(spec.label), text=draft, problem=problem)
    return Cell(draft, problem=problem, spoken=spoken, tip=problem)


def span_of(value: Range) -> tuple[float, float, float]:
    """Low, likely and high of a range, for drawing only."""
    low, high = value.ends()
    middle = value.likely if value.likely is not None else (low + high) / 2
    return float(low), float(middle), float(high)


def sort_key(column: Column, kind: str, record: Record, scene: Scene) -> Any:
    """What to sort by; None where there is nothing, which is to come last."""
    if column.key is not None:
        return column.key(record, scene)
    spec = column.spec(kind)
    value = getattr(record, spec.name) if spec else None
    if spec is None or value is None or value == spec.type.empty:
        return None
    if isinstance(spec.type, Choice) and not spec.type.many:
        return [name for name, _label in spec.type.choices].index(value)
    if isinstance(spec.type, Reference):
        return cell_text.shown(spec, value, scene).casefold()
    return _plain_key(value)


def _plain_key(value: Any) -> Any:
    if isinstance(value, Money):
        return (value.currency, value.amount)
    if isinstance(value, Range):
        low, high = value.ends()
        return (low + high, high)
    if isinstance(value, str):
        return value.casefold()
    return value if isinstance(value, int | Decimal | Hours | Month) else str(value)


def checked(column: Column, kind: str, text: str, record: Record | None, scene: Scene) -> tuple[Any, str]:
    """The value `text` says in this column, and "" or why it says none."""
    spec = column.spec(kind)
    if spec is None or not column.editable:
        return None, _("{column} is worked out and cannot be typed.").format(column=_(column.label))
    try:
        return cell_text.read(spec, text, scene, record), ""
    except InputError as error:
        return None, error.message
