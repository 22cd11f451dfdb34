"""Nothing needs a network, and nothing asks for one: seen from outside, in a process that has none and is watched."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from planner.ui.views import VIEWS
from tests.program import ROOT, environment, started

PATIENCE = 300  # seconds
NETLESS = ("unshare", "--map-root-user", "--net")
WATCHED = re.compile(r"\b(connect|sendto|sendmsg|bind)\(.*\bAF_INET|\bsocket\(AF_INET6?, SOCK")
ASKS = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"


@cache
def works(*command: str) -> bool:
    """Whether a command is here and does its work for this user."""
    return bool(shutil.which(command[0])) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def watch(trace: Path) -> tuple[str, ...]:
    """What a command is run under to write down what it asks of the network."""
    calls = "trace=socket,connect,sendto,sendmsg,bind"  # the others pass without stopping
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-s", "256", "-e", calls, "-o", str(trace))


pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace and unshare are of Linux")
netless = pytest.mark.skipif(not works(*NETLESS, "true"), reason="unshare cannot take the network away here")
watched = pytest.mark.skipif(
    not works("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"), reason="strace is not here or may not watch"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("offline")
    plan = home / "示例.brightroad"
    assert run(home, (), "new", str(plan), "--sample").returncode == 0
    return plan


def run(home: Path, before: tuple[str, ...], *words: str) -> subprocess.CompletedProcess:
    """The command line with `words`, under `before`."""
    return subprocess.run(
        [*before, sys.executable, "-m", "planner.cli", *words],
        env=environment(home), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip


def asked(trace: Path) -> list[str]:
    """What a trace tells of the network."""
    return [line for line in trace.read_text(errors="replace").splitlines() if WATCHED.search(line)]


@watched
def test_the_watch_sees_who_asks(tmp_path):
    subprocess.run([*watch(tmp_path / "trace"), sys.executable, "-c", ASKS], check=True)
    assert len(asked(tmp_path / "trace")) == 2  # a socket is made, and connected


@pytest.mark.slow
@watched
@netless
def test_the_window_with_all_its_pages_asks_for_no_network(sample, tmp_path):
    process = started(tmp_path / "home", "walk", str(sample), before=(*NETLESS, *watch(tmp_path / "trace")))
    try:
        said = process.communicate(timeout=PATIENCE)[0]
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert [line.split()[1] for line in said.splitlines() if line.startswith("page ")] == [view.id for view in VIEWS]
    assert [line.split()[:-1] for line in said.splitlines() if line.startswith("loaded")] == [["loaded"]]
    assert asked(tmp_path / "trace") == []


@watched
@netless
def test_a_report_made_without_a_network_asks_for_none(sample, tmp_path):
    done = run(
        tmp_path / "home", (*NETLESS, *watch(tmp_path / "trace")), "export", str(sample), str(tmp_path / "a.pdf")
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert asked(tmp_path / "trace") == []


@netless
@pytest.mark.parametrize("words", [("forecast", "--samples", "200"), ("backup",)])
def test_the_command_line_works_without_a_network(sample, tmp_path, words):
    assert run(tmp_path / "home", NETLESS, words[0], str(sample), *words[1:]).returncode in (0, 1)
