"""The single keys of each page, declared once: the table, its context menu and the sheet of keys read them here.

A page's keys stand under the kind of its records, else under its own id (`Page.letters`). They count only while the rows have the keyboard and nothing is being edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.i18n import N_

if TYPE_CHECKING:
    from planner.ui.page import Page


@dataclass(frozen=True, slots=True)
class Letter:
    """One key: its marked text, its icon, and the method of the page that it runs."""

    key: str
    text: str
    icon: str
    act: str


_MAP: Final = Letter("M", N_("Show on the map"), "waypoints", "show_on_map")
LETTERS: Final[Mapping[str, tuple[Letter, ...]]] = {
    "overview": (Letter("T", N_("To the next actions"), "list", "to_actions"),),
    "domain": (
        Letter("+", N_("Score up by 5"), "arrow-up", "score_up"),
        Letter("-", N_("Score down by 5"), "arrow-down", "score_down"),
        Letter("=", N_("Score up by 1"), "chevron-up", "score_up_little"),
        Letter("_", N_("Score down by 1"), "chevron-down", "score_down_little"),
        Letter("P", N_("Pin its hours…"), "pin", "choose_pin"),
        _MAP,
    ),
    "product": (
        Letter("S", N_("Set the stage…"), "flag", "choose_stage"),
        Letter("L", N_("List on a platform…"), "table-2", "choose_platform"),
        _MAP,
    ),
    "platform": (_MAP,),
    "partner": (Letter("C", N_("Log a contact…"), "clock", "log_contact"),),
    "alliance": (
        Letter("V", N_("Board or list"), "layout-dashboard", "turn"),
        Letter("C", N_("Log a contact…"), "clock", "log_contact"),
        _MAP,
    ),
    "listing": (
        Letter("V", N_("List or matrix"), "table-2", "turn"),
        Letter("S", N_("Next status"), "arrow-right", "next_status"),
        _MAP,
    ),
    "ledger": (
        Letter("C", N_("Set the sort…"), "tag", "choose_category"),
        Letter("P", N_("Set the platform…"), "store", "choose_platform"),
        Letter("D", N_("Duplicate"), "copy", "duplicate"),
        Letter("L", N_("Link to its sale…"), "link", "link_sale"),
        Letter("Space", N_("Checked or not"), "check", "turn_checked"),
        Letter("/", N_("Filter entries"), "list-filter", "find"),
    ),
    "work": (
        Letter("P", N_("Published today"), "check", "publish_today"),
        Letter("S", N_("Schedule…"), "clock", "schedule"),
        Letter("X", N_("It failed…"), "circle-x", "fail"),
        Letter("D", N_("Make a draft"), "pencil", "draft"),
        Letter("O", N_("Open link"), "external-link", "open_link"),
        Letter("C", N_("Copy text"), "copy", "copy_text"),
        Letter("W", N_("Edit the work"), "file-text", "show_work"),
        Letter("V", N_("Two weeks, month or best next"), "calendar", "turn"),
    ),
    "milestone": (
        Letter("V", N_("Timeline or list"), "layout-dashboard", "turn"),
        Letter("L", N_("Wait for another…"), "link", "choose_link"),
        Letter("P", N_("Push what slips"), "calendar", "push"),
        Letter("+", N_("An hour more"), "plus", "lengthen"),
        Letter("-", N_("An hour less"), "minus", "shorten"),
        Letter("Space", N_("Reached today, or not yet"), "check", "turn_done"),
    ),
    "moves": (
        Letter("M", N_("Make a milestone of it"), "milestone", "make_milestone"),
        Letter("E", N_("Make an experiment of it"), "flask-conical", "make_experiment"),
        Letter("R", N_("Reckon again"), "refresh-cw", "rerun"),
        Letter("T", N_("Figures as tables"), "table-2", "turn_table"),
    ),
    "experiment": (
        Letter("V", N_("Board or list"), "layout-dashboard", "turn"),
        Letter("X", N_("Drop the experiment"), "x", "drop"),
        Letter("R", N_("Repeat the experiment"), "refresh-cw", "repeat"),
    ),
    "forecast": (
        Letter("R", N_("Reckon again"), "refresh-cw", "rerun"),
        Letter("[", N_("Fewer months"), "chevron-left", "fewer_months"),
        Letter("]", N_("More months"), "chevron-right", "more_months"),
        Letter("B", N_("Compare with the plan as it is"), "split", "turn_compare"),
        Letter("G", N_("Go to what moves income most"), "arrow-right", "go_to_driver"),
        Letter("T", N_("Figures as tables"), "table-2", "turn_tables"),
    ),
    "diagnosis": (
        Letter("F", N_("Fix"), "wand-sparkles", "fix"),
        Letter("S", N_("Make a milestone of it"), "milestone", "make_milestone"),
        Letter("M", N_("Mute, or hear again"), "eye-off", "turn_mute"),
        Letter("A", N_("Fix all that is safe…"), "wand-sparkles", "fix_all"),
    ),
}


def letters_of(page: "Page | None") -> tuple[Letter, ...]:
    """The single keys of a page as it is shown now, none without a page."""
    return LETTERS.get(page.letters(), ()) if page is not None else ()
