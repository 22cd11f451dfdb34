"""New ids: UUIDv7 (RFC 9562), so that records sort by the time they were made and never clash when merged."""

import os
import time


def new_id() -> str:
    """A fresh id in its usual spelling."""
    milliseconds = time.time_ns() // 1_000_000
    bits = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | 0x7 << 76 | (bits >> 64 & 0xFFF) << 64 | 0b10 << 62 | bits & (1 << 62) - 1
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class IdRun:
    """As many fresh ids as are asked for, by number: a higher number is a higher id."""

    def __init__(self) -> None:
        first = new_id()
        self._head, self._tail = first[:24], int(first[24:], 16) >> 1  # half of the room is left to count upwards

    def __call__(self, number: int) -> str:
        """The id with that number."""
        return f"{self._head}{self._tail + number:012x}"
