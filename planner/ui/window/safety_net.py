"""The net under every bug: what nobody caught is logged and told to the window, which goes on."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger(__name__)


class SafetyNet(QObject):
    """The hook of last resort. `caught(report)` carries what is known of it."""

    caught = Signal(str)

    def install(self) -> None:
        """Be the hook of last resort of this process."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and say that something went wrong."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("a bug", exc_info=(kind, error, trace))
        from planner.ui.window.bug_details import report_of  # noqa: PLC0415 - not before the first paint

        self.caught.emit(report_of(error))
