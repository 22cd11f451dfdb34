"""The preferences at work: changing one shows at once, everywhere, and is kept."""

import logging
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from planner import i18n, paths, settings
from planner.model.discretion import hide_amounts
from planner.settings import WEEKS, Settings
from planner.ui import keys
from planner.ui.look.theme import theme

_log = logging.getLogger(__name__)
_LOOK = ("theme", "scale", "language", "density", "motion", "week_starts")
_WORDS = ("hide_amounts", "keys")
_FIRST_DAYS = dict(zip(WEEKS, (0, 6, 5), strict=True))  # as `date.weekday` counts them


class Preferences(QObject):
    """The settings in use. `changed(Settings)` follows every change; `spoken` one of what texts say: the language,
    the keys, or whether they tell amounts."""

    changed = Signal(object)
    spoken = Signal()

    def __init__(self, app: QApplication, kept: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = kept
        self._qt_texts: QTranslator | None = None
        hide_amounts(kept.hide_amounts)
        keys.use(kept.keys)
        self._speak()
        self._dress()

    @property
    def language(self) -> str:
        """The language wanted, "zh" or "en": the one chosen, else that of the system."""
        if self.settings.language:
            return self.settings.language
        return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"

    def change(self, **fields: Any) -> None:
        """Set fields of `Settings`, keep them, and show what they change."""
        before, spoken = self.settings, self.language
        self.settings = replace(before, **fields)
        if self.settings == before:
            return
        try:
            settings.save(self.settings)
        except OSError as error:
            _log.warning("the preferences were not kept: %s", error)
        if self.language != spoken:
            self._speak()
        if any(getattr(before, name) != getattr(self.settings, name) for name in _LOOK):
            self._dress()
        hide_amounts(self.settings.hide_amounts)
        keys.use(self.settings.keys)
        if self.language != spoken or any(getattr(before, name) != getattr(self.settings, name) for name in _WORDS):
            self.spoken.emit()
        self.changed.emit(self.settings)

    def switch_theme(self) -> None:
        """Go from light to dark or back."""
        self.change(theme="light" if theme().dark else "dark")

    def switch_language(self) -> None:
        """Go from Chinese to English or back."""
        self.change(language="en" if self.language == "zh" else "zh")

    def switch_amounts(self) -> None:
        """Hide every amount, or show them again."""
        self.change(hide_amounts=not self.settings.hide_amounts)

    def switch_density(self) -> None:
        """Set rows closer together, or further apart again."""
        self.change(density="comfortable" if self.settings.density == "compact" else "compact")

    def switch_motion(self) -> None:
        """Let nothing fade or run, or let it again."""
        self.change(motion="full" if self.settings.motion == "reduced" else "reduced")

    def resize(self, by: int) -> None:
        """Go `by` steps up or down the sizes there are."""
        at = settings.SCALES.index(self.settings.scale) + by
        self.change(scale=settings.SCALES[min(max(at, 0), len(settings.SCALES) - 1)])

    def _speak(self) -> None:
        try:
            i18n.use(self.language, paths.resource("translations"))
        except FileNotFoundError:
            _log.warning("there is no catalogue for %s; speaking English", self.language)
            i18n.use("en")
        self._translate_qt()

    def _translate_qt(self) -> None:
        """Let Qt's own dialogs and menus speak the language too."""
        if self._qt_texts is not None:
            self._app.removeTranslator(self._qt_texts)
            self._qt_texts = None
        locale = "zh_CN" if i18n.language() == "zh" else "en_GB"
        QLocale.setDefault(QLocale(locale))
        if i18n.language() != "en":
            texts = QTranslator(self)
            if texts.load(f"qtbase_{locale}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._app.installTranslator(texts)
                self._qt_texts = texts

    def _dress(self) -> None:
        theme().dense = self.settings.density == "compact"
        theme().still = self.settings.motion == "reduced"
        theme().week_begins = _FIRST_DAYS[self.settings.week_starts]
        theme().apply(self._app, self.settings.theme, self.settings.scale, i18n.language())
