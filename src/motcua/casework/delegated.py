"""How many procedures are delegated: pure, from what is in force and what holds on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

EVERYTHING = "all"
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Decided:
    """A procedure in force: its scopes ("procedure:<id>", "field:<id>") and the levels that decide it."""

    scopes: frozenset[str]
    levels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """What an agency of a level has delegated."""

    level: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """`delegated` of `procedures`; `level` is "" for all together."""

    level: str
    procedures: int
    delegated: int

    @property
    def percent(self) -> Decimal:
        """Rounded as reports do: 700 of 1787 are 39.17."""
        if not self.procedures:
            return Decimal("0.00")
        return (Decimal(100 * self.delegated) / self.procedures).quantize(HUNDREDTH, ROUND_HALF_UP)


def shares(procedures: Sequence[Decided], given: Iterable[Given], levels: Sequence[str]) -> tuple[Share, ...]:
    """All together, then level by level. A procedure counts once, however many delegate it.

    At a level counts what a body of that level delegated of the procedures it decides.
    """
    scopes = {level: frozenset[str]().union(*(one.scopes for one in held)) for level, held in by_level(given).items()}
    found = []
    whole = 0
    counted = dict.fromkeys(levels, 0)
    for procedure in procedures:
        at = [level for level in levels if level in procedure.levels and covers(scopes.get(level, EMPTY), procedure)]
        whole += bool(at)
        for level in at:
            counted[level] += 1
    for level in levels:
        found.append(Share(level, sum(level in one.levels for one in procedures), counted[level]))
    return (Share("", len(procedures), whole), *found)


EMPTY: frozenset[str] = frozenset()


def by_level(given: Iterable[Given]) -> dict[str, list[Given]]:
    held: dict[str, list[Given]] = {}
    for one in given:
        held.setdefault(one.level, []).append(one)
    return held


def covers(scopes: frozenset[str], procedure: Decided) -> bool:
    return EVERYTHING in scopes or bool(scopes & procedure.scopes)
