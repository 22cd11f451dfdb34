"""What set-up says, in the language of the machine: English or Chinese. Readable by Python 3.7."""

from __future__ import annotations

import locale
import os
import sys


def is_chinese() -> bool:
    """Whether the person who started set-up reads Chinese, as far as the machine tells."""
    for name in ("BRIGHTROAD_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value.lower().startswith("zh")
    if sys.platform == "win32":
        import ctypes

        return (ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF) == 0x04
    return (locale.getlocale()[0] or "").lower().startswith("zh")


def either(english: str, chinese: str) -> str:
    """The one of two texts that is in the reader's language."""
    return chinese if is_chinese() else english


def say(english: str, chinese: str) -> None:
    """Prints one line; a terminal that cannot show a character gets a question mark, not a crash."""
    text = either(english, chinese)
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)
