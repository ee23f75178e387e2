"""What everybody is told, as one value that can be kept in a file: the page is drawn from it, also when the database
is away. Nothing in it belongs to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter

from motcua.base.outages.enums import EFFECTS, KINDS, SERVICES, STAGES, TOUCHED
from motcua.kernel.clock import local
from motcua.kernel.text import clock_time, weekday_time
from motcua.kernel.words import Words

Stage = Literal["planned", "on", "over", "cancelled"]
State = Literal["works", "slow", "down", "off"]
WORST: tuple[State, ...] = ("off", "works", "slow", "down")
WHILE_AWAY: dict[str, State] = {"counters": "slow", "messages": "slow"}
"""Without the database counters go on on paper, and messages wait; nothing else works."""
FRESH = timedelta(minutes=5)
"""What a probe found longer ago says nothing about now."""


@dataclass(frozen=True, slots=True)
class Update:
    at: datetime
    text: Words


@dataclass(frozen=True, slots=True)
class Told:
    """An outage. `lesson_due`: until which day the post-mortem of an incident is owed."""

    id: UUID
    kind: str
    effect: str
    services: tuple[str, ...]
    title: Words
    text: Words
    meanwhile: Words
    starts_at: datetime
    ends_at: datetime | None
    told_hours: int
    cancelled_at: datetime | None = None
    updates: tuple[Update, ...] = ()
    lesson: Words | None = None
    lesson_at: datetime | None = None
    lesson_due: date | None = None

    def stage(self, now: datetime) -> Stage:
        if self.cancelled_at is not None:
            return "cancelled"
        if now < self.starts_at:
            return "planned"
        return "on" if self.ends_at is None or now < self.ends_at else "over"

    def stage_words(self, now: datetime) -> Words:
        return STAGES[self.stage(now)]

    def shown_at(self, now: datetime) -> bool:
        """Whether every page says so now."""
        stage = self.stage(now)
        return stage == "on" or (stage == "planned" and self.starts_at - now <= timedelta(hours=self.told_hours))

    @property
    def time_words(self) -> Words:
        """ "Từ 22:00 đến 23:30 Thứ Sáu, 27/11/2026" """
        if self.ends_at is None:
            return Words("Từ {start}", "Since {start}").fill(start=weekday_time(self.starts_at))
        said = Words("Từ {start} đến {end}", "From {start} to {end}")
        same = local(self.starts_at).date() == local(self.ends_at).date()
        start = clock_time(self.starts_at) if same else weekday_time(self.starts_at)
        return said.fill(start=start, end=weekday_time(self.ends_at))

    @property
    def kind_words(self) -> Words:
        return KINDS[self.kind]

    @property
    def effect_words(self) -> Words:
        return EFFECTS[self.effect]

    @property
    def service_words(self) -> Words:
        named = [SERVICES[one] for one in SERVICES if one in self.services]
        return Words("; ".join(one.vi for one in named), "; ".join(one.en for one in named))


@dataclass(frozen=True, slots=True)
class Day:
    """Seconds of one day."""

    day: date
    journey: str
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest round of a probe."""

    probe: str
    at: datetime
    every: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What the house itself noticed about a service."""

    service: str
    state: State


@dataclass(frozen=True, slots=True)
class Snapshot:
    made_at: datetime
    outages: tuple[Told, ...] = ()
    days: tuple[Day, ...] = ()
    seen: tuple[Seen, ...] = ()
    signs: tuple[Sign, ...] = ()

    def on(self, now: datetime) -> list[Told]:
        """Those that are going on, the latest first."""
        return [one for one in self.outages if one.stage(now) == "on"]

    def staged(self, now: datetime, *stages: Stage) -> list[Told]:
        return [one for one in self.outages if one.stage(now) in stages]


KEPT: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)


def state_of(service: str, snapshot: Snapshot, now: datetime, *, away: bool = False) -> State:
    """The worst of what is announced, what the house noticed, and what the probes found a moment ago."""
    if away:
        return WHILE_AWAY.get(service, "down")
    told: list[str] = [one.effect for one in snapshot.on(now) if service in one.services]
    told += [one.state for one in snapshot.signs if one.service == service]
    if service in _unreached(snapshot.seen, now):
        told.append("down")
    return max((one for one in WORST if one in told), key=WORST.index, default="works")


def _unreached(seen: Iterable[Seen], now: datetime) -> set[str]:
    """Services that a journey of every probe that looked lately did not reach."""
    fresh = [set(one.failed) for one in seen if now - one.at <= FRESH]
    failed = set.intersection(*fresh) if fresh else set()
    return {service for journey in failed for service in TOUCHED[journey]}
