"""What the documents say of the project is so: paths exist, commands are the real ones, every module is findable."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "packaging/README.md")
PATHS = re.compile(r"`((?:planner|resources|tests|packaging)/[\w./]+|\.ci/run)`|\]\(([\w./-]+)\)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = {one or other for one, other in PATHS.findall(text)}
    assert named
    folder = (ROOT / name).parent
    missing = [path for path in named if not ((ROOT / path).exists() or (folder / path).exists())]
    assert missing == []


def test_the_two_commands_are_the_real_ones() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "python3 packaging/run.py " in text
    assert "python3 packaging/run.py test" in text
    assert (ROOT / "packaging" / "run.py").is_file()


def test_the_tour_stays_a_tour() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) < 250
