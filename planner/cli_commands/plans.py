"""The commands that make a plan and bring records into it: new, import."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner import i18n
from planner.cli_commands import statements
from planner.cli_commands.opening import OpenPlan, content_of, opened
from planner.cli_commands.speech import answer_json, say
from planner.commands.ids import new_id
from planner.errors import InputError
from planner.i18n import N_, _, ngettext
from planner.importers.bundle import BundleError, read_bundle
from planner.importers.intake import Bundle, Intake, intake, take_in
from planner.importers.own_files import tables_in
from planner.importers.own_tables import FORMAT_ID as TABLES
from planner.importers.own_tables import Known, read_tables
from planner.importers.sums import sums
from planner.model.bundle_schema import FORMAT
from planner.model.catalogue import PlanSettings, Record
from planner.model.field_types import NAME_LENGTH
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session

_CURRENCIES = {"zh": "CNY", "en": "USD"}
_HEAD = 4096


def new(arguments: Namespace) -> int:
    """Make a plan: an empty one, or the sample in the language spoken."""
    path: Path = arguments.file
    settings, records = sample(i18n.language()) if arguments.sample else (_empty(path), ())
    Session.create(path, settings, records).close()
    say(_("Made “{path}”.").format(path=path))
    return 0


def sample(language: str) -> tuple[PlanSettings, tuple[Record, ...]]:
    """The sample plan in "zh" or "en": its settings with a new id, and its records."""
    bundle = read_bundle(content_of(resource("samples", f"{language}.json")), plan_id=new_id())
    assert bundle.settings is not None  # noqa: S101 - the sample is ours, and tested
    return bundle.settings, tuple(bundle.all())


def _empty(path: Path) -> PlanSettings:
    title = path.stem.encode("utf-8", "replace").decode().replace("\0", "").strip()[:NAME_LENGTH]
    today = date.today()  # noqa: DTZ011 - the month on the user's own calendar
    language = i18n.language()
    fields: dict[str, Any] = {"language": language, "currency": _CURRENCIES[language], "start_month": Month.of(today)}
    return PlanSettings(id=new_id(), title=title or _("My plan"), **fields)


def bring_in(arguments: Namespace) -> int:
    """Import a plan, tables of records or a statement as one undoable step, or only say what it would bring."""
    read = _reader(arguments)
    if read is None:
        return statements.bring_in(arguments)
    with opened(arguments.file, read_only=arguments.dry_run) as session:
        try:
            found = _judged(session, read) if arguments.dry_run else _taken_in(session, read, arguments.source)
        except BundleError as error:
            if arguments.json:
                answer_json(_account(None, error))
            raise
    if arguments.json:
        answer_json(_account(found, None) | {"format": read.format})
    say(_told(found, arguments.dry_run))
    return 0


@dataclass(frozen=True)
class _Reader:
    """Reads a source of records; `format` is what it is."""

    format: str
    read: Callable[[OpenPlan], Bundle]


def _reader(arguments: Namespace) -> _Reader | None:
    """What reads the source as records; None when it is no plan and no table of records, but a statement."""
    source: Path = arguments.source
    if arguments.format not in ("", FORMAT, TABLES):
        return None
    may_be_plan = not source.is_dir() and arguments.format != TABLES
    if may_be_plan and (arguments.format == FORMAT or _is_bundle(source, content_of(source, _HEAD))):
        content = content_of(source)
        return _Reader(FORMAT, lambda present: _read(content, present))
    tables = () if arguments.password or arguments.entry else tables_in(source)
    if tables:
        return _Reader(TABLES, lambda present: read_tables(tables, _known(present)))
    if source.is_dir() or arguments.format == TABLES:
        message = _("There is no table of records in “{path}”; choose a workbook or CSV files that an export has made.")
        raise InputError(message.format(path=source), "source", "unknown")
    return None


def _is_bundle(source: Path, head: bytes) -> bool:
    """Whether a file should be read as a plan: by what it begins with, and a .json that is no list by its name."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"{") or (source.suffix.casefold() == ".json" and not start.startswith(b"["))


def _known(present: OpenPlan) -> Known:
    settings = present.plan.settings
    return Known(
        settings.currency, settings.id, lambda kind, record_id: present.find(kind, record_id) is not None, present.named
    )


def _judged(session: Session, reader: _Reader) -> Intake:
    present = OpenPlan(session)
    return intake(reader.read(present), present)


def _taken_in(session: Session, reader: _Reader, source: Path) -> Intake:
    bundle = reader.read(OpenPlan(session))
    if sum(len(records) for records in bundle.records.values()) > statements.BACKED_UP_FROM:
        session.backup()
    with session.edit(N_("Import “{name}”"), name=source.name) as transaction:
        found = intake(bundle, OpenPlan(session))
        take_in(transaction, found)
    return found


def _read(content: bytes, present: OpenPlan) -> Bundle:
    settings = present.plan.settings
    return read_bundle(
        content, settings.currency, settings.id, lambda kind, record_id: present.find(kind, record_id) is not None
    )


def _account(found: Intake | None, error: BundleError | None) -> dict[str, Any]:
    """The answer of an import as JSON."""
    rejected = [
        {"row": misfit.row, "kind": misfit.kind, "id": misfit.id, "field": misfit.field, "reason": misfit.reason}
        for misfit in (error.misfits if error else ())
    ]
    return {
        "format": FORMAT,
        "accepted": found.accepted if found is not None else 0,
        "updated": len(found.updated) if found is not None else 0,
        "duplicates": found.duplicates if found is not None else 0,
        "rejected": rejected,
        "sums": sums((*found.new, *found.updated)) if found is not None else {},
    }


def _told(found: Intake, dry_run: bool) -> str:
    if dry_run:
        message = ngettext(
            "One record would be imported ({updated} of them changed); {duplicates} are there already. Nothing was written.",
            "{count} records would be imported ({updated} of them changed); {duplicates} are there already."
            " Nothing was written.",
            found.accepted,
        )
    else:
        message = ngettext(
            "Imported one record ({updated} of them changed); {duplicates} were there already.",
            "Imported {count} records ({updated} of them changed); {duplicates} were there already.",
            found.accepted,
        )
    return message.format(count=found.accepted, updated=len(found.updated), duplicates=found.duplicates)
