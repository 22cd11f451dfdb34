"""How a filter of the ledger may go on: names of fields, and what stands behind their colon. No Qt."""

from collections.abc import Iterator

from planner.i18n import _, language
from planner.model.ledger_filter import (
    FIELD_WORDS,
    FLAGS,
    NAMED,
    NO,
    SORT_WORDS,
    SORTS,
    YES,
    folded,
    quoted,
    sort_word,
)
from planner.model.ledger_filter_reading import tokens
from planner.model.money import ENTRY_SORTS
from planner.model.plan import Plan
from planner.ui.editors.reference_picker import Pick

_FIELDS = {word: name for name, words in FIELD_WORDS.items() for word in words}
_LEAST = 1  # characters of a name from which on records are offered


def token_picks(text: str, plan: Plan) -> list[Pick]:
    """What the last piece of `text` may become; the value of each is the whole text with it."""
    pieces = list(tokens(text))
    if not pieces or pieces[-1].end != len(text) or pieces[-1].verbatim:
        return []
    last = pieces[-1]
    head, sign = text[: last.start], "-" if last.excluded else ""
    found = _values(last.field, last.value, plan) if last.field else _starts(last.value, plan)
    return [
        Pick(f"{head}{sign}{token}" + ("" if token.endswith(":") else " "), words)
        for token, words in found
        if token != text[last.start :]
    ]


def _chinese() -> int:
    return int(language() == "zh")


def _starts(typed: str, plan: Plan) -> Iterator[tuple[str, str]]:
    """Fields whose name begins with what is typed, then records and categories that contain it."""
    wanted = folded(typed)
    for words in FIELD_WORDS.values():
        if any(word.startswith(wanted) for word in words):
            name = words[_chinese()]
            yield f"{name}:", _("{field}: …").format(field=name)
    if len(wanted) >= _LEAST:
        for field in NAMED:
            yield from _values(FIELD_WORDS[field][_chinese()], typed, plan, inside=True)
        yield from _values(FIELD_WORDS["sort"][_chinese()], typed, plan, inside=True)


def _values(word: str, typed: str, plan: Plan, *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """What may stand behind the colon of a field; `inside` wants a value that contains what is typed."""
    field, wanted = _FIELDS.get(word, ""), folded(typed).strip('"')
    for value, told in _known(field, plan):
        names = (folded(value), folded(told))
        if any(wanted in name for name in names) if wanted or inside else True:
            yield f"{word}:{value if field not in NAMED else quoted(told)}", f"{word}: {told}"


def _known(field: str, plan: Plan) -> Iterator[tuple[str, str]]:
    chinese = _chinese()
    if field in NAMED:
        yield from ((record.id, plan.label(field, record.id)) for record in plan.records(field))
        return
    if field == "sort":
        labels = dict(ENTRY_SORTS)
        yield from ((sort_word(name, chinese), _(labels[name])) for name in SORTS if SORT_WORDS[name])
    elif field in FLAGS:
        yield from ((YES[chinese], YES[chinese]), (NO[chinese], NO[chinese]))
    elif field == "currency":
        codes = dict.fromkeys([plan.settings.currency, *(str(rate.currency) for rate in plan.rates())])
        yield from ((code, code) for code in codes)
