"""One running program per user: whoever comes second hands over and ends, whatever happened to the first."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import planner
from planner.instance import Instance, Request, claim

HOLD = """
import sys, time
from pathlib import Path
from planner.instance import Request, claim
held = claim(Path(sys.argv[1]), Request(), 5)
print("first" if held and held.listener else "second", flush=True)
time.sleep(60)
"""
START = """
import sys
from pathlib import Path
from planner.instance import Request, claim
made = claim(Path(sys.argv[1]), Request((sys.argv[2],)), 10)
print("second" if made is None else "first", flush=True)
if made:
    import time
    until = time.monotonic() + 6
    seen = []
    while time.monotonic() < until and len(seen) < 5:
        request = made.accept()
        if request:
            seen.append(request.files[0])
        time.sleep(0.01)
    print(",".join(sorted(seen)), flush=True)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "config"


@pytest.fixture
def first(folder):
    made = claim(folder, Request())
    assert made is not None
    yield made
    made.close()


def wait_for(first: Instance) -> Request:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        request = first.accept()
        if request is not None:
            return request
        time.sleep(0.01)
    raise AssertionError("nothing came")


def test_the_second_start_hands_its_file_over(folder, first):
    asked = Request(("/plans/名字 a.brightroad",), new=True, token="t1")
    answers = []
    second = threading.Thread(target=lambda: answers.append(claim(folder, asked)))
    second.start()
    assert wait_for(first) == asked
    second.join()
    assert answers == [None]


def test_the_next_start_is_first_again_after_closing(folder, first):
    first.close()
    again = claim(folder, Request())
    assert again is not None
    assert again.listener is not None
    again.close()


def test_it_survives_kill_9(folder):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline().strip() == "first"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    made = claim(folder, Request())
    assert made is not None
    assert made.listener is not None
    made.close()


def test_of_six_simultaneous_starts_one_opens_all_files(folder):
    starts = [
        subprocess.Popen([sys.executable, "-c", START, str(folder), f"/{number}"], stdout=subprocess.PIPE, text=True)
        for number in range(6)
    ]
    answers = [start.communicate(timeout=60)[0].split() for start in starts]
    roles = [answer[0] for answer in answers]
    assert sorted(roles) == ["first", *["second"] * 5]
    (chosen,) = (number for number, role in enumerate(roles) if role == "first")
    expected = sorted(f"/{number}" for number in range(6) if number != chosen)
    assert answers[chosen][1].split(",") == expected


def test_one_that_does_not_answer_does_not_keep_the_program_from_starting(folder, first, monkeypatch):
    monkeypatch.setattr("planner.instance.ANSWER", 0.2)
    alone = claim(folder, Request(), patience=0.2)  # nobody accepts
    assert alone is not None
    assert alone.listener is None


def test_a_stranger_without_the_secret_is_not_listened_to(folder, first):
    place = json.loads((folder / "instance.json").read_text("utf-8"))["address"]
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(place)
        stranger.sendall(b'{"files": ["/etc/passwd"], "secret": "guess"}\n')
        assert first.accept() is None


@pytest.mark.parametrize("sent", [b"", b"\n", b"nonsense\n", b"[1]\n", b'{"secret": 7}\n'])
def test_nonsense_is_passed_over(folder, first, sent):
    place = json.loads((folder / "instance.json").read_text("utf-8"))["address"]
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(place)
        stranger.sendall(sent)
        stranger.shutdown(socket.SHUT_WR)
        assert first.accept() is None


def test_a_folder_that_cannot_be_written_still_starts(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    alone = claim(blocked / "config", Request())
    assert alone is not None
    assert alone.listener is None


def test_a_long_path_still_gets_a_socket(tmp_path):
    made = claim(tmp_path / ("long" * 40), Request())
    assert made is not None
    assert made.listener is not None
    made.close()


def test_handing_over_loads_no_qt(folder, first):
    code = (
        "import sys; from planner.__main__ import main; code = main(sys.argv[1:]);"
        "print(code, any(name.startswith('PySide6') for name in sys.modules))"
    )
    root = str(Path(planner.__file__).parent.parent)
    environment = os.environ | {"BRIGHTROAD_HOME": str(folder.parent), "PYTHONPATH": root}
    second = subprocess.Popen(
        [sys.executable, "-c", code, "relative.brightroad"],
        env=environment, stdout=subprocess.PIPE, text=True, cwd=folder.parent,
    )  # fmt: skip
    request = wait_for(first)
    assert request.files == (str(folder.parent / "relative.brightroad"),)
    assert second.communicate(timeout=30)[0].split() == ["0", "False"]


@pytest.mark.parametrize("place", [["127.0.0.1", "x"], ["127.0.0.1", 70000], ["", None], "a\0b", 7, None, {}])
def test_a_damaged_note_of_the_first_does_not_keep_the_program_from_starting(folder, first, place):
    (folder / "instance.json").write_text(json.dumps({"address": place, "secret": "s"}), "utf-8")
    alone = claim(folder, Request(), patience=0.05)
    assert alone is not None
    assert alone.listener is None
