"""Days the city decides on, over the national calendar."""

from motcua.base.daysoff.models.day import DecidedDay
from motcua.base.daysoff.models.rule import DecidedRule
from motcua.base.daysoff.models.rule_end import RuleEnd

__all__ = ["DecidedDay", "DecidedRule", "RuleEnd"]
