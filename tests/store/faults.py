"""A disk that refuses on demand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw


@dataclass
class Faults:
    """Which call of the file layer fails from now on, and how; empty when none does."""

    call: str = ""
    error: type[Exception] = apsw.IOError
    after: int = 0  # calls that still work

    def check(self, call: str) -> None:
        """Fail when it is time."""
        if call != self.call:
            return
        if self.after > 0:
            self.after -= 1
            return
        raise self.error("refused for a test")


class _File(apsw.VFSFile):
    def __init__(self, faults: Faults, name: Any, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._faults = faults

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - the names are SQLite's
        self._faults.check("write")
        super().xWrite(data, offset)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._faults.check("read")
        return super().xRead(amount, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._faults.check("sync")
        super().xSync(flags)

    def xLock(self, level: int) -> None:  # noqa: N802
        self._faults.check("lock")
        super().xLock(level)


class _Disk(apsw.VFS):
    def __init__(self, faults: Faults) -> None:
        super().__init__("faulty", "unix")
        self._faults = faults

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._faults, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self._faults.check("delete")
        super().xDelete(filename, syncdir)


@contextmanager
def faulty() -> Iterator[Faults]:
    """A disk that fails as the answer says, for every file SQLite opens inside."""
    faults = Faults()
    before = apsw.vfs_names()[0]
    disk = _Disk(faults)
    apsw.set_default_vfs("faulty")
    try:
        yield faults
    finally:
        faults.call = ""
        apsw.set_default_vfs(before)
        disk.unregister()
