from pathlib import Path

import pytest

from motcua.base.ledger.seals import keys
from motcua.kernel.home import Home
from tests.base.ledger.situations import own_registries

__all__ = ["own_registries"]


@pytest.fixture(autouse=True)
def own_seals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of seals and a key for each test."""
    assert not Home.current().made_up and keys.place() == Home.current().path / "seal.key"
    monkeypatch.setenv("MOTCUA_SEALS", str(tmp_path))
    monkeypatch.setattr(keys, "place", lambda: tmp_path / "seal.key")
    return tmp_path / "h26"
