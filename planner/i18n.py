"""The language in which the program speaks: gettext texts, switchable while it runs.

``_()`` translates now, ``N_()`` only marks a text in a declaration; the declaration is translated when shown.
English is the source language and needs no catalogue.
"""

import gettext
from pathlib import Path

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN"}


class _Speech:
    """The language in use; one for the process, changed by `use`."""

    def __init__(self) -> None:
        self.language = "en"
        self.texts: gettext.NullTranslations = gettext.NullTranslations()


_speech = _Speech()


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


def language() -> str:
    """The language in use: "zh" or "en"."""
    return _speech.language


def separator() -> str:
    """What stands between the words of a list in the language in use."""
    return "、" if language() == "zh" else ", "


def _(message: str) -> str:
    """`message` in the language in use."""
    return _speech.texts.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark `message` for translation and leave it as it is."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural text for `count`, in the language in use."""
    return _speech.texts.ngettext(one, many, count)
