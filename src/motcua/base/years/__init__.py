"""Large tables that only grow, kept in parts by year: an old year can be taken away without touching the others.

A year is Hanoi's: it ends on 31 December at 23:59:59.999999 +07. The first part reaches back without end; the part
`_later` takes what belongs to no year there is, so that nobody's act fails, and must stay empty: whoever looks after
the city is told when it does not (`standing`).
"""

from motcua.base.years.parts import SPLIT
from motcua.base.years.standing import Standing, make_ahead, standing

__all__ = ["SPLIT", "Standing", "make_ahead", "standing"]
