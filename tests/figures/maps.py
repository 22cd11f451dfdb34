"""Invented maps the figure tests share."""

import random

from planner.figures.map_records import MapLink, MapNode

KINDS = ("domain", "product", "platform", "alliance")
COLOURS = {
    token: f"#{at * 7919 % 0xFFFFFF:06x}"
    for at, token in enumerate(
        [
            "app",
            "side",
            "surface",
            "subtle",
            "hover",
            "sel",
            "hair",
            "ctl",
            "ctl_soft",
            "t1",
            "t2",
            "t3",
            "accent",
            "acc_text",
            "acc_soft",
            "pos",
            "neg",
            "warn",
            "info",
            "band80",
            "band50",
            "grid",
            "s1",
            "s2",
            "s3",
            "s4",
            "s5",
            "s6",
        ],
        start=1,
    )
}

PRODUCTS = (
    "AI 写作课",
    "提示词手册",
    "一对一咨询",
    "模板包：从零开始的嵌入式项目骨架与示例代码",
    "Member letter",
    "Workshop",
)
PLATFORMS = ("小红书", "知识星球", "B 站", "Gumroad", "Substack")
OFFERS = ((0, 1), (0, 3), (0, 4), (1, 0), (1, 2), (2, 4), (3, 0), (4, 3), (5, 1))


def studio() -> tuple[list[MapNode], list[MapLink]]:
    """A small business with two loose records, every status, and weights."""
    nodes = [MapNode("domain", "d0", "嵌入式", "Score 70"), MapNode("domain", "d1", "Investing", "Score 20")]
    statuses = ("active", "trial", "paused", "idea", "ended", "active")
    for at, title in enumerate(PRODUCTS):
        nodes.append(MapNode("product", f"p{at}", title, f"¥{at}99", 1, statuses[at]))
    nodes += [MapNode("platform", f"f{at}", title, "", 2) for at, title in enumerate(PLATFORMS)]
    nodes += [MapNode("alliance", "a0", "青禾设计", "Active", 3, "active"), MapNode("alliance", "a1", "Loose", "", 3)]
    links = [
        MapLink(
            ("product", f"p{a}"), ("platform", f"f{b}"), 100.0 * (a + 1), f"¥{a}00", "active", ("listing", f"{a}{b}")
        )
        for a, b in OFFERS
    ]
    links.append(MapLink(("domain", "d0"), ("product", "p3")))
    links.append(MapLink(("platform", "f0"), ("alliance", "a0"), label="引流", record=("exchange", "x")))
    return nodes, links


def tangle(per_layer: int, links: int, seed: int) -> tuple[list[MapNode], list[MapLink]]:
    """A random map of three layers, the same for the same seed."""
    dice = random.Random(seed)
    nodes = [
        MapNode(KINDS[layer], f"{layer}-{at}", f"{KINDS[layer]} {at}", "", layer, sort=f"sort {at % 40}")
        for layer in (1, 2, 3)
        for at in range(per_layer)
    ]
    found = []
    for _at in range(links):
        layer = dice.choice((1, 2))
        ends = (dice.randrange(per_layer), dice.randrange(per_layer))
        found.append(MapLink((KINDS[layer], f"{layer}-{ends[0]}"), (KINDS[layer + 1], f"{layer + 1}-{ends[1]}")))
    return nodes, found
