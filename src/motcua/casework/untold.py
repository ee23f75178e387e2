"""What entries do not tell, because they were written before a fact was kept."""

from typing import Final


class Untold:
    """Stands for what the ledger does not tell."""

    def __repr__(self) -> str:
        return "UNTOLD"


UNTOLD: Final = Untold()
