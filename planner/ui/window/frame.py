"""How large the window was and where it stood, found again at the next start on a screen that may be another."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from planner.ui.look.tokens import Size

if TYPE_CHECKING:
    from planner.ui.window.view_state import ViewState

_SIZE, _PLACE, _MAXIMIZED = "window.size", "window.place", "window.maximized"
_HOLD: Final = QPoint(80, 12)  # px from the corner of the frame to where it can be taken hold of


def restore(window: QMainWindow, state: "ViewState") -> None:
    """Give `window` the size and the place kept: no larger than the screens, and only where it can be taken hold of."""
    screen = QApplication.primaryScreen()
    if screen is not None:
        window.setMinimumSize(QSize(*Size.WINDOW_MIN).boundedTo(screen.availableSize()))
        size = QSize(*(_pair(state.recall(_SIZE)) or Size.WINDOW_DEFAULT))
        window.resize(size.boundedTo(screen.availableVirtualSize()))
    place = _pair(state.recall(_PLACE))
    if place is not None:
        hold = QPoint(*place) + _HOLD
        if any(screen.availableGeometry().contains(hold) for screen in QApplication.screens()):
            window.move(*place)
    if state.recall(_MAXIMIZED) is True:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep(window: QMainWindow, state: "ViewState") -> None:
    """Keep where `window` is now; while it fills the screen, what it goes back to stays kept."""
    if not window.isVisible() or window.isMinimized():
        return
    filling = window.isMaximized() or window.isFullScreen()
    state.remember(_MAXIMIZED, window.isMaximized())
    if not filling:
        state.remember(_SIZE, [window.width(), window.height()])
        state.remember(_PLACE, [window.x(), window.y()])


def _pair(kept: Any) -> tuple[int, int] | None:
    known = isinstance(kept, list) and len(kept) == 2 and all(type(number) is int for number in kept)
    return (kept[0], kept[1]) if known else None
