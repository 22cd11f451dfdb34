"""The net under every bug: what nobody caught is logged and told to the window, which goes on."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from planner import __version__

_log = logging.getLogger(__name__)


class SafetyNet(QObject):
    """The hook of last resort. `caught(report)` carries the details."""

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
        self.caught.emit(report(error))


def report(error: BaseException) -> str:
    """What a maintainer needs to know of a bug; nothing of the plan beyond the error itself."""
    import platform  # noqa: PLC0415 - here, not above: nobody wants these two at the start
    import traceback  # noqa: PLC0415

    where = f"Brightroad {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return where + "\n" + "".join(traceback.format_exception(error))
