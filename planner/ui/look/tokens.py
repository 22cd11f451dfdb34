"""The colours and measures of the interface, named once: what the palette, the style sheet and every painter read.

Plain strings and integers, no Qt: a colour is ``#rrggbb`` or ``#aarrggbb``, a measure is in pixels at a scale of 100 %.
"""

from dataclasses import dataclass, fields, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme."""

    app: str  # page
    side: str  # navigation
    surface: str  # cards, tables, forms, header
    subtle: str  # table header, result strip
    hover: str
    sel: str  # selected row, active navigation item
    sel_inactive: str
    hair: str  # hairlines and tracks
    ctl: str  # borders of inputs and check boxes
    ctl_soft: str  # borders of buttons and pop-ups, scroll handles, ticks
    t1: str  # text
    t2: str  # secondary text, labels
    t3: str  # captions, hints
    t_dis: str  # disabled only
    accent: str  # primary button, focus ring, median
    accent_h: str
    on: str  # text on accent
    acc_text: str  # links, active icon
    acc_soft: str
    pos: str
    pos_soft: str
    neg: str
    neg_soft: str
    warn: str
    warn_soft: str
    info: str
    info_soft: str
    band80: str  # fan, P10 to P90
    band50: str  # fan, P25 to P75
    grid: str
    tip: str  # tooltips and toasts: inverse
    tip_t: str
    tip_link: str  # links on `tip`
    scrim: str
    s1: str  # series, in order
    s2: str
    s3: str
    s4: str
    s5: str
    s6: str

    @property
    def series(self) -> tuple[str, ...]:
        """The series colours in the order in which they are to be used."""
        return (self.s1, self.s2, self.s3, self.s4, self.s5, self.s6)

    def as_dict(self) -> dict[str, str]:
        """Every colour by its name, for figures and tests."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT: Final = Tokens(
    app="#F6F7F9",
    side="#EDEFF3",
    surface="#FFFFFF",
    subtle="#F8F9FB",
    hover="#F1F3F6",
    sel="#E7EAFC",
    sel_inactive="#E9EBEF",
    hair="#E3E6EC",
    ctl="#868E9C",
    ctl_soft="#C6CCD6",
    t1="#171B26",
    t2="#454D5E",
    t3="#5F6878",
    t_dis="#9AA2B0",
    accent="#4150CF",
    accent_h="#3442B4",
    on="#FFFFFF",
    acc_text="#3A48C0",
    acc_soft="#E7EAFC",
    pos="#0A7352",
    pos_soft="#DFF3EA",
    neg="#B3301A",
    neg_soft="#FCE9E5",
    warn="#8A5300",
    warn_soft="#FBF0D9",
    info="#0B63A5",
    info_soft="#E1F0FB",
    band80="#E6E9FB",
    band50="#C3CAF5",
    grid="#ECEEF2",
    tip="#1F2430",
    tip_t="#F4F5F8",
    tip_link="#AAB4FF",
    scrim="#590A0C14",
    s1="#1B84EE",
    s2="#7E2F01",
    s3="#1A7E5E",
    s4="#C64B9E",
    s5="#A38F34",
    s6="#2A3D49",
)

DARK: Final = Tokens(
    app="#14161B",
    side="#0F1115",
    surface="#1B1E25",
    subtle="#20242C",
    hover="#262A34",
    sel="#2B3157",
    sel_inactive="#2A2E38",
    hair="#2B303A",
    ctl="#6F7888",
    ctl_soft="#434A58",
    t1="#ECEEF3",
    t2="#BBC2CF",
    t3="#98A1B1",
    t_dis="#5E6675",
    accent="#8A98FF",
    accent_h="#A3AEFF",
    on="#0E1126",
    acc_text="#AAB4FF",
    acc_soft="#272D50",
    pos="#55CFA4",
    pos_soft="#15362B",
    neg="#FF917C",
    neg_soft="#43201A",
    warn="#F0B955",
    warn_soft="#3B2D12",
    info="#74BDF5",
    info_soft="#163148",
    band80="#252B4A",
    band50="#39437A",
    grid="#262A33",
    tip="#E9EBF0",
    tip_t="#171B26",
    tip_link="#3A48C0",
    scrim="#960A0C14",
    s1="#4A92FF",
    s2="#E95B26",
    s3="#4AC6A4",
    s4="#C878AE",
    s5="#F3D972",
    s6="#D1E5F0",
)


