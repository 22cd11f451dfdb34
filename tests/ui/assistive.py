"""A screen reader in small: finds a program on the accessibility bus and reads and works its tree, over plain D-Bus."""

import itertools
import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

A11Y = "org.a11y.atspi."
TREE = "/org/a11y/atspi/accessible/root"
LABELLED_BY, SHOWING = 2, 25  # of AtspiRelationType, of AtspiStateType
PROPERTIES = "org.freedesktop.DBus.Properties"
LEAVES = frozenset({"table", "list", "tree"})
_SIZES = {"y": 1, "b": 4, "n": 2, "q": 2, "i": 4, "u": 4, "x": 8, "t": 8, "d": 8}
_FORMS = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}


class Refused(Exception):  # noqa: N818 - what the other side said
    """The other side answered a call with an error."""


class Bus:
    """A connection to a message bus, for calls with texts, whole numbers and nothing else."""

    def __init__(self, address: str) -> None:
        path = dict(part.split("=") for part in address.removeprefix("unix:").split(","))["path"]
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(20)
        self._line.connect(path)
        self._line.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        assert self._line.recv(4096).startswith(b"OK")
        self._line.sendall(b"BEGIN\r\n")
        self._serials = itertools.count(1)
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def close(self) -> None:
        self._line.close()

    def call(self, *request: str | int) -> list:
        """What the method answers: to whom, path, interface, method and its words."""
        (answer,) = self.call_all([request])
        if isinstance(answer, Refused):
            raise answer
        return answer

    def call_all(self, requests: list[tuple]) -> "list[list | Refused]":
        """The answers to all requests, which are sent at once: a busy program is waited for only once."""
        serials = [self._send(*request) for request in requests]
        answers: dict[int, list | Refused] = {}
        while not answers.keys() >= set(serials):
            start = self._read(16)
            order, sort, _flags, _version, size, _serial, fields = struct.unpack("<cBBBIII", start)
            assert order == b"l"
            rest = self._read(-(-fields // 8) * 8 + size)
            head = _Reader(start + rest)
            head.at = 12
            told = dict(head.get("a(yv)"))
            body = _Reader(rest[len(rest) - size :])
            if 5 in told:  # else a signal
                said = [body.get(one) for one in _single(told.get(8, ""))]
                answers[told[5]] = Refused(f"{told.get(4)}: {said}") if sort == 3 else said
        return [answers[serial] for serial in serials]

    def _send(self, to: str, path: str, interface: str, member: str, *words: str | int) -> int:
        serial, body = next(self._serials), _Writer()
        signature = "".join("s" if isinstance(word, str) else "i" for word in words)
        for sort, word in zip(signature, words, strict=True):
            body.put(sort, word)
        head, fields = _Writer(), _Writer()
        for code, sort, text in ((1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", to)):
            fields.field(code, sort, text)
        if signature:
            fields.field(8, "g", signature)
        head.bytes += struct.pack("<cBBBIII", b"l", 1, 0, 1, len(body.bytes), serial, len(fields.bytes))
        head.bytes += fields.bytes
        head.align(8)
        self._line.sendall(head.bytes + body.bytes)
        return serial

    def _read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            part = self._line.recv(size - len(got))
            assert part, "the bus is gone"
            got += part
        return got


class _Writer:
    def __init__(self) -> None:
        self.bytes = b""

    def align(self, step: int) -> None:
        self.bytes += b"\0" * (-len(self.bytes) % step)

    def put(self, sort: str, value: str | int) -> None:
        if sort == "i":
            self.align(4)
            self.bytes += struct.pack("<i", value)
            return
        text = str(value).encode()
        if sort != "g":
            self.align(4)
        self.bytes += (bytes([len(text)]) if sort == "g" else struct.pack("<I", len(text))) + text + b"\0"

    def field(self, code: int, sort: str, text: str) -> None:
        self.align(8)
        self.bytes += bytes([code, 1]) + sort.encode() + b"\0"
        self.put(sort, text)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def get(self, sort: str):
        """The next value, of the signature `sort`."""
        kind = sort[0]
        if kind in _SIZES:
            return self._plain(kind)
        if kind in "sog":
            size = self._plain("y" if kind == "g" else "u")
            text = self.data[self.at : self.at + size].decode()
            self.at += size + 1
            return text
        if kind == "v":
            return self.get(self.get("g"))
        if kind == "a":
            end = self._plain("u")
            self._align(8 if sort[1] in "({xtd" else 4 if sort[1] in "soaiub" else 1)
            end += self.at
            found = []
            while self.at < end:
                found.append(self.get(sort[1:]))
            return dict(found) if sort[1] == "{" else found
        self._align(8)
        return tuple(self.get(one) for one in _single(sort[1:-1]))

    def _plain(self, kind: str):
        self._align(_SIZES[kind])
        (value,) = struct.unpack_from("<" + _FORMS[kind], self.data, self.at)
        self.at += _SIZES[kind]
        return value

    def _align(self, step: int) -> None:
        self.at += -self.at % step


def _single(signature: str) -> Iterator[str]:
    """The complete types of a signature, one by one."""
    at = 0
    while at < len(signature):
        start = at
        while signature[at] == "a":
            at += 1
        depth = 0
        while True:
            depth += (signature[at] in "({") - (signature[at] in ")}")
            at += 1
            if not depth:
                break
        yield signature[start:at]


@dataclass
class Thing:
    """One object of the tree, as a screen reader has it; `below` reads what is under it."""

    bus: Bus
    owner: str
    path: str
    role: str = ""
    name: str = ""
    children: "list[Thing]" = field(default_factory=list)

    def ask(self, interface: str, member: str, *words: str | int):
        return self.bus.call(self.owner, self.path, A11Y + interface, member, *words)[0]

    def told(self, name: str, interface: str = "Accessible"):
        """A property."""
        return self.bus.call(self.owner, self.path, PROPERTIES, "Get", A11Y + interface, name)[0]

    @property
    def labels(self) -> "list[str]":
        """The names of what labels it."""
        relations = self.ask("Accessible", "GetRelationSet")
        found = [Thing(self.bus, *one) for sort, all_ in relations if sort == LABELLED_BY for one in all_]
        return [one.told("Name") for one in found]

    def below(self) -> "Iterator[Thing]":
        """Everything shown below it as it is now, in the order of the tree; what is in tables and lists is not read."""
        level = [self]
        self.role = self.ask("Accessible", "GetRoleName")
        while level:
            level = self._read_level([thing for thing in level if thing.role not in LEAVES])
        yield from self._told()

    def find(self, role: str, name: str) -> "Thing":
        """The first thing shown below with that role and a name that begins so; StopIteration where there is none."""
        return next(one for one in self.below() if one.role == role and one.name.startswith(name))

    def _told(self) -> "Iterator[Thing]":
        for child in self.children:
            yield child
            yield from child._told()

    def _read_level(self, level: "list[Thing]") -> "list[Thing]":
        """Give every thing its children that are shown, and return them all."""
        asked = [(one.owner, one.path, A11Y + "Accessible", "GetChildren") for one in level]
        found = []
        for one, answer in zip(level, self.bus.call_all(asked), strict=True):
            one.children = [] if isinstance(answer, Refused) else [Thing(self.bus, *child) for child in answer[0]]
            found += one.children
        asked = [
            (one.owner, one.path, *request)
            for one in found
            for request in (
                (A11Y + "Accessible", "GetState"),
                (A11Y + "Accessible", "GetRoleName"),
                (PROPERTIES, "Get", A11Y + "Accessible", "Name"),
            )
        ]
        answers = self.bus.call_all(asked)
        for number, one in enumerate(found):
            state, role, name = answers[3 * number : 3 * number + 3]
            if isinstance(state, list) and isinstance(role, list) and isinstance(name, list):
                one.role, one.name = (role[0], name[0]) if state[0][0] >> SHOWING & 1 else ("", "")
        for one in level:
            one.children = [child for child in one.children if child.role]
        return [one for one in found if one.role]
