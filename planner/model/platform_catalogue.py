"""The catalogue of known platforms: what is public about their fees, each with its source, date and strength.

Reads the text of `resources/catalogue/platforms.csv`; nothing of it is applied to a plan by itself. A form offers a
row, shows where it comes from, and marks what is weakly supported.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from planner.errors import InputError
from planner.i18n import _
from planner.model.values import Money

COLUMNS = (
    "id", "name_zh", "name_en", "region", "kind", "media", "audience_owner", "fee_pct", "fee_fixed", "fee_basis",
    "fee_note", "payout_note", "fee_source", "fee_source_date", "fee_quality", "fee_strength", "bought_traffic",
    "export", "export_format_id",
)  # fmt: skip
STRENGTHS = ("official", "quoted", "observed", "weak", "none")
"""How well a fee is supported, best first; "none" means that no figure was found."""
_MEDIA = {"physical": "goods", "live": "video", "membership": "service"}
_OFFLINE = frozenset({"offline shop", "offline market", "offline service", "logistics"})
_MARKETS = frozenset({"marketplace shop", "second-hand marketplace", "app store", "game store", "book store"})
_OWNED = "you"


@dataclass(frozen=True, slots=True)
class CataloguePlatform:
    """One known platform. `fee_rate` is a fraction or None when no figure was found; the texts are as published.

    `media`, `presence`, `form` and `ownership` are named as the fields of a platform name them.
    """

    key: str
    name_zh: str
    name_en: str
    region: str
    kind: str
    media: tuple[str, ...]
    presence: str
    form: str
    ownership: str
    fee_rate: Decimal | None
    fixed_fee: Money | None
    fee_basis: str
    fee_note: str
    payout_note: str
    source: str
    date: str
    quality: str
    strength: str

    @property
    def has_fee(self) -> bool:
        """Whether any fee is known."""
        return self.fee_rate is not None or self.fixed_fee is not None

    @property
    def weak(self) -> bool:
        """Whether the fee needs checking before it is relied on: one voice, old, or not reconciled."""
        return self.has_fee and self.strength in ("weak", "none")

    def name(self, language: str) -> str:
        """The name in "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en


def read_catalogue(text: str) -> tuple[CataloguePlatform, ...]:
    """The platforms of the catalogue's text in their order; InputError naming the row that does not fit."""
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines(), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(_("The catalogue of platforms has other columns than expected; install the program again."))
    found: dict[str, CataloguePlatform] = {}
    for row in reader:
        platform = _platform(row)
        if not platform.key or platform.key in found:
            raise _misfit(row, "id")
        found[platform.key] = platform
    return tuple(found.values())


def _misfit(row: Mapping[str, str], column: str) -> InputError:
    message = _("The catalogue of platforms has a wrong {column} for “{key}”.")
    return InputError(message.format(column=column, key=row["id"]), f"platform/{row['id']}/{column}")


def _platform(row: Mapping[str, str]) -> CataloguePlatform:
    if None in row.values() or None in row:
        raise _misfit(row, "row")
    if row["fee_strength"] not in STRENGTHS:
        raise _misfit(row, "fee_strength")
    return CataloguePlatform(
        key=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        region=row["region"],
        kind=row["kind"],
        media=_media(row["media"]),
        presence="offline" if row["kind"] in _OFFLINE else "online",
        form="marketplace" if row["kind"] in _MARKETS or row["audience_owner"] == "platform" else "company",
        ownership="owned" if row["audience_owner"] == _OWNED else "rented",
        fee_rate=_rate(row),
        fixed_fee=_fixed(row),
        fee_basis=row["fee_basis"],
        fee_note=row["fee_note"],
        payout_note=row["payout_note"],
        source=row["fee_source"],
        date=row["fee_source_date"],
        quality=row["fee_quality"],
        strength=row["fee_strength"],
    )


def _media(text: str) -> tuple[str, ...]:
    named = (_MEDIA.get(part, part) for part in text.split("+") if part)
    return tuple(dict.fromkeys(named))


def _rate(row: Mapping[str, str]) -> Decimal | None:
    if not row["fee_pct"]:
        return None
    try:
        rate = Decimal(row["fee_pct"]) / 100
    except InvalidOperation:
        raise _misfit(row, "fee_pct") from None
    if not (rate.is_finite() and 0 <= rate <= 1):
        raise _misfit(row, "fee_pct")
    return rate


def _fixed(row: Mapping[str, str]) -> Money | None:
    if not row["fee_fixed"]:
        return None
    amount, _space, currency = row["fee_fixed"].partition(" ")
    try:
        return Money(Decimal(amount), currency)
    except (InvalidOperation, InputError):
        raise _misfit(row, "fee_fixed") from None
