"""The page of findings with real keys: fix, mute, go there, fix all, filters, what is told, empty, both panes."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

from planner import i18n
from planner.commands import records
from planner.model import checks
from planner.model.catalogue import KINDS, Listing, Mute
from planner.model.checks import Finding, Lacking, Problem, check
from planner.model.plan import Plan
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.findings import examination
from planner.ui.findings.bar import FindingHead, conclusion
from planner.ui.findings.fix_preview import FixPreview
from planner.ui.findings.rows import FINDING, GROUP, LACKING, MUTED
from planner.ui.findings.words import checked_words, pressing
from planner.ui.look.theme import Theme
from planner.ui.views import BY_ID
from planner.ui.views.diagnosis import DiagnosisPage
from planner.ui.window.main import MainWindow
from planner.ui.window.tab_order import go_on
from planner.ui.window.trail import Place
from tests.ui.findings_kit import EARLY, LATE, TODAY, of_records, session_with_findings, silence
from tests.ui.form_plan import new_bridge
from tests.ui.invented import empty_session
from tests.ui.shell import begin_on, opened, page_shown, press, wait

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., DiagnosisPage]


@pytest.fixture(autouse=True)
def rules_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the rules of records, whatever has been imported so far."""
    monkeypatch.setattr(checks, "RULES", of_records())


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_with_findings(tmp_path)
    yield made
    made.close()


def shown(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1224, 848)) -> DiagnosisPage:
    DiagnosisPage.spec = BY_ID["diagnosis"]
    page = DiagnosisPage(bridge, look)
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


@pytest.fixture
def page(bridge: Bridge, look: Theme, qtbot: Any) -> DiagnosisPage:
    return shown(bridge, look, qtbot)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr(checks, "RULES", dict(checks.RULES))
    return check


def titles(page: DiagnosisPage) -> list[str]:
    return [row.title for row in page.list.findings.rows if row.sort == FINDING]


def at(page: DiagnosisPage, rule: str) -> None:
    assert page.list.go_to((FINDING, rule))


def told(page: DiagnosisPage) -> str:
    QTest.qWait(1)  # the panel lays itself out
    labels = page.detail.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page.detail))


def spot(page: DiagnosisPage, part: str) -> QPoint:
    index = page.list.currentIndex()
    page.list.scrollTo(index)
    parts = page.list.lines.parts(page.list.visualRect(index), page.list.row)
    return getattr(parts, part).center().toPoint()


# what is shown


def test_the_worst_stands_first_and_the_conclusion_names_it(page: DiagnosisPage) -> None:
    tones = [row.tone for row in page.list.findings.rows if row.sort == FINDING]
    assert tones == ["error"] * 2 + ["warning"] * 2 + ["hint"] * 2
    groups = [(row.title, row.count) for row in page.list.findings.rows if row.sort == GROUP]
    assert groups == [("Errors", 2), ("Warnings", 2), ("Hints", 2)]
    assert page.head.conclusion.text() == "2 errors to mend first"
    assert page.head.counts.text() == "2 errors · 2 warnings · 2 hints"
    assert page.footer.count.text() == "6 findings"
    assert page.footer.selection.text().startswith("Last checked just now · ")
    assert page.list.hasFocus()
    assert page.list.row is not None
    assert page.list.row.sort == FINDING


def test_before_all_rules_have_judged_there_is_no_verdict_and_no_count(
    page: DiagnosisPage, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination.Examiner, "complete", False)
    page._show()
    assert (page.head.conclusion.text(), page.head.counts.text()) == ("Still looking…", "")
    assert (page.footer.count.text(), page.footer.selection.text()) == ("", "Still looking…")
    assert (page.nothing.title.text(), page.nothing.sentence.text()) == ("Still looking…", "")
    monkeypatch.setattr(examination.Examiner, "complete", True)
    bridge.examination.told.emit(bridge.examination.latest)
    assert page.head.conclusion.text() == "2 errors to mend first"
    assert page.footer.count.text() == "6 findings"


