"""The guide on screen: opened where one is, read and turned by keys, in both languages."""

import pytest
from PySide6.QtCore import Qt, QUrl

from planner import i18n
from planner.guide import IDS
from tests.ui.shell import begin_on, opened, press, wait


@pytest.fixture
def window(qtbot, look, home):
    """A window with an empty plan."""
    with opened(home) as made:
        made.files.create(home / "plans" / "a.brightroad", "A plan")
        begin_on(made, "domains")
        yield made
    i18n.use("en")


def test_f1_opens_the_chapter_of_the_page(window):
    window.workspace.show_page("ledger")
    press(window, Qt.Key.Key_F1)
    assert window.guide.text.chapter == "ledger"
    assert window.guide.text.toPlainText().startswith("Ledger and time log")
    wait(window.guide.contents.hasFocus)
    press(window, Qt.Key.Key_Down)
    assert window.guide.text.chapter == "forecast"
    press(window, Qt.Key.Key_Escape)
    assert not window.guide.isVisible()


def test_links_lead_on_and_back(window):
    window.guide.open_at("first_plan")
    window.guide.text.anchorClicked.emit(QUrl("domains"))
    assert window.guide.text.chapter == "domains"
    assert window.guide.contents.currentIndex().data() == "Domains"
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.guide.text.chapter == "first_plan"
    window.guide.text.anchorClicked.emit(QUrl("https://example.org"))
    assert window.guide.text.chapter == "first_plan"


def test_every_chapter_can_be_gone_to_and_changes_its_language(window):
    window.guide.open_at(IDS[0])
    for id_ in IDS[1:]:
        press(window, Qt.Key.Key_Down)
        assert window.guide.text.chapter == id_
    window.preferences.change(language="zh")
    assert window.guide.text.toPlainText().startswith("文件与备份")


def test_the_keys_are_one_step_away(window):
    press(window, Qt.Key.Key_F1)
    window.guide.keys.click()
    assert window.keys.isVisible()
    assert not window.guide.isVisible()


def test_headings_are_larger_than_the_text_and_links_are_links(window):
    window.guide.open_at("overview")
    document = window.guide.text.document()
    head, body = document.begin(), document.begin().next()
    assert (
        head.begin().fragment().charFormat().font().pixelSize()
        > body.begin().fragment().charFormat().font().pixelSize()
    )
    links = {form.toCharFormat().anchorHref() for form in document.allFormats() if form.toCharFormat().isAnchor()}
    assert links == {"chances", "money", "diagnosis", "domains"}
