"""What a page does with publications, each deed as one named step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from planner.commands import distribution, drafts
from planner.commands.distribution import Place
from planner.i18n import N_, separator
from planner.model.catalogue import KINDS
from planner.ui.hours.wall_clock import WallClock

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge

_NAMED = 3  # works and platforms named by a step
Ids = tuple[str, ...]


class PublicationDeeds:
    """The edits of one page; each answers with the ids of the publications changed, none when it was refused."""

    def __init__(self, bridge: "Bridge", clock: WallClock, origin: object) -> None:
        self.bridge, self.clock, self.origin = bridge, clock, origin

    def draft(self, places: Sequence[Place]) -> Ids:
        """Make drafts of them."""
        return self._run(N_("Draft “{name}” for {platform}"), places, lambda tx: distribution.draft(tx, places))

    def schedule(self, places: Sequence[Place], at: datetime) -> Ids:
        """Plan them for a moment."""
        label = N_("Schedule “{name}” on {platform}")
        return self._run(label, places, lambda tx: distribution.schedule(tx, places, at))

    def publish(self, places: Sequence[Place], at: datetime) -> Ids:
        """Say that they went out at `at`."""
        label = N_("Publish “{name}” on {platform}")
        return self._run(label, places, lambda tx: distribution.publish(tx, places, at))

    def publish_again(self, place: Place) -> Ids:
        """Say that a work went out on the platform once more, now."""
        label, now = N_("Publish “{name}” on {platform} again"), self.clock.now()
        return self._run(label, [place], lambda tx: (distribution.publish_again(tx, place, now),))

    def fail(self, places: Sequence[Place], wrong: str, next_step: str) -> Ids:
        """Say why they did not go out."""
        label, now = N_("“{name}” failed on {platform}"), self.clock.now()
        return self._run(label, places, lambda tx: distribution.fail(tx, places, wrong, next_step, now))

    def skip(self, places: Sequence[Place], reason: str) -> Ids:
        """Decide against them."""
        label = N_("Skip “{name}” on {platform}")
        return self._run(label, places, lambda tx: distribution.skip(tx, places, reason))

    def take_down(self, places: Sequence[Place], reason: str) -> Ids:
        """Say that they were taken down."""
        label = N_("“{name}” was removed from {platform}")
        return self._run(label, places, lambda tx: distribution.take_down(tx, places, reason))

    def move(self, place: Place, at: datetime) -> Ids:
        """Give one another moment."""

        def edit(tx: "Transaction") -> Ids:
            distribution.move(tx, place.publication, at)
            return (place.publication,)

        return self._run(N_("Move “{name}” on {platform}"), [place], edit)

    def edit(self, place: Place, fields: Mapping[str, Any]) -> Ids:
        """Change fields of one."""
        field = KINDS["publication"].by_name[next(iter(fields))].label
        label = N_("Edit {field} of “{name}” on {platform}")
        return self._run(label, [place], lambda tx: (distribution.edit(tx, place, **fields),), field=field)

    def keep(self, place: Place, name: str, text: str) -> Ids:
        """Keep what was typed into a field and could not be read."""
        field = KINDS["publication"].by_name[name].label

        def edit(tx: "Transaction") -> Ids:
            drafts.keep(tx, "publication", place.publication, name, text)
            return (place.publication,)

        return self._run(N_("Edit {field} of “{name}” on {platform}"), [place], edit, field=field)

    def remove(self, places: Sequence[Place]) -> Ids:
        """Take them away."""
        ids = tuple(place.publication for place in places)

        def edit(tx: "Transaction") -> Ids:
            distribution.remove(tx, ids)
            return ids

        return self._run(N_("Delete “{name}” on {platform}"), places, edit)

    def spread(self, source: Place, places: Sequence[Place]) -> Ids:
        """Give the places of a row what stands in one of its cells."""
        label = N_("Apply to the row: “{name}” on {platform}")
        return self._run(label, places, lambda tx: distribution.apply_to_row(tx, source.publication, places))

    def new_work(self, title: str, platforms: Sequence[str], **fields: Any) -> str:
        """A new work with a draft on each platform; its id, "" when refused."""
        made = self.bridge.run(
            N_("Add “{name}”"),
            lambda tx: distribution.new_work(tx, platforms, title=title, **fields).id,
            origin=self.origin,
            name=title,
        )
        return made or ""

    def _run(self, label: str, places: Sequence[Place], edit: "Callable[[Transaction], Ids]", **names: object) -> Ids:
        made = self.bridge.run(label, edit, origin=self.origin, **self.names(places), **names)
        return made or ()

    def names(self, places: Sequence[Place]) -> dict[str, str]:
        """What the places are called: `name` the works, `platform` the platforms, the first few of each."""
        plan = self.bridge.plan
        works = dict.fromkeys(plan.label("work", place.work) for place in places)
        platforms = dict.fromkeys(plan.label("platform", place.platform) for place in places)
        return {"name": _listed(list(works)), "platform": _listed(list(platforms))}


def _listed(names: list[str]) -> str:
    return separator().join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
