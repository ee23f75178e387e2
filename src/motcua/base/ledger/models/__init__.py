from motcua.base.ledger.models.cursor import Cursor, SetAside
from motcua.base.ledger.models.entry import Entry, Head
from motcua.base.ledger.models.seal import Seal

__all__ = ["Cursor", "Entry", "Head", "Seal", "SetAside"]
