"""The index of texts against plain Python: what is contained where, and the order of texts, through changes."""

import random

import numpy as np
import pytest

from planner.model.ledger_filter import folded
from planner.store.text_index import TextIndex

FIELDS = ("payee", "memo", "number")
SIGNS = "aAbBé明路Ａ１ \x01"


def words(chance: random.Random, longest: int) -> str:
    return "".join(chance.choices(SIGNS, k=chance.randrange(longest)))


def changed(index: TextIndex, rows: dict[int, tuple[str, ...]], chance: random.Random) -> None:
    """Some new rows, or other texts for some that are there."""
    count = chance.randrange(1, 12)
    anew = bool(rows) and chance.random() < 0.5
    slots = chance.sample(sorted(rows), min(count, len(rows))) if anew else range(len(rows), len(rows) + count)
    texts = [(words(chance, 25), words(chance, 4), words(chance, 30)) for _slot in slots]
    rows.update(zip(slots, texts, strict=True))
    index.put("".join(part + "\0" for text in texts for part in text), np.array(slots))


@pytest.mark.parametrize("seed", range(60))
def test_index_equals_plain_python(seed: int) -> None:
    chance = random.Random(seed)
    index, rows = TextIndex(FIELDS), dict[int, tuple[str, ...]]()
    for _step in range(chance.randrange(1, 6)):
        changed(index, rows, chance)
        texts = [tuple(folded(part) for part in rows[slot]) for slot in range(len(rows))]
        for word in (words(chance, 2), words(chance, 3), words(chance, 6), chance.choice(texts)[0]):
            sought = folded(word)
            assert index.found(word).tolist() == [any(sought in part for part in text) for text in texts]
            assert index.found(word, "payee", "memo").tolist() == [
                any(sought in part for part in text[:2]) for text in texts
            ]
            assert index.found(word, "number").tolist() == [sought in text[2] for text in texts]
        for at, field in enumerate(FIELDS):
            assert [index.text(slot, field) for slot in range(len(rows))] == [text[at] for text in texts]
            order = sorted({text[at] for text in texts})
            ranks = index.ranks(field).tolist()
            assert [sorted(set(ranks)).index(rank) for rank in ranks] == [order.index(text[at]) for text in texts]
            assert ranks == index.ranks_of(field, None).tolist()  # as followed through a few changes, and as made anew
            assert index.filled(field).tolist() == [bool(text[at]) for text in texts]


def test_very_many_hits_and_matches_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.text_index._BLOCK", 7)
    index = TextIndex(("memo",))
    texts = ["路路路路路路路路", "ab路", "", "明路明路", "路明"] * 3
    index.put("".join(text + "\0" for text in texts), np.arange(len(texts)))
    for word in ("路", "路路", "明路明", "b路", "x", ""):
        assert index.found(word).tolist() == [word in text for text in texts]


def test_texts_that_stay_as_they_are_are_not_written_again() -> None:
    index = TextIndex(("memo",))
    index.put("明路\0abc\0", np.arange(2))
    ranks, size = index.ranks("memo"), index._size
    index.put("ABC\0明路\0", np.array([1, 0]))
    assert (index._size, index.ranks("memo") is ranks) == (size, True)
    index.put("abd\0", np.array([1]))
    assert (index.text(1, "memo"), index.ranks("memo") is ranks) == ("abd", False)
