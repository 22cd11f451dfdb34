"""The language in which the program speaks: gettext texts, switchable while it runs.

``_()`` translates now, ``N_()`` only marks a text in a declaration; the declaration is translated when shown.
English is the source language and needs no catalogue.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN"}


@dataclass
class _Speech:
    """A language and its texts."""

    language: str = "en"
    texts: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_speech = _Speech()  # that of the process, changed by `use`
_spoken_here: ContextVar[_Speech | None] = ContextVar("spoken_here", default=None)  # that of one thread, for a while


def use(language: str, folder: Path | None = None) -> None:
    """Speak `language` ("zh" or "en") from now on; `folder` holds ``<locale>/LC_MESSAGES/brightroad.mo``.

    Raises FileNotFoundError when the catalogue is not there.
    """
    if language in _CATALOGUES and folder is not None:
        texts: gettext.NullTranslations = gettext.translation("brightroad", str(folder), [_CATALOGUES[language]])
    else:
        texts = gettext.NullTranslations()
    _speech.language = language
    _speech.texts = texts


@contextmanager
def speaking(language: str, folder: Path) -> Iterator[None]:
    """Speak `language` inside, in this thread only: what is written may be in another language than the window.

    English words where `folder` has no catalogue of it.
    """
    known = [_CATALOGUES[language]] if language in _CATALOGUES else []
    texts = gettext.translation("brightroad", str(folder), known, fallback=True)
    before = _spoken_here.set(_Speech(language, texts))
    try:
        yield
    finally:
        _spoken_here.reset(before)


def _here() -> _Speech:
    return _spoken_here.get() or _speech


def language() -> str:
    """The language in use: "zh" or "en"."""
    return _here().language


def separator() -> str:
    """What stands between the words of a list in the language in use."""
    return "、" if language() == "zh" else ", "


def nested(text: str) -> str:
    """`text` with Chinese quotation marks as deep as they stand: 「…『…』…」, whatever the names in it use themselves."""
    written, depth = [], 0
    for character in text:
        if character in "「『":
            written.append("「『"[depth % 2])
            depth += 1
        elif character in "」』" and depth:
            depth -= 1
            written.append("」』"[depth % 2])
        else:
            written.append(character)
    return "".join(written)


class _Quoting(str):
    """A text that quotes what is put into it."""

    __slots__ = ()

    def format(self, *values: object, **names: object) -> str:
        return nested(super().format(*values, **names))


def _told(text: str) -> str:
    return _Quoting(text) if "「{" in text else text


def _(message: str) -> str:
    """`message` in the language in use."""
    return _told(_here().texts.gettext(message)) if message else ""


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark `message` for translation and leave it as it is."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural text for `count`, in the language in use."""
    return _told(_here().texts.ngettext(one, many, count))
