"""The command that brings a statement of a platform or a payment service into a plan."""

from argparse import Namespace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner import i18n
from planner.cli_commands.opening import content_of, opened, present_in
from planner.cli_commands.speech import answer_json, say
from planner.commands.ids import IdRun
from planner.errors import InputError
from planner.i18n import N_, _, ngettext
from planner.importers.batch import Asked, Recognised, UnknownTableError, recognised, stage
from planner.importers.intake import BACKED_UP_FROM
from planner.importers.outcomes import REASONS, Answers, Checked, clock_of
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.rule_files import read_rules
from planner.importers.staged import Staged, step_label
from planner.importers.taking_in import Rehearsal, Taken, Way, take_in
from planner.model import clock
from planner.model.platform_catalogue import read_catalogue
from planner.model.values import Money, check_currency
from planner.paths import resource
from planner.session import Session

_OPTIONS = {
    "currency": ("--currency", N_("The file does not say in which currency it is; say it with {option}, such as {option} CNY.")),
    "date_order": ("--date-order", N_("Whether the day or the month comes first is not certain in {samples}; say {option} dmy or {option} mdy.")),
    "decimal_sign": ("--decimal", N_("Whether the comma or the point parts off decimals is not certain in {samples}; say {option} , or {option} .")),
    "zone": ("--zone", N_("The file does not say in which time zone its times are; say it with {option}, such as {option} Asia/Shanghai.")),
}  # fmt: skip


def bring_in(arguments: Namespace) -> int:
    """Import a statement as one undoable step, or only say what it would bring."""
    source: Path = arguments.source
    with opened(arguments.file, read_only=arguments.dry_run) as session:
        asked = _asked(arguments, session)
        file = _recognised(source, asked, session)
        staged = stage(file, present_in(session), asked)
        if staged.unfit:
            message = _(
                "More than a fifth of the rows of “{file}” cannot be read as “{format}”; choose another format or file."
            )
            raise InputError(
                message.format(file=source.name, format=staged.layout.title(i18n.language())), "format", "mismatch"
            )
        taken = (_rehearsed if arguments.dry_run else _taken_in)(session, staged, asked)
    if arguments.json:
        answer_json(_account(staged, taken))
    for sentence in [*_told(staged, arguments.dry_run), *_money(staged, taken)]:
        say(sentence)
    return 0


def _asked(arguments: Namespace, session: Session) -> Asked:
    rules = arguments.rules
    clock.zone(arguments.zone if not arguments.zone.upper().startswith("UTC") else "")
    return Asked(
        answers=Answers(
            currency=check_currency(arguments.currency.upper()) if arguments.currency else "",
            date_order=arguments.date_order,
            decimal_sign=arguments.decimal,
            zone=arguments.zone,
        ),
        format_id=arguments.format,
        password=arguments.password,
        entry=arguments.entry,
        rules=read_rules(content_of(rules), rules.name, session.plan) if rules else (),
        catalogue=read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8")),
    )


def _recognised(source: Path, asked: Asked, session: Session) -> Recognised:
    """The file; InputError that names the option with which a question is answered."""
    try:
        file = recognised(source, asked, session.plan)
    except UnknownTableError:
        message = _(
            "“{file}” is a table of no known format; map its columns on the page Import, or choose another file."
        )
        raise InputError(message.format(file=source.name), "file", "unknown") from None
    except PasswordNeeded as error:
        told = _("{reason} The option is {option}.")
        raise InputError(told.format(reason=error.message, option="--password"), "password", error.kind) from None
    except EntryChoice as error:
        told = _("{reason} The option is {option}; inside are {names}.")
        names = ", ".join(f"“{name}”" for name in error.entries[:20])
        raise InputError(
            told.format(reason=error.message, option="--entry", names=names), "entry", error.kind
        ) from None
    for question in file.questions:
        option, text = _OPTIONS[question.subject]
        samples = ", ".join(f"“{sample}”" for sample in question.samples)
        raise InputError(_(text).format(option=option, samples=samples), question.subject, "missing")
    return file


