"""Pictures of every widget and every figure, for the eye: ``python -m tests.ui.gallery FOLDER`` writes a PNG per look."""

import datetime as dt
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner import i18n, paths
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.banner import Banner, ProgressBar
from planner.ui.widgets.buttons import Button, LinkButton, ToolButton
from planner.ui.widgets.calendar import Calendar, MonthGrid
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import CheckBox, ChipChoice, Choice, Segmented
from planner.ui.widgets.consequence_strip import ConsequenceStrip, Figure
from planner.ui.widgets.dates import DateField, MonthField
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.field import Field
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.header import SaveState, SearchBox
from planner.ui.widgets.labels import GroupLabel, Hairline, Keycaps, Label
from planner.ui.widgets.line_edit import LineEdit, MoneyField
from planner.ui.widgets.marks import STATUSES, Badge, Chip, Monogram, Pill, StatusGlyph
from planner.ui.widgets.navigation import NavItem, PlanSwitcher
from planner.ui.widgets.notes import Notes
from planner.ui.widgets.range_field import RangeField
from planner.ui.widgets.range_strip import Spread
from planner.ui.widgets.toast import Toast
from tests.figures.exhibits import EXHIBITS, sample, speech_of

WORDS = {
    "en": {
        "pages": ["Overview", "Domains", "Products", "Platforms", "Alliances", "Map", "Distribution", "Diagnosis"],
        "plan": "Xia · Solo Studio",
        "group": "Plan",
        "name": "Knowledge Planet",
        "title": "Economics",
        "rate": "Conversion rate",
        "visits": "Visits per month",
        "fee": "Platform fee",
        "delay": "Payout delay",
        "range": "12k to 20k",
        "bad": "8% to 5%",
        "low": "Low 8% is above high 5%",
        "swap": "Swap to 5–8%",
        "peers": "Peers charge 3–10%, so a fee of nothing is worth a second look",
        "likely": "Most likely 16k",
        "affects": "Affects cash runway",
        "days": "7 to 14 days",
        "price": "Price",
        "type": "Type",
        "types": ["Content", "Community", "Video", "Store"],
        "media": ["Text", "Image", "Video", "Audio", "Software", "Service", "Event", "Goods"],
        "new": "New platform",
        "open": "Open file…",
        "status": "Status: All",
        "add": "Add",
        "delete": "Deleted “Medium” and its 4 listings",
        "undo": "Undo",
        "note": "Best slots: Tue and Thu, 20:00. **Avoid** raw links; pin a comment that leads to Knowledge Planet.",
        "net": [("Net per month", "¥7,300", "5,200 – 9,800"), ("Share of income", "55 – 66%")],
        "empty": (
            "No alliances yet",
            "Note who brings you what, and what you give. Start with a name; the rest can wait.",
            "New alliance",
            "Copy 3 from the sample plan",
            "Ctrl+N · or drop a CSV here",
        ),
        "banner": "This is the sample plan. Change what you like.",
        "fail": "The plan could not be written: the disk is full.",
        "mine": "Make it mine",
        "copy": "Save a copy…",
        "week": ["Week", "Month", "Year"],
        "check": "Hands-off income",
        "error": "1 error",
        "warning": "1 warning",
        "edited": "Edited 2 min ago",
    },
    "zh": {
        "pages": ["总览", "领域", "产品", "平台", "联盟", "图谱", "分发", "诊断"],
        "plan": "林夏 · 独立工作室",
        "group": "规划",
        "name": "知识星球",
        "title": "经济账",
        "rate": "转化率",
        "visits": "月访问量",
        "fee": "平台费率",
        "delay": "结算周期",
        "range": "1.2 万到 2 万",
        "bad": "8% 到 5%",
        "low": "下限 8% 高于上限 5%",
        "swap": "交换为 5–8%",
        "peers": "同类平台收取 3–10%，费率为零值得再核对一次",
        "likely": "最可能 1.6 万",
        "affects": "影响现金跑道",
        "days": "7 到 14 天",
        "price": "价格",
        "type": "类型",
        "types": ["内容", "社群", "视频", "商店"],
        "media": ["文字", "图片", "视频", "音频", "软件", "服务", "活动", "实物"],
        "new": "新建平台",
        "open": "打开文件…",
        "status": "状态：全部",
        "add": "添加",
        "delete": "已删除「Medium」及其 4 个上架",
        "undo": "撤销",
        "note": "周二、周四晚 8 点发布效果最好。**避免**直接放外链；在评论区置顶引导到知识星球。",
        "net": [("每月净收入", "¥7,300", "5,200 – 9,800"), ("占全部收入", "55 – 66%")],
        "empty": (
            "还没有联盟",
            "记录谁给你带来什么、你给他们什么。从一个名字开始，其余可以以后再填。",
            "新建联盟",
            "从示例规划复制 3 个",
            "快捷键 Ctrl+N · 也可以把 CSV 拖到这里",
        ),
        "banner": "这是示例规划，可以随意改动。",
        "fail": "规划未能写入：磁盘已满。",
        "mine": "变成我的",
        "copy": "另存副本…",
        "week": ["周", "月", "年"],
        "check": "放手收入",
        "error": "1 错误",
        "warning": "1 提醒",
        "edited": "2 分钟前修改",
    },
}
ICONS = ["layout-dashboard", "radar", "package", "store", "handshake", "waypoints", "send", "stethoscope"]


