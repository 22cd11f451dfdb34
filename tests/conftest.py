"""What holds for every test: no display is needed, and nothing of the user's is touched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("push", deadline=None)  # benchmarks measure time; a busy machine breaks no law
settings.load_profile("push")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt loads; a platform chosen outside stands


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the program a home of its own, so that no test reads or writes the user's folders."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIGHTROAD_HOME", str(home))
        yield home
