"""The settings as the palette finds them: each field of the plan's own, and each preference of this computer."""

from typing import Final

from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.ui.window.palette_search import Entry, entry
from planner.ui.window.trail import PREFERENCE, Place

PREFERENCES: Final = {  # name -> words and icon
    "language": (N_("Language"), "languages"),
    "theme": (N_("Theme"), "sun-moon"),
    "scale": (N_("Size"), "zoom-in"),
    "density": (N_("Rows"), "list"),
    "motion": (N_("Motion"), "activity"),
    "week_starts": (N_("Calendars begin on"), "calendar"),
    "keys": (N_("Keys"), "keyboard"),
    "rates": (N_("Exchange rates"), "banknote"),
    "backups": (N_("Backups"), "archive-restore"),
    "data": (N_("Where my data is"), "folder-open"),
}


def setting_entries(plan_id: str) -> list[Entry]:
    """An entry for each setting; `plan_id` is the id of the plan's own record."""
    hint = _("Settings")
    own = [
        entry(_(spec.label), Place("settings", "plan", plan_id, spec.name), "sliders-horizontal", hint)
        for spec in KINDS["plan"].specs
        if spec.label
    ]
    return own + [
        entry(_(words), Place("settings", PREFERENCE, name), icon, hint) for name, (words, icon) in PREFERENCES.items()
    ]
