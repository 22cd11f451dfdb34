"""Moments in words, as the user's clock and calendar show them."""

import datetime as dt

from PySide6.QtCore import QLocale

from planner.i18n import language


def moment_words(at: dt.datetime) -> str:
    """A moment to the minute: ``20 Nov 2026 14:05``, ``2026 年 11 月 20 日 14:05``."""
    here = at.astimezone()
    if language() == "zh":
        return f"{here.year} 年 {here.month} 月 {here.day} 日 {here:%H:%M}"
    month = QLocale(QLocale.Language.English).standaloneMonthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here.year} {here:%H:%M}"