class Ground(QWidget):
    """A plain ground of one token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme().color(token))
        self.setPalette(palette)


def row(*parts: QWidget, stretch: bool = True) -> QHBoxLayout:
    """`parts` side by side."""
    layout = QHBoxLayout()
    layout.setSpacing(theme().px(8))
    for part in parts:
        layout.addWidget(part)
    if stretch:
        layout.addStretch()
    return layout


def sidebar(words: dict[str, object], *, rail: bool) -> QWidget:
    """The navigation."""
    side = Ground("side")
    side.setFixedWidth(theme().px(Size.RAIL if rail else Size.SIDEBAR))
    column = QVBoxLayout(side)
    edge = theme().px(Size.SIDEBAR_PADDING)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(1)
    switcher = PlanSwitcher()
    switcher.set_plan(str(words["plan"]))
    switcher.set_rail(rail)
    column.addWidget(switcher)
    group = QButtonGroup(side)
    if not rail:
        column.addWidget(GroupLabel(str(words["group"])))
    for number, (icon, name) in enumerate(zip(ICONS, words["pages"], strict=True)):
        item = NavItem(icon, name)
        item.set_rail(rail)
        if name in words["pages"][2:5]:
            item.set_count((9, 12, 6)[number - 2])
        if number >= 6:
            item.set_problems(number - 4, "warn" if number == 6 else "neg")
        item.setChecked(number == 3)
        group.addButton(item)
        column.addWidget(item)
    column.addStretch()
    return side


def buttons(words: dict[str, object]) -> Card:
    """Buttons, pills and marks."""
    card = Card("Buttons, marks")
    off, off2 = Button(str(words["new"]), "primary", "plus"), Button(str(words["open"]), "secondary")
    off.setEnabled(False)
    off2.setEnabled(False)
    focused, focused2 = Button(str(words["new"]), "primary"), Button(str(words["open"]))
    for button in (focused, focused2):
        button.ringed = True
        button.hasFocus = lambda: True
    card.body.addLayout(
        row(
            Button(str(words["new"]), "primary", "plus"),
            Button(str(words["open"]), "secondary", "folder-open"),
            Button(str(words["status"]), "ghost", "list-filter"),
            LinkButton(str(words["add"]), "plus"),
        )
    )
    card.body.addLayout(row(off, off2, focused, focused2, Button(str(words["add"]), small=True)))
    checked = ToolButton("moon", "Dark")
    checked.setCheckable(True)
    checked.setChecked(True)
    dead = ToolButton("redo-2")
    dead.setEnabled(False)
    card.body.addLayout(
        row(
            ToolButton("undo-2"),
            dead,
            checked,
            ToolButton("circle-help"),
            Keycaps("Ctrl+K"),
            Keycaps("Ctrl+Shift+Z"),
            Badge("5", "neg"),
            Badge("12", "warn"),
            Badge("3", "info"),
        )
    )
    card.body.addLayout(
        row(
            Pill(str(words["error"]), "error"),
            Pill(str(words["warning"]), "warning"),
            Pill(str(words["edited"]), "neutral"),
            Pill("ok", "good"),
            Pill("i", "hint"),
        )
    )
    card.body.addLayout(
        row(
            *(StatusGlyph(shape) for shape in STATUSES),
            Monogram(str(words["name"])),
            Monogram("小红书"),
            Monogram("X"),
            Monogram(str(words["name"]), Size.AVATAR_SMALL),
            Monogram("小红书", Size.AVATAR_SMALL),
            Monogram("Bilibili", Size.AVATAR_SMALL),
        )
    )
    flow_ground = QWidget()
    flow = FlowLayout(flow_ground, 6)
    for name in words["types"]:
        flow.addWidget(Chip(name, "package", removable=True))
    card.body.addWidget(flow_ground)
    saving, failed = SaveState(), SaveState()
    saving._set("saving")
    failed.show_failed()
    card.body.addLayout(row(SaveState(), saving, failed))
    search = SearchBox()
    search.setFixedWidth(theme().px(340))
    card.body.addLayout(row(search))
    calendar = Calendar()
    calendar.days.set_day(dt.date(2026, 11, 20))
    card.body.addLayout(row(calendar))
    return card


def fields(words: dict[str, object]) -> Card:
    """A form."""
    card = Card(str(words["title"]))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(Size.COLUMN_GAP))
    grid.setVerticalSpacing(theme().px(Size.FIELD_GAP))
    choice = Choice([(name, name) for name in words["types"]])
    choice.set_value(words["types"][0])
    grid.addWidget(Field(str(words["type"]), choice), 0, 0)
    price = MoneyField("¥")
    price.set_value("199")
    grid.addWidget(Field(str(words["price"]), price), 0, 1)
    bad = RangeField(str(words["rate"]))
    bad.set_value(str(words["bad"]))
    bad.set_spread(Spread(0.08, 0.05, None, 0.032), lambda number: f"{number * 100:g}%")
    bad.set_message("error", str(words["low"]), str(words["swap"]))
    grid.addWidget(bad, 1, 0)
    good = RangeField(str(words["visits"]))
    good.set_value(str(words["range"]))
    good.set_spread(Spread(12000, 20000, 16000), lambda number: f"{number / 1000:g}k")
    good.set_message("echo", str(words["likely"]))
    grid.addWidget(good, 1, 1)
    fee = LineEdit(tabular=True)
    fee.set_value("0%")
    feed = Field(str(words["fee"]), fee)
    feed.set_message("warning", str(words["peers"]))
    grid.addWidget(feed, 2, 0)
    delay = LineEdit(tabular=True)
    delay.set_value(str(words["days"]))
    delayed = Field(str(words["delay"]), delay)
    delayed.set_message("hint", str(words["affects"]))
    grid.addWidget(delayed, 2, 1)
    day, month = DateField(), MonthField()
    day.set_value("2026-11-20")
    month.set_value("2026-11")
    grid.addWidget(day, 3, 0)
    grid.addWidget(month, 3, 1)
    filtering, off = LineEdit(icon="list-filter"), LineEdit()
    filtering.setPlaceholderText("Filter")
    off.set_value("off")
    off.setEnabled(False)
    grid.addWidget(filtering, 4, 0)
    grid.addWidget(off, 4, 1)
    wide = RangeField("Log")
    wide.set_value("0.05–9%")
    wide.set_spread(Spread(0.0005, 0.09, 0.01), lambda number: f"{number * 100:g}%")
    grid.addWidget(wide, 5, 0)
    tight = RangeField("Negative")
    tight.set_value("-30 to 80")
    tight.set_spread(Spread(-30, 80, 10, 120))
    grid.addWidget(tight, 5, 1)
    card.body.addLayout(grid)
    strip = ConsequenceStrip()
    strip.set_figures([Figure(*shown) for shown in words["net"]])
    card.body.addWidget(strip)
    card.body.addStretch()
    return card


def rest(words: dict[str, object]) -> Card:
    """Everything else."""
    card = Card("Rest")
    chips = ChipChoice([(name, name) for name in words["media"]])
    chips.set_values(words["media"][:2])
    card.body.addWidget(chips)
    on, partly, off = CheckBox(str(words["check"])), CheckBox("–"), CheckBox(str(words["check"]))
    on.setChecked(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    card.body.addLayout(row(on, partly, off))
    segmented = Segmented([(name, name) for name in words["week"]])
    segmented.set_value(words["week"][1])
    card.body.addLayout(row(segmented))
    card.body.addWidget(Hairline())
    notes = Notes()
    notes.set_value(str(words["note"]))
    card.body.addWidget(notes)
    for tone, text, action in (("info", "banner", "mine"), ("error", "fail", "copy")):
        banner = Banner(tone, closable=tone == "info")
        banner.say(str(words[text]), str(words[action]))
        card.body.addWidget(banner)
    bar = ProgressBar()
    card.body.addWidget(bar)
    bar.set_share(0.4)
    card.body.addWidget(Label(str(words["note"]) * 2, Type.BODY, 400, "t2").set_wrap())
    card.body.addWidget(Label(str(words["note"]) * 2, Type.SMALL))
    empty = EmptyState("handshake", secondary_icon="copy")
    empty.set_texts(*words["empty"])
    empty.setMinimumHeight(theme().px(300))
    card.body.addWidget(empty)
    grid = MonthGrid()
    grid.set_month(2026, 11)
    card.body.addWidget(grid)
    card.body.addStretch()
    return card


def page(language: str) -> QWidget:
    """All widgets on one page."""
    words = WORDS[language]
    ground = Ground("app")
    columns = QHBoxLayout(ground)
    columns.setContentsMargins(0, 0, 16, 0)
    columns.addWidget(sidebar(words, rail=False))
    columns.addWidget(sidebar(words, rail=True))
    for part, wide in ((buttons(words), 500), (fields(words), 468), (rest(words), 400)):
        part.setFixedWidth(theme().px(wide))
        column = QVBoxLayout()
        column.setContentsMargins(0, 16, 0, 16)
        column.addWidget(part)
        column.addStretch()
        columns.addLayout(column)
    toast = Toast(ground)
    toast.say(str(words["delete"]), str(words["undo"]), "Ctrl+Z")
    return ground


def figures(folder: Path, mode: str, language: str) -> None:
    """A picture of every figure, drawn of the sample plan."""
    i18n.use(language, paths.resource("translations"))
    material = sample(language)
    speech = speech_of(language, currency=material.plan.settings.currency)
    for name, draw in EXHIBITS.items():
        view = FigureView(theme().tokens.as_dict(), fonts.families())
        view.set_drawing(draw(material, 760.0, speech))
        view.resize(view.sizeHint())
        ground = Ground("surface")
        QVBoxLayout(ground).addWidget(view)
        ground.grab().save(str(folder / f"figure_{name}_{mode}_{language}.png"))


def main(folder: Path) -> None:
    """Write the pictures into `folder`."""
    app = QApplication.instance() or QApplication(sys.argv)
    folder.mkdir(parents=True, exist_ok=True)
    for mode, scale, language in (
        ("light", 100, "en"),
        ("dark", 100, "zh"),
        ("dark", 100, "en"),
        ("light", 100, "zh"),
        ("light", 130, "en"),
    ):
        theme().apply(app, mode, scale, language)
        ground = page(language)
        ground.resize(QSize(1700, 900) * (scale / 100))
        ground.show()
        app.processEvents()
        app.processEvents()
        ground.grab().save(str(folder / f"widgets_{mode}_{language}_{scale}.png"))
        ground.close()
        if scale == 100:
            figures(folder, mode, language)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