@pytest.mark.parametrize("moved", [False, True])
def test_the_first_line_stays_the_current_one_until_the_user_moves(
    page: DiagnosisPage, bridge: Bridge, qtbot: Any, moved: bool
) -> None:
    known = bridge.examination.latest
    page.list.show_rows([row for row in page.list.findings.rows if row.tone == "hint"])
    page.list.moved = False
    if moved:
        qtbot.keyClick(page.list, KEY.Key_Down)
    before = page.list.row.key
    bridge.examination.told.emit(known)
    assert page.list.row.tone == ("hint" if moved else "error")
    assert (page.list.row.key == before) is moved


def test_the_finding_one_was_at_is_current_at_the_next_start(
    page: DiagnosisPage, bridge: Bridge, look: Theme, qtbot: Any
) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    held = page.list.row
    assert held is not None
    assert held.key != page.list.findings.rows[1].key
    again = shown(bridge, look, qtbot).list.row
    assert again is not None
    assert again.key == held.key


@pytest.mark.usefixtures("look")
def test_what_is_merely_not_entered_presses_only_once_something_is_on_offer() -> None:
    def problem(severity: str, kind: str, field: str, **values: Any) -> Problem:
        return Problem("rule", kind, "plan", field, severity, "m", values=values)

    missing = problem("error", "plan", "cash", cash=None, living_costs=1.0)
    unread, hint = problem("error", "plan", "cash", text="x"), problem("hint", "plan", "", share=None)
    idea, offer = Listing(id="l", status="idea"), Listing(id="l", status="trial")
    plans = [Plan({"listing": {one.id: one for one in listings}}) for listings in ((), (idea,), (offer,))]
    assert [pressing((missing, unread, hint), plan) for plan in plans] == [(unread,), (unread,), (missing, unread)]
    head = FindingHead()
    for problems, plan, said, counted in (
        ((missing,), plans[0], "Nothing is wrong; a few numbers are still to come", "1 hint"),
        ((missing, hint), plans[0], "Nothing is wrong; a few numbers are still to come", "2 hints"),
        ((hint,), plans[0], "Nothing is wrong; some things would be better", "1 hint"),
        ((missing, hint), plans[2], "1 error to mend first", "1 error · 1 hint"),
        ((), plans[2], "Nothing to fix", ""),
    ):
        head.say(problems, plan)
        assert (head.conclusion.text(), head.counts.text()) == (said, counted)
    assert conclusion({"error": 0, "warning": 6, "hint": 2}) == "6 things to look at"


def test_a_line_says_where_and_is_spoken_whole(page: DiagnosisPage) -> None:
    at(page, "period.end_before_start")
    row = page.list.row
    assert row is not None
    assert row.path == "Alliances › Joint course › End"
    spoken = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Error. The end ")
    assert row.path in spoken
    assert spoken.endswith(row.act)


def test_the_panel_tells_why_what_changes_and_which_rule(page: DiagnosisPage) -> None:
    at(page, "domain.target_below_score")
    words = told(page)
    assert page.detail.title.text() == "The target 60 is below the score 70 of now."
    assert page.detail.verdict.accessibleName() == "Warning"
    assert "60 → 70" in words
    assert "Why it matters".lower() in words.lower()
    assert "Rule domain.target_below_score" in words
    assert page.detail.act.text() == "Set target to now (70)"
    at(page, "input.unread")
    assert page.detail.act.isHidden()
    assert page.detail.go.kind == "primary"


