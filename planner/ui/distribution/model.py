"""Works by platforms as a table model: the rows that pass the filter, the cells read in windows as they come into view."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.commands.distribution import Place
from planner.i18n import _
from planner.model.catalogue import Platform, Work
from planner.model.distribution import OUT
from planner.model.placements import Placement
from planner.ui.distribution.publication_words import OVERDUE, short_words, spoken_words, usual_words, views_words
from planner.ui.hours.wall_clock import WallClock
from planner.ui.tables.filter import folded, terms_of
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.analysis.distribution.results import Typical
    from planner.ui.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex
Cells = Mapping[tuple[str, str], Placement]
CELL: Final = Qt.ItemDataRole.UserRole
WORK: Final = Qt.ItemDataRole.UserRole + 1
WINDOW: Final = 64  # works whose cells are read at once
_KEPT: Final = 32  # windows


@dataclass(frozen=True, slots=True)
class Shown:
    """Which works are listed: those whose title has all words of `query`, and, if named, one of these states."""

    query: str = ""
    states: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query.strip() or self.states)


def newest_first(works: tuple[Work, ...]) -> list[Work]:
    """Works by the day they were made, the newest first; those without a day last."""
    return sorted(works, key=lambda work: (str(work.made_on or ""), work.position), reverse=True)


class DistributionModel(QAbstractTableModel):
    """Column 0 names the work, every other column is a platform."""

    def __init__(self, bridge: "Bridge", clock: WallClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self.clock = bridge, clock
        self.works: list[Work] = []
        self.platforms: tuple[Platform, ...] = ()
        self.shown = Shown()
        self.typical: Mapping[str, Typical] = {}
        self._rows: dict[str, int] = {}
        self._windows: OrderedDict[int, Cells] = OrderedDict()

    # what is listed

    def take(self) -> None:
        """Show the plan and its publications as they are now; the grid is kept where rows and columns are the same."""
        plan = self._bridge.plan
        works, platforms = self._found(), plan.of(Platform)
        same = [one.id for one in works] == [one.id for one in self.works]
        same = same and [one.id for one in platforms] == [one.id for one in self.platforms]
        if not same:
            self.beginResetModel()
        self.works, self.platforms = works, platforms
        self._rows = {work.id: row for row, work in enumerate(works)}
        self._windows.clear()
        if not same:
            self.endResetModel()
        elif works:
            self.dataChanged.emit(self.index(0, 0), self.index(len(works) - 1, len(platforms)))

    def renew(self) -> None:
        """Show the publications as they are now; of the plan nothing has changed."""
        if self.shown.states:  # other works may be listed by now
            self.take()
            return
        self._windows.clear()
        if self.works:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.works) - 1, len(self.platforms)))

    def narrow(self, shown: Shown) -> None:
        """List other works."""
        self.shown = shown
        self.take()

    def _found(self) -> list[Work]:
        works, terms = newest_first(self._bridge.plan.of(Work)), terms_of(self.shown.query)
        if terms:
            works = [work for work in works if all(term in folded(work.title) for term in terms)]
        if self.shown.states:
            wanted = self._in_states()
            works = [work for work in works if work.id in wanted]
        return works

    def _in_states(self) -> frozenset[str]:
        asked, found = self._bridge.session.journal.publications, frozenset[str]()
        plain = tuple(self.shown.states - {OVERDUE})
        if plain:
            found |= asked.works_with(plain)
        if OVERDUE in self.shown.states:
            found |= asked.works_with(("scheduled",), self.clock.now())
        return found

    # cells

    def cell(self, row: int, column: int) -> Placement | None:
        """What stands in a cell; None where nothing does, and in the column of the names."""
        pair = self.pair(row, column)
        return self._window(row).get(pair) if pair else None

    def pair(self, row: int, column: int) -> tuple[str, str] | None:
        """The work and the platform of a cell; None in the column of the names."""
        if not (0 <= row < len(self.works) and 1 <= column <= len(self.platforms)):
            return None
        return self.works[row].id, self.platforms[column - 1].id

    def place(self, row: int, column: int) -> Place | None:
        """The work and platform of a cell, with its latest publication."""
        pair, cell = self.pair(row, column), self.cell(row, column)
        return Place(*pair, cell.id if cell else "") if pair else None

    def cells_of(self, row: int) -> Cells:
        """The cells of a row, by work and platform; those of its neighbours are there too."""
        return self._window(row)

    def fits(self, row: int, platform: Platform) -> bool:
        """Whether a platform takes the medium of a work, as far as is said."""
        medium = self.works[row].medium
        return not platform.media or medium is None or medium in platform.media

    def spot(self, work: str, platform: str = "") -> tuple[int, int] | None:
        """Row and column of a cell, of the first platform where none is named; None for what is not listed."""
        row = self._rows.get(work)
        columns = [at for at, one in enumerate(self.platforms, start=1) if one.id == platform]
        if row is None or (platform and not columns):
            return None
        return row, columns[0] if columns else 1

    def _window(self, row: int) -> Cells:
        number = row // WINDOW
        if number not in self._windows:
            works = [work.id for work in self.works[number * WINDOW : (number + 1) * WINDOW]]
            self._windows[number] = self._bridge.session.journal.publications.cells(works)
            if len(self._windows) > _KEPT:
                self._windows.popitem(last=False)
        return self._windows[number]

    def progress(self, row: int) -> tuple[int, int, int | None]:
        """Of a work: on how many platforms it is out, on how many it is or is to be, and how often it was seen."""
        own = [cell for (work, _platform), cell in self._window(row).items() if work == self.works[row].id]
        meant = [cell for cell in own if cell.status != "skipped"]
        views = [cell.views for cell in own if cell.views is not None]
        return sum(cell.status in OUT for cell in meant), len(meant), sum(views) if views else None

    # the table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.works)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.platforms) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        if not section:
            return _("Work")
        platform = self.platforms[section - 1]
        usual = usual_words(self.typical.get(platform.id)) if role == Qt.ItemDataRole.ToolTipRole else ""
        return in_a_row((platform.name, usual), ":") if usual else platform.name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == 0:
            return self._of_work(index.row(), role)
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_words(cell)
        return self._spoken(index, cell) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def cell_words(self, cell: Placement | None) -> str:
        """What a cell says: its day or status, and how often it was seen."""
        if cell is None:
            return ""
        return in_a_row((short_words(cell, self.clock), views_words(cell.views)))

    def _of_work(self, row: int, role: int) -> Any:
        work = self.works[row]
        if role == WORK:
            return work
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_a_row((work.title, self.progress_words(row)))
        return work.title if role == Qt.ItemDataRole.ToolTipRole else None

    def progress_words(self, row: int) -> str:
        """ "5 of 6 published · 2,180 views"."""
        out, meant, views = self.progress(row)
        told = _("{out} of {all} published").format(out=out, all=meant) if meant else _("Nowhere yet")
        return " · ".join(part for part in (told, views_words(views)) if part)

    def _spoken(self, index: Index, cell: Placement | None) -> str:
        where = _("{work} on {platform}").format(
            work=self.works[index.row()].title, platform=self.platforms[index.column() - 1].name
        )
        return in_a_row((where, spoken_words(cell, self.clock) if cell else _("not there yet")))
