"""Reads a statement for a plan: recognised, questioned, judged row by row, and staged; writing is a step of its own."""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from planner.errors import InputError
from planner.i18n import _
from planner.importers.assignments import Rules
from planner.importers.content import Pause, go_on
from planner.importers.formats import Format, formats
from planner.importers.hours import Days
from planner.importers.interpret import Interpretation, questions
from planner.importers.judging import KNOWN, NEW, Judge, Verdicts
from planner.importers.ledger_lines import Origin
from planner.importers.mapping import Reading, answers_of, format_id, found_by, reading_of, recalled
from planner.importers.outcomes import Answers, Question, Rejected, Row
from planner.importers.packed_rows import PackedRows, draft_of
from planner.importers.posts import PostPlan, verdict
from planner.importers.present import Present
from planner.importers.recognise import Found, open_known
from planner.importers.refusals import UnreadableFile
from planner.importers.sheets import Sheet
from planner.importers.sources import platform_in, source_of
from planner.importers.staged import FileFacts, Staged
from planner.importers.suggesting import suggest
from planner.importers.told_elsewhere import told_elsewhere
from planner.model import clock
from planner.model.catalogue import ColumnMapping, ImportRule, Platform
from planner.model.imported import external_id
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform

_CHUNK = 1 << 20
_PAUSED_EACH = 500
_ANSWERS = ("currency", "date_order", "decimal_sign", "zone")
Progress = Callable[[int], None]
"""Told how many rows were read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: what was answered, which format, and the rules that hold besides those of the plan."""

    answers: Answers = field(default_factory=Answers)
    format_id: str = ""
    password: str = ""
    entry: str = ""
    rules: Sequence[ImportRule] = ()
    formats: Sequence[Format] = ()
    catalogue: Sequence[CataloguePlatform] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file whose format is known; `questions` have to be answered before it is read."""

    path: Path
    found: Found
    answers: Answers
    questions: tuple[Question, ...] = ()


class UnknownTableError(InputError):
    """The file is a table, but of no format that is known: its columns have to be mapped by hand."""


def secret_of(plan: Plan) -> bytes:
    """The plan's own secret, with which persons in keys become unguessable outside of it."""
    return sha256(f"brightroad import {plan.settings.id}".encode()).digest()


def recognised(path: Path, asked: Asked, plan: Plan, pause: Pause = go_on) -> Recognised:
    """The format of the file and what has to be asked.

    Raises UnknownTableError when no format fits, InputError when `asked` names one that does not, and what opening raises.
    """
    known = asked.formats or formats()
    tried = [one for one in known if asked.format_id in ("", one.id)]
    if not tried:
        message = _("There is no format “{name}”; there are {names}.")
        raise InputError(
            message.format(name=asked.format_id, names=", ".join(one.id for one in known)), "format", "unknown"
        )
    opened, found = open_known(path, tried, password=asked.password, entry=asked.entry, pause=pause)
    if found is not None:
        return recognised_as(path, found, asked, plan)
    if asked.format_id:
        message = _("“{file}” is no file of the format “{name}”; leave the format out to have it recognised.")
        raise InputError(message.format(file=path.name, name=asked.format_id), "format", "mismatch")
    for sheet in opened.sheets:
        reading = recalled(sheet, plan.of(ColumnMapping))
        if reading is not None:
            return mapped(path, sheet, reading, asked, plan)
    message = _("“{file}” is a table of no known format; map its columns, or choose another file.")
    raise UnknownTableError(message.format(file=path.name), "file", "unknown")


def recognised_as(path: Path, found: Found, asked: Asked, plan: Plan) -> Recognised:
    """The file read as `found` says, with what has to be asked."""
    answers = answers_for(found.format, asked.answers, plan)
    return Recognised(path, found, answers, questions(found, answers))


def mapped(path: Path, sheet: Sheet, reading: Reading, asked: Asked, plan: Plan) -> Recognised:
    """The file read by a mapping of its columns; what was answered now goes before what the mapping remembers."""
    told = {name: value for name in _ANSWERS if (value := getattr(asked.answers, name))}
    answers = replace(answers_of(reading), **told, keep_names=asked.answers.keep_names)
    return recognised_as(path, found_by(reading, sheet), replace(asked, answers=answers), plan)


def answers_for(layout: Format, answers: Answers, plan: Plan) -> Answers:
    """The answers with what the plan itself knows: its secret, and its zone where the file is in that of its user."""
    zone = answers.zone or (plan.settings.time_zone if layout.time.zone == "user" else "")
    return replace(answers, secret=secret_of(plan), zone=zone)


