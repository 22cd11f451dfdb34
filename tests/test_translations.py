"""The Chinese texts are whole, say the same as the English, and are set as Chinese is set."""

import ast
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.catalog import Message

from planner import i18n
from planner.cli_commands import speech
from planner.commands import records
from planner.model.catalogue import PlanSettings
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session

ROOT = Path(__file__).resolve().parent.parent
HAN = "\u4e00-\u9fff"
# placeholders that stand for digits or Latin letters whenever they are filled
LATIN = "amount|base|bound|cost|count|currency|days|digits|ending|fee|give|get|hours|number|of|pages?|percent|rate|year"
# signs a text may hold that are no prose: file endings, options, examples of what to type
TECHNICAL = re.compile(
    r"\"format\"|\"{format}\"|\.(pdf|json|svg)|--[a-z-]+|A \+ B: 500|\d{4}-\d\d(-\d\d([T ][\d:]+Z?)?)?|\d,\d{3}|id「"
)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["extract_from_dir"] = _once(module.extract_from_dir)
    return module


def _once(extract: Callable[..., Iterable[tuple[Any, ...]]]) -> Callable[..., list[tuple[Any, ...]]]:
    """The same, asked once: the sources stay as they are while tests run, and to go through them takes seconds."""
    found: list[tuple[Any, ...]] = []

    def again(*words: object, **options: object) -> list[tuple[Any, ...]]:
        if not found:
            found.extend(extract(*words, **options))
        return found

    return again


TOOL = _tool()


def chinese() -> list[str]:
    """Every Chinese text there is."""
    return [text for message in TOOL.translated() if message.id for text in TOOL.texts_of(message)]


@cache
def messages() -> tuple[Message, ...]:
    """Every message of the sources."""
    return tuple(message for message in TOOL.written() if message.id)


def english() -> list[str]:
    """Every English text of the sources, singular and plural."""
    return [
        text
        for message in messages()
        for text in (message.id if isinstance(message.id, (list, tuple)) else (message.id,))
    ]


def _matching(pattern: str, texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(pattern, TECHNICAL.sub("x", text))]


@pytest.fixture
def spoken() -> Iterator[None]:
    yield
    i18n.use("en")


def test_every_message_is_translated_with_the_same_placeholders_and_compiled() -> None:
    assert list(TOOL.problems()) == []


def test_compiling_again_gives_the_same_bytes() -> None:
    assert TOOL.compiled(TOOL.translated()) == TOOL.compiled(TOOL.joined()) == TOOL.MO.read_bytes()


def test_the_check_tells_what_is_missing_stale_fuzzy_or_different(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(TOOL.problems())
    whole = TOOL.PO.read_text("utf-8")
    assert whole.count('msgid "Deleted “{name}”"\nmsgstr "已删除「{name}」"') == 1
    broken = whole.replace('msgstr "已删除「{name}」"', 'msgstr "已删除「{nom}」"')
    broken = broken.replace('msgid "Domains"\nmsgstr "领域"', 'msgid "Domains"\nmsgstr ""')
    broken = broken.replace('msgid "Products"\n', '#, fuzzy\nmsgid "Products"\n')
    broken += '\n\nmsgid "No longer said"\nmsgstr "不再说"\n'
    po = tmp_path / "brightroad.po"
    po.write_text(broken, "utf-8")
    monkeypatch.setattr(TOOL, "PO", po)
    assert set(TOOL.problems()) - before == {
        "other placeholders: Deleted “{name}” -> 已删除「{nom}」",
        "not translated: Domains",
        "fuzzy: Products",
        "stale: No longer said",
        "the compiled catalogue is not of these texts",
    }


@pytest.mark.usefixtures("spoken")
def test_program_and_command_line_speak_chinese() -> None:
    i18n.use("zh", resource("translations"))
    assert i18n._("Domains") == "领域"
    assert [i18n.ngettext("{count} product", "{count} products", count) for count in (0, 1, 2)] == [
        "{count} 个产品"
    ] * 3
    quoted = i18n._("Deleted “{name}”").format(name="B 站「安仔『修』板子」")
    assert "「B 站『安仔「修」板子』」" in quoted
    i18n.use("en")
    assert i18n._("Domains") == "Domains"
    speech.speak("zh")
    assert i18n._("Platforms") == "平台"
    assert i18n._("") == ""


@pytest.mark.usefixtures("spoken")
def test_the_history_speaks_the_language_in_use(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "x.brightroad", PlanSettings(id="p", title="x", start_month=Month(2026, 12)))
    with session.edit("Edit {field} of “{name}”", field="Price", name="Course") as transaction:
        records.create(transaction, "domain", name="Course")
    i18n.use("zh", resource("translations"))
    assert session.undo_label == "编辑「Course」的价格"
    i18n.use("en")
    assert session.undo_label == "Edit Price of “Course”"
    session.close()


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("ASCII punctuation after Han", rf"[{HAN}）」][,.:;?!]"),
        ("ASCII brackets around Han", rf"[{HAN}]\(|\([{HAN}]|[{HAN}]\)"),
        ("English quotes", "[“”‘’\"']"),
        ("dots for an ellipsis", r"\.\.\.|。。"),
        ("a blank beside full-width punctuation", "[，。：；？！（）「」、] | [，。：；？！（）「」、]"),
        ("a blank before the per cent sign", r"\s%"),
        ("two blanks, or one at an end", r"  |^ | $"),
        ("no blank between Han and Latin or digits", rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]"),
        ("no blank between Han and a number filled in", rf"[{HAN}]{{({LATIN})}}|{{({LATIN})}}[{HAN}]"),
        ("words this program does not use", "计划|您|地图|亲，|联盟商"),
    ],
)
def test_chinese_is_set_as_chinese_is_set(fault: str, pattern: str) -> None:
    assert _matching(pattern, chinese()) == [], fault


