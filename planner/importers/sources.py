"""Whose export a family of formats is: the platform it belongs to, and what money that leaves it is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planner.i18n import language
from planner.importers.formats import Format
from planner.model.catalogue import Platform
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform


@dataclass(frozen=True, slots=True)
class Source:
    """A platform of the catalogue; `made`: it is put into the plan where it is missing, for income belongs to it."""

    key: str
    made: bool = True


OWN = "own_"
"""Begins the family of a table whose columns the user has mapped, such as that of a bank."""
_RAILS = {"stripe": "stripe", "paypal": "paypal", "wechat_merchant": "wechat_pay", "alipay_merchant": "alipay"}
_OWN = {
    "gumroad": "gumroad", "etsy": "etsy", "patreon": "patreon", "patreon_members": "patreon", "kofi": "kofi",
    "github_sponsors": "github_sponsors", "apple_sales": "app_store", "google_play_earnings": "google_play",
    "shopify": "shopify", "youtube_table": "youtube", "substack_posts": "substack", "substack_list": "substack",
    "beehiiv_list": "beehiiv", "beehiiv_posts": "beehiiv", "buttondown_emails": "buttondown",
    "xhs_notes": "xiaohongshu", "douyin_works": "douyin", "shipinhao_videos": "shipinhao",
    "wechat_mp_articles": "wechat_mp",
}  # fmt: skip


def source_of(layout: Format) -> Source | None:
    """The platform behind a format; None for the bills of a person, who bought at many places."""
    if layout.family in _RAILS:
        return Source(_RAILS[layout.family], made=False)
    return Source(_OWN[layout.family]) if layout.family in _OWN else None


def platform_in(plan: Plan, source: Source, catalogue: Iterable[CataloguePlatform]) -> Platform | None:
    """The platform of the plan that the source is, by its entry in the catalogue or else by one of its names."""
    platforms = plan.of(Platform)
    found = next((one for one in platforms if one.catalogue_key == source.key), None)
    if found is not None:
        return found
    entry = next((one for one in catalogue if one.key == source.key), None)
    names = {name.casefold() for name in (entry.name_zh, entry.name_en)} if entry is not None else set()
    return next((one for one in platforms if not one.catalogue_key and one.name.casefold() in names), None)


def platform_made(source: Source, catalogue: Sequence[CataloguePlatform], record_id: str, position: str) -> Platform:
    """A new platform as the catalogue describes it; no fee is taken over unseen."""
    entry = next((one for one in catalogue if one.key == source.key), None)
    fields: dict[str, Any] = {"name": source.key, "catalogue_key": source.key}
    if entry is not None:
        fields |= {name: getattr(entry, name) for name in ("presence", "form", "ownership", "media")}
        fields["name"] = entry.name(language())
    return Platform(id=record_id, position=position, **fields)
