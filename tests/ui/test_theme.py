"""The look keeps its promises: readable colours, one style sheet that leaves item views alone, the scale, the faces."""

import math
import re

import pytest
import shiboken6
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon
from PySide6.QtWidgets import QApplication, QListView, QTableView, QTreeView, QWidget

from planner.ui.look import fonts, icons
from planner.ui.look.stylesheet import stylesheet
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import DARK, LIGHT, SCALES, Tokens, high_contrast

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
TEXT_PAIRS = [
    *((ink, ground) for ink in ("t1", "t2", "t3") for ground in ("app", "surface", "subtle", "sel", "side", "hover")),
    *((ink, ground) for ink in ("acc_text", "pos", "neg", "warn", "info") for ground in ("surface", "app")),
    *((tone, f"{tone}_soft") for tone in ("pos", "neg", "warn", "info")),
    ("acc_text", "acc_soft"),
    ("acc_text", "sel"),
    ("on", "accent"),
    ("on", "accent_h"),
    ("tip_t", "tip"),
    ("tip_link", "tip"),
    ("t1", "band50"),
    ("t1", "sel_inactive"),
]
CONTROL_PAIRS = [
    ("ctl", "surface"),
    ("ctl", "app"),
    ("t3", "sel"),
    ("t3", "side"),
    ("accent", "surface"),
    ("accent", "app"),
    *((f"s{number}", "surface") for number in range(1, 7)),
]
# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB
DICHROMACIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def seen(colour: str, matrix: tuple[Triple, Triple, Triple] | None) -> Triple:
    red, green, blue = linear(colour)
    if matrix is None:
        return red, green, blue
    one, two, three = (min(max(line[0] * red + line[1] * green + line[2] * blue, 0.0), 1.0) for line in matrix)
    return one, two, three