def high_contrast(tokens: Tokens) -> Tokens:
    """`tokens` for people who asked their system for more contrast: hairlines and captions get stronger."""
    return replace(tokens, hair=tokens.ctl, ctl_soft=tokens.ctl, ctl=tokens.t3, t3=tokens.t2)


class Size:
    """Measures of the interface, in pixels at 100 %; multiply with `Theme.px`."""

    CONTROL: Final = 32
    CONTROL_SMALL: Final = 26
    LINK: Final = 20
    SEGMENT: Final = 28
    PILL: Final = 22
    BADGE: Final = 16
    CHECK: Final = 22
    KEYCAP: Final = 20
    CHIP: Final = 26
    CHIP_ROW: Final = 40

    LABEL: Final = 18
    LABEL_GAP: Final = 4
    HINT: Final = 20
    COLUMN_GAP: Final = 16
    FIELD_GAP: Final = 14
    SECTION_GAP: Final = 12

    PAGE_PADDING: Final = 24
    PAGE_TOP: Final = 18
    PAGE_BOTTOM: Final = 20
    CARD_GAP: Final = 16
    CARD_PADDING: Final = 16
    CARD_TOP: Final = 12

    SIDEBAR: Final = 216
    RAIL: Final = 60
    SIDEBAR_PADDING: Final = 10
    NAV_ITEM: Final = 32
    HEADER: Final = 52
    TOOLBAR: Final = 56
    FOOTER: Final = 34
    BANNER: Final = 36
    BANNER_ACTION: Final = 26
    PROGRESS: Final = 3
    SCROLL_BAR: Final = 10

    TABLE_HEADER: Final = 32
    ROW_TWO_LINES: Final = 48
    ROW_ONE_LINE: Final = 36
    ROW_LEDGER: Final = 32
    ROW_COMPACT: Final = 28
    CELL_PADDING: Final = 12

    KPI_CARD: Final = 116
    KPI_VALUE: Final = 36
    ACTION_ROW: Final = 57
    FINDING_ROW: Final = 53
    FINDING_TILE: Final = 28
    RANGE_STRIP: Final = 48
    CONSEQUENCE_STRIP: Final = 52
    NOTES_MIN: Final = 84
    NOTES_MAX: Final = 320
    AVATAR: Final = 40
    AVATAR_SMALL: Final = 25
    EMPTY_TILE: Final = 64

    PALETTE_WIDTH: Final = 640
    PALETTE_TOP: Final = 96
    PALETTE_INPUT: Final = 44
    PALETTE_ROW: Final = 40
    TOAST: Final = 42
    TOAST_BOTTOM: Final = 56
    SEARCH_MIN: Final = 200
    SEARCH_MAX: Final = 340
    DETAIL: Final = 500
    DETAIL_MIN: Final = 400

    RADIUS_KEYCAP: Final = 4
    RADIUS_CONTROL: Final = 6
    RADIUS_TILE: Final = 7
    RADIUS_CHIP: Final = 8
    RADIUS_CARD: Final = 10
    RADIUS_PILL: Final = 11
    RADIUS_POPOVER: Final = 12

    WINDOW_MIN: Final = (1024, 680)
    WINDOW_DEFAULT: Final = (1280, 800)
    NARROW_WINDOW: Final = 1120  # below: the sidebar is a rail
    ONE_PANE: Final = 900  # below: list, then detail with a way back


class Type:
    """Sizes of text, in pixels at 100 %."""

    INITIAL: Final = 10
    TINY: Final = 11  # axis, badges, group labels, keycaps
    SMALL: Final = 12  # labels, hints, captions, table header, small buttons
    BODY: Final = 13
    CARD_TITLE: Final = 14
    PAGE_TITLE: Final = 16
    RECORD_TITLE: Final = 18
    HEADLINE: Final = 20
    KEY_FIGURE: Final = 26


class Motion:
    """How long things move, in milliseconds."""

    POPUP: Final = 120
    PANEL: Final = 160
    FLASH: Final = 1200
    TOAST: Final = 8000
    IDLE: Final = 600  # a field is looked at after so much rest
    SAVING: Final = 400  # "Saving…" is said only after so long


SCALES: Final = (90, 100, 115, 130)
