"""A ledger page over a real plan file, with short ways to its rows and to the keyboard."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from planner.model.catalogue import Entry, Recurring
from planner.model.values import Money
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.ledger.transactions import TransactionsTab
from planner.ui.look.theme import Theme
from planner.ui.views import BY_ID
from planner.ui.views.ledger import LedgerPage
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = date.today()
FIRST = TODAY - timedelta(days=40)


def entry(number: int, **fields: Any) -> Entry:
    """A sale of 100 and some to a payee of three, one a day backwards."""
    amount = fields.pop("amount", Decimal(100 + number))
    currency = fields.pop("currency", "CNY")
    given = {
        "date": FIRST - timedelta(days=number),
        "sort": "sale",
        "payee": ("Lin", "Workshop", "书店")[number % 3],
        "platform": "f1",
        "product": "p1",
        "memo": f"note {number}",
    } | fields
    return Entry(id=f"e{number}", amount=Money(amount, currency), currency=currency, **given)


def put(session: Session, records: Iterable[Any]) -> None:
    """Write records as one step."""
    with session.edit("Import") as tx:
        for record in records:
            tx.insert(record)


def recurring(record_id: str, payee: str, day: date, **fields: Any) -> Recurring:
    """A cost of 65 that comes every month."""
    return Recurring(id=record_id, payee=payee, amount=Money(Decimal(65), "CNY"), currency="CNY", next_on=day, **fields)


def working_bridge(session: Session, memory: Memory | None = None) -> Bridge:
    """A bridge with a lane for what is asked of the journal."""
    return Bridge(session, Worker(), memory or Memory(), None)  # type: ignore[arg-type]


def opened(qtbot: Any, bridge: Bridge, look: Theme, size: tuple[int, int] = (1224, 800)) -> LedgerPage:
    """The page in a window of its own, with its rows listed."""
    made = LedgerPage(bridge, look)
    made.spec = BY_ID["ledger"]
    bridge.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QAbstractItemModelTester(tab(made).table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    settled(qtbot, made)
    return made


def tab(page: LedgerPage) -> TransactionsTab:
    """The tab of entries."""
    found = page.tabs["transactions"]
    assert isinstance(found, TransactionsTab)
    return found


def settled(qtbot: Any, page: LedgerPage) -> None:
    """Wait until what was asked is listed."""
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not tab(page).table.query.waiting)
    qtbot.wait(1)


def cells(page: LedgerPage, name: str, most: int = 50) -> list[str]:
    """What a column shows, from the top."""
    model = tab(page).table.model
    column = model.column_of(name)
    return [str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), most))]


def write(text: str) -> None:
    """Type `text` where the keyboard is; what no key has is put in as an input method does."""
    focus = QApplication.focusWidget()
    if text.isascii():
        QTest.keyClicks(focus, text)
    else:
        focus.insert(text)
        focus.textEdited.emit(focus.text())


def press(key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QTest.qWait(1)


def type_row(*texts: str) -> None:
    """Type into the fields of the row, Tab between them."""
    for number, text in enumerate(texts):
        if number:
            press(KEY.Key_Tab)
        if text:
            write(text)


def entries(session: Session) -> list[Entry]:
    """Every entry, oldest first."""
    return [found for found in session.journal.all("entry") if isinstance(found, Entry)]


def newest(session: Session, before: Iterable[str] = ()) -> Entry:
    """The entry whose id is not among those before."""
    known = set(before)
    return next(found for found in entries(session) if found.id not in known)
