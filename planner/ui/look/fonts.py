"""The faces of the interface: Inter from the program, the system's Simplified Chinese face, or ours where it has none.

Naming a Simplified Chinese face keeps Japanese shapes of the same characters out (门, 骨, 直).
"""

import sys
from functools import cache
from typing import Final

from PySide6.QtGui import QFontDatabase

from planner.paths import resource

LATIN: Final = "Brightroad Inter"
BUNDLED_HAN: Final = "Brightroad Sans SC"
HAN: Final = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei"),
    "darwin": ("PingFang SC", "Hiragino Sans GB"),
}
HAN_ELSEWHERE: Final = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN")
SUFFIXES: Final = (".ttf", ".otf")


def load_latin() -> None:
    """Make Inter, bundled under a name of its own, known to Qt; called once, after the application object exists."""
    _load("BrightroadInter")


@cache
def families() -> tuple[str, ...]:
    """The families to set on every font, best first; loads the bundled Chinese face where the system has none."""
    load_latin()
    known = HAN.get(sys.platform, HAN_ELSEWHERE)
    installed = tuple(name for name in known if QFontDatabase.hasFamily(name))
    if installed:
        return (LATIN, installed[0])
    _load("BrightroadSansSC")
    return (LATIN, BUNDLED_HAN)


def _load(stem: str) -> None:
    """Add every bundled font file whose name, blanks and hyphens dropped, begins with `stem`."""
    folder = resource("fonts")
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        name = path.name.replace("-", "").replace(" ", "").replace("_", "")
        if path.suffix.lower() in SUFFIXES and name.startswith(stem):
            QFontDatabase.addApplicationFont(str(path))