def lab(rgb: Triple) -> Triple:
    red, green, blue = rgb
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (
        share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
        for share in (part / whole for part, whole in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Triple, other: Triple) -> float:
    """The difference of two Lab colours (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif turn > 180:
        turn -= 360
    elif turn < -180:
        turn += 360
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + h2) / 2
    if c1 * c2 and abs(h1 - h2) > 180:
        hm += 180 if h1 + h2 < 360 else -180
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rotation = -math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2)))) * (
        2 * math.sqrt(cm**7 / (cm**7 + 25**7))
    )
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * dc / sc * dh / sh)


def test_the_colour_difference_agrees_with_published_pairs() -> None:
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)
    assert ciede2000((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4)


@BOTH
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("ink", "ground"), CONTROL_PAIRS)
def test_controls_stand_out_from_their_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


@BOTH
@pytest.mark.parametrize("eye", [None, *DICHROMACIES])
def test_series_differ_for_every_eye(tokens: Tokens, eye: str | None) -> None:
    matrix = DICHROMACIES[eye] if eye else None
    colours = [lab(seen(colour, matrix)) for colour in tokens.series]
    differences = [ciede2000(one, two) for place, one in enumerate(colours) for two in colours[place + 1 :]]
    assert min(differences) >= 12


@BOTH
def test_high_contrast_only_strengthens(tokens: Tokens) -> None:
    strong = high_contrast(tokens)
    for name in ("hair", "ctl_soft", "ctl", "t3"):
        ground = tokens.surface
        assert contrast(getattr(strong, name), ground) > contrast(getattr(tokens, name), ground)


@pytest.mark.parametrize("scale", SCALES)
def test_the_sheet_names_no_ancestor_of_item_views(scale: int) -> None:
    sheet = stylesheet(LIGHT, lambda length: round(length * scale / 100))
    selectors = [part.strip() for rule in re.findall(r"([^{}]+)\{", sheet) for part in rule.split(",")]
    assert "QLineEdit:focus" in selectors  # the pattern above does find rules
    banned = set()
    for view in (QTableView, QListView, QTreeView):
        banned |= {base.__name__ for base in view.__mro__ if issubclass(base, QWidget)}
    banned |= {"QHeaderView", "*"}
    for selector in selectors:
        last = selector.split()[-1]
        subject = re.match(r"[A-Za-z]*|\*", last)
        assert subject is not None
        assert subject.group() not in {"", *banned}, selector


def test_the_sheet_does_not_reach_an_item_view(look, qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.ensurePolished()
    assert view.palette().base().color() == look.color("surface")


@pytest.mark.parametrize(("mode", "dark"), [("light", False), ("dark", True)])
def test_the_mode_chosen_dresses_the_application(dress, qapp: QApplication, qtbot, mode: str, dark: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    look = dress(mode)
    assert look.dark is dark
    assert qapp.palette().window().color() == QColor((DARK if dark else LIGHT).app)
    assert (DARK if dark else LIGHT).accent in window.styleSheet()
    assert qapp.styleSheet() == ""  # see the style sheet's module


def test_system_mode_takes_light_where_the_system_does_not_say(dress) -> None:
    assert not dress("system").dark  # the offscreen platform has no colour scheme


class System:
    """A system with preferences of its own, as far as the theme asks for them."""

    def __init__(self, scheme: Qt.ColorScheme, contrast_wish: Qt.ContrastPreference) -> None:
        self.colorScheme = lambda: scheme
        self.contrastPreference = lambda: contrast_wish
        self.accessibility = lambda: self
        self.styleHints = lambda: self


@pytest.mark.parametrize(
    ("mode", "scheme", "tokens"),
    [
        ("system", Qt.ColorScheme.Dark, DARK),
        ("system", Qt.ColorScheme.Light, LIGHT),
        ("system", Qt.ColorScheme.Unknown, LIGHT),
        ("light", Qt.ColorScheme.Dark, LIGHT),
        ("dark", Qt.ColorScheme.Light, DARK),
    ],
)
def test_only_system_mode_follows_the_system(look, mode: str, scheme: Qt.ColorScheme, tokens: Tokens) -> None:
    look.mode = mode
    assert look._choose_tokens(System(scheme, Qt.ContrastPreference.NoPreference)) == tokens
    strong = look._choose_tokens(System(scheme, Qt.ContrastPreference.HighContrast))
    assert strong == high_contrast(tokens)


def test_a_change_of_look_is_told_once_and_after_it_happened(look, qapp: QApplication, qtbot) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(qapp.palette().window().color().name().upper()))
    look.apply(qapp, "dark", 100, "en")
    assert told == [DARK.app]


def test_a_change_of_the_system_dresses_anew_in_system_mode_only(look, qapp: QApplication) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.mode))
    look._on_system_scheme()
    look.apply(qapp, "system")
    look._on_system_scheme()
    assert told == ["system", "system"]


def test_who_follows_is_told_at_once_and_forgotten_when_gone(look, qapp: QApplication) -> None:
    class Follower(QObject):
        def __init__(self) -> None:
            super().__init__()
            follow(self.restyle)

        def restyle(self) -> None:
            told.append(look.scale)

    told: list[int] = []
    follower = Follower()
    look.apply(qapp, "light", 115)
    shiboken6.delete(follower)
    look.apply(qapp, "light", 130)
    assert told == [100, 115]


@pytest.mark.parametrize("scale", SCALES)
def test_every_measure_and_face_follows_the_scale(dress, scale: int) -> None:
    look = dress(scale=scale)
    assert look.px(32) == round(32 * scale / 100)
    assert look.font(13).pixelSize() == round(13 * scale / 100)


@pytest.mark.parametrize(
    ("asked", "english", "chinese"), [(400, 400, 400), (500, 500, 400), (600, 600, 600), (700, 700, 600)]
)
def test_chinese_uses_two_weights(dress, asked: int, english: int, chinese: int) -> None:
    assert dress(language="en").font(13, asked).weight() == english
    assert dress(language="zh").font(13, asked).weight() == chinese


def test_latin_text_is_set_in_the_bundled_face(look) -> None:
    assert QFontInfo(look.font(13)).family() == fonts.LATIN


def test_a_face_for_chinese_is_named(look) -> None:
    families = look.font(13).families()
    assert len(families) == 2
    assert families[0] == fonts.LATIN
    assert QFontInfo(QFont(families[1])).family() == families[1]


def test_tabular_digits_have_one_width(look) -> None:
    metrics = QFontMetricsF(look.font(13, tabular=True))
    assert len({round(metrics.horizontalAdvance(digit * 8), 2) for digit in "0123456789"}) == 1
    proportional = QFontMetricsF(look.font(13))
    assert proportional.horizontalAdvance("1" * 8) < proportional.horizontalAdvance("8" * 8)


def test_icons_take_the_colour_asked_for(dress) -> None:
    for mode in ("light", "dark"):
        look = dress(mode)
        picture = look.pixmap("plus", "accent", 24, 2.0).toImage()
        assert picture.width() == 48
        middle = picture.pixelColor(24, 24)
        assert middle.alpha() == 255
        assert middle.name() == look.color("accent").name()


def test_icons_of_buttons_fade_when_disabled(look) -> None:
    icon = look.icon("plus", "accent", 24)
    for mode, token in ((QIcon.Mode.Normal, "accent"), (QIcon.Mode.Disabled, "t_dis")):
        middle = icon.pixmap(QSize(24, 24), 1.0, mode).toImage().pixelColor(12, 12).getRgb()[:3]
        assert middle == pytest.approx(look.color(token).getRgb()[:3], abs=2)  # blending rounds


def test_a_missing_icon_is_told_and_draws_nothing(look, caplog: pytest.LogCaptureFixture) -> None:
    icons.source.cache_clear()
    picture = look.pixmap("no-such-icon", "t1", 16, 1.0)
    assert "no-such-icon" in caplog.text
    assert picture.toImage().pixelColor(8, 8).alpha() == 0


def test_colours_are_kept_until_the_look_changes(dress) -> None:
    look = dress("light")
    first = look.color("t1")
    assert look.color("t1") is first
    assert dress("dark").color("t1") != first
    assert theme() is look
