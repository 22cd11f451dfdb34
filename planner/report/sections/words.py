"""Small words the sections share: the label of a choice, and the tone in which a state is printed."""

from planner.i18n import _
from planner.report.blocks import Tone

_TONES: dict[str, Tone] = {
    "live": "pos", "active": "pos", "making": "info", "trial": "info", "talking": "info", "agreed": "info",
    "contacted": "info", "paused": "warn", "idea": "muted", "retired": "muted", "ended": "muted",
}  # fmt: skip


def choice_word(choices: tuple[tuple[str, str], ...], value: str | None) -> str:
    """The label of a choice in the language in use; a dash for none."""
    return next((_(label) for name, label in choices if name == value), "–")


def stage_tone(value: str | None) -> Tone:
    """The tone of a stage or status; the word itself always stands there too."""
    return _TONES.get(value or "", "")


def dash(words: str) -> str:
    """`words`, or a dash where there is nothing to say."""
    return words or "–"


def aside(words: str) -> str:
    """`words` in parentheses, to stand after others: full-width ones need no blank before them."""
    told = _("({words})").format(words=words)
    return f" {told}" if told.startswith("(") else told
