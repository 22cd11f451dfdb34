"""The commands that make a plan and bring records into it: new, import."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from planner import i18n
from planner.cli_commands import statements
from planner.cli_commands.opening import content_of, opened, present_in
from planner.cli_commands.speech import answer_json, say
from planner.commands.ids import new_id
from planner.errors import InputError
from planner.i18n import N_, _
from planner.importers.bundle import BundleError, read_bundle
from planner.importers.intake import BACKED_UP_FROM, Intake, intake, take_in
from planner.importers.own_files import OwnFile, own_file
from planner.importers.own_tables import FORMAT_ID as TABLES
from planner.importers.sums import sums
from planner.model.bundle_schema import FORMAT
from planner.model.catalogue import PlanSettings, Record
from planner.model.field_types import NAME_LENGTH
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session

_CURRENCIES = {"zh": "CNY", "en": "USD"}


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
    read = _own_file(arguments)
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
    say(found.words(written=not arguments.dry_run))
    return 0


def _own_file(arguments: Namespace) -> OwnFile | None:
    """The source as a file of records; None when it is no plan and no table of records, but a statement."""
    source: Path = arguments.source
    if arguments.format not in ("", FORMAT, TABLES):
        return None
    if not source.is_dir():
        content_of(source, 1)  # says best why a file cannot be read
    found = own_file(source, arguments.format) if not (arguments.password or arguments.entry) else None
    if found is None and (source.is_dir() or arguments.format == TABLES):
        message = _("There is no table of records in “{path}”; choose a workbook or CSV files that an export has made.")
        raise InputError(message.format(path=source), "source", "unknown")
    return found


def _judged(session: Session, reader: OwnFile) -> Intake:
    present = present_in(session)
    return intake(reader.read(present), present)


def _taken_in(session: Session, reader: OwnFile, source: Path) -> Intake:
    bundle = reader.read(present_in(session))
    if sum(len(records) for records in bundle.records.values()) > BACKED_UP_FROM:
        session.backup()
    with session.edit(N_("Import “{name}”"), name=source.name) as transaction:
        found = intake(bundle, present_in(session))
        take_in(transaction, found)
    return found


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
