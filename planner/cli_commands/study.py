"""A plan under study: what its file holds and what follows from it, each made when it is first asked for.

Nothing of the analysis is imported before: it brings NumPy along.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from planner import i18n
from planner.cli_commands.columns import NONE
from planner.cli_commands.json_form import json_form
from planner.cli_commands.opening import content_of, opened
from planner.cli_commands.speech import say
from planner.errors import InputError
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.experiments import Count, windows
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform, read_catalogue
from planner.model.reading import Context
from planner.model.tallies import FeeSum, Tallies
from planner.paths import resource

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecast_results import Forecast

PATIENCE = 2.0  # s after which a long run says what it is at


@dataclass(frozen=True)
class Study:
    """A plan, what its journal adds up to, and the day on which one looks."""

    plan: Plan
    tallies: Tallies
    today: date
    counts: Mapping[str, Count] = field(default_factory=dict)  # what experiments counted, by their ids
    fees: tuple[FeeSum, ...] = ()  # what platforms charged on sales

    @cached_property
    def facts(self) -> "Actuals":
        """What the journal says, in the terms of a forecast."""
        from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - as all analysis here, not before it is wanted

        return actuals(self.plan, self.tallies, self.today)

    @cached_property
    def outlook(self) -> "Forecast":
        """The forecast of the plan as it stands."""
        return self.forecast()

    def forecast(self, **options: Any) -> "Forecast":
        """A forecast with these options; InputError for one out of bounds. A long one says so."""
        from planner.analysis.forecast import ForecastOptions, forecast  # noqa: PLC0415

        chosen = ForecastOptions(**options)
        return forecast(self.plan, self.facts, chosen, patiently(chosen.samples))

    @cached_property
    def speech(self) -> Speech:
        """Says numbers in the language in use and the plan's currency."""
        return Speech(Context(i18n.language(), self.plan.settings.currency, self.today))

    def name(self, kind: str, record_id: str) -> str:
        """What a record is called; its kind where it has no name, and "" where there is none."""
        record = self.plan.find(kind, record_id)
        return (self.plan.label(kind, record_id) or _(KINDS[kind].label)) if record is not None else ""

    def subject(self, kind: str, record_id: str) -> dict[str, str]:
        """A record as an answer names it."""
        return {"kind": kind, "id": record_id, "name": self.name(kind, record_id)}

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Name the fields of an InputError as a person knows them; a number of the plan's own making is too large."""
        try:
            yield
        except InputError as error:
            raise InputError(self._worded(error), error.field, error.kind) from None

    def _worded(self, error: InputError) -> str:
        if not error.field:
            return error.message
        if error.field.partition("/")[0] not in KINDS:
            return _("Some number of the plan is too large to reckon with; look at audience, prices and hours.")
        name = self.field(error.field)
        message = error.message.replace(error.field, name)
        return message if name in message else _("{subject}: {words}").format(subject=name, words=message)

    def named(self, result: Any) -> dict[str, Any]:
        """A result that is about one record (it has kind and id), with the name of that record."""
        return {**self.subject(result.kind, result.id), **json_form(result)}

    def forms(self, kind: str, results: Iterable[Any]) -> list[dict[str, Any]]:
        """Results that are about one record of `kind` each (they have its id), with the names of these records."""
        return [{"id": one.id, "name": self.name(kind, one.id), **json_form(one)} for one in results]

    def field(self, path: str) -> str:
        """A field by its path (listing/<id>/price) in words: “Course · Newsletter: Price”.

        Of the plan only the field is named; a path without a field names the kind of a record, and one of a kind and a
        field (listing/price) the field of any: “Listing: Price”.
        """
        kind, record_id, name = (*path.split("/", 2), "", "")[:3]
        if kind in KINDS and not name and record_id in KINDS[kind].by_name:
            words = _(KINDS[kind].by_name[record_id].label)
            return _("{subject}: {words}").format(subject=_(KINDS[kind].label), words=words)
        if not record_id and kind in KINDS:
            return _(KINDS[kind].label)
        spec = KINDS[kind].by_name.get(name) if kind in KINDS else None
        if spec is None:
            return path
        owner = "" if kind == "plan" else self.name(kind, record_id)
        return _("{subject}: {words}").format(subject=owner, words=_(spec.label)) if owner else _(spec.label)

    def listed(self, paths: Iterable[str]) -> str:
        """Fields in words, one after the other."""
        return self.several(map(self.field, paths))

    def several(self, names: Iterable[str]) -> str:
        """Names one after the other, each once."""
        return ("、" if i18n.language() == "zh" else ", ").join(dict.fromkeys(names))

    def whole(self, number: float) -> str:
        """A whole number for a table."""
        return f"{round(number):,}".replace("-", "\u2212")

    def number(self, number: float) -> str:
        """A number to one decimal."""
        return f"{number:,.1f}".replace("-", "\u2212")

    def span(self, low: float, high: float, say: Callable[[float], str]) -> str:
        """Two numbers for a table; the same twice is said once."""
        return self.speech.between(say(low), say(high))

    def range_of(self, low: float, high: float, say: Callable[[float], str]) -> str:
        """The range beside its middle; a dash where both ends are the same as shown: then the middle says it all."""
        ends = say(low), say(high)
        return NONE if ends[0] == ends[1] else self.speech.between(*ends)


def study_of(path: Path) -> Study:
    """The plan at `path`, which is only read; FileError when it cannot be used."""
    with opened(path, read_only=True) as session:
        journal, today = session.journal, datetime.now().astimezone().date()
        counts = journal.counts(windows(session.plan))
        return Study(session.plan, journal.tallies(), today, counts, tuple(journal.fees()))


def patiently(samples: int) -> Callable[[], bool]:
    """What a long run asks whether to stop: it never is to, but after a while the user hears what takes so long."""
    due = [monotonic() + PATIENCE]

    def stop() -> bool:
        if due and monotonic() > due[0]:
            due.clear()
            words = _("The plan is lived through {count} times; this takes a moment.")
            say(words.format(count=f"{samples:,}"))
        return False

    return stop


def known_platforms() -> Mapping[str, CataloguePlatform]:
    """The platforms of the catalogue by key."""
    content = content_of(resource("catalogue", "platforms.csv"))
    return {row.key: row for row in read_catalogue(content.decode())}
