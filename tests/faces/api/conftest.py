"""The town behind the interface, and what is published about it."""

from pathlib import Path
from typing import Any

import pytest

from motcua.faces.api.house import openapi
from tests.support.town import Town, build_town


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    return openapi()
