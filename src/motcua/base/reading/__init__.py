"""Reading from a copy of the database that follows a moment behind: for lists and tracking, never for a decision.

    page = relaxed(lambda: worklist(actor, wanted))

The copy is asked only where it is at most LAG_SECONDS behind and has everything this visitor just did; whatever it
cannot answer is asked of the database itself. Inside a transaction everything is: there decisions are taken.
"""

from motcua.base.reading.relaxing import relaxed, settled

__all__ = ["relaxed", "settled"]
