"""What is tried in the first hour, in the program itself: a process on an X server, real keys and a real mouse.

Scenarios 1, 2, 7 and 8. The others, and the first two in both languages, stand beside this with keys that Qt sends itself.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner import i18n
from planner.model.catalogue import (
    Alliance,
    Entry,
    Exchange,
    Listing,
    PlanSettings,
    Platform,
    Product,
    kind_of,
)
from planner.model.values import Money, Month, Range
from planner.paths import resource
from planner.session import Session
from tests.ui.hands import MISSING, Running, rows, until, x_server

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]
TODAY = date.today()
BACK = "shift+Tab"
Start = Callable[..., Running]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with x_server(tmp_path_factory.mktemp("modules")) as made:
        yield made


@pytest.fixture
def start(server: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start the program, with the arguments of its command line."""
    made: list[Running] = []

    def begin(*words: str) -> Running:
        made.append(Running(server, tmp_path, *words))
        return made[-1]

    yield begin
    for one in made:
        one.stop()
    speak("en")


def speak(language: str) -> None:
    i18n.use(language, resource("translations"))


def _(text: str) -> str:
    """The text in the language in use."""
    return i18n._(text)


def label(record: type, field: str) -> str:
    return _(kind_of(record).by_name[field].label)


def titled(folder: Path, title: str) -> Path:
    """Wait for the plan of that title in a folder."""

    def found() -> list[Path]:
        return [one for one in folder.rglob("*.brightroad") if rows(one, "SELECT title FROM plan") == [(title,)]]

    (path,) = until(found, f"there is no plan called {title}")
    return path


def content(path: Path, *kinds: str) -> list[Any]:
    """What stands in a plan file of these kinds."""
    return [rows(path, f"SELECT * FROM {kind}") for kind in kinds]


def holds(path: Path, question: str, *wanted: tuple[Any, ...]) -> None:
    """Wait until the plan file answers `question` with these rows."""
    until(lambda: rows(path, question) == list(wanted), f"{question}: {rows(path, question)} is not {wanted}")


def go(run: Running, keys: str, page: str) -> None:
    run.press(keys)
    run.page(page)


def name_plan(run: Running, title: str) -> None:
    """Type the title over that offered for a new plan, and begin it."""
    run.sees(lambda now: now["line"])
    run.press("ctrl+a")
    run.write(title)
    run.press("Return")
    run.sees(lambda now: title in now["title"] and now["page"] == "overview")


def add(run: Running, *names: str) -> None:
    """Ctrl+N, one name after the other, each with Enter; Esc ends it."""
    run.press("ctrl+n")
    for name in names:
        run.sees(lambda now: now["line"] == "")
        run.write(name)
        run.press("Return")
    run.sees(lambda now: now["line"] == "")
    run.press("Escape")


def fill(run: Running, name: str, text: str, key: str = "Tab") -> None:
    """Go to a field by key and type over what stands there."""
    run.tab_to(name, key)
    run.press("ctrl+a")
    run.write(text)


def test_cold_start_language_sample_own_plan_and_back(start: Start, tmp_path: Path) -> None:
    """1. Choose the language, open the sample, start an own plan, switch the language and back: nothing is lost.

    An attempt to reach another machine would have ended the program.
    """
    run = start()
    speak("zh")
    run.click("中文")
    run.click(_("Open the sample plan"))
    run.page("overview")
    run.press("ctrl+k")
    run.sees(lambda now: now["line"] == "")
    run.write("xjgh")  # 新建规划 by its initials
    run.place(_("New plan…"))
    run.press("Return")
    name_plan(run, "Own studio")
    path = titled(tmp_path, "Own studio")
    go(run, "ctrl+2", "domains")
    add(run, "Craft")
    holds(path, "SELECT name FROM domain", ("Craft",))
    own = content(path, "plan", "domain")
    for language, name in (("en", "English"), ("zh", "中文")):
        go(run, "ctrl+comma", "settings")
        run.click(name)
        speak(language)
        run.reads(_("Settings"))
        go(run, "ctrl+2", "domains")
        run.place("Craft")
    assert content(path, "plan", "domain") == own
    run.end()
    Session.open(path).close()


def test_first_chain_by_keyboard_alone(start: Start, tmp_path: Path) -> None:
    """2. Two domains, a course at 199 with 60 h to make, a rented platform with 3,200 readers, a listing; then back."""
    run = start()
    run.sees(lambda now: now["focus"] == _("Open the sample plan"))
    run.press("Tab", "Return")
    name_plan(run, "Chain")
    path = titled(tmp_path, "Chain")
    go(run, "ctrl+2", "domains")
    empty = content(path, "domain", "product", "platform", "listing")
    add(run, "Embedded", "Teaching")
    holds(path, "SELECT name FROM domain ORDER BY position", ("Embedded",), ("Teaching",))

    go(run, "ctrl+3", "products")
    add(run, "RTOS course")
    run.press("F6")
    fill(run, label(Product, "price"), "199")
    fill(run, label(Product, "make_hours"), "60h")
    run.press("Tab")
    holds(path, "SELECT name, price, make_hours ->> 'low' FROM product", ("RTOS course", 19900, "60"))
    run.reads(_("No paying customer yet"))

    go(run, "ctrl+4", "platforms")
    add(run, "Letters")
    run.press("F6")
    run.tab_to(label(Platform, "ownership"))
    run.press("r")  # as far as “Rented” has to be spelled
    fill(run, label(Platform, "audience"), "3,200")
    run.press("Tab")
    holds(path, "SELECT name, ownership, audience ->> 'low' FROM platform", ("Letters", "rented", "3200"))

    go(run, "ctrl+3", "products")
    run.press("Up", "l")  # from the row that adds to the course
    run.sees(lambda now: now["menu"])
    run.press("Down", "Return")
    linked = "SELECT p.name, f.name FROM listing l, product p, platform f WHERE p.id = l.product AND f.id = l.platform"
    holds(path, linked, ("RTOS course", "Letters"))
    go(run, "ctrl+6", "map")
    for name in ("Embedded", "RTOS course", "Letters"):
        run.place(name)

    ((steps,),) = rows(path, "SELECT count(*) FROM step")
    run.press(*["ctrl+z"] * steps)
    until(lambda: content(path, "domain", "product", "platform", "listing") == empty)
    run.press(*["ctrl+shift+z"] * steps)
    holds(path, linked, ("RTOS course", "Letters"))


