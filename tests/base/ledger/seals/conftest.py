from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.base.ledger.seals import keys
from motcua.kernel.home import Home
from tests.base.ledger.situations import own_registries

__all__ = ["own_registries"]


@pytest.fixture(autouse=True)
def own_seals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of seals for each test; the key goes with it."""
    assert not Home.current().made_up
    monkeypatch.setenv("MOTCUA_SEALS", str(tmp_path))
    yield tmp_path / "h26"
    keys.place().unlink(missing_ok=True)
