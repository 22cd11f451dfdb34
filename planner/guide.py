"""The guide that comes with the program: its chapters, declared once, and their text in the language of the reader.

A chapter is one Markdown file per language in ``resources/guide``; a link ``[words](id)`` leads to another chapter. The
chapter of a page has the page's id.
"""

from typing import Final

from planner.i18n import N_
from planner.paths import resource

BEGIN, PAGES, NUMBERS, KEEPING = N_("Begin"), N_("Pages"), N_("What the numbers mean"), N_("Keeping")
CHAPTERS: Final[dict[str, tuple[str, ...]]] = {
    BEGIN: ("first_plan",),
    PAGES: (
        "overview", "domains", "products", "platforms", "partners", "alliances", "map", "listings", "distribution", "ledger",
        "forecast", "roadmap", "diagnosis", "import", "export", "settings",
    ),
    NUMBERS: ("ranges", "chances", "hours", "money", "skills", "sharing", "sources", "testing", "dates"),
    KEEPING: ("files",),
}  # fmt: skip
"""The chapters in reading order, by the marked name of their group."""
FIRST: Final = "first_plan"
IDS: Final = tuple(chapter for chapters in CHAPTERS.values() for chapter in chapters)


def chapter(id_: str, language: str) -> str:
    """The Markdown of a chapter; `language` is a folder of the guide, such as "zh_CN". KeyError for an unknown chapter."""
    if id_ not in IDS:
        raise KeyError(id_)
    return resource("guide", "zh_CN" if language.startswith("zh") else "en", f"{id_}.md").read_text("utf-8")


def title(id_: str, language: str) -> str:
    """What the chapter is called: its first line."""
    return chapter(id_, language).split("\n", 1)[0].removeprefix("# ").strip()
