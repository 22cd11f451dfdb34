"""What a section of an analysis is: an answer as JSON and as text, with what it could not tell for want of input."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Missing


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of one section.

    `missing` are the fields to enter before it can say (more); `amounts` whether the text holds any in the plan's
    currency.
    """

    form: dict[str, Any]
    lines: Iterable[str]
    missing: tuple["Missing", ...] = ()
    amounts: bool = True
