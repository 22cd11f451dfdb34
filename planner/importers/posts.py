"""What a post becomes: a work found by its title or made, and its publication with the figures of a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from planner.importers.formats import Format
from planner.importers.judging import KNOWN, MERGED, NEW
from planner.importers.packed_rows import Draft
from planner.model.catalogue import Publication, Work
from planner.model.field_types import NAME_LENGTH
from planner.model.imported import external_id
from planner.model.plan import Plan

_OUT: Mapping[str, Any] = {"status": "published"}
_NOT_OUT_YET = (None, "draft", "scheduled", "failed")
_FIGURES = ("views", "clicks", "followers", "orders")


@dataclass(frozen=True, slots=True)
class PostPlan:
    """What is there of the posts of one platform: works by title, and publications by number and by work and day."""

    works: dict[str, Work]
    by_number: dict[str, Publication]
    by_day: dict[tuple[str, str], Publication]

    @classmethod
    def of(cls, plan: Plan, publications: list[Any], family: tuple[str, ...]) -> "PostPlan":
        """The plan as posts are held against it."""
        works = {work.title.strip(): work for work in reversed(plan.of(Work))}
        numbered = {one.external_id: one for one in publications if one.external_id and one.source in family}
        by_hand = {(one.work, one.at.date().isoformat()): one for one in publications if one.at and not one.external_id}
        return cls(works, numbered, by_hand)

    def standing(self, draft: Draft) -> Publication | None:
        """The publication of the plan that a row tells of."""
        found = self.by_number.get(external_id(draft.key, ""))
        if found is not None:
            return found
        work = self.works.get(title_of(draft))
        return self.by_day.get((work.id, (draft.at or draft.day)[:10])) if work is not None else None


def title_of(draft: Draft) -> str:
    """What the work is called; a post without words is called by its number."""
    return (" ".join(draft.memo.split()) or draft.key)[:NAME_LENGTH].strip()


def figures_of(draft: Draft, layout: Format) -> dict[str, int]:
    """The figures of a row that a publication has a field for."""
    told = dict(draft.figures)
    fields = {one.field: told[one.column] for one in layout.figures if one.field in _FIGURES and one.column in told}
    return {name: round(Decimal(value)) for name, value in fields.items()}


def verdict(draft: Draft, layout: Format, there: PostPlan) -> int:
    """Whether a row is a new post, new figures of one in the plan, or nothing new."""
    found = there.standing(draft)
    if found is None:
        return NEW
    told = figures_of(draft, layout)
    same = all(getattr(found, name) == value for name, value in told.items())
    return KNOWN if same and found.external_id else MERGED


@dataclass(frozen=True, slots=True)
class Post:
    """What is written for one row: a work where it was missing, and the publication; `is_new` unless it was there."""

    work: Work | None
    publication: Publication
    is_new: bool


def post_of(draft: Draft, frame: tuple[Format, PostPlan, str, date], new_id: Callable[[], str]) -> Post:
    """The records of a row; `frame` is its format, what is there, the platform, and the day the figures are of."""
    layout, there, platform, measured_on = frame
    more: Mapping[str, Any] = {
        **figures_of(draft, layout),
        "measured_on": measured_on,
        "external_id": external_id(draft.key, ""),
        "source": layout.id,
    }
    at = datetime.fromisoformat(draft.at or f"{draft.day}T12:00:00+00:00") if draft.at or draft.day else None
    found = there.standing(draft)
    if found is not None:
        kept: dict[str, Any] = {"url": found.url or draft.url[:NAME_LENGTH], "at": found.at or at}
        status = "published" if found.status in _NOT_OUT_YET else found.status
        return Post(None, replace(found, **more, **kept, status=status), is_new=False)
    title = title_of(draft)
    work, made = there.works.get(title), None
    if work is None:
        fields: dict[str, Any] = {"title": title, "made_on": date.fromisoformat(draft.day) if draft.day else None}
        work = made = Work(id=new_id(), **fields)
        there.works[title] = work
    place: dict[str, Any] = {"work": work.id, "platform": platform, "at": at, "url": draft.url[:NAME_LENGTH]}
    return Post(made, Publication(id=new_id(), **place, **more, **_OUT), is_new=True)
