"""Types of fields: what none of them may ever hold."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.model.field_types import Json, id_of, key_of


@pytest.mark.parametrize("text", ["NaN", "Infinity", "[1, -Infinity]", "1e999", '{"low": NaN}'])
def test_a_scenario_value_is_never_a_number_that_is_none(text: str) -> None:
    """It could be stored, and then no export would ever succeed again."""
    with pytest.raises(InputError):
        Json().check(text)


@pytest.mark.parametrize("text", ['"\\ud800"', '{"\\udfff": 1}', '"' + "x" * 100_001 + '"'])
def test_a_scenario_value_is_text_that_can_be_stored(text: str) -> None:
    with pytest.raises(InputError):
        Json().check(text)


@pytest.mark.parametrize("text", ["1", '"café"', '{"b": [1.5, null], "a": {"low": 1, "high": 2}}', "true"])
def test_a_scenario_value_is_kept_in_one_spelling(text: str) -> None:
    kept = Json().check(text)
    assert json.loads(kept) == json.loads(text)
    assert Json().check(kept) == kept


@given(st.uuids())
def test_a_key_spells_its_id_as_a_uuid_is_spelt(number: UUID) -> None:
    assert id_of(number.bytes) == str(number)
    assert key_of(str(number)) == number.bytes


def test_a_key_of_another_length_is_no_id() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        id_of(bytes(15))
