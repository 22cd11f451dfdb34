"""Whatever stands in a bundle, reading it gives records that can be stored, or names what does not fit; never a crash."""

import json
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from planner.importers.bundle import BundleError, read_bundle
from planner.importers.intake import Bundle
from planner.model.catalogue import KINDS
from planner.model.kinds import kind_of
from planner.report.bundle import form_of
from planner.store.rows import form_of as row_form

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**70, 1e300, -1e-300, 0.1, "", " ", "x", "\x00", "\ud800", "0", "1e5", "-3", "９", "NaN", "1_000",
    "2026-02-30", "2026-11-20", "2026-11", "9999-12", "0000-01", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00+23:59",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", [], {}, [[]], [None], [1], ["x"], [0] * 7, [24] * 7, [1e300] * 7,
    {"low": 1, "high": 2}, {"low": "a", "high": []}, {"hits": 1e300, "of": 2}, {"hits": 1, "of": None},
    {"amount": "1", "currency": "CNY"}, {"amount": [], "currency": {}}, {"amount": 1e300, "currency": "CNY"}, {"value": 1, "typed": 5},
    {"low": 0, "high": 1, "likely": None}, "99999999999999999999999999", "1e-400", "CNY", "cny", "active",
)  # fmt: skip
FIELDS = [(kind, spec.name) for kind in KINDS.values() for spec in kind.specs]
FORMS = st.sampled_from(ODD) | st.recursive(
    st.sampled_from(ODD), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["low", "high", "id", "amount"]), inner, max_size=3),
    max_leaves=3,
)  # fmt: skip


def outcome(content: bytes) -> Bundle | BundleError:
    """What was read, or what does not fit; anything else is a bug."""
    try:
        return read_bundle(content, known=lambda _kind, _id: True)
    except BundleError as error:
        return error


def stored(bundle: Bundle) -> None:
    """Everything read can be written to the file and to a bundle again."""
    records = [*bundle.all(), *([bundle.settings] if bundle.settings else [])]
    for record in records:
        kind = kind_of(record)
        for value in row_form(kind.name).row(kind.check(record)):
            assert not isinstance(value, str) or value.encode() is not None
            assert not isinstance(value, int) or abs(value) < 2**63
        json.dumps(form_of(record, "CNY"), allow_nan=False).encode()


@given(st.sampled_from(FIELDS), FORMS)
@examples(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_form_in_any_field(field: Any, form: Any) -> None:
    kind, name = field
    record = {"id": "a"} | {spec.name: _plain(spec.name) for spec in kind.specs if spec.required} | {name: form}
    document: dict[str, Any] = {"format": "brightroad-plan", "version": 1}
    if kind.name == "plan":
        document["plan"] = record
    else:
        document["records"] = {kind.name: [record]}
    found = outcome(json.dumps(document).encode())
    if isinstance(found, Bundle):
        stored(found)
    else:
        assert found.misfits[0].kind == kind.name
        assert all(misfit.reason for misfit in found.misfits)


def _plain(name: str) -> Any:
    days = {"on": "2026-11-01", "date": "2026-11-01", "start_month": "2026-11"}
    numbers = {"rate": 1, "minutes": 5, "threshold": 1, "amount": "1.00"}
    return days.get(name) or numbers.get(name) or ("CNY" if name == "currency" else "x")


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
@examples(max_examples=100, deadline=None)
def test_any_bytes(content: bytes) -> None:
    found = outcome(content)
    assert isinstance(found, BundleError)
    assert "\n" not in str(found)
