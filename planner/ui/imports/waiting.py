"""Files that came together with the one on the page: they are taken one after the other, and none is passed over in silence."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from planner.i18n import _, ngettext
from planner.ui.widgets.banner import Banner


class WaitingFiles(Banner):
    """Says how many files wait and which is next; `acted` asks for that one, the cross lets all of them go."""

    def __init__(self) -> None:
        self.paths: deque[Path] = deque()
        super().__init__("info", closable=True)
        self.dismissed.connect(self.forget)
        self.hide()

    def put(self, paths: Iterable[Path]) -> None:
        """Let further files wait, in front of those that do already."""
        self.paths.extendleft(reversed(list(paths)))
        self._tell()

    def take(self) -> Path | None:
        """The next file, which waits no longer; None when there is none."""
        found = self.paths.popleft() if self.paths else None
        self._tell()
        return found

    def forget(self) -> None:
        """Let all of them go."""
        self.paths.clear()
        self._tell()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        super().retranslate()
        self._tell()

    def _tell(self) -> None:
        if self.paths:
            count = len(self.paths)
            told = ngettext("One more file waits: “{name}”.", "{count} more files wait, the next is “{name}”.", count)
            self.say(told.format(count=count, name=self.paths[0].name), _("Next file"))
        self.setVisible(bool(self.paths))
