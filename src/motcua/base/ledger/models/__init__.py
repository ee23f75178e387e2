from motcua.base.ledger.models.archive import Archive, Leaf, Segment
from motcua.base.ledger.models.cursor import Cursor, SetAside
from motcua.base.ledger.models.entry import Entry, Head
from motcua.base.ledger.models.seal import Seal

__all__ = ["Archive", "Cursor", "Entry", "Head", "Leaf", "Seal", "Segment", "SetAside"]
