"""Memory that many rows needed for a moment goes back to the system, where the system has a word for that."""

import platform

import numpy as np
import pytest

from planner.store import free_memory


def _resident() -> int:
    """Bytes of this program that are in memory."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="is about the C library of GNU on Linux")
def test_what_is_free_is_given_back() -> None:
    blocks = [np.ones(12_000, np.int64) for _at in range(1000)]  # each too small for a mapping of its own
    kept = blocks[-1]
    before = _resident()
    del blocks
    assert free_memory.give_back()
    assert _resident() < before - 50_000_000
    assert kept.sum() == 12_000


def test_a_system_without_the_word_for_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(free_memory, "_trim", lambda: None)
    assert free_memory.give_back() is False
