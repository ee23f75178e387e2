"""The city's own rules about time and how they ended, pure.

As with days, a promise is reckoned by the rules that stand now and by those that were known when it was given; the
sooner of the two moments is its due moment. So the end of a rule never makes a promise later, unless the decision says
that it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from motcua.base.calendars.facts import Rule


@dataclass(frozen=True, slots=True)
class Ending:
    """How a rule ended. `until` is the first day on which it holds no more."""

    until: date
    decision: str
    decided_on: date
    moves_promises: bool
    entered_at: datetime

    def was_known(self, promised_since: datetime) -> bool:
        """Whether it counted when a promise was given, or its decision lets it count for older ones."""
        return self.entered_at <= promised_since or self.moves_promises


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule as it was decided. `id` is None for one that is only being considered."""

    rule: Rule
    id: UUID | None = None
    ending: Ending | None = None

    @property
    def withdrawn(self) -> bool:
        """Ended before it ever held."""
        return self.ending is not None and self.ending.until <= self.rule.since

    def standing(self) -> Rule:
        return replace(self.rule, until=self.ending.until) if self.ending else self.rule


@dataclass(frozen=True, slots=True)
class CityRules:
    """What stands now, and what was known when the promise was given: often equal."""

    now: tuple[Rule, ...] = ()
    then: tuple[Rule, ...] = ()


def standing(ruled: Iterable[Ruled]) -> tuple[Rule, ...]:
    return tuple(one.standing() for one in ruled)


def rules_of_promise(ruled: Iterable[Ruled], promised_since: datetime) -> CityRules:
    kept = tuple(ruled)
    known = (
        one if one.ending is None or one.ending.was_known(promised_since) else replace(one, ending=None) for one in kept
    )
    return CityRules(standing(kept), standing(known))
