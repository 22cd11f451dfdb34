"""No text on screen is written past the catalogue: with every message marked, nothing unmarked is left but the plan's own.

The program speaks a language in which each message stands in ⟦ ⟧. Every page is shown with the sample plan; whatever
letters remain outside the marks must be the user's, a number's unit, or a key.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner import i18n, paths
from planner.model.catalogue import KINDS, Entry, Publication
from planner.model.plan import Plan
from planner.model.platform_catalogue import read_catalogue
from planner.settings import Settings
from planner.ui.views import BY_ID, VIEWS
from planner.ui.window.main import MainWindow
from tests.ui.shell import opened, wait

OWN_NAMES = {"English", "中文", "Brightroad", "Markdown", "PDF", "CSV", "SVG", "PNG", "JSON", "Typst", "Letter"}
MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
UNITS = {
    "to",
    "of",
    "low",
    "likely",
    "high",
    "per",
    "cent",
    "months",
    "month",
    "days",
    "day",
    "h",
    "min",
    "m",
    "k",
    "M",
    "bn",
    "KB",
    "MB",
    "US",
    "HK",
}
KEYS = {"Ctrl", "Shift", "Alt", "Meta", "Enter", "Return", "Esc", "Tab", "Del", "Space", "Up", "Down", "Left", "Right"}
KEYS |= {f"F{number}" for number in range(1, 13)}
ROWS = 40  # of a table, looked at


class Marked:
    """A catalogue that marks every message instead of translating it."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[MainWindow]:
    def use(_language: str, _folder: Path | None = None) -> None:
        i18n._speech.language, i18n._speech.texts = "en", Marked()

    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(i18n, "use", use)
        with opened(tmp_path, Settings(language="en", theme="light")) as shown:
            yield shown
    i18n.use("en")


def own_words(plan: Plan) -> list[str]:
    """Every text of the plan, the longest first; what it holds besides text is covered by `left_over`."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
            yield from value.splitlines()
        elif isinstance(value, (tuple, list, frozenset)):
            for part in value:
                yield from texts(part)
        elif hasattr(value, "typed"):
            yield from texts(value.typed)

    found: set[str] = {plan.settings.title}
    for kind in KINDS:
        if not KINDS[kind].journal:
            for record in plan.records(kind):
                for entry in fields(record):
                    found.update(texts(getattr(record, entry.name)))
    return sorted((text for text in found if re.search(r"[^\W\d_]", text)), key=len, reverse=True)


def known_platforms() -> list[str]:
    """The names of platforms and of the sources of their fees, which the catalogue of platforms brings."""
    known = read_catalogue(paths.resource("catalogue", "platforms.csv").read_text("utf-8"))
    texts = {text for platform in known for text in (platform.name("en"), platform.name("zh"), platform.source)}
    return sorted(filter(None, texts), key=len, reverse=True)


@cache
def left_over(text: str, own: tuple[str, ...]) -> str:
    """The words of `text` that are neither marked nor the user's nor part of a number or a key."""
    previous = ""
    while previous != text:
        previous, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    if not re.search(r"[^\W\d_]", text):
        return ""
    for words in own:
        text = text.replace(words, " ")
    allowed = OWN_NAMES | KEYS | (UNITS | MONTHS if re.search(r"\d", previous) else set())
    words = re.findall(r"[^\W\d_]+", re.sub(r"\b[A-Z]{3}\b|(Ctrl|Shift|Alt)\+\S+", " ", text))
    return " ".join(word for word in words if word not in allowed and len(word) > 1)