def test_what_it_costs_numbers_and_the_others_concerned_are_told(
    register: Callable[..., Any], bridge: Bridge, look: Theme, qtbot: Any
) -> None:
    @register("test.costs")
    def look_at(_plan: Any, _around: Any) -> Iterator[Finding]:
        values = {"top_share": 0.612, "months": 3, "is_point": True, "break_even_orders": float("inf")}
        also = (("domain", "d2"), ("domain", "gone"))
        yield Finding("score", "Costly", values=values, also=also, kind="domain", id="d1", impact=1234.0, advice="Stop")

    page = shown(bridge, look, qtbot)
    at(page, "test.costs")
    assert page.list.row is not None
    assert page.list.row.impact == "¥1,230 / year"
    rows = [row for row in page.list.findings.rows if row.tone == "warning"]
    assert rows[0].title == "Costly"  # of warnings, what costs most comes first
    words = told(page)
    for text in ("Largest share", "61.2%", "Orders to break even", "never", "Stop"):
        assert text in words
    links = [button for button in page.detail.findChildren(QAbstractButton) if button.text() == "Selling"]
    with qtbot.waitSignal(bridge.navigate) as asked:
        links[0].click()
    assert asked.args == ["domains", "domain", "d2", ""]


def test_rules_that_broke_or_could_not_judge_stand_quietly_at_the_foot(
    register: Callable[..., Any], bridge: Bridge, look: Theme, qtbot: Any
) -> None:
    @register("test.breaks", title="Something")
    def broken(_plan: Any, _around: Any) -> Iterator[Finding]:
        raise KeyError("score")
        yield

    for rule in ("test.one", "test.two"):

        @register(rule)
        def lacking(_plan: Any, _around: Any) -> Iterator[Lacking]:
            yield Lacking(("plan/plan/cash",))

    @register("test.waits", needs=("forecast",))
    def waits(_plan: Any, _around: Any) -> Iterator[Finding]:
        yield from ()

    page = shown(bridge, look, qtbot)
    rows = page.list.findings.rows
    assert [row.title for row in rows[-3:]] == [
        "Rules that failed",
        "The rule “Something” failed",
        "2 rules could not judge",
    ]
    assert page.footer.selection.text().endswith("1 rule waits for the forecast")
    assert titles(page)[0]
    page.list.go_to((GROUP, LACKING))
    qtbot.keyClick(page.list, KEY.Key_Right)
    assert page.list.row is not None
    assert page.list.row.unfolded
    qtbot.keyClick(page.list, KEY.Key_Down)
    assert page.list.row.title == "Cash: nothing entered"
    assert "test.one" in told(page)
    with qtbot.waitSignal(bridge.navigate) as asked:
        qtbot.keyClick(page.list, KEY.Key_Return)
    assert asked.args == ["settings", "plan", "plan", "cash"]
    qtbot.keyClick(page.list, KEY.Key_Up)
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert not page.list.row.unfolded


# what can be done


def test_f_fixes_and_the_keyboard_stays_at_the_line_that_follows(
    page: DiagnosisPage, session: Session, qtbot: Any
) -> None:
    toasts: list[tuple[str, bool]] = []
    page.bridge.toasted.connect(lambda text, undo, _details: toasts.append((text, undo)))
    at(page, "period.end_before_start")
    before, position = session.plan, titles(page).index(page.list.row.title)
    follows = titles(page)[position + 1]
    qtbot.keyClicks(page.list, "f")
    alliance = session.plan.find("alliance", "a1")
    assert (alliance.start, alliance.end) == (EARLY, LATE)
    assert page.list.hasFocus()
    assert page.list.row.title == follows
    assert page.detail.title.text() == follows
    assert toasts == [("Fixed End of “Joint course”", True)]
    assert session.undo_label == "Fix End of “Joint course”"
    session.undo()
    assert session.plan == before
    page.bridge.examination.settle()
    assert page.list.row.title == follows  # undo moves nothing


@pytest.mark.parametrize("way", ["ctrl_enter", "click", "panel", "primary"])
def test_every_way_to_the_fix(page: DiagnosisPage, session: Session, qtbot: Any, way: str) -> None:
    at(page, "domain.target_below_score")
    if way == "ctrl_enter":
        qtbot.keyClick(page.list, KEY.Key_Return, CTRL)
    elif way == "click":
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, "act"))
    elif way == "panel":
        qtbot.mouseClick(page.detail.act, Qt.MouseButton.LeftButton)
    else:
        assert page.enabled("primary")
        page.primary()
    assert session.plan.find("domain", "d1").target == 70
    assert page.list.hasFocus()


