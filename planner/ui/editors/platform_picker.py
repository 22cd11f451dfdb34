"""The catalogue of known platforms as something to choose from: every fee with its date and source, weak ones marked."""

import logging
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtWidgets import QWidget

from planner.errors import InputError
from planner.i18n import N_, _, language
from planner.model.kinds import Record
from planner.model.parsing import words
from planner.model.platform_catalogue import CataloguePlatform, read_catalogue
from planner.paths import resource
from planner.ui.editors.reference_picker import Pick, PickList

_log = logging.getLogger(__name__)
STRENGTHS = {
    "official": N_("official"),
    "quoted": N_("quoted"),
    "observed": N_("observed"),
    "weak": N_("weak"),
    "none": N_("no source"),
}
_FIRST = {"zh": "CN", "en": "global"}


@cache
def catalogue() -> dict[str, CataloguePlatform]:
    """The known platforms by key; empty (and logged) where the catalogue cannot be read."""
    try:
        text = resource("catalogue", "platforms.csv").read_text(encoding="utf-8")
        return {row.key: row for row in read_catalogue(text)}
    except (OSError, InputError) as error:
        _log.warning("the catalogue of platforms cannot be read: %s", error)
        return {}


def ordered(language_in_use: str) -> list[CataloguePlatform]:
    """The known platforms, those of the language's region first."""
    first = _FIRST.get(language_in_use, "global")
    return sorted(catalogue().values(), key=lambda row: (row.region != first, row.region == "any"))


def fee_text(row: CataloguePlatform) -> str:
    """The fee in words: "10 % + $0.50"; empty where no figure is known."""
    parts = []
    if row.fee_rate is not None:
        parts.append(words("share", row.fee_rate))
    if row.fixed_fee is not None:
        parts.append(words("money", row.fixed_fee))
    return " + ".join(parts)


def origin_text(row: CataloguePlatform) -> str:
    """Where the fee comes from: name, date and how well it is supported."""
    name = row.name(language())
    if row.date:
        return _("{name}, {date}, {strength}").format(name=name, date=row.date, strength=_(STRENGTHS[row.strength]))
    return _("{name}, {strength}").format(name=name, strength=_(STRENGTHS[row.strength]))


def short_source(source: str) -> str:
    """A source short enough for a row: of an address only its site."""
    return urlsplit(source).netloc.removeprefix("www.") or source if source.startswith("http") else source


def pick_of_platform(row: CataloguePlatform) -> Pick:
    """A known platform as a row to choose."""
    if not row.has_fee:
        detail, note = _("No fee is known"), ""
    else:
        source = short_source(row.source) or _("no source")
        detail = _("Fee {fee} · {date} · {source}").format(fee=fee_text(row), date=row.date or "?", source=source)
        note = _("typical, check") if row.weak else ""
    return Pick(row.key, row.name(language()), detail, note, names=(row.name_zh, row.name_en, row.key))


def fields_of(row: CataloguePlatform, record: Record | None) -> dict[str, Any]:
    """What choosing a row writes: name and key, and what is still empty of presence, form, ownership and media.

    Fees are never among them; they are offered by themselves.
    """
    fields: dict[str, Any] = {"catalogue_key": row.key}
    if not getattr(record, "name", ""):
        fields["name"] = row.name(language())
    fields["presence"] = row.presence
    offered = {"form": row.form, "ownership": row.ownership, "media": row.media}
    return fields | {name: value for name, value in offered.items() if value and not getattr(record, name, None)}


def suggestion(row: CataloguePlatform) -> tuple[str, dict[str, Any]] | None:
    """The words of the chip that offers the fee, and what it writes; None where no fee is known."""
    if not row.has_fee:
        return None
    offer = _("Use {fee} ({origin})").format(fee=fee_text(row), origin=origin_text(row))
    fields: dict[str, Any] = {}
    if row.fee_rate is not None:
        fields["fee_rate"] = row.fee_rate
    if row.fixed_fee is not None:
        fields["fixed_fee"] = row.fixed_fee
    return offer, fields


class PlatformPicker(PickList):
    """The list of known platforms; `created` carries a name that is not among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._rows, parent)
        self.creates = True

    def _rows(self) -> Sequence[Pick]:
        return [pick_of_platform(row) for row in ordered(language())]
