"""What a body of the administration holds, and what becomes of it when the body ends.

Every foreign key to an agency is declared by its own area, in a module `held` that is loaded at the start; a
test walks the models and fails for one that is not. A reorganisation asks this list and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from motcua.kernel.words import Words

NOTHING = Words("", "")


class Way(StrEnum):
    """What becomes of a row when the body ends.

    CASE: goes with its case. THING: goes over body by body. POSTS: goes where the posts went that it rests on, else
    ends. ALONG: follows another declared row. ENDS: ends with the body. HISTORY: stays as it was.
    """

    CASE = "case"
    THING = "thing"
    POSTS = "posts"
    ALONG = "along"
    ENDS = "ends"
    HISTORY = "history"


class Successor(Protocol):
    """The body that takes over."""

    pk: Any
    path: Any
    identifier: Any
    valid: Any


@dataclass(frozen=True, slots=True)
class Heir:
    """Who takes over, from which day, on which decision. `positions` are posts that went over before: old to new."""

    agency: Successor
    from_day: date
    decision: str
    positions: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        return self.from_day - timedelta(days=1)


Hand = Callable[[Any, Heir], UUID | None]
"""Hands one row over; gives the id of the row that goes on (the same, or a new one), None where nothing does."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A foreign key to an agency. `living` gives the rows that are work still to be done, seen on a day.

    For CASE: `case` leads to the case, `path` keeps the agency's path, `positions` are keys to posts that go along;
    `alone`: each row is written by itself, and stays where the database refuses it at the successor.
    For THING: `hand` does it. `why` is the reason why rows end or stay.
    """

    model: str
    key: str
    way: Way
    words: Words
    why: Words = NOTHING
    living: Callable[[date], Q] = lambda day: Q()
    case: str = "case"
    path: str = ""
    positions: tuple[str, ...] = ()
    alone: bool = False
    hand: Hand | None = None

    def __post_init__(self) -> None:
        if (self.way is Way.THING) != (self.hand is not None):
            raise ValueError(f"{self.name}: what goes over body by body says how, nothing else does")
        if self.way in (Way.ENDS, Way.HISTORY) and not self.why.vi:
            raise ValueError(f"{self.name}: what does not go over says why")

    @property
    def name(self) -> str:
        return f"{self.model}.{self.key}"


_held: dict[str, Holding] = {}


def held_by_agency(*holdings: Holding) -> None:
    """Declare what agencies hold. ValueError when one key is declared twice in different ways."""
    for one in holdings:
        known = _held.get(one.name)
        if known is not None and (known.way, known.hand) != (one.way, one.hand):
            raise ValueError(f"{one.name} is declared twice")
        _held[one.name] = one


def all_holdings() -> tuple[Holding, ...]:
    return tuple(_held[name] for name in sorted(_held))


def work_at(agency_id: UUID, day: date) -> int:
    """How much is still to be done there: the living rows of everything that goes with a case."""
    models = ((apps.get_model(one.model), one) for one in holdings_of(Way.CASE))
    return sum(model._default_manager.filter(one.living(day), **{one.key: agency_id}).count() for model, one in models)


def holdings_of(way: Way) -> tuple[Holding, ...]:
    return tuple(one for one in all_holdings() if one.way is way)
