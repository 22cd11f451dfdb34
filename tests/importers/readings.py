"""Reads a file as an import does, up to its outcomes."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.importers.containers import Opened, open_file
from planner.importers.formats import Format, formats
from planner.importers.interpret import Interpretation
from planner.importers.outcomes import Answers, Outcome, Rejected, Row
from planner.importers.recognise import Found, recognise

FILES = Path(__file__).parent / "files"
EXPECTED: dict[str, Any] = json.loads((FILES / "expected.json").read_text("utf-8"))
CHINA = Answers(zone="UTC+8", secret=b"of this plan")


@dataclass(frozen=True)
class Read:
    opened: Opened
    found: Found
    reading: Interpretation
    outcomes: list[Outcome]

    @property
    def rows(self) -> list[Row]:
        return [one for one in self.outcomes if isinstance(one, Row)]

    @property
    def said(self) -> list[str]:
        """The kind or the reason of every row, in order."""
        return [
            one.kind if isinstance(one, Row) else one.reason if isinstance(one, Rejected) else "total"
            for one in self.outcomes
        ]

    def money(self, currency: str = "CNY") -> dict[str, int]:
        """The sums that are not 0."""
        sums = self.reading.tally.money[currency]
        names = ("gross", "refunds", "fees", "other_in", "spent", "spent_back", "moved")
        return {name: getattr(sums, name) for name in names if getattr(sums, name)}


def read(path: Path, answers: Answers = CHINA, known: tuple[Format, ...] | None = None) -> Read:
    opened = open_file(path)
    found = recognise(opened, formats() if known is None else known)
    assert found is not None, path.name
    reading = Interpretation(found, answers)
    return Read(opened, found, reading, list(reading.outcomes()))


def read_text(folder: Path, text: str, answers: Answers = CHINA, encoding: str = "utf-8") -> Read:
    """Reads the text as a file; a line break and blanks around it do not count."""
    path = folder / "made.csv"
    path.write_bytes(text.strip().encode(encoding))
    return read(path, answers)