@pytest.mark.parametrize("way", ["enter", "arrow", "double", "edit"])
def test_every_way_to_the_record(page: DiagnosisPage, bridge: Bridge, qtbot: Any, way: str) -> None:
    at(page, "input.unread")
    with qtbot.waitSignal(bridge.navigate) as asked:
        if way == "enter":
            qtbot.keyClick(page.list, KEY.Key_Return)
        elif way == "arrow":
            qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, "go"))
        elif way == "double":
            qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, "words"))
        else:
            page.edit()
    assert asked.args == ["platforms", "platform", "f1", "fee_rate"]


def test_what_offers_no_fix_is_not_fixed(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    at(page, "input.unread")
    before = session.plan
    assert not page.enabled("primary")
    qtbot.keyClicks(page.list, "f")
    qtbot.keyClick(page.list, KEY.Key_Return, CTRL)
    assert session.plan is before


def preview() -> FixPreview:
    found = QApplication.activePopupWidget()
    assert isinstance(found, FixPreview)
    return found


def test_all_safe_fixes_are_shown_and_then_made_in_one_step(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    assert page.bar.fix_all.text() == "Fix all safe (2)"
    toasts: list[tuple[str, ...]] = []
    page.bridge.toasted.connect(lambda text, _undo, details: toasts.append((text, *details)))
    before, steps = session.plan, len(session.history())
    qtbot.keyClicks(page.list, "a")
    assert [line.split(": ")[0] for line in preview().told()] == [
        "Joint course · Start", "Joint course · End", "Joint course · Share basis",
    ]  # fmt: skip
    assert session.plan is before
    qtbot.keyClick(preview(), KEY.Key_Escape)
    assert session.plan is before
    page.bar.fix_all.click()
    qtbot.keyClick(preview().take, KEY.Key_Return)
    assert session.plan.find("alliance", "a1").share_basis == "gross"
    assert session.plan.find("alliance", "a1").start == EARLY
    assert len(session.history()) == steps + 1
    assert toasts[0][0] == "Fixed 2 findings"
    assert len(toasts[0]) == 4
    assert not page.bar.fix_all.isEnabled()
    assert page.list.hasFocus()
    session.undo()
    assert session.plan == before


def test_m_mutes_with_a_reason_and_m_hears_again(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    at(page, "domain.score_without_evidence")
    title = page.list.row.title
    qtbot.keyClicks(page.list, "m")
    form = page.detail.form
    assert form.reason.hasFocus()
    qtbot.keyClick(form.reason, KEY.Key_Return)
    assert session.plan.of(Mute) == ()
    assert form.field.hint.severity == "error"
    qtbot.keyClicks(form.reason, "clients know")
    qtbot.keyClick(form.reason, KEY.Key_Return)
    (mute,) = session.plan.of(Mute)
    assert (mute.rule, mute.subject, mute.reason) == ("domain.score_without_evidence", "d2", "clients know")
    assert mute.until == TODAY + timedelta(days=30)
    assert title not in titles(page)
    assert page.list.hasFocus()
    assert form.isHidden()
    page.list.go_to((GROUP, MUTED))
    qtbot.keyClick(page.list, KEY.Key_Space)
    qtbot.keyClick(page.list, KEY.Key_Down)
    assert page.list.row.title == title
    assert "clients know · until" in page.list.row.path
    qtbot.keyClicks(page.list, "m")
    assert session.plan.of(Mute) == ()
    assert title in titles(page)


def test_a_rule_can_be_muted_everywhere_and_for_good_or_left_as_it_was(
    page: DiagnosisPage, session: Session, qtbot: Any
) -> None:
    at(page, "domain.target_below_score")
    page.detail.mute.click()
    form = page.detail.form
    qtbot.keyClicks(form.reason, "no")
    qtbot.keyClick(form.reason, KEY.Key_Escape)  # takes back what was typed
    assert form.isVisible()
    qtbot.keyClick(form.reason, KEY.Key_Escape)
    assert form.isHidden()
    assert page.list.hasFocus()
    assert session.plan.of(Mute) == ()
    page.detail.mute.click()
    qtbot.keyClicks(form.reason, "resting")
    form.until.set_value("0")
    form.scope.set_value("everywhere")
    qtbot.keyClick(form.reason, KEY.Key_Return, CTRL)
    (mute,) = session.plan.of(Mute)
    assert (mute.subject, mute.until) == ("", None)
    page.list.go_to((GROUP, MUTED))
    qtbot.keyClick(page.list, KEY.Key_Right)
    qtbot.keyClick(page.list, KEY.Key_Down)
    assert page.list.row.path.startswith("resting · for good · ")


def test_tab_goes_through_the_form_that_mutes_as_the_eye_does_and_esc_leaves_it(
    page: DiagnosisPage, qtbot: Any
) -> None:
    at(page, "domain.target_below_score")
    qtbot.keyClicks(page.list, "m")
    form = page.detail.form
    seen: list[Any] = []
    for _press in range(4):
        assert go_on(page, forward=True)  # as the window does at Tab
        seen.append(QApplication.focusWidget())
    assert seen == [form.until.parts[1], form.scope.parts[0], form.take, form.leave]
    for stop in seen:
        page.detail.ask_mute()
        stop.setFocus()
        qtbot.keyClick(stop, KEY.Key_Escape)
        assert form.isHidden()
        assert page.list.hasFocus()


def test_the_toast_about_a_muting_names_what_is_heard_again(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    toasts: list[str] = []
    mute_id = silence(session, "domain.target_below_score")
    page.show_record("mute", mute_id)
    page.bridge.toasted.connect(lambda text, _undo, _details: toasts.append(text))
    qtbot.keyClicks(page.list, "m")
    assert toasts == ["You will hear again: The target 60 is below the score 70 of now."]


def test_a_reason_being_typed_outlives_a_look_at_the_plan(page: DiagnosisPage, bridge: Bridge, qtbot: Any) -> None:
    at(page, "domain.target_below_score")
    qtbot.keyClicks(page.list, "m")
    qtbot.keyClicks(page.detail.form.reason, "because")
    bridge.run("Edit", lambda tx: records.edit(tx, "domain", "d2", notes="n"))
    bridge.examination.settle()
    assert page.detail.form.isVisible()
    assert page.detail.form.reason.text() == "because"


def test_a_muting_of_what_no_longer_stands_can_still_be_taken_back(
    session: Session, bridge: Bridge, look: Theme, qtbot: Any
) -> None:
    silence(session, "domain.target_below_score", "d2")
    silence(session, "domain.target_below_score", "gone", days=3)
    silence(session, "domain.target_below_score", "past", days=-1)
    page = shown(bridge, look, qtbot)
    page._turn(MUTED)
    muted = [row.title for row in page.list.findings.rows if row.sort == MUTED]
    assert muted == ["Target below the score: Selling", "Target below the score"]


def test_undo_leads_to_a_muting(page: DiagnosisPage, session: Session, bridge: Bridge, qtbot: Any) -> None:
    mute_id = silence(session, "domain.target_below_score")
    page.show_record("mute", mute_id)
    assert page.list.row.key == (MUTED, mute_id)
    with qtbot.waitSignal(bridge.navigate) as asked:
        bridge.undo()
    assert asked.args == ["diagnosis", "", "", ""]


# filters, keys, panes


def test_the_filter_finds_in_sentence_path_and_rule(page: DiagnosisPage, qtbot: Any) -> None:
    page.find()
    query = page.bar.query
    assert query.hasFocus()
    for text, count in (("joint", 2), ("JOINT swap", 1), ("no_rate", 0), ("price_below", 1), ("zzz", 0)):
        query.clear()
        qtbot.keyClicks(query, text)
        assert len(titles(page)) == count, text
    assert page.no_match.isVisible()
    assert "zzz" in page.no_match.title.text()
    assert page.footer.count.text() == "0 of 6 findings"
    qtbot.keyClick(query, KEY.Key_Escape)
    assert len(titles(page)) == 6
    qtbot.keyClicks(query, "joint")
    assert page.bar.fix_all.text() == "Fix all safe (2)"
    qtbot.keyClick(query, KEY.Key_Down)
    assert page.list.hasFocus()
    page.bar.ask(query="zzz")
    page.no_match.primary_button.click()
    assert len(titles(page)) == 6
    assert query.text() == ""


def test_pages_and_severities_narrow_the_list(page: DiagnosisPage) -> None:
    def menu(fill: Callable[[QMenu], None]) -> dict[str, Any]:
        made = QMenu(page)
        fill(made)
        return {action.text(): action for action in made.actions() if action.text()}

    pages = menu(page.bar.page_menu)
    assert list(pages) == ["All pages", "Domains (2)", "Products (1)", "Platforms (1)", "Alliances (2)"]
    pages["Alliances (2)"].trigger()
    assert len(titles(page)) == 2
    assert page.bar.page.text() == "Alliances"
    menu(page.bar.severity_menu)["Hints (2)"].trigger()
    assert [row.tone for row in page.list.findings.rows if row.sort == FINDING] == ["hint"]
    menu(page.bar.page_menu)["All pages"].trigger()
    assert len(titles(page)) == 2
    page.bar.clear()
    assert len(titles(page)) == 6


def test_up_and_down_pass_over_the_heads_and_f8_goes_to_what_is_wrong(page: DiagnosisPage, qtbot: Any) -> None:
    seen = []
    for _press in range(6):
        seen.append(page.list.row.title)
        qtbot.keyClick(page.list, KEY.Key_Down)
    assert seen == titles(page)
    page.next_problem()
    assert page.list.row.tone == "error"
    for _press in range(4):
        page.next_problem()
    assert page.list.row.tone == "error"


@pytest.mark.parametrize("size", [(1224, 848), (1224, 300)])
def test_home_end_and_the_page_keys_stop_where_one_can_stand(
    bridge: Bridge, look: Theme, qtbot: Any, size: Any
) -> None:
    page = shown(bridge, look, qtbot, size)
    rows = page.list.findings.rows
    stops = [row.key for row in rows if row.sort == FINDING]
    for key, back, wanted in ((KEY.Key_End, KEY.Key_Home, stops), (KEY.Key_PageDown, KEY.Key_PageUp, stops)):
        for _press in stops:
            qtbot.keyClick(page.list, key)
        assert page.list.row.key == wanted[-1]
        for _press in stops:
            qtbot.keyClick(page.list, back)
        assert page.list.row.key == wanted[0]
        assert page.list.verticalScrollBar().value() == 0


def test_keys_that_can_do_nothing_say_why(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    toasts: list[str] = []
    page.bridge.toasted.connect(lambda text, _undo, _details: toasts.append(text))
    at(page, "input.unread")
    qtbot.keyClicks(page.list, "f")
    page.bar.ask(severities=frozenset({"warning"}))
    qtbot.keyClicks(page.list, "a")
    assert toasts == [
        "There is no ready fix for this one; Enter goes to its place.",
        "Nothing listed can be fixed without a look at it.",
    ]


def test_letters_do_nothing_while_one_types(page: DiagnosisPage, session: Session, qtbot: Any) -> None:
    before = session.plan
    page.find()
    qtbot.keyClicks(page.bar.query, "fam")
    assert session.plan is before
    assert page.bar.query.text() == "fam"


def test_f6_goes_to_the_panel_and_then_leaves_the_page(page: DiagnosisPage) -> None:
    assert page.next_pane()
    assert page.detail.isAncestorOf(QApplication.focusWidget())
    assert not page.next_pane()


def test_tab_goes_from_left_to_right_and_down(page: DiagnosisPage, qtbot: Any) -> None:
    at(page, "domain.target_below_score")
    page.bar.query.setFocus()
    seen = [QApplication.focusWidget()]
    for _press in range(8):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        seen.append(QApplication.focusWidget())
    wanted = [
        page.bar.query, page.bar.page, page.bar.severity, page.bar.fix_all, page.list, page.detail.act, page.detail.go,
        page.detail.milestone, page.detail.mute,
    ]  # fmt: skip
    assert seen == wanted
    assert all(widget.accessibleName() or widget.text() for widget in wanted)


def test_a_finding_becomes_a_milestone_in_one_click_and_one_step(
    page: DiagnosisPage, qtbot: Any, bridge: Bridge
) -> None:
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    at(page, "domain.target_below_score")
    problem = page.list.row.problem
    qtbot.mouseClick(page.detail.milestone, Qt.MouseButton.LeftButton)
    (made,) = bridge.plan.records("milestone")
    assert bridge.plan.label(problem.kind, problem.id) in made.name
    assert went == [("roadmap", "milestone", made.id, "due")]
    bridge.undo()
    assert bridge.plan.records("milestone") == ()


def test_a_narrow_page_shows_the_list_then_the_finding_with_a_way_back(bridge: Bridge, look: Theme, qtbot: Any) -> None:
    page = shown(bridge, look, qtbot, (820, 600))
    assert not page.detail.isVisible()
    at(page, "domain.target_below_score")
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, "words"))
    assert page.detail.isVisible()
    assert page.detail.act.hasFocus()
    qtbot.keyClick(page.detail.act, KEY.Key_Escape)
    assert page.list.isVisible()
    assert page.list.hasFocus()
    qtbot.keyClicks(page.list, "m")
    assert page.detail.form.reason.hasFocus()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(964, 628), (1064, 748), (1224, 848)])
def test_nothing_is_wider_than_asked_and_no_label_is_cut(
    bridge: Bridge, dress: Callable[..., Theme], monkeypatch: pytest.MonkeyPatch, qtbot: Any, language: str, size: Any
) -> None:
    monkeypatch.setattr(i18n._speech, "language", language)
    page = shown(bridge, dress("light", 100, language), qtbot, size)
    QTest.qWait(20)
    assert (page.width(), page.height()) == size
    for button in (
        page.bar.page,
        page.bar.severity,
        page.bar.fix_all,
        page.detail.act,
        page.detail.go,
        page.detail.mute,
    ):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    assert page.head.conclusion.sizeHint().width() <= page.head.conclusion.width()
    for row in (row for row in page.list.findings.rows if row.sort == FINDING):
        index = page.list.findings.index(page.list.findings.rows.index(row))
        parts = page.list.lines.parts(page.list.visualRect(index), row)
        assert parts.words.width() > 200
        assert parts.words.right() <= (parts.act.left() if row.act else parts.go.left())
        assert parts.go.right() <= page.list.viewport().width()


def test_a_page_out_of_sight_waits_until_it_is_shown(page: DiagnosisPage, session: Session) -> None:
    page.hide()
    with session.edit("Edit") as tx:
        records.edit(tx, "domain", "d1", target=80)
    page.bridge.examination.settle()
    assert len(titles(page)) == 6
    page.show()
    assert len(titles(page)) == 5


def test_a_line_is_found_again_by_its_place(page: DiagnosisPage) -> None:
    page.show_record("platform", "f1", "fee_rate")
    assert page.list.row.place == Place("platforms", "platform", "f1", "fee_rate")


# nothing to fix


def test_an_empty_plan_is_calm(tmp_path: Path, look: Theme, qtbot: Any) -> None:
    session = empty_session(tmp_path)
    bridge = new_bridge(session)
    page = shown(bridge, look, qtbot)
    assert page.nothing.isVisible()
    assert page.nothing.title.text() == "Nothing to fix"
    assert page.nothing.sentence.text().startswith("Last checked just now · ")
    assert page.nothing.sentence.text().endswith(" rules")
    assert not page.enabled("find")
    mute_id = silence(session, "domain.target_below_score")
    bridge.examination.settle()
    assert page.calm.isVisible()
    assert page.list.isVisible()
    assert page.lists.height() < page.calm.height()
    page.show_record("mute", mute_id)
    assert page.detail.act.text() == "Unmute"
    page.detail.act.click()
    assert page.nothing.isVisible()
    bridge.close()
    session.close()


def test_the_time_of_the_last_look_is_told_in_words() -> None:
    now = datetime(2026, 11, 20, 14, 5).astimezone()
    told = [checked_words(now - timedelta(minutes=minutes), now) for minutes in (0, 1, 59, 61)]
    assert told == [
        "Last checked just now", "Last checked 1 minute ago", "Last checked 59 minutes ago", "Last checked at 13:04",
    ]  # fmt: skip


def test_a_plan_that_can_only_be_read_is_shown_and_not_changed(
    session: Session, look: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = session.path
    session.close()
    monkeypatch.setattr(session, "close", lambda: None)
    again = Session.open(path, read_only=True)
    bridge = new_bridge(again)
    page = shown(bridge, look, qtbot)
    at(page, "domain.target_below_score")
    assert not page.enabled("primary")
    assert not page.detail.act.isEnabled()
    assert not page.bar.fix_all.isEnabled()
    before = again.plan
    qtbot.keyClicks(page.list, "fma")
    assert again.plan is before
    assert page.detail.form.isHidden()
    bridge.close()
    again.close()


# in the window


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any, look: Theme) -> Iterator[MainWindow]:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    monkeypatch.setattr(examination, "LISTEN", 600_000)  # no forecast meanwhile
    with opened(tmp_path) as made:
        made.files.create(tmp_path / "plans" / "a.brightroad", "A plan")
        begin_on(made, "domains")
        yield made


def test_the_page_watches_every_kind_that_a_rule_may_judge() -> None:
    upkeep = {"recurring", "import_rule", "batch", "column_mapping", "saved_view", "timer"}
    assert BY_ID["diagnosis"].watches == set(KINDS) - upkeep


def test_the_sidebar_counts_errors_and_warnings_and_the_toast_takes_a_fix_back(window: MainWindow) -> None:
    item, bridge = window.workspace.sidebar.items["diagnosis"], window.bridge
    made = bridge.run("Add", lambda tx: records.create(tx, "domain", name="Writing", score=70, target=60, evidence="x"))
    wait(lambda: item.accessibleName() == "Diagnosis, 1 problem")
    press(window, KEY.Key_3, CTRL | Qt.KeyboardModifier.ShiftModifier)
    page_shown(window, "diagnosis")
    press(window, KEY.Key_F)
    assert bridge.plan.find("domain", made.id).target == 70
    assert item.accessibleName() == "Diagnosis"
    toast = window.workspace._toast
    assert toast.isVisible()
    toast.action.click()
    assert bridge.plan.find("domain", made.id).target == 60
    wait(lambda: item.accessibleName() == "Diagnosis, 1 problem")


def test_the_sheet_of_keys_and_the_palette_know_the_letters(window: MainWindow) -> None:
    window.bridge.run("Add", lambda tx: records.create(tx, "domain", name="Writing", score=70, target=60))
    window.workspace.show_page("diagnosis")
    press(window, KEY.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert {("Fix", "F"), ("Mute, or hear again", "M"), ("Fix all that is safe…", "A")} <= set(window.keys.rows_shown)
    press(window, KEY.Key_Escape)
    window.board["palette"].trigger()
    assert "Fix all that is safe…" in [entry.name for entry in window.palette_sheet._actions()]
