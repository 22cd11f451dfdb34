"""What is tried in the first hour, with keys only, in Chinese; in English, and with a mouse: `test_scenarios_by_hand`."""

import socket
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner import i18n
from planner.commands import links
from planner.model.catalogue import Domain, Listing, Platform, Product, kind_of
from planner.model.values import Money, Range
from planner.session import Session
from planner.settings import Settings
from tests.ui import shell
from tests.ui.shell import opened, page_shown, wait, write

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def language(qtbot, look, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    yield "zh"
    i18n.use("en")


@pytest.fixture
def no_network(monkeypatch):
    """Any attempt to reach another machine fails the test."""

    def refuse(self, address):
        if self.family != getattr(socket, "AF_UNIX", None):
            pytest.fail(f"a connection to {address} was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def tab_to(window, name: str) -> QWidget:
    """Press Tab until the field of that name has the focus."""
    seen = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        seen.append(focused.accessibleName() if focused else "")
        if seen[-1] == name:
            return focused
        press(window, KEY.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}; it went {seen}")


def select_all_and_write(window, text: str) -> None:
    press(window, KEY.Key_A, CTRL)
    write(text)


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key once the window has the keyboard: an X server takes its time."""
    if QApplication.activeWindow() is None:
        window.activateWindow()
        wait(lambda: QApplication.activeWindow() is not None)
    shell.press(window, key, modifiers)


def in_a_line() -> bool:
    """Whether the keyboard is in a line of text."""
    focused = QApplication.focusWidget()
    return focused is not None and focused.inherits("QLineEdit")


def new_here(window, names: list[str]) -> None:
    """Ctrl+N, then one name after the other, each with Enter; Esc ends it."""
    press(window, KEY.Key_N, CTRL)
    wait(in_a_line)
    for name in names:
        write(name)
        press(window, KEY.Key_Return)
        QTest.qWait(20)
    press(window, KEY.Key_Escape)


def label_of(record: type, field: str) -> str:

    spec = kind_of(record).by_name[field]
    return i18n._(spec.label)


def test_cold_start_choose_language_sample_own_plan_and_back(language, tmp_path, no_network):
    """1. Choose the language, open the sample, start an own plan, switch the language and back: nothing is lost."""
    other = "en"
    with opened(tmp_path, Settings(language=other, theme="light")) as window:
        segment = "中文"
        found = next(one for one in window.first_run.findChildren(QWidget) if getattr(one, "text", str)() == segment)
        found.setFocus()
        press(window, KEY.Key_Space)
        assert i18n.language() == language
        window.first_run.sample_button.setFocus()
        press(window, KEY.Key_Return)
        wait(lambda: window.workspace is not None)
        page_shown(window, "overview")
        sample = window.bridge.plan
        assert sample.settings.language == language
        assert len(sample.of(Platform)) == 7

        press(window, KEY.Key_K, CTRL)
        wait(in_a_line)
        write("新建规划")
        QTest.qWait(50)
        press(window, KEY.Key_Return)
        wait(lambda: in_a_line() and window.new_plan.isVisible())
        QTest.qWait(50)
        select_all_and_write(window, "自己的 Studio")
        press(window, KEY.Key_Return)
        wait(lambda: window.bridge is not None and window.bridge.plan.settings.title == "自己的 Studio")
        page_shown(window, "overview")
        press(window, KEY.Key_2, CTRL)
        page_shown(window, "domains")
        new_here(window, ["手艺 craft"])
        own = window.bridge.plan
        assert [domain.name for domain in own.of(Domain)] == ["手艺 craft"]

        window.preferences.change(language=other)
        assert window.workspace.page.title() == i18n._("Domains")
        assert window.bridge.plan == own
        window.preferences.change(language=language)
        assert window.bridge.plan == own
        path = window.bridge.session.path
    reopened = Session.open(path)
    assert reopened.plan == own
    reopened.close()


def test_first_chain_by_keyboard_alone(language, tmp_path):
    """2. Two domains, a course at ¥199 with 60 h to make, a rented platform with 3,200 readers, a listing; then back."""
    with opened(tmp_path, Settings(language=language, theme="light")) as window:
        wait(lambda: QApplication.focusWidget() is window.first_run.sample_button)
        press(window, KEY.Key_Tab)
        press(window, KEY.Key_Return)
        wait(in_a_line)
        select_all_and_write(window, "Chain")
        press(window, KEY.Key_Return)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        page_shown(window, "overview")
        press(window, KEY.Key_2, CTRL)
        page_shown(window, "domains")
        empty = window.bridge.plan
        new_here(window, ["嵌入式", "Teaching"])
        assert [domain.name for domain in window.bridge.plan.of(Domain)] == ["嵌入式", "Teaching"]

        press(window, KEY.Key_3, CTRL)
        page_shown(window, "products")
        new_here(window, ["RTOS 课程"])
        press(window, KEY.Key_F6)
        tab_to(window, label_of(Product, "price"))
        select_all_and_write(window, "¥199")
        tab_to(window, label_of(Product, "make_hours"))
        select_all_and_write(window, "60h")
        press(window, KEY.Key_Tab)
        course = window.bridge.plan.of(Product)[0]
        assert course.price == Money(Decimal(199), window.bridge.plan.settings.currency)
        assert course.make_hours == Range.exact(60)
        assert window.workspace.page.editor.head.caption.text() == i18n._("No paying customer yet")

        press(window, KEY.Key_4, CTRL)
        page_shown(window, "platforms")
        new_here(window, ["公众号 Letters"])
        press(window, KEY.Key_F6)
        choice = tab_to(window, label_of(Platform, "ownership"))
        while choice.value() != "rented":
            press(window, KEY.Key_Down)
        tab_to(window, label_of(Platform, "audience"))
        select_all_and_write(window, "3,200")
        press(window, KEY.Key_Tab)
        platform = window.bridge.plan.of(Platform)[0]
        assert platform.ownership == "rented"
        assert platform.audience == Range.exact(3200)

        with_all = window.bridge.plan
        assert [one.id for one in links.linkable(with_all, ("product", course.id), "platform")] == [platform.id]
        assert links.linkable(with_all, ("product", course.id), "alliance") == ()
        press(window, KEY.Key_3, CTRL)
        page_shown(window, "products")
        window.workspace.page.table.focus()
        press(window, KEY.Key_Up)  # from the row that adds to the course
        press(window, KEY.Key_L)
        QTest.qWait(100)
        for _ in range(2):
            if not window.bridge.plan.of(Listing):
                key_where_it_is(window, KEY.Key_Down)
                key_where_it_is(window, KEY.Key_Return)
        (listing,) = window.bridge.plan.of(Listing)
        assert (listing.product, listing.platform) == (course.id, platform.id)
        assert links.linkable(window.bridge.plan, ("product", course.id), "platform") == ()

        press(window, KEY.Key_6, CTRL)
        page_shown(window, "map")
        drawn = window.workspace.page.view.drawing()
        assert {hit.target[0] for hit in drawn.hits if hit.target} >= {"domain", "product", "platform"}

        steps = len(window.bridge.session.history())
        for _ in range(steps):
            press(window, KEY.Key_Z, CTRL)
        assert window.bridge.plan == empty
        for _ in range(steps):
            press(window, KEY.Key_Z, CTRL | SHIFT)
        assert len(window.bridge.plan.of(Listing)) == 1


def key_where_it_is(window, key) -> None:
    """Press a key in the pop-up that is open, else where the keyboard is."""
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or window, key)
    QTest.qWait(50)
