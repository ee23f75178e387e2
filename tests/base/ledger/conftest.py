import pytest

from tests.base.ledger.situations import own_registries

__all__ = ["own_registries"]


@pytest.fixture(autouse=True)
def _apart(own_registries: None) -> None:
    """Every test here has registries of its own."""
