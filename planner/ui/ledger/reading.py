"""What typing into a field of an entry means: the fields it sets, or why it says nothing."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Entry
from planner.model.field_types import Choice, Reference
from planner.model.ledger_filter import SORT_WORDS
from planner.model.parsing import Offer, ParseError, Reading
from planner.model.parsing_entries import amount_text, entry_amount, entry_day
from planner.model.values import Money
from planner.ui.editors.reference_picker import Pick, ranked
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene

KIND: Final = "entry"
_AMOUNTS: Final = ("amount", "fee")


def today_of(scene: Scene) -> Any:
    """The day on the user's wall."""
    return scene.context.today or datetime.now().astimezone().date()


def entry_reading(name: str, text: str, scene: Scene, sort: str | None, currency: str = "") -> Reading:
    """The checked value that `text` says for the field `name` of an entry of that sort; ParseError where it says none.

    `currency` is the one meant where none is named; the plan's own by default.
    """
    spec = KINDS[KIND].by_name[name]
    context = replace(scene.context, today=today_of(scene), currency=currency or scene.context.currency, current=None)
    if not text.strip():
        return Reading(_checked(name, None))
    if name == "date":
        return entry_day(text, context)
    if name == "amount":
        return entry_amount(text, sort, context)
    if isinstance(spec.type, Choice | Reference):
        return Reading(_chosen(name, text, scene))
    return Reading(cell_text.read(spec, text, replace(scene, context=context)))


def _checked(name: str, value: Any) -> Any:
    spec = KINDS[KIND].by_name[name]
    try:
        return spec.check(spec.type.empty if value is None else value)
    except InputError as error:
        raise ParseError(error.message, (), error.kind) from None


def _chosen(name: str, text: str, scene: Scene) -> str:
    """The id whose words are `text`; failing that an offer of what is meant probably."""
    spec, wanted, known = KINDS[KIND].by_name[name], text.strip().casefold(), picks(name, scene)
    for pick in known:
        if wanted in (word.casefold() for word in (pick.title, *pick.names)):
            return str(pick.value)
    near = [pick.title for pick in ranked(text, known)[:2]]
    offers = tuple(Offer(_("Take “{name}”").format(name=title), title) for title in near)
    message = _("“{text}” is not among the choices of {field}.")
    raise ParseError(message.format(text=text.strip()[:40], field=_(spec.label)), offers)


def picks(name: str, scene: Scene) -> list[Pick]:
    """What can be chosen for a category or a record, in any of their names."""
    spec = KINDS[KIND].by_name[name]
    if isinstance(spec.type, Choice):
        return [Pick(value, _(label), names=(value, label, *SORT_WORDS[value])) for value, label in spec.type.choices]
    icon = KINDS[spec.type.target].icon if isinstance(spec.type, Reference) else ""
    return [Pick(value, words, icon=icon) for value, words in cell_text.options(spec, scene)]


def fields_set(name: str, value: Any, entry: Entry) -> dict[str, Any]:
    """All fields of `entry` that change when one is given `value`: amounts of one entry are in one currency."""
    if name == "currency":
        code = str(value)
    elif name in _AMOUNTS and isinstance(value, Money):
        code = value.currency
    else:
        return {name: value}
    fields = {name: value, "currency": code}
    for other in _AMOUNTS:
        held = getattr(entry, other)
        if other != name and isinstance(held, Money) and held.currency != code:
            fields[other] = Money(held.amount, code)
    return fields


def entry_text(name: str, entry: Entry, scene: Scene) -> str:
    """The value of a field as text that reads back to it."""
    value = getattr(entry, name)
    if name == "amount":
        return amount_text(value, entry.sort, scene.context)
    return cell_text.editable(KINDS[KIND].by_name[name], value, scene)


def refusal(name: str, text: str, scene: Scene, entry: Entry) -> str:
    """Why the text kept for a field cannot be read; empty when it can be by now."""
    error = refused(name, text, scene, entry)
    return error.message if error else ""


def refused(name: str, text: str, scene: Scene, entry: Entry) -> ParseError | None:
    """The error behind a text that cannot be read, with its offers."""
    try:
        entry_reading(name, text, scene, entry.sort, entry.currency or "")
    except ParseError as error:
        return error
    except InputError as error:
        return ParseError(error.message, (), error.kind)
    return None