def _way(session: Session, asked: Asked) -> Way:
    now = datetime.now(UTC)
    return Way(IdRun(), now, clock.day_at(now, session.plan.settings), catalogue=tuple(asked.catalogue))


def _rehearsed(session: Session, staged: Staged, asked: Asked) -> Taken | None:
    writer = Rehearsal(session.plan, present_in(session).find)
    return take_in(writer, staged, session.journal.imported, _way(session, asked))


def _taken_in(session: Session, staged: Staged, asked: Asked) -> Taken | None:
    if staged.accepted > BACKED_UP_FROM:
        session.backup()
    label, names = step_label(staged)
    with session.edit(label, **names) as transaction:
        return take_in(transaction, staged, session.journal.imported, _way(session, asked))


def _account(staged: Staged, taken: Taken | None) -> dict[str, Any]:
    """The answer as JSON."""
    rejected = [{"row": row, "reason": reason} for reason, rows in staged.rejected.items() for row in rows]
    return {
        "format": staged.layout.id,
        "accepted": staged.accepted,
        "duplicates": staged.duplicates,
        "merged": staged.counts["merged"],
        "rejected": sorted(rejected, key=lambda one: one["row"]),
        "totals": staged.totals,
        "kinds": dict(staged.kinds),
        "sums": taken.sums if taken is not None else {},
        "fees_in_file": staged.layout.fees_in_file,
        "gross_is": staged.layout.gross_is,
        "first": staged.span[0],
        "last": staged.span[1],
        "checks": [
            {
                "what": check.what,
                "file": float(check.file),
                "ours": float(check.ours),
                "agrees": check.agrees,
                "currency": check.currency,
            }
            for check in staged.checks
        ],
        "suggested": [{"row": one.number, "candidates": list(one.candidates)} for one in staged.suggestions],
        "elsewhere": [{"row": one.number, "id": one.id} for one in staged.elsewhere],
        "changed": [{"row": change.number, "id": change.id} for change in staged.verdicts.changes],
    }


def _told(staged: Staged, dry_run: bool) -> list[str]:
    """What came of it, for a person."""
    counts = staged.counts
    title = staged.layout.title(i18n.language())
    if dry_run:
        message = _("{format}: new {new}, completing others {merged}, known {known}. Nothing was written.")
    else:
        message = _("{format}: new {new}, completing others {merged}, known {known}.")
    lines = [message.format(format=title, new=counts["new"], merged=counts["merged"], known=counts["known"])]
    for reason, rows in staged.rejected.items():
        text = ngettext("One row left out: {reason}", "{count} rows left out: {reason}", len(rows))
        lines.append(text.format(count=len(rows), reason=_(REASONS[reason])))
    changed = len(staged.verdicts.changes)
    if changed:
        text = ngettext(
            "One known row has other money now; it was left as it is.",
            "{count} known rows have other money now; they were left as they are.",
            changed,
        )
        lines.append(text.format(count=changed))
    for check in staged.checks:
        if not check.agrees:
            text = _("The file’s own total “{what}” is {file}, ours is {ours}.")
            file, ours = (_figure(value, check) for value in (check.file, check.ours))
            lines.append(text.format(what=check.what, file=file, ours=ours))
    return lines


def _figure(value: int | Decimal, check: Checked) -> str:
    """A total of the file or ours as a person writes it."""
    if check.seconds:
        return clock_of(value)
    return f"{Money.of_minor(int(value), check.currency).amount:f} {check.currency}" if check.currency else str(value)


def _money(staged: Staged, taken: Taken | None) -> list[str]:
    """What the sales come to, a line per currency, and what has to be known of it."""
    lines = []
    for currency, sums in (taken.sums if taken is not None else {}).items():
        if not any(Decimal(text) for text in sums.values()):
            continue
        if staged.remarks:
            text = _("{currency}: gross {gross}, refunds {refund}, before fees {net}.")
        else:
            text = _("{currency}: gross {gross}, refunds {refund}, fees {fee}, net {net}.")
        lines.append(text.format(currency=currency, **sums))
    return [*lines, *staged.remarks]
