"""The works Brightroad stands on, with their versions and licences: read from what is installed, so that it is never old."""

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from planner.paths import resource

ROOTS: Final = (
    "PySide6-Essentials", "apsw", "babel", "numpy", "platformdirs", "pypdfium2", "python-calamine", "scipy", "sqlite-utils",
    "tzdata", "typst", "xlsxwriter",
)  # fmt: skip
"""What the program asks for itself; what those ask for is found from there."""
CARRIED: Final = (  # carried with the program: name, licence, texts
    ("Inter", "OFL-1.1", ("OFL-BrightroadInter.txt",)),
    (
        "Noto Sans",
        "OFL-1.1",
        ("OFL-BrightroadSans.txt", "OFL-BrightroadSansArabic.txt", "OFL-BrightroadSansHebrew.txt"),
    ),
    ("Noto Sans CJK", "OFL-1.1", ("OFL-BrightroadSansSC.txt",)),
    ("Noto Emoji", "OFL-1.1", ("OFL-BrightroadEmoji.txt",)),
    ("Lucide", "ISC AND MIT", ("ISC-Lucide.txt",)),
    ("pypinyin", "MIT", ("MIT-pypinyin.txt",)),
)
_QT: Final = ("pyside6-essentials", "shiboken6")
_QT_TEXTS: Final = ("LGPL-3.0.txt", "GPL-3.0.txt")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_TEXT: Final = re.compile(r"\.dist-info/(.*/)?(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
_LONGEST: Final = 60  # characters of a licence's name; older metadata hold its whole text instead
_GUESSES: Final = (("Apache", "Apache-2.0"), ("BSD", "BSD"), ("MIT", "MIT"))


@dataclass(frozen=True, slots=True)
class Work:
    """A work of others: its licence by name, and the files with the texts."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()

    def text(self) -> str:
        """The texts of its licence, one after the other; empty where its package carries none."""
        return "\n\n".join(path.read_text("utf-8", errors="replace").strip() for path in self.texts if path.is_file())


def works() -> tuple[Work, ...]:
    """Everything the program stands on, by name; a package that tells nothing of itself is passed over."""
    carried = [
        Work(name, "", licence, tuple(resource("licences", text) for text in texts)) for name, licence, texts in CARRIED
    ]
    python = Work("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0")
    return tuple(sorted([python, *carried, *_installed()], key=lambda work: work.name.lower()))


def _installed() -> list[Work]:
    """The packages found from the roots along what each asks for."""
    found: dict[str, Work] = {}
    waiting = list(ROOTS)
    while waiting:
        key = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if key in found:
            continue
        try:
            package = metadata.distribution(key)
        except metadata.PackageNotFoundError:
            continue  # not for this system, or a bundle that carries no metadata of it
        found[key] = Work(package.name, package.version, _licence(package), _texts(key, package))
        waiting += [
            match[0] for line in package.requires or () if "extra ==" not in line and (match := _NAME.match(line))
        ]
    return list(found.values())


def _licence(package: metadata.Distribution) -> str:
    """The name of the licence, from the newest of the three ways in which packages have told it."""
    told, said = (_field(package, name) for name in ("License-Expression", "License"))
    if not told and said and "\n" not in said and len(said) <= _LONGEST:
        told = said
    if not told:
        classes = [line for line in package.metadata.get_all("Classifier") or () if line.startswith("License :: ")]
        told = " AND ".join(line.split(" :: ")[-1] for line in classes)
    return told or next((name for sign, name in _GUESSES if sign in said), "")


def _field(package: metadata.Distribution, name: str) -> str:
    """The one value of a field of the metadata; empty where there is none."""
    return next(iter(package.metadata.get_all(name) or ()), "").strip()


def _texts(key: str, package: metadata.Distribution) -> tuple[Path, ...]:
    if key in _QT:
        return tuple(resource("licences", text) for text in _QT_TEXTS)
    return tuple(Path(str(file.locate())) for file in package.files or () if _TEXT.search(str(file)))
