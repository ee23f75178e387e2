"""Who comes when, how and for what: drawn from one seed, by the rhythm of a real hall. No database."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Literal

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import WorkingCalendar, at

Channel = Literal["counter", "online", "post"]
Days = tuple[tuple[date, ...], tuple[float, ...]]

WEEKDAYS = (1.35, 1.2, 0.95, 0.9, 0.85, 0.5, 0.45)
"""Mondays and Tuesdays are full; on a weekend people only file online."""
MONTHS = (1.15, 0.7, 1.05, 1.0, 0.95, 1.0, 1.05, 1.2, 1.1, 0.95, 1.0, 1.1)
"""Little around Tết, much before school begins and at the end of the year."""
AFTER_DAYS_OFF = 1.4
COUNTER_HOURS = ((8, 28), (9, 27), (10, 14), (11, 6), (13, 5), (14, 11), (15, 7), (16, 2))
ONLINE_HOURS = (
    (0, 3), (6, 2), (7, 3), (8, 8), (9, 9), (10, 8), (11, 6), (12, 5), (13, 5), (14, 7), (15, 7), (16, 6), (17, 4),
    (18, 4), (19, 6), (20, 11), (21, 12), (22, 8), (23, 4),
)  # fmt: skip
POST_HOURS = ((9, 3), (10, 5), (14, 2))
HOURS = {"counter": COUNTER_HOURS, "online": ONLINE_HOURS, "post": POST_HOURS}
ONLINE_SHARE, POST_SHARE = 0.44, 0.04


@dataclass(frozen=True, slots=True)
class Stage:
    """A step after reception: who does it, and whether at the receiving office."""

    role: str
    at_reception: bool


@dataclass(frozen=True, slots=True)
class Follower:
    """A procedure filed together with another and decided after it at the same unit; `number` is its place there."""

    number: int
    code: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure a place receives: `unit` decides it ("" is the place's own), `days` working days are promised,
    `papers` must be attached. `linked` names what it may be filed together with, `followers` those decided here.
    """

    code: str
    unit: str
    days: float
    stages: tuple[Stage, ...]
    papers: tuple[int, ...]
    online: bool
    duty: bool
    branched: bool = False
    linked: str = ""
    followers: tuple[Follower, ...] = ()

    @property
    def weight(self) -> float:
        return popularity().get(self.code, 1.0)


@dataclass(frozen=True, slots=True)
class Place:
    """An office where people come: `number` tells places apart, `weight` is how many people it has.

    `neighbour` is an agency that receives nobody itself and is asked by this place alone; "" where all are busy.
    """

    number: int
    office: str
    unit: str
    name: str
    weight: float
    hours: OfficeHours
    offers: tuple[Offer, ...]
    neighbour: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day on, until the moment the simulation stops."""

    first: date
    until: datetime

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=step) for step in range((self.until.date() - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Arrival:
    at: datetime
    channel: Channel
    offer: Offer


@cache
def popularity() -> dict[str, float]:
    text = files(__package__).joinpath("facts", "popular.csv").read_text(encoding="utf-8")
    return {row["code"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


@cache
def population() -> dict[str, float]:
    """People of a commune by its code."""
    text = files(__package__).joinpath("facts", "communes.csv").read_text(encoding="utf-8")
    return {row["code"]: float(row["population"]) for row in csv.DictReader(text.splitlines())}


def shared_out(cases: int, weights: Sequence[float]) -> list[int]:
    """So many cases over the weights, none lost: what is left over goes where the rest is largest."""
    total = sum(weights) or 1
    exact = [cases * weight / total for weight in weights]
    shares = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: cases - sum(shares)]:
        shares[place] += 1
    return shares


def arrivals(place: Place, cases: int, span: Span, calendar: WorkingCalendar, random: Random) -> list[Arrival]:
    """In the order of time; at a place that offers nothing, none."""
    if not place.offers:
        return []
    weights = list(accumulate(offer.weight for offer in place.offers))
    working, every = day_weights(span, calendar, every_day=False), day_weights(span, calendar, every_day=True)
    found = []
    for _ in range(cases):
        offer = random.choices(place.offers, cum_weights=weights)[0]
        channel = channel_for(offer, random)
        days = every if channel == "online" else working
        found.append(Arrival(moment(channel, place, days, calendar, random), channel, offer))
    return sorted((one for one in found if one.at < span.until), key=lambda one: (one.at, one.offer.code))


def channel_for(offer: Offer, random: Random) -> Channel:
    drawn = random.random()
    if offer.online and drawn < ONLINE_SHARE:
        return "online"
    return "post" if drawn > 1 - POST_SHARE else "counter"


def moment(channel: Channel, place: Place, days: Days, calendar: WorkingCalendar, random: Random) -> datetime:
    """A day by its weight, an hour by its weight; at the counter within opening hours."""
    day = random.choices(days[0], cum_weights=days[1])[0]
    hours, shares = zip(*HOURS[channel], strict=True)
    hour = random.choices(hours, shares)[0]
    found = at(day, time(hour, random.randrange(60), random.randrange(60)))
    if channel == "online":
        return found
    stretches = calendar.stretches_on(day, place.hours)
    opens, closes = min(stretches, key=lambda stretch: abs(stretch[0] - found)) if stretches else (found, found)
    if opens <= found < closes:
        return found
    return opens + timedelta(minutes=random.randrange(1, 120))


def day_weights(span: Span, calendar: WorkingCalendar, *, every_day: bool) -> Days:
    """The days people come on and their running weights."""
    days = tuple(day for day in span.days if every_day or calendar.is_working_day(day)) or span.days
    return days, tuple(accumulate(weight_of(day, calendar) for day in days))


def weight_of(day: date, calendar: WorkingCalendar) -> float:
    rested = (day - timedelta(days=1)) in calendar.days and calendar.is_working_day(day)
    return WEEKDAYS[day.weekday()] * MONTHS[day.month - 1] * (AFTER_DAYS_OFF if rested else 1)