def plan_of(home: Path, *made: Any) -> Path:
    """A plan that is there before the program starts."""
    path = home / "own.brightroad"
    settings = PlanSettings(id="plan", title="Own", language="en", start_month=Month(TODAY.year, TODAY.month))
    Session.create(path, settings, made).close()
    return path


def course_on(**readers: int) -> list[Any]:
    """A live course and what it is sold on: platforms by name, and how many read there."""
    sells = {"click_rate": Range.exact(Decimal("0.05")), "conversion": Range.between(Decimal("0.03"), Decimal("0.05"))}
    made: list[Any] = [Product(id="course", name="Course", stage="live", price=Money(Decimal(199), "CNY"))]
    for name, many in readers.items():
        once = Range.exact(2)
        made += [
            Platform(id=name, name=name, audience=Range.exact(many), open_rate=Range.exact(Decimal("0.5"))),
            Listing(
                id=f"in {name}", product="course", platform=name, status="active", publications_per_month=once, **sells
            ),
        ]
    return made


def sales(**amounts: int) -> list[Entry]:
    """Six months up to the last one, with a sale of the course on each platform."""
    made, day = [], TODAY
    for back in range(6):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=10)
        for name, amount in amounts.items():
            paid = {"amount": Money(Decimal(amount), "CNY"), "currency": "CNY"}
            made.append(Entry(id=f"{name} {back}", date=day, sort="sale", product="course", platform=name, **paid))
    return made


def test_six_months_on_one_platform_become_a_milestone(start: Start, tmp_path: Path) -> None:
    """7. The finding names share, months and rows; “if it disappeared” shows the drop; milestones are made of both."""
    path = plan_of(tmp_path, *course_on(Hall=6000, Letters=4000), *sales(Hall=1592, Letters=398))
    run = start(str(path))
    run.page("overview")
    go(run, "ctrl+shift+3", "diagnosis")
    finding = "In 6 months, 80% of your income came from “Hall” (entries of the ledger: 6)."
    run.reads(finding)
    run.click(finding)
    run.sees(lambda now: now["texts"].count(finding) == 2, "the finding is not told beside the list")
    run.click(_("Make a milestone"))
    run.page("roadmap")
    holds(path, "SELECT name, platform FROM milestone", ("Income depends on one platform: Hall", "Hall"))

    go(run, "ctrl+6", "map")
    run.click("Hall")
    run.reads(_("If it disappeared"))
    run.reads("Net a month: ¥")
    run.reads("Lost: ¥")
    run.click(_("Make a milestone of it"))
    holds(path, "SELECT count(*) FROM milestone WHERE platform = 'Hall'", (2,))


def test_an_alliance_before_it_is_signed(start: Start, tmp_path: Path) -> None:
    """8. They give 20,000 readers, I give 30% and 6 h a month until a day: with and without, the even share, a review."""
    path = plan_of(tmp_path, *course_on(Letters=4000))
    until_day, review = (TODAY + timedelta(days=days) for days in (330, 90))
    run = start(str(path))
    run.page("overview")
    go(run, "ctrl+5", "alliances")
    add(run, "Joint letter")
    run.press("F6")
    run.tab_to(_("Add what they give"))
    run.write("Their readers")
    run.press("Return")
    holds(path, "SELECT what, direction FROM exchange", ("Their readers", "get"))
    run.tab_to(_("More"), BACK)
    run.press("space")
    run.sees(lambda now: now["focus"] == _("Less"))
    fill(run, label(Exchange, "extra_audience"), "20,000", BACK)
    fill(run, label(Exchange, "listing"), "Course", BACK)
    run.press("Return")
    holds(path, "SELECT listing, extra_audience ->> 'low' FROM exchange", ("in Letters", "20000"))

    run.tab_to(_("Add what we give"))
    run.write("My evenings")
    run.press("Return")
    given = "SELECT what, hours ->> 'low' FROM exchange WHERE direction = 'give'"
    holds(path, given, ("My evenings", None))
    run.tab_to(_("More"), BACK)
    run.press("space")
    run.sees(lambda now: now["focus"] == _("Less"))
    fill(run, "Hours per month", "6", BACK)
    fill(run, label(Alliance, "share"), "30%")
    fill(run, label(Alliance, "end"), until_day.isoformat())
    fill(run, label(Alliance, "review_on"), review.isoformat())
    run.press("Tab")
    holds(path, given, ("My evenings", "6"))
    terms = 'SELECT stage, share, "end", review_on FROM alliance'
    holds(path, terms, ("idea", "0.3", until_day.isoformat(), review.isoformat()))

    run.reads("The chance that the year is better with it is")
    run.reads(_("The next 12 months, with and without"))
    run.reads("You get about ")
    run.reads("Give them 50%, an even split of the gain")
    run.tab_to(_("Put it on the roadmap"), BACK)
    run.press("space")
    holds(path, "SELECT due, alliance IS NOT NULL FROM milestone", (review.isoformat(), 1))
