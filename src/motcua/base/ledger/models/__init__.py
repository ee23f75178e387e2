from motcua.base.ledger.models.cursor import Cursor, SetAside
from motcua.base.ledger.models.entry import Entry, Head

__all__ = ["Cursor", "Entry", "Head", "SetAside"]
