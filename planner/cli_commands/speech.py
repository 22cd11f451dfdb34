"""How the command line speaks: answers on stdout, everything else on stderr, in the language asked for."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner import i18n
from planner.paths import resource

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(words: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """The language named by ``--language`` among `words`, else that of the system; "en" when neither says Chinese."""
    named = ""
    for at, word in enumerate(words):
        if word == "--language":
            named = words[at + 1] if at + 1 < len(words) else ""
        elif word.startswith("--language="):
            named = word.partition("=")[2]
    if named in i18n.LANGUAGES:
        return named
    known = os.environ if environment is None else environment
    wanted = next((known[name] for name in _VARIABLES if known.get(name)), "")
    return "zh" if wanted.casefold().startswith("zh") else "en"


def speak(language: str) -> None:
    """Speak `language` from now on; without its catalogue of texts, English words."""
    try:
        i18n.use(language, resource("translations"))
    except FileNotFoundError:
        i18n.use(language)


def say(sentence: str) -> None:
    """One line for the person who reads along."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def answer(text: str) -> None:
    """One line of what was asked for."""
    sys.stdout.write(text + "\n")


def answer_lines(lines: Iterable[str]) -> None:
    """What was asked for, line by line; a name with a line break in it breaks none."""
    for line in lines:
        answer(" ".join(line.splitlines()))


def answer_json(form: Any) -> None:
    """The one JSON document of an answer."""
    sys.stdout.write(json.dumps(form, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