def test_chinese_texts_are_chinese() -> None:
    same = {"PC", "AI", "id", "SHA-256", "{size} KB", "{size} MB"}
    letters = re.compile(r"{[^}]*}")
    plain = [
        text for text in chinese() if re.search("[A-Za-z]", letters.sub("", text)) and not re.search(f"[{HAN}]", text)
    ]
    assert set(plain) <= same


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("straight quotes", r"\"|(?<!\w)'|'(?!\w)|\w'\w"),
        ("dots for an ellipsis", r"\.\.\."),
        ("a hyphen for a dash or a range", r"\w - \w|\d-\d"),
        ("scolding", r"[Ee]rror!|[Ii]nvalid|[Ii]llegal|!$|[Oo]ops|[Ss]orry"),
        ("two blanks, or one at an end", r"  |^ | $"),
        (
            "words this program does not use",
            r"(?i)\bproject\b|\bchannel\b|\bcollaborat|\bcategor|\btask\b|\bdashboard\b",
        ),
    ],
)
def test_english_is_set_as_english_is_set(fault: str, pattern: str) -> None:
    assert _matching(pattern, english()) == [], fault


def test_what_is_counted_has_a_plural() -> None:
    """A count before a plural noun reads wrong with 1; those named are said of more than one only."""
    never_one = {
        "Archive {count} records",
        "Take {count} values from the facts",
        "Fix {count} findings",
        "The best order is searched for at most {number} milestones; choose fewer.",
        "The plan is lived through {count} times; this takes a moment.",
        "The upper end is {count} times the lower one; check both.",
        "{count} lines are too many to try every choice; leave at most {most}.",
        "{count} partners are too many to try every coalition; leave at most {most}.",
        "Check {count} entries",
        "Delete {count} entries",
        "Delete {count} records",
        "Duplicate {count} entries",
        "Duplicate {count} records",
        "Edit {field} of {count} entries",
        "Edit {field} of {count} records",
        "The forecast lives through {count} months {samples} times (seed {seed}); a band named 80% leaves 1 run in 10 above and 1 in 10 below.",
        "chance within {count} months",
        "From the lowest to the highest of {count} listings; edit it there",
        "Move {count} milestones by days",
        "next {count} months, {currency}",
        "Paste {count} rows",
        "Restore {count} records",
        "Uncheck {count} entries",
        "The plan has {count} records of itself; one is right.",
        "This is too long for one value; write at most {count} characters.",
        "{count} records are drawn by type. “Show all” draws each of them.",
    }
    single = [message.id for message in messages() if isinstance(message.id, str)]
    whole = re.compile(r"\{(count|number)\} (more )?(linked )?[a-z]+s\b(?! (in|of) all)")
    assert {text for text in single if whole.search(text)} <= never_one


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext")


@cache
def sources() -> dict[Path, tuple[ast.Call | ast.JoinedStr, ...]]:
    """The calls that name a message and the f-strings of every module that names one."""
    every = {path: path.read_text("utf-8") for path in sorted(TOOL.SOURCES.rglob("*.py"))}
    return {
        path: tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr) or _is_call(node))
        for path, text in every.items()
        if "_(" in text or "ngettext(" in text
    }


def test_messages_are_written_so_that_they_are_found() -> None:
    """Only a plain text is extracted as what is looked up later; no text of anything else may stand in the call."""
    wrong = []
    for path, found in sources().items():
        for call in filter(_is_call, found):
            for argument in call.args[: 2 if getattr(call.func, "id", "") == "ngettext" else 1]:
                inside = [node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)]
                if not isinstance(argument, ast.Constant) and any(isinstance(value, str) and value for value in inside):
                    wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert wrong == []


def test_no_text_to_translate_hides_in_an_f_string() -> None:
    """Python 3.11 does not show what stands inside an f-string to the tool that collects the texts."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path, found in sources().items()
        for text in found
        if isinstance(text, ast.JoinedStr)
        for call in filter(_is_call, ast.walk(text))
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []
