"""Every case of the specification, asked through the adapter that any file of cases can be run with."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputError
from tests.cases.__main__ import answer
from tests.cases.comparing import differences
from tests.cases.operations import OPERATIONS

FILE = Path(__file__).resolve().parent.parent / "cases" / "cases.json"
CASES = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_product_agrees(case: dict[str, Any]) -> None:
    assert differences(answer(case), case) == []


def test_every_operation_has_a_case_and_every_case_an_operation() -> None:
    assert {case["op"] for case in CASES} == set(OPERATIONS)


@pytest.mark.parametrize(
    ("got", "expected", "agrees"),
    [
        ({"a": 1.0000005}, {"a": 1.0}, True),
        ({"a": 1.00001}, {"a": 1.0}, False),
        ({"a": 3}, {"a": 4}, False),
        ({"a": None}, {"a": 0}, False),
        ({"a": True}, {"a": 1}, False),
        ({"a": float("inf")}, {"a": "inf"}, True),
        ({"a": [1.0, 2.0]}, {"a": [2.0, 1.0]}, False),
        ({}, {"a": None}, False),
        ({"a": 1, "more": 2}, {"a": 1}, True),
        (InputError("no", "x", "missing"), {"error": "missing"}, True),
        (InputError("no", "", "missing"), {"error": "missing"}, False),
        (InputError("no", "x", "unknown"), {"error": "missing"}, False),
        ({"a": 1}, {"error": "missing"}, False),
    ],
)
def test_answers_are_compared_as_agreed(got: Any, expected: Any, agrees: bool) -> None:
    case = {"expected": expected, "rel_tol": 1e-6}
    assert (differences(got, case) == []) is agrees


def test_a_file_of_cases_is_run_and_counted(tmp_path: Path) -> None:
    right, wrong = CASES[0], {**CASES[1], "id": "wrong", "expected": {"probability": 0.5}}
    unknown = {**CASES[2], "id": "new", "op": "skill.magic"}
    file = tmp_path / "some.json"
    file.write_text(json.dumps([right, wrong, unknown]), "utf-8")
    program = [sys.executable, "-m", "tests.cases", str(file)]
    done = subprocess.run(program, capture_output=True, text=True, check=False, cwd=FILE.parent.parent.parent)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 passed, 2 failed"
    assert "wrong skill.rarity" in done.stdout
    assert "skill.magic" in done.stdout