def stage(
    file: Recognised, present: Present, asked: Asked, pause: Pause = go_on, progress: Progress | None = None
) -> Staged:
    """The rows of a recognised file, judged against the plan. `pause` is called often and may raise to stop."""
    layout = file.found.format
    answers = file.answers
    rules = Rules([*asked.rules, *present.plan.of(ImportRule)], layout)
    source = source_of(layout)
    platform = platform_in(present.plan, source, asked.catalogue) if source is not None else None
    origin = Origin(layout.id, platform.id if platform is not None else None, "payout" if source else "transfer")
    reading = Interpretation(file.found, answers)
    staged = Staged(
        facts_of(file.path, pause), layout, answers, PackedRows(), rules, origin, source, Verdicts(), {},
        others=file.found.others,
    )  # fmt: skip
    _read(reading, staged, present.plan, (pause, progress or (lambda _count: None)))
    staged.span, staged.checks, staged.totals = reading.tally.span, reading.checks(), reading.tally.totals
    _judge(staged, present, platform, pause)
    return staged


def facts_of(path: Path, pause: Pause = go_on) -> FileFacts:
    """Name, size and SHA-256 of a file; UnreadableFile when it is gone."""
    digest, size = sha256(), 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                pause()
                digest.update(piece)
                size += len(piece)
    except OSError:
        message = _("“{name}” cannot be read; check that the file is there and may be opened.")
        raise UnreadableFile(message.format(name=path.name)) from None
    return FileFacts(path.name, size, digest.hexdigest())


def _read(reading: Interpretation, staged: Staged, plan: Plan, hooks: tuple[Pause, Progress]) -> None:
    """Put every row of the file where it belongs."""
    pause, progress = hooks
    days = Days(clock.zone_of(plan.settings))
    rejected: dict[str, array[int]] = {}
    first, last = "", ""
    for count, outcome in enumerate(reading.outcomes()):
        if count % _PAUSED_EACH == 0:
            pause()
            progress(count)
        if isinstance(outcome, Row):
            if outcome.kind == "audience":
                staged.audience.update({name: int(value) for name, value in outcome.figures.items()})
            at, day_told = outcome.at, outcome.day
            day = days.of(at) if at is not None else day_told.isoformat() if day_told is not None else ""
            if day and not first <= day <= last:
                first, last = min(first or day, day), max(last, day)
            staged.rows.append(draft_of(outcome, day, staged.rules.place_for(outcome)))
        elif isinstance(outcome, Rejected):
            rejected.setdefault(outcome.reason, array("l")).append(outcome.number)
    staged.rejected, staged.days = rejected, (first, last)


def _judge(staged: Staged, present: Present, platform: Platform | None, pause: Pause) -> None:
    layout = staged.layout
    family = tuple({one.id: None for one in formats() if one.family == layout.family} | {layout.id: None})
    if layout.record == "money":
        staged.verdicts = Judge(layout, family, present.imported, pause).judge(staged.rows, staged.rules, staged.origin)
        staged.suggestions = suggest(staged.rows, staged.verdicts, present.imported, family)
        readings = filter(None, map(reading_of, present.plan.of(ColumnMapping, archived=True)))
        mapped_ids = [format_id(reading) for reading in readings]
        staged.elsewhere = told_elsewhere(staged.rows, staged.verdicts, present.imported, layout, mapped_ids)
    elif layout.record == "time":
        for part in staged.rows.parts():
            numbers = [external_id(draft.key, "") for draft in part]
            known = present.imported.known("time_entry", family, numbers)
            staged.verdicts.status.extend(KNOWN if number in known else NEW for number in numbers)
    elif layout.record == "posts":
        there = present.imported.publications_on(platform.id) if platform is not None else []
        staged.posts = posts = PostPlan.of(present.plan, there, family)
        staged.verdicts.status.extend(verdict(draft, layout, posts) for draft in staged.rows)
    else:
        reach = following(staged.audience)
        known_reach = platform is not None and platform.audience is not None and platform.audience.is_exact
        same = known_reach and platform is not None and platform.audience is not None and platform.audience.low == reach
        staged.verdicts.status.extend([KNOWN if same else NEW] * len(staged.rows))


def following(audience: Counter[str]) -> int:
    """How many people follow now: all but those who have left or never confirmed."""
    return audience["total"] - audience["former"] - audience["unconfirmed"]