def said_by(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a widget shows or tells, with the way in which it does."""
    yield "tooltip", widget.toolTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield "text", widget.text()
    if isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield "choice", widget.itemText(row)
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model() is not None:
        for text in said_in(widget.model()):
            yield "cell", text


def said_in(model: QAbstractItemModel) -> Iterator[str]:
    """Headers and cells of a model, with what they say and explain."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    top = QModelIndex()
    for column in range(model.columnCount(top) if isinstance(model, QAbstractTableModel) else 1):
        yield from (str(model.headerData(column, Qt.Orientation.Horizontal, role) or "") for role in roles)
        for row in range(min(model.rowCount(top), ROWS)):
            yield from (str(model.data(model.index(row, column), role) or "") for role in roles)


def unmarked(root: QWidget, own: tuple[str, ...]) -> set[str]:
    """What is said below `root` past the catalogue: the widget, the way, the words."""
    found = set()
    for widget in (root, *root.findChildren(QWidget)):
        for way, text in said_by(widget):
            if text and (words := left_over(text, own)):
                found.add(f"{type(widget).__name__} {way}: {words!r} in {text!r}")
    for action in root.findChildren(QAction):
        for way, text in (("text", action.text()), ("tooltip", action.toolTip())):
            if text and (words := left_over(text, own)):
                found.add(f"QAction {action.objectName()} {way}: {words!r} in {text!r}")
    return found


def test_a_literal_would_be_found() -> None:
    assert left_over("⟦Deleted “⟦{n}⟧ Course”⟧", ()) == ""
    assert left_over("⟦Price⟧: 2% to 5%", ()) == ""
    assert left_over("20 Nov 2026 · C course", ("C course",)) == ""
    assert left_over("Price: 3", ()) == "Price"
    assert left_over("to", ()) == "to"


def test_a_literal_on_a_page_would_be_found(window: MainWindow) -> None:
    plain = QLabel("Written past the catalogue", window)
    assert unmarked(window, ()) == {f"QLabel text: {plain.text()!r} in {plain.text()!r}"}


def test_the_first_screen_and_its_sheets_speak_through_the_catalogue(window: MainWindow) -> None:
    assert "⟦" in "".join(label.text() for label in window.findChildren(QLabel))
    assert sorted(unmarked(window, ())) == []
    window.keys.open()
    assert sorted(unmarked(window, ())) == []
    window.new_plan.ask()
    assert sorted(unmarked(window, (str(paths.data_folder()), "brightroad"))) == []


def names_in(window: MainWindow) -> tuple[str, ...]:
    """What is on screen by the user's own hand, or in the catalogue of platforms."""
    plan, journal = window.bridge.plan, window.bridge.session.journal
    reasons = {one.reason for one in journal.all("publication") if isinstance(one, Publication) and one.reason}
    for one in journal.all("entry"):
        reasons |= {text for text in (one.payee, one.memo, one.source) if isinstance(one, Entry) and text}
    path = window.bridge.session.path
    place = (str(paths.data_folder()), f"/{path.parent.name}/", path.stem, path.suffix)
    return tuple(sorted({*place, *reasons, *own_words(plan), *known_platforms()}, key=len, reverse=True))


def show(window: MainWindow, view: str) -> QWidget:
    """The page `view` of the sample plan, with a record on it where it has records."""
    window.workspace.show_page(view)
    wait(lambda: window.workspace.page is not None and window.workspace.view == view)
    page = window.workspace.page
    counted = BY_ID[view].counts
    for record in window.bridge.plan.records(counted)[:2] if counted else ():
        page.show_record(counted, record.id)
    return page


@pytest.mark.slow
def test_every_page_speaks_through_the_catalogue(window: MainWindow) -> None:
    """All in one window, each with what the palette offers there."""
    window.files.open_sample()
    wait(lambda: window.workspace is not None)
    own = names_in(window)
    for view in VIEWS:
        page = show(window, view.id)
        window.board["palette"].trigger()
        assert "⟦" in "".join(text for widget in page.findChildren(QWidget) for _way, text in said_by(widget)), view.id
        for shown in (page, window.palette_sheet):
            assert sorted(unmarked(shown, own)) == [], view.id
    assert sorted(unmarked(window, own)) == []


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.slow
@pytest.mark.usefixtures("english_again")
def test_a_change_of_language_reaches_every_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    with opened(tmp_path, Settings(language="zh", theme="light")) as window:
        window.files.open_sample()
        wait(lambda: window.workspace is not None)
        for view in VIEWS:
            show(window, view.id)
        assert i18n.language() == "zh"
        i18n._speech.language, i18n._speech.texts = "en", Marked()
        window.preferences.spoken.emit()
        own = names_in(window)
        for view in reversed(VIEWS):  # the one on screen, then those that were told while they were hidden
            page = show(window, view.id)
            with contextlib.suppress(AssertionError):  # findings are told anew in the background where that takes long
                wait(lambda page=page: not unmarked(page, own), 15_000)
            assert sorted(unmarked(page, own)) == [], view.id
        assert sorted(unmarked(window, own)) == []
