"""The sentences of tables, whole and by kind: in no language can they be glued from the name of a kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.commands.records import Removal
from planner.i18n import N_, _, ngettext


@dataclass(frozen=True, slots=True)
class KindWords:
    """What a table says about its kind; all but `count` are marked texts."""

    new: str
    filter: str
    add: str
    count: Callable[[int], str]


WORDS: Final[Mapping[str, KindWords]] = {
    "domain": KindWords(
        N_("New domain"),
        N_("Filter domains"),
        N_("Add a domain, just type its name"),
        lambda count: ngettext("{count} domain", "{count} domains", count),
    ),
    "product": KindWords(
        N_("New product"),
        N_("Filter products"),
        N_("Add a product, just type its name"),
        lambda count: ngettext("{count} product", "{count} products", count),
    ),
    "platform": KindWords(
        N_("New platform"),
        N_("Filter platforms"),
        N_("Add a platform, just type its name"),
        lambda count: ngettext("{count} platform", "{count} platforms", count),
    ),
    "partner": KindWords(
        N_("New partner"),
        N_("Filter partners"),
        N_("Add a partner, just type its name"),
        lambda count: ngettext("{count} partner", "{count} partners", count),
    ),
    "alliance": KindWords(
        N_("New alliance"),
        N_("Filter alliances"),
        N_("Add an alliance, just type its name"),
        lambda count: ngettext("{count} alliance", "{count} alliances", count),
    ),
    "recurring": KindWords(
        N_("New recurring entry"),
        N_("Filter recurring entries"),
        "",
        lambda count: ngettext("{count} recurring entry", "{count} recurring entries", count),
    ),
    "import_rule": KindWords(
        N_("New import rule"),
        N_("Filter import rules"),
        N_("Add a rule, just type the text it looks for"),
        lambda count: ngettext("{count} import rule", "{count} import rules", count),
    ),
    "experiment": KindWords(
        N_("New experiment"),
        N_("Filter experiments"),
        "",
        lambda count: ngettext("{count} experiment", "{count} experiments", count),
    ),
    "milestone": KindWords(
        N_("New milestone"),
        N_("Filter milestones"),
        N_("Add a milestone, just type its name"),
        lambda count: ngettext("{count} milestone", "{count} milestones", count),
    ),
    "listing": KindWords(
        N_("New listing"),
        N_("Filter listings"),
        "",
        lambda count: ngettext("{count} listing", "{count} listings", count),
    ),
}


def counted(kind: str, count: int) -> str:
    """ "12 platforms"."""
    return WORDS[kind].count(count).format(count=f"{count:,}")


def deleted(removal: Removal, kind: str, names: tuple[str, ...]) -> str:
    """What a deletion took: “X”, its listings, or how many records."""
    along = dict(removal.deleted)
    own = along.pop(kind, 0) - len(names)
    count = sum(along.values()) + max(own, 0)
    if len(names) != 1:
        message = ngettext("Deleted {number} record", "Deleted {number} records", len(names))
        if count:
            message = ngettext(
                "Deleted {number} records and {count} linked one",
                "Deleted {number} records and {count} linked ones",
                count,
            )
        return message.format(number=len(names), count=count)
    if not count:
        return _("Deleted “{name}”").format(name=names[0])
    if set(along) == {"listing"}:
        message = ngettext(
            "Deleted “{name}” and its {count} listing", "Deleted “{name}” and its {count} listings", count
        )
    else:
        message = ngettext(
            "Deleted “{name}” and {count} linked record", "Deleted “{name}” and {count} linked records", count
        )
    return message.format(name=names[0], count=count)
