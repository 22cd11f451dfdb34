"""One running program per user: a second start hands its file over and ends, before anything heavy is loaded.

The first start holds a lock that the system drops when the process ends, however it ends, and listens on a local
socket whose address stands beside the lock. Standard library only.
"""

import contextlib
import json
import os
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from planner.settings import read_json, write_json

PATIENCE = 3.0  # seconds a second start waits for the first to listen
ANSWER = 60.0  # and for its answer once it was reached: it may be starting itself, on a busy machine
WAITING = 64  # starts that may wait for an answer at the same time
LONGEST_UNIX_PATH = 100  # bytes; the system's limit is 104 to 108
_LIMIT = 1 << 20  # bytes of one message


@dataclass(frozen=True, slots=True)
class Request:
    """What a start asks for: plan files to open (absolute), a new plan, the token that lets a window come forward."""

    files: tuple[str, ...] = ()
    new: bool = False
    token: str = ""

    def to_json(self) -> dict[str, Any]:
        """The request as it travels."""
        return {"files": list(self.files), "new": self.new, "token": self.token}

    @classmethod
    def from_json(cls, form: dict[str, Any]) -> "Request":
        """The request that travelled as `form`; what does not fit is left out."""
        files = form.get("files")
        named = tuple(name for name in files if isinstance(name, str)) if isinstance(files, list) else ()
        return cls(named, form.get("new") is True, str(form.get("token") or ""))


@dataclass
class Instance:
    """This process as the one that listens; `listener` is None where another listens that does not answer."""

    listener: socket.socket | None = None
    secret: str = ""
    lock: IO[str] | None = field(default=None, repr=False)
    address: Path | None = None

    def accept(self) -> Request | None:
        """Take one waiting request and confirm it; None when what came was not from a start of this program."""
        if self.listener is None:
            return None
        try:
            connection, _address = self.listener.accept()
        except OSError:
            return None
        with connection:
            connection.settimeout(1.0)
            form = _received(connection)
            if form is None or form.get("secret") != self.secret:
                return None
            with contextlib.suppress(OSError):  # it may have given up waiting; the request stands
                connection.sendall(b"ok\n")
        return Request.from_json(form)

    def close(self) -> None:
        """Stop listening and let the next start be the first."""
        if self.listener is not None:
            self.listener.close()
            self.listener = None
        if self.address is not None:
            self.address.unlink(missing_ok=True)
        if self.lock is not None:
            self.lock.close()
            self.lock = None


def claim(folder: Path, request: Request, patience: float = PATIENCE) -> Instance | None:
    """Be the one instance of this user, or hand `request` to the one that is: then None, and this start should end.

    Never fails: where the lock or the socket is refused, the other is not reached for `patience` seconds or does not
    answer for a long time, the program starts on its own.
    """
    until = time.monotonic() + patience
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder / "instance.lock")
            if lock is not None:
                return _listening(folder, lock)
        except OSError:
            return Instance()
        if _handed_over(folder, request):
            return None
        if time.monotonic() > until:
            return Instance()
        time.sleep(0.02)


def _locked(path: Path) -> IO[str] | None:
    """The lock file, locked; None while another process holds it."""
    file = path.open("a+", encoding="utf-8")
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere but Windows

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    return file


def _listening(folder: Path, lock: IO[str]) -> Instance:
    secret = os.urandom(16).hex()
    address: Path | None = None
    try:
        if sys.platform == "win32":
            listener = socket.create_server(("127.0.0.1", 0), backlog=WAITING)
            place: Any = list(listener.getsockname()[:2])
        else:
            address = _socket_path(folder)
            address.unlink(missing_ok=True)  # left by a process that was killed
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            listener.bind(str(address))
            address.chmod(0o600)
            listener.listen(WAITING)
            place = str(address)
        listener.setblocking(False)
        write_json(folder / "instance.json", {"address": place, "secret": secret})
    except OSError:
        return Instance(None, secret, lock)
    return Instance(listener, secret, lock, address)


def _socket_path(folder: Path) -> Path:
    """Where the socket lies: with the lock, or under a short name where that path is too long for the system."""
    path = folder / "instance.socket"
    if len(os.fsencode(path)) <= LONGEST_UNIX_PATH:
        return path
    import hashlib  # noqa: PLC0415 - rarely wanted, and a second start is to be over in a moment
    import tempfile  # noqa: PLC0415

    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"brightroad-{mark}.socket"


def _handed_over(folder: Path, request: Request) -> bool:
    known = read_json(folder / "instance.json")
    place = known.get("address")
    message = json.dumps(request.to_json() | {"secret": known.get("secret", "")}).encode() + b"\n"
    try:
        with _connected(place) as connection:
            connection.settimeout(ANSWER)
            connection.sendall(message)
            return connection.recv(16).startswith(b"ok")
    except OSError:
        return False


def _connected(place: Any) -> socket.socket:
    match place:
        case [str(host), int(port)] if 0 < port < 1 << 16:
            return socket.create_connection((host, port), timeout=PATIENCE)
        case str() if sys.platform != "win32":
            pass
        case _:
            raise ConnectionRefusedError
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(PATIENCE)
        connection.connect(place)
    except OSError:
        connection.close()
        raise
    return connection


def _received(connection: socket.socket) -> dict[str, Any] | None:
    """One line of JSON, or None when none came whole."""
    gathered = b""
    try:
        while not gathered.endswith(b"\n"):
            part = connection.recv(65536)
            if not part or len(gathered) > _LIMIT:
                return None
            gathered += part
        form = json.loads(gathered)
    except (OSError, ValueError):
        return None
    return form if isinstance(form, dict) else None
