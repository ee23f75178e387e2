"""Tables that grow with every case, and how their shape changes while people work on them."""

from motcua.base.growing.tables import GROWING

__all__ = ["GROWING"]
