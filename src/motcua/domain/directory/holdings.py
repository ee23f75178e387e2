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


@dataclass(frozen=True, slots=True)
class Passage:
    """What is known when posts have gone over. `posts`: former post to its follower and the body of that one.

    `waiting` are posts of which nobody has decided yet; `former` the bodies that end with their only successor, None
    where there are several.
    """

    from_day: date
    decision: str
    posts: Mapping[UUID, tuple[UUID, UUID]]
    waiting: frozenset[UUID]
    former: Mapping[UUID, UUID | None]

    @property
    def last_day(self) -> date:
        return self.from_day - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Went:
    """What became of a row that rests on posts: the row that goes on and its body, or why it ended."""

    new_id: UUID | None = None
    agency_id: UUID | None = None
    why: Words = NOTHING


Carry = Callable[[Any, Passage], Went | None]
"""Takes one row to where its posts went; None while one of them waits for a person."""
Hand = Callable[[Any, Heir], UUID | None]
"""Hands one row over; gives the id of the row that goes on (the same, or a new one), None where nothing does."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A foreign key to an agency. `living` gives the rows that are work still to be done, seen on a day.

    For CASE: `case` leads to the case, `path` keeps the agency's path, `positions` are keys to posts that go along,
    `instead` is the key to the post that counts while those are empty, `mark` a field that says that a row went over.
    For THING: `hand` does it; for POSTS: `carry`. `why` is the reason why rows end or stay; of a THING, why one has no
    follower.
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
    instead: str = ""
    mark: str = ""
    hand: Hand | None = None
    carry: Carry | None = None

    def __post_init__(self) -> None:
        if (self.way is Way.THING) != (self.hand is not None) or (self.way is Way.POSTS) != (self.carry is not None):
            raise ValueError(f"{self.name}: what goes over by itself says how, nothing else does")
        if self.way in (Way.ENDS, Way.ALONG, Way.HISTORY) and not self.why.vi:
            raise ValueError(f"{self.name}: what does not go over says why")

    @property
    def name(self) -> str:
        return f"{self.model}.{self.key}"


_held: dict[str, Holding] = {}
_resting: dict[str, Holding] = {}


def held_by_agency(*holdings: Holding) -> None:
    """Declare what agencies hold. ValueError when one key is declared twice in different ways."""
    _declare(_held, holdings)


def rests_on_post(*holdings: Holding) -> None:
    """Declare the keys to posts likewise: POSTS goes along with the post, CASE with its case, HISTORY stays."""
    _declare(_resting, holdings)


def _declare(known: dict[str, Holding], holdings: tuple[Holding, ...]) -> None:
    for one in holdings:
        there = known.get(one.name)
        if there is not None and (there.way, there.hand, there.carry) != (one.way, one.hand, one.carry):
            raise ValueError(f"{one.name} is declared twice")
        known[one.name] = one


def all_holdings() -> tuple[Holding, ...]:
    return tuple(_held[name] for name in sorted(_held))


def work_at(agency_id: UUID, day: date) -> int:
    """How much is still to be done there: the living rows of everything that goes with a case."""
    models = ((apps.get_model(one.model), one) for one in holdings_of(Way.CASE))
    return sum(model._default_manager.filter(one.living(day), **{one.key: agency_id}).count() for model, one in models)


def all_resting() -> tuple[Holding, ...]:
    """Every key to a post."""
    return tuple(_resting[name] for name in sorted(_resting))


def holdings_of(way: Way) -> tuple[Holding, ...]:
    return tuple(one for one in all_holdings() if one.way is way)
