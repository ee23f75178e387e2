"""A town whose last told status lies in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.base.outages import kept
from motcua.kernel import clock
from tests.support.town import Town, build_town, hanoi

NOW = hanoi("2026-11-27T09:00")


@pytest.fixture(autouse=True)
def status_file(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MOTCUA_STATUS_FILE = tmp_path / "status.json"
    settings.FILES_ROOT = tmp_path / "files"
    kept.forget()
    yield tmp_path / "status.json"
    kept.forget()


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    return build_town()
