"""The catalogue of platforms says for each fee where it comes from, and marks what is weak."""

from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.model.platform_catalogue import COLUMNS, CataloguePlatform, read_catalogue
from planner.model.portfolio import MEDIA, OWNERSHIPS, PLATFORM_FORMS, PRESENCES
from planner.model.values import Money
from planner.paths import resource


@pytest.fixture(scope="module")
def rows() -> dict[str, CataloguePlatform]:
    text = resource("catalogue", "platforms.csv").read_text("utf-8")
    return {row.key: row for row in read_catalogue(text)}


def test_every_row_is_there_once_with_both_names(rows: dict[str, CataloguePlatform]) -> None:
    assert len(rows) == 75
    assert all(row.name("zh") and row.name("en") for row in rows.values())
    assert rows["wechat_mp"].name("zh") == "微信公众号"
    assert rows["wechat_mp"].name("en") == "WeChat Official Account"


def test_values_are_those_of_the_fields_of_a_platform(rows: dict[str, CataloguePlatform]) -> None:
    def names(choices: tuple[tuple[str, str], ...]) -> set[str]:
        return {name for name, _label in choices}

    for row in rows.values():
        assert set(row.media) <= names(MEDIA), row
        assert row.presence in names(PRESENCES)
        assert row.form in names(PLATFORM_FORMS)
        assert row.ownership in names(OWNERSHIPS)


def test_every_fee_has_a_source_and_a_date(rows: dict[str, CataloguePlatform]) -> None:
    known = [row for row in rows.values() if row.has_fee]
    assert len(known) >= 30
    assert all(row.source and row.date for row in known)
    assert all(row.fee_rate is None or 0 <= row.fee_rate <= 1 for row in known)


def test_a_weak_fee_is_marked_and_an_unknown_one_is_not_invented(rows: dict[str, CataloguePlatform]) -> None:
    assert rows["zsxq"].fee_rate == Decimal("0.2")
    assert rows["zsxq"].weak
    assert rows["gumroad"].fee_rate == Decimal("0.1")
    assert not rows["gumroad"].weak
    assert rows["wechat_mp"].fee_rate is None
    assert not rows["wechat_mp"].weak
    assert rows["github_sponsors"].fee_rate == 0
    assert rows["github_sponsors"].has_fee


def test_a_fixed_fee_keeps_its_currency(rows: dict[str, CataloguePlatform]) -> None:
    assert rows["stripe"].fixed_fee == Money(Decimal("0.30"), "USD")


def test_places_in_the_world_are_offline_and_own_lists_are_owned(rows: dict[str, CataloguePlatform]) -> None:
    assert rows["workshop"].presence == "offline"
    assert rows["courier"].presence == "offline"
    assert rows["youtube"].ownership == "rented"
    assert rows["workshop"].ownership == "owned"


def _text(**changed: str) -> str:
    row = dict.fromkeys(COLUMNS, "") | {"id": "x", "name_en": "X", "fee_strength": "none"} | changed
    return ",".join(COLUMNS) + "\n" + ",".join(row[name] for name in COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"fee_pct": "two"}, "fee_pct"),
        ({"fee_pct": "140"}, "fee_pct"),
        ({"fee_pct": "NaN"}, "fee_pct"),
        ({"fee_fixed": "0.30"}, "fee_fixed"),
        ({"fee_strength": "sure"}, "fee_strength"),
        ({"id": ""}, "id"),
    ],
)
def test_a_wrong_row_is_named(changed: dict[str, str], column: str) -> None:
    with pytest.raises(InputError) as caught:
        read_catalogue(_text(**changed))
    assert caught.value.field.endswith(column)


def test_an_id_used_twice_short_rows_and_other_columns_are_refused() -> None:
    text = _text()
    with pytest.raises(InputError, match="“x”"):
        read_catalogue(text + text.splitlines()[1] + "\n")
    with pytest.raises(InputError, match="“y”"):
        read_catalogue(text + "y,Y\n")
    with pytest.raises(InputError, match="columns"):
        read_catalogue("id,name\nx,X\n")


def test_a_byte_order_mark_and_no_rows_are_fine() -> None:
    assert read_catalogue("\ufeff" + _text())[0].key == "x"
    assert read_catalogue(",".join(COLUMNS) + "\n") == ()
