"""The commands that write something a plan is not: export, schema."""

import datetime as dt
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from planner import i18n
from planner.cli_commands.opening import opened
from planner.cli_commands.speech import answer_json, say
from planner.errors import InputError
from planner.figures.colours import PRINT_COLOURS
from planner.figures.plan_map import map_of
from planner.figures.svg import svg
from planner.i18n import _
from planner.model.bundle_schema import bundle_schema
from planner.model.catalogue import KINDS, Record
from planner.model.clock import day_at
from planner.paths import resource
from planner.report.beside import folder_beside, written_beside
from planner.report.bundle import lines
from planner.report.comma_tables import write_folder, write_zip
from planner.report.options import BOTH, ReportOptions
from planner.report.tables import Table, tables
from planner.session import Session


def export(arguments: Namespace) -> int:
    """Write the plan to a file whose ending says in which form."""
    out: Path = arguments.out
    write = _writer(out)
    if out.exists() and arguments.file.exists() and os.path.samefile(out, arguments.file):
        raise InputError(_("“{path}” is the plan itself; choose another name for what is exported.").format(path=out))
    _refuse_needless(arguments, out)
    with opened(arguments.file, read_only=True) as session:
        write(session, out, arguments)
    say(_("Wrote “{path}”.").format(path=out))
    return 0


def _writer(out: Path) -> Callable[[Session, Path, Namespace], None]:
    """What writes a file of that ending; InputError when nothing does."""
    ending = out.suffix.casefold()
    if ending not in _WRITERS:
        message = _(
            "The name “{name}” does not say the form; let it end in .pdf, .html, .md, .json, .xlsx, .csv, .zip or .svg."
        )
        raise InputError(message.format(name=out.name), "out", "unknown")
    return _WRITERS[ending]


def _refuse_needless(arguments: Namespace, out: Path) -> None:
    """InputError for an option that this form cannot follow: silently showing amounts would betray the user."""
    ending = out.suffix.casefold()
    if arguments.hide_amounts and ending == ".json":
        raise InputError(_("A .json export holds every amount; leave out --hide-amounts, or choose another form."))
    printed = ending in (".pdf", ".html", ".md")
    for option in ("sections", "preset", "alliance", "paper", "bilingual", "index-amounts"):
        if getattr(arguments, option.replace("-", "_")) and (not printed or (option == "paper" and ending != ".pdf")):
            raise InputError(
                _("A {form} export does not know --{option}; leave it out.").format(form=ending, option=option)
            )
    if arguments.alliance and arguments.preset != "partner":
        raise InputError(_("--alliance belongs to --preset partner; give both or neither."))
    if arguments.bom and ending not in (".csv", ".zip"):
        raise InputError(_("Only CSV needs a byte order mark; leave out --bom."))


def _spoken(session: Session, arguments: Namespace) -> str:
    """The language of what is written: as asked for, else the plan's own."""
    return arguments.language or session.plan.settings.language or i18n.language()


def _journal(session: Session) -> dict[str, list[Record]]:
    return {name: session.journal.all(name) for name, kind in KINDS.items() if kind.journal}


def _speaking(language: str) -> AbstractContextManager[None]:
    """Speak `language` inside: what is written may be in another language than the messages."""
    return i18n.speaking(language, resource("translations"))


def _write_json(session: Session, out: Path, _arguments: Namespace) -> None:
    with written_beside(out) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines(session.plan, _journal(session)))


def _write_svg(session: Session, out: Path, arguments: Namespace) -> None:
    language = _spoken(session, arguments)
    with _speaking(language):
        proofs = session.journal.proofs()
        drawing = map_of(session.plan, hide_amounts=arguments.hide_amounts, proofs=proofs)
        text = svg(drawing, PRINT_COLOURS, language="zh-CN" if language == "zh" else language)
    with written_beside(out) as part:
        part.write_text(text, "utf-8", newline="\n")


def _write_report(session: Session, out: Path, arguments: Namespace) -> None:
    from planner.report.document import export_report  # noqa: PLC0415 - only this command needs it
    from planner.report.journal import journal_facts  # noqa: PLC0415
    from planner.report.material import material_of  # noqa: PLC0415
    from planner.report.reckoned import noon  # noqa: PLC0415
    from planner.report.sections import left_out_words  # noqa: PLC0415

    language, day = BOTH if arguments.bilingual else _spoken(session, arguments), _today(session)
    sections = tuple(name for word in arguments.sections for name in word.split(",") if name)
    options = ReportOptions(
        language=language, hide_amounts=arguments.hide_amounts, sections=sections, paper=arguments.paper or "a4",
        preset=arguments.preset or "full", alliance=arguments.alliance, index_amounts=arguments.index_amounts,
    )  # fmt: skip
    material = material_of(session.plan, journal_facts(session.journal, session.plan, noon(session.plan, day)), day)
    result = export_report(material, out, options)
    for told in (*result.warnings, left_out_words(result.left_out)):
        if told:
            say(told)


def _today(session: Session) -> dt.date:
    return day_at(dt.datetime.now(dt.UTC), session.plan.settings)


def _tables(session: Session, arguments: Namespace) -> Iterator[Table]:
    return tables(session.plan, session.journal.all, arguments.hide_amounts)


def _write_workbook(session: Session, out: Path, arguments: Namespace) -> None:
    from planner.report.workbook import write_workbook  # noqa: PLC0415 - only this command needs it

    with _speaking(_spoken(session, arguments)), written_beside(out) as part:
        write_workbook(_tables(session, arguments), part)


def _write_folder(session: Session, out: Path, arguments: Namespace) -> None:
    with _speaking(_spoken(session, arguments)), folder_beside(out, ".csv") as part:
        write_folder(_tables(session, arguments), part, arguments.bom)


def _write_zip(session: Session, out: Path, arguments: Namespace) -> None:
    with _speaking(_spoken(session, arguments)), written_beside(out) as part:
        write_zip(_tables(session, arguments), part, arguments.bom)


_WRITERS: dict[str, Callable[[Session, Path, Namespace], None]] = {
    ".json": _write_json,
    ".pdf": _write_report,
    ".html": _write_report,
    ".md": _write_report,
    ".svg": _write_svg,
    ".xlsx": _write_workbook,
    ".csv": _write_folder,
    ".zip": _write_zip,
}


def schema(_arguments: Namespace) -> int:
    """Print the JSON Schema of the bundle."""
    answer_json(bundle_schema())
    return 0
