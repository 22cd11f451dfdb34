"""Keeps the Chinese texts in step with the sources.

python packaging/translations.py           takes new messages into the catalogue, drops those gone, compiles it
python packaging/translations.py --check   only says what is missing, stale, fuzzy or different in its placeholders

A translation is filled in by hand in resources/translations/zh_CN/LC_MESSAGES/brightroad.po. The compiled catalogue
beside it is committed too, so that the program starts from source without a build; the same texts give the same bytes.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "planner"
PO = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES" / "brightroad.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = "# Simplified Chinese texts of Brightroad.\n"


class Texts(Catalog):
    """A catalogue whose header holds no dates and no names, so that it changes only with its texts."""

    mime_headers = property(
        lambda self: [
            ("Language", str(self.locale_identifier or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            *([("Plural-Forms", self.plural_forms)] if self.locale else []),
        ]
    )


def key_of(message: Message) -> str:
    """What a message is found by: its text in the singular."""
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


def texts_of(message: Message) -> list[str]:
    """The Chinese texts of a message; none when it is not translated."""
    found = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [text for text in found if text]


def written() -> Texts:
    """Every message of the sources, without translation."""
    catalogue = Texts(locale="zh_CN", header_comment=HEADER, charset="utf-8")
    found = extract_from_dir(SOURCES, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    for name, _line, message, _comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, locations=[(Path(name).as_posix(), 0)])
    for text in catalogue:
        text.flags.discard("python-format")  # a guess from any per cent sign; texts are filled in by braces alone
    return catalogue


def translated() -> Catalog:
    """The catalogue as it is on disk; empty when there is none."""
    if not PO.exists():
        return Catalog(locale="zh_CN")
    with PO.open("rb") as stream:
        return read_po(stream, locale="zh_CN")


def joined() -> Texts:
    """The messages of the sources with the translations there are."""
    catalogue, known = written(), {key_of(message): message for message in translated() if message.id}
    for message in catalogue:
        old = known.get(key_of(message)) if message.id else None
        if old is None:
            continue
        texts = texts_of(old)
        if texts and not old.fuzzy:
            plural = isinstance(message.id, (list, tuple))
            message.string = (texts[0],) if plural else texts[0]
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the compiled catalogue."""
    whole = Texts(locale="zh_CN", charset="utf-8")
    for message in catalogue:
        if message.id and texts_of(message):
            whole.add(message.id, message.string, flags=message.flags)
    stream = BytesIO()
    write_mo(stream, whole)
    return stream.getvalue()


def placeholders(text: str) -> set[str]:
    """The names in braces; "?" when the braces do not fit together."""
    try:
        return {name for _before, name, _form, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def trouble(wanted: Message, message: Message | None) -> Iterator[str]:
    """What is wrong with the translation of one message of the sources."""
    key = key_of(wanted)
    if message is None or not texts_of(message):
        yield f"not translated: {key}"
        return
    if message.fuzzy:
        yield f"fuzzy: {key}"
    if wanted.pluralizable != message.pluralizable:
        yield f"with a plural in one place only: {key}"
    expected = placeholders(wanted.id[-1] if wanted.pluralizable else key)
    yield from (f"other placeholders: {key} -> {text}" for text in texts_of(message) if placeholders(text) != expected)


def problems() -> Iterator[str]:
    """What keeps the Chinese texts from being whole, one sentence each."""
    wanted = {key_of(message): message for message in written() if message.id}
    here = {key_of(message): message for message in translated() if message.id}
    for key, message in wanted.items():
        yield from trouble(message, here.get(key))
    yield from (f"stale: {key}" for key in here if key not in wanted)
    if not MO.exists() or MO.read_bytes() != compiled(translated()):
        yield "the compiled catalogue is not of these texts"


def update() -> None:
    """Write the catalogue anew, with what is in the sources now, and compile it."""
    catalogue = joined()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, catalogue, width=0, include_lineno=False, sort_by_file=True)
    MO.write_bytes(compiled(catalogue))


def main(arguments: list[str]) -> int:
    """Updates or checks; 1 when something is missing."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    if not arguments:
        update()
    found = list(problems())
    for problem in found:
        print(problem)
    print(f"{len(found)} to do" if found else "all texts are translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
