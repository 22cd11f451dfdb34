"""What holds for every test: no display is needed, nothing of the user's is touched, and what all need is made once."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from planner.store import migrations
from tests.examples import TIMES, examples

settings.register_profile(  # a busy machine breaks no law
    "push", max_examples=examples(100), deadline=None, derandomize=TIMES == 1
)
settings.load_profile("push")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt loads; a platform chosen outside stands

sys.dont_write_bytecode = False  # else every process of the suite compiles the program anew
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
gc.disable()  # for good, as in the program (planner/ui/garbage.py): objects of Qt die on the main thread alone

MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:  # edits are synced: memory lets none wait
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None  # it may have been asked for already


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: the rest is then shared out so that all workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Never look again through what lives as long as the process: modules, the tests themselves."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Free what a test has left."""
    new, _middle, old = gc.get_count()
    if new > 700:
        gc.collect(2 if old > 50 else 1)


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the program a home of its own, so that no test reads or writes the user's folders."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIGHTROAD_HOME", str(home))
        yield home


@pytest.fixture(autouse=True, scope="session")
def _one_schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every new plan begin as a copy of one that was migrated from nothing; old ones are migrated as ever."""
    bring = migrations.bring_up_to_date
    empty = tmp_path_factory.mktemp("schema") / "empty.brightroad"
    bring(empty)

    def copied(path: Path, chosen: Sequence[migrations.Migration] | None = None) -> None:
        if chosen is not None or path.exists():
            bring(path, chosen)
        else:
            shutil.copyfile(empty, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "bring_up_to_date", copied)
        yield
