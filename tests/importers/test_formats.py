"""The records of formats: well-formed, complete, and each told by its own header."""

import csv
import io
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.importers.columns import is_private
from planner.importers.containers import open_file
from planner.importers.formats import Format, formats, load
from planner.importers.outcomes import REASONS
from planner.importers.recognise import recognise
from planner.model.distribution import Publication
from tests.importers.made_files import workbook

ALL = formats()
IDS = [one.id for one in ALL]
MINIMUM = 'id = "own"\nfamily = "own"\nrecord = "money"\ntitle_en = "Own"\ntitle_zh = "自有"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(f"[[format]]\n{MINIMUM}{text}", "utf-8")
    return path


def header(one: Format) -> list[str]:
    """The names of a signature as a file of that format has them."""
    first = [one.first_header] if one.first_header else []
    return [*first, *(name for name in one.signature if name not in first)]


def test_all_forty_two_are_there_and_told_apart() -> None:
    assert len(ALL) == len(set(IDS)) == 42
    assert all(one.title("zh") and one.title("en") for one in ALL)
    assert len({one.title("zh") for one in ALL}) == len({one.title("en") for one in ALL}) == 42


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_a_header_is_recognised_as_its_own_format(one: Format, tmp_path: Path) -> None:
    if "text" in one.containers:
        path = tmp_path / "made.csv"
        table = io.StringIO()
        csv.writer(table).writerows([header(one), ["x"] * len(header(one))])
        path.write_text(table.getvalue(), "utf-8")
    elif "xlsx" in one.containers:
        path = tmp_path / "made.xlsx"
        path.write_bytes(workbook(("Sheet1", [list(header(one)), ["x"] * len(header(one))])))
    elif "json" in one.containers:
        path = tmp_path / "made.json"
        path.write_text('[{"start": "20260810T010000Z"}]', "utf-8")
    else:
        path = tmp_path / "made.data"
        path.write_text("inc 20260810T010000Z\n", "utf-8")
    found = recognise(open_file(path), ALL)
    assert found is not None and found.format.id == one.id


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_a_record_says_only_what_has_an_effect(one: Format) -> None:
    gives = {rule.gives for rule in one.kinds}
    assert one.record != "audience" or not gives & set(REASONS)
    assert one.kinds, "no row would ever be taken in"
    assert one.record != "money" or one.currency or one.currency_column
    fields = {figure.field for figure in one.figures} - {""}
    assert fields <= set(Publication.__dataclass_fields__)


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_what_is_kept_is_never_private(one: Format) -> None:
    kept = {one.payee, *one.memo, *one.words, *one.channel, one.url} - {""}
    assert not [name for name in kept if is_private(one, name)]
    told = {name for name in (*one.key, *one.otherwise) if is_private(one, name)}
    assert told <= set(one.private.hash), "a person may be part of a key only as a code"
    assert one.record != "audience" or not kept


def test_formats_of_one_family_share_the_shape_of_their_keys() -> None:
    shapes: dict[str, set[tuple[str, ...]]] = {}
    for one in ALL:
        if one.family in ("alipay_personal", "wechat_personal", "timewarrior"):
            names = ("id" if "号" in part else part for part in one.key)
            shapes.setdefault(one.family, set()).add(tuple(names))
    assert {family: len(kinds) for family, kinds in shapes.items()} == dict.fromkeys(shapes, 1)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("signatur = ['a']", "signatur"),
        ("signature = [1]", "signature"),
        ("time = { zone = 'Mars' }", "zone"),
        ("time = 'noon'", "time"),
        ("amount = { colum = 'x' }", "colum"),
        ("kinds = [{ when = { a = 'x' } }]", "gives"),
        ("kinds = [{ gives = 'sale', when = ['a'] }]", "when"),
        ("kinds = [{ gives = 'sale', sign = 'upward' }]", "sign"),
        ("entities = 'yes'", "entities"),
        ("kinds = [{ gives = 'sell' }]", "own: sell"),
        ("currency = ", r"own\.toml"),
        ("like = 'no_such_format'", "no_such_format"),
    ],
)
def test_a_malformed_record_says_where(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        load(written(tmp_path, text))


def test_a_record_that_lacks_what_it_needs_says_what(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[format]]\nid = "own"\nrecord = "money"\n', "utf-8")
    with pytest.raises(InputError, match="family, title_en, title_zh"):
        load(path)
    with pytest.raises(InputError, match=r"gone\.toml"):
        load(tmp_path / "gone.toml")


def test_a_further_export_is_one_more_record(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'signature = ["Day", "What", "Paid"]\ncurrency = "CHF"\ntime = { columns = ["Day"], zone = "day" }\n'
        'amount = { shape = "signed", column = "Paid" }\nmemo = ["What"]\n'
        'kinds = [{ sign = "positive", gives = "sale" }, { sign = "negative", gives = "spend" }]\n'
        '[[format]]\nlike = "own"\nid = "other"\nfirst_header = "Paid"\n',
    )
    own, other = load(path)
    assert (own.id, other.id, other.signature, other.first_header) == ("own", "other", own.signature, "Paid")
