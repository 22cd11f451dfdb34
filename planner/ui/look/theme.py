"""How the interface looks now: colours, fonts and measures of the chosen mode, scale and language.

One palette serves the whole application and one style sheet the window; a widget that paints reads `theme()` while it paints and
asks it for fonts and measures again whenever `Theme.changed` is emitted::

    look = theme()
    painter.fillRect(rect, look.color("surface"))
    painter.setFont(look.font(Type.SMALL, 600))
    follow(self._restyle)           # _restyle runs now and after each change
"""

from collections.abc import Callable
from functools import cache
from typing import Final, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from planner.ui.look import fonts, icons
from planner.ui.look.stylesheet import stylesheet
from planner.ui.look.tokens import DARK, LIGHT, Tokens, Type, high_contrast

Kept = TypeVar("Kept")
MODES: Final = ("system", "light", "dark")
TABULAR: Final = QFont.Tag("tnum")
_ROLES: Final = {
    "Window": "app",
    "WindowText": "t1",
    "Base": "surface",
    "AlternateBase": "subtle",
    "Text": "t1",
    "PlaceholderText": "t3",
    "Button": "surface",
    "ButtonText": "t1",
    "BrightText": "neg",
    "Highlight": "band50",
    "HighlightedText": "t1",
    "ToolTipBase": "tip",
    "ToolTipText": "tip_t",
    "Link": "acc_text",
    "LinkVisited": "acc_text",
    "Accent": "accent",
    "Light": "surface",
    "Midlight": "hair",
    "Mid": "ctl_soft",
    "Dark": "ctl",
    "Shadow": "ctl_soft",
}
_FADED: Final = ("WindowText", "Text", "ButtonText", "HighlightedText")


class Theme(QObject):
    """The look in use; `changed` is emitted after palette, style sheet and application font have been set."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.mode = "system"
        self.scale = 100
        self.language = "en"
        self.dense = False  # rows of tables stand closer
        self.still = False  # nothing fades or runs to and fro
        self.week_begins = 0  # the first day of a calendar's weeks, as `date.weekday` counts
        self._sheet = ""
        self._app: QApplication | None = None
        self._kept: dict[tuple[object, ...], object] = {}

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        return QColor(self.tokens.app).lightness() < 128

    @property
    def chinese(self) -> bool:
        """Whether texts are shown in Chinese, so that only the weights 400 and 600 are to be used."""
        return self.language.startswith("zh")

    def apply(self, app: QApplication, mode: str = "system", scale: int = 100, language: str = "en") -> None:
        """Dress `app`: `mode` is one of MODES, `scale` per cent (90 to 130), `language` "zh" or "en"."""
        if self._app is not app:
            self._app = app
            app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self.mode, self.scale, self.language = mode, scale, language
        self.tokens = self._choose_tokens(app)
        self._kept.clear()
        icons.forget()
        app.setPalette(self._palette())
        app.setFont(self.font())
        before, self._sheet = self._sheet, stylesheet(self.tokens, self.px)
        for window in app.topLevelWidgets() if before else ():
            if window.styleSheet() == before:
                self.dress(window)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give `window` the style sheet; it wears that of every later look too."""
        if window.styleSheet() != self._sheet:
            window.setStyleSheet(self._sheet)

    def px(self, length: float) -> int:
        """`length` pixels at 100 % as whole pixels at the scale in use."""
        return round(length * self.scale / 100)

    def row(self, height: float) -> int:
        """The height of a table's row: `height` px at 100 %, scaled, 8 px less where rows are to stand closer."""
        return self.px(height - 8 if self.dense else height)

    def color(self, token: str) -> QColor:
        """The colour of the token `token`; do not change the returned object."""
        return self._keep(("color", token), lambda: QColor(getattr(self.tokens, token)))

    def between(self, one: str, other: str, part: float) -> QColor:
        """The colour `part` (0 to 1) of the way from one token to another, opaque."""

        def mixed() -> QColor:
            first, last = self.color(one), self.color(other)
            pairs = ((first.red(), last.red()), (first.green(), last.green()), (first.blue(), last.blue()))
            return QColor(*(round(start + (end - start) * part) for start, end in pairs))

        return self._keep(("between", one, other, part), mixed)

    def brush(self, token: str) -> QBrush:
        """A solid brush of the token `token`."""
        return self._keep(("brush", token), lambda: QBrush(self.color(token)))

    def pen(self, token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen of the token `token`, `width` in screen pixels."""
        return self._keep(("pen", token, width, style), lambda: _pen(self.color(token), width, style))

    def font(self, size: float = Type.BODY, weight: int = 400, *, tabular: bool = False) -> QFont:
        """A font of `size` px at 100 %, scaled; `tabular` gives every digit the same width.

        In Chinese 500 becomes 400 and 700 becomes 600, because Chinese faces have two weights only.
        """
        return QFont(self._keep(("font", size, weight, tabular), lambda: self._font(size, weight, tabular)))

    def icon(self, name: str, tint: str = "t2", size: float = 16) -> QIcon:
        """The icon `name` in the colour token `tint`, `size` px at 100 %, for Qt's own buttons, menus and actions."""
        return icons.tinted(name, getattr(self.tokens, tint), self.tokens.t_dis, self.px(size))

    def pixmap(self, name: str, token: str, size: float, dpr: float) -> QPixmap:
        """The icon `name` tinted with `token` for painting; `dpr` is the painted widget's devicePixelRatioF()."""
        return icons.drawing(name, getattr(self.tokens, token), self.px(size), dpr)

    def _keep(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return cast("Kept", found)

    def _font(self, size: float, weight: int, tabular: bool) -> QFont:
        font = QFont()
        font.setFamilies(list(fonts.families()))
        font.setPixelSize(self.px(size))
        if self.chinese:
            weight = 600 if weight >= 600 else 400
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if size >= Type.KEY_FIGURE:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        if tabular:
            font.setFeature(TABULAR, 1)
        return font

    def _choose_tokens(self, app: QApplication) -> Tokens:
        hints = app.styleHints()
        dark = self.mode == "dark" or (self.mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        tokens = DARK if dark else LIGHT
        strong = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return high_contrast(tokens) if strong else tokens

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(getattr(QPalette.ColorRole, role), self.color(token))
        for role in _FADED:
            palette.setColor(QPalette.ColorGroup.Disabled, getattr(QPalette.ColorRole, role), self.color("t_dis"))
        return palette

    def _on_system_scheme(self) -> None:
        if self._app is not None and self.mode == "system":
            self.apply(self._app, self.mode, self.scale, self.language)


def _pen(color: QColor, width: float, style: Qt.PenStyle) -> QPen:
    pen = QPen(color, width, style)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if style == Qt.PenStyle.SolidLine else Qt.PenCapStyle.FlatCap)
    return pen


@cache
def theme() -> Theme:
    """The look of this process."""
    return Theme()


def follow(restyle: Callable[[], None]) -> None:
    """Run `restyle`, a bound method of a QObject, now and after every change of the look while that object lives."""
    restyle()
    theme().changed.connect(restyle)
