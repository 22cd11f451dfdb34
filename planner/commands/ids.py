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
