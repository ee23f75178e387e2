"""Days the city decides on, over the national calendar."""

from motcua.base.daysoff.models.day import DecidedDay

__all__ = ["DecidedDay"]
