"""The commands that make a plan and bring records into it: new, import."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from planner import i18n
from planner.cli_commands.opening import content_of, opened
from planner.cli_commands.speech import answer_json, say
from planner.commands.ids import new_id
from planner.i18n import N_, _, ngettext
from planner.importers.bundle import BundleError, read_bundle
from planner.importers.intake import Bundle, Intake, intake, take_in
from planner.importers.sums import sums
from planner.model.bundle_schema import FORMAT
from planner.model.catalogue import KINDS, PlanSettings, Record
from planner.model.field_types import NAME_LENGTH
from planner.model.plan import Plan
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session

_CURRENCIES = {"zh": "CNY", "en": "USD"}
_BACKED_UP_FROM = 1000
"""An import of more records than this is preceded by a backup."""


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


class _Present:
    """An open plan as an import sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._session.plan

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record of that kind and id, of a journal kind too."""
        if KINDS[kind].journal:
            return next(iter(self._session.journal.records(kind, [record_id])), None)
        found: Record | None = self.plan.find(kind, record_id)
        return found

    def last_place(self, kind: str) -> str:
        """The position of the last record of that kind."""
        if KINDS[kind].journal:
            return self._session.journal.last_place(kind)
        there = self.plan.records(kind, archived=True)
        return there[-1].position if there else ""


def bring_in(arguments: Namespace) -> int:
    """Import a bundle as one undoable step, or only say what it would bring."""
    content = content_of(arguments.source)
    with opened(arguments.file, read_only=arguments.dry_run) as session:
        try:
            found = _judged(session, content) if arguments.dry_run else _taken_in(session, content, arguments.source)
        except BundleError as error:
            if arguments.json:
                answer_json(_account(None, error))
            raise
    if arguments.json:
        answer_json(_account(found, None))
    say(_told(found, arguments.dry_run))
    return 0


def _judged(session: Session, content: bytes) -> Intake:
    present = _Present(session)
    return intake(_read(content, present), present)


def _taken_in(session: Session, content: bytes, source: Path) -> Intake:
    bundle = _read(content, _Present(session))
    if sum(len(records) for records in bundle.records.values()) > _BACKED_UP_FROM:
        session.backup()
    with session.edit(N_("Import “{name}”"), name=source.name) as transaction:
        found = intake(bundle, _Present(session))
        take_in(transaction, found)
    return found


def _read(content: bytes, present: _Present) -> Bundle:
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
