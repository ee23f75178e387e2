"""A made-up city in a folder of its own that its database server's user can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.kernel.home import Home
from motcua.ops import postgres, prepared


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One the server's user can reach."""
    monkeypatch.delenv("MOTCUA_ARCHIVE", raising=False)
    made = Path(tempfile.mkdtemp(prefix="motcua-test-away-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def home(folder: Path) -> Iterator[Home]:
    place = Home(folder / "home")
    place.mark_made_up()
    prepared.take(place)
    yield place
    postgres.stop(place)
    postgres.remove(place)
