"""Runs a file of cases: `python -m tests.cases FILE`. Prints what fails, ends with "N passed, N failed"."""

import json
import sys
from pathlib import Path
from typing import Any

from planner.errors import InputError
from tests.cases.comparing import differences, plain
from tests.cases.operations import OPERATIONS


def answer(case: dict[str, Any]) -> Any:
    """What the product says to a case: its result, or the InputError it raised."""
    try:
        return OPERATIONS[case["op"]](dict(case["inputs"]))
    except InputError as error:
        return error


def main(words: list[str]) -> int:
    if len(words) != 1:
        print("use: python -m tests.cases FILE", file=sys.stderr)
        return 2
    cases = json.loads(Path(words[0]).read_text("utf-8"))
    failed = 0
    for case in cases:
        if case["op"] not in OPERATIONS:
            failed += 1
            print(f"{case['id']}: the operation {case['op']} is not known")
            continue
        got = answer(case)
        unlike = differences(got, case)
        if unlike:
            failed += 1
            shown = str(got) if isinstance(got, InputError) else json.dumps(plain(got), ensure_ascii=False)
            print(
                f"{case['id']} {case['op']}: expected {json.dumps(case['expected'], ensure_ascii=False)}, got {shown}"
            )
            print("    " + "; ".join(unlike[:4]))
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
