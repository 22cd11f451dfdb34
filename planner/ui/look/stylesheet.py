"""The one style sheet, made from tokens: what Fusion and the palette cannot say.

The window wears it, not the application: under a sheet of the application each widget that is put into another goes
through all its own again, and a page, which is made from its leaves up, takes a third longer.

No rule may match an item view or anything it inherits from (QFrame, QAbstractScrollArea, QWidget, ``*``): one such rule
doubles the cost of every scrolled frame. Widgets painted by ourselves need no rule at all.
"""

from collections.abc import Callable
from string import Template
from typing import Final

from planner.ui.look.tokens import Size, Tokens

SHEET: Final = Template("""
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox {
    background: $surface; color: $t1; border: ${one}px solid $ctl; border-radius: ${radius}px;
    selection-background-color: $band50; selection-color: $t1;
}
QLineEdit { padding: 0 ${pad}px; }
QLineEdit[side="true"] { padding-left: ${pad_icon}px; }
QTextEdit, QPlainTextEdit { padding: ${pad_y}px ${pad_text}px; }
QLineEdit:hover, QTextEdit:hover, QPlainTextEdit:hover { border-color: $t3; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 ${pad_focus}px; }
QLineEdit[side="true"]:focus { padding-left: ${pad_icon_focus}px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: ${pad_y_focus}px ${pad_text_focus}px; }
QLineEdit[state="error"] { border: 2px solid $neg; padding: 0 ${pad_focus}px; }
QLineEdit[state="warning"] { border: 2px solid $warn; padding: 0 ${pad_focus}px; }
QTextBrowser, QTextBrowser:hover, QTextBrowser:focus { border: 0; padding: 0; background: transparent; }
QTextEdit[state="error"] { border: 2px solid $neg; padding: ${pad_y_focus}px ${pad_text_focus}px; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled { background: $subtle; color: $t_dis; border-color: $ctl_soft; }
QLineEdit:read-only { background: $subtle; color: $t2; border-color: $ctl_soft; }
QLineEdit[plain="true"], QLineEdit[plain="true"]:focus, QLineEdit[plain="true"]:hover {
    border: 0; padding: 0; background: transparent;
}
QLineEdit[cell="true"], QLineEdit[cell="true"]:focus {
    border: 2px solid $accent; border-radius: 0; padding: 0 ${pad_cell}px;
}
QLineEdit[cell="true"][state="error"] { border: 2px solid $neg; }
QLineEdit QToolButton { min-height: 16px; border: 0; background: transparent; padding: 0; }

QScrollBar:vertical { background: transparent; border: 0; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; border: 0; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $ctl_soft; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QToolTip {
    background: $tip; color: $tip_t; border: 1px solid $tip; border-radius: 4px; padding: 4px 6px; opacity: 255;
}
QMenu { background: $surface; color: $t1; border: 1px solid $ctl_soft; border-radius: ${radius}px; padding: 4px; }
QMenu::item {
    padding: ${menu_y}px ${menu_right}px ${menu_y}px ${menu_left}px; border-radius: ${radius}px; margin: 0;
    background: transparent;
}
QMenu::item:selected { background: $sel; color: $t1; }
QMenu::item:disabled { color: $t_dis; background: transparent; }
QMenu::icon { padding-left: ${menu_icon}px; }
QMenu::separator { height: 1px; background: $hair; margin: 4px 0; }

QSplitter::handle { background: $hair; }
QStatusBar { background: $surface; color: $t2; }
QStatusBar::item { border: 0; }
""")


def stylesheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet for `tokens`, measures turned to screen pixels by `px`."""
    pad, icon = px(12), px(34)
    return SHEET.substitute(
        tokens.as_dict(),
        one=1,
        radius=px(Size.RADIUS_CONTROL),
        bar=px(Size.SCROLL_BAR),
        pad=pad - 1,
        pad_focus=pad - 2,
        pad_icon=icon - 1,
        pad_icon_focus=icon - 2,
        pad_cell=px(Size.CELL_PADDING) - 4,
        pad_y=px(8) - 1,
        pad_y_focus=px(8) - 2,
        pad_text=px(12) - 1,
        pad_text_focus=px(12) - 2,
        menu_y=px(6),
        menu_left=px(12),
        menu_right=px(20),
        menu_icon=px(8),
    )
