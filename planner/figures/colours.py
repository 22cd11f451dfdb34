"""The colours of print and of exported files: the light tokens of the interface, here because no Qt may be asked.

`planner.ui.look.tokens` holds both themes for the screen; a test keeps the two the same.
"""

from collections.abc import Mapping
from types import MappingProxyType

PRINT_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "app": "#F6F7F9",
        "surface": "#FFFFFF",
        "subtle": "#F8F9FB",
        "hover": "#F1F3F6",
        "hair": "#E3E6EC",
        "ctl": "#868E9C",
        "ctl_soft": "#C6CCD6",
        "t1": "#171B26",
        "t2": "#454D5E",
        "t3": "#5F6878",
        "accent": "#4150CF",
        "on": "#FFFFFF",
        "acc_text": "#3A48C0",
        "acc_soft": "#E7EAFC",
        "pos": "#0A7352",
        "pos_soft": "#DFF3EA",
        "neg": "#B3301A",
        "neg_soft": "#FCE9E5",
        "warn": "#8A5300",
        "warn_soft": "#FBF0D9",
        "info": "#0B63A5",
        "info_soft": "#E1F0FB",
        "band80": "#E6E9FB",
        "band50": "#C3CAF5",
        "grid": "#ECEEF2",
        "s1": "#1B84EE",
        "s2": "#7E2F01",
        "s3": "#1A7E5E",
        "s4": "#C64B9E",
        "s5": "#A38F34",
        "s6": "#2A3D49",
    }
)
"""Token to hex, for the SVG and the report writers."""
