from tests.base.ledger.seals.conftest import own_seals
from tests.base.ledger.situations import own_registries

__all__ = ["own_registries", "own_seals"]
