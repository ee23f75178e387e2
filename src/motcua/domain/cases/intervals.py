"""The clock of a case as a list of intervals, a pure function of what happened. No "today" hides in it.

The intervals cover the time from the filing to `now`, or to the end of the case, without a gap and without an overlap.
Each says whether the clock runs, whom the case waits for, why, and who has it in hand. Everything told about time
follows from them: the due moment, how long each kind of owner, each step and each person had the case, and to whom
lateness is charged.

Before acceptance the clock of the answer runs, afterwards that of the promise; where it stands, the effect says
whether the promise then begins from zero ("restart") or goes on ("stop"). Several steps may be open at once: the first
opened is the owner, all of them are holders, and each bears its own time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from motcua.base.calendars.facts import Effect
from motcua.kernel.words import Words

Worked = Callable[[datetime, datetime], timedelta]
"""Working time between two moments, by the calendar and the hours of the office."""
NOTHING = timedelta()


class Owner(StrEnum):
    """Whom a case waits for."""

    COUNTER = "counter"
    UNIT = "unit"
    OTHER_AGENCY = "other_agency"
    CITIZEN = "citizen"
    TAX = "tax"
    POST = "post"
    PAYMENT = "payment"

    @property
    def words(self) -> Words:
        return OWNERS[self]


OWNERS = {
    Owner.COUNTER: Words("Bộ phận Một cửa", "One-stop office"),
    Owner.UNIT: Words("Đơn vị giải quyết", "Deciding unit"),
    Owner.OTHER_AGENCY: Words("Cơ quan khác", "Another agency"),
    Owner.CITIZEN: Words("Người nộp hồ sơ", "Applicant"),
    Owner.TAX: Words("Cơ quan thuế", "Tax office"),
    Owner.POST: Words("Bưu điện", "Post"),
    Owner.PAYMENT: Words("Chờ nộp tiền", "Waiting for payment"),
}


class Running(StrEnum):
    """Which clock runs: that of the answer, that of the promise, none for now, none any more."""

    ANSWER = "answer"
    PROMISE = "promise"
    STANDS = "stands"
    OVER = "over"


UNASSIGNED = Words("Chưa giao bước nào", "No step is open")
WAITS_FOR_PICKUP = Words("Đã có kết quả, chờ đến nhận", "Result ready, waiting to be fetched")
TO_BE_SENT = Words("Đã có kết quả, chờ giao bưu điện", "Result ready, to be given to the post")
SENT = Words("Kết quả đang được bưu điện chuyển đi", "Result on its way by post")
RETURNED = Words("Đã trả kết quả, chờ kết thúc hồ sơ", "Result handed over, to be closed")


@dataclass(frozen=True, slots=True)
class Hand:
    """From `at` on a step lay in these hands; `person` is "" for the unit as a whole."""

    at: datetime
    person: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A step was open from `began` to `ended` (None: still is) at a place, in several hands one after the other.

    `instead`: while this is open the step of that key waits for it, and bears no time.
    """

    step: str
    words: Words
    owner: Owner
    began: datetime
    ended: datetime | None
    place: str = ""
    hands: tuple[Hand, ...] = ()
    instead: str = ""

    def holder_at(self, moment: datetime) -> "Holder":
        hand = next((hand for hand in reversed(self.hands) if hand.at <= moment), Hand(self.began))
        return Holder(self.step, self.words, self.place, hand.person, hand.name)


@dataclass(frozen=True, slots=True)
class Wait:
    """The clock stood and somebody was waited for. `effect` is "" where no promise had been given yet."""

    began: datetime
    ended: datetime | None
    owner: Owner
    reason: Words
    effect: Effect | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """What the clock follows from. `counted_from` is the acceptance, or the moment from which the promise counts.

    `by_post`: the result is sent, not fetched.
    """

    filed_at: datetime
    counted_from: datetime | None = None
    decided_at: datetime | None = None
    returned_at: datetime | None = None
    ended_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    waits: tuple[Wait, ...] = ()
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a step in hand: the place alone until a person took it."""

    step: str
    words: Words
    place: str
    person: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """`ended` of the last one is the moment asked for, or the end of the case."""

    began: datetime
    ended: datetime
    clock: Running
    owner: Owner
    reason: Words
    holders: tuple[Holder, ...] = ()
    effect: Effect | Literal[""] = ""

    @property
    def running(self) -> bool:
        return self.clock in (Running.ANSWER, Running.PROMISE)


def intervals_of(what: Happened, now: datetime) -> tuple[Interval, ...]:
    """From the filing to `now` or the end of the case; neighbours that differ in nothing are one."""
    last = min(now, what.ended_at or now)
    cuts = sorted({moment for moment in _moments(what) if what.filed_at < moment < last} | {what.filed_at, last})
    found: list[Interval] = []
    for began, ended in pairwise(cuts):
        one = _between(what, began, ended)
        if found and replace(found[-1], ended=ended) == replace(one, began=found[-1].began):
            one = replace(found.pop(), ended=ended)
        found.append(one)
    return tuple(found)


def _moments(what: Happened) -> Iterable[datetime]:
    """Every moment at which something may change."""
    given = [what.counted_from, what.decided_at, what.returned_at]
    spans: Sequence[Hold | Wait] = (*what.holds, *what.waits)
    for span in spans:
        given += [span.began, span.ended]
    given += [hand.at for hold in what.holds for hand in hold.hands]
    return (moment for moment in given if moment is not None)


def _between(what: Happened, began: datetime, ended: datetime) -> Interval:
    """The stretch between two neighbouring moments: nothing changes in it."""
    holds = sorted((hold for hold in what.holds if _covers(hold, began)), key=lambda hold: hold.began)
    waiting_steps = {hold.instead for hold in holds}
    holds = [hold for hold in holds if hold.step not in waiting_steps]
    holders = tuple(hold.holder_at(began) for hold in holds)
    owner, reason = (holds[0].owner, holds[0].words) if holds else (Owner.UNIT, UNASSIGNED)
    if what.decided_at is not None and what.decided_at <= began:
        fetched = what.returned_at is not None and what.returned_at <= began
        waiting = (Owner.COUNTER, RETURNED) if fetched else (Owner.CITIZEN, WAITS_FOR_PICKUP)
        if what.by_post:
            waiting = (Owner.POST, SENT) if fetched else (Owner.COUNTER, TO_BE_SENT)
        return Interval(began, ended, Running.OVER, *waiting)
    wait = next((wait for wait in what.waits if _covers(wait, began)), None)
    if wait is not None:
        return Interval(began, ended, Running.STANDS, wait.owner, wait.reason, effect=wait.effect)
    promised = what.counted_from is not None and what.counted_from <= began
    return Interval(began, ended, Running.PROMISE if promised else Running.ANSWER, owner, reason, holders)


def _covers(span: Hold | Wait, moment: datetime) -> bool:
    return span.began <= moment and (span.ended is None or span.ended > moment)


def counted_from(intervals: Sequence[Interval]) -> datetime | None:
    """From when the promise counts."""
    return next((one.began for one in intervals if one.clock is Running.PROMISE), None)


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """How long a case lay with one kind of owner: working time counted for the promise or answer, and not counted."""

    owner: Owner
    counted: timedelta
    stood: timedelta


def owner_shares(intervals: Iterable[Interval], worked: Worked) -> tuple[OwnerShare, ...]:
    """Each owner's part; together they are the working time from the first moment to the last."""
    counted, stood = dict.fromkeys(Owner, NOTHING), dict.fromkeys(Owner, NOTHING)
    for one in intervals:
        (counted if one.running else stood)[one.owner] += worked(one.began, one.ended)
    return tuple(OwnerShare(owner, counted[owner], stood[owner]) for owner in Owner if counted[owner] or stood[owner])


@dataclass(frozen=True, slots=True)
class PersonShare:
    """`person` is "" for the time in which the step lay with the unit and nobody had taken it."""

    person: str
    name: str
    place: str
    used: timedelta


@dataclass(frozen=True, slots=True)
class StepShare:
    """Working time a step took while the clock ran. `allowed` is its own share, None where it has none."""

    step: str
    words: Words
    used: timedelta
    allowed: timedelta | None
    persons: tuple[PersonShare, ...] = field(default=())

    @property
    def over(self) -> timedelta:
        """By how much it took more than its share."""
        return NOTHING if self.allowed is None else max(self.used - self.allowed, NOTHING)


def step_shares(
    intervals: Iterable[Interval],
    allowed: Mapping[str, timedelta],
    worked: Worked,
    *,
    clocks: frozenset[Running] = frozenset({Running.PROMISE}),
) -> tuple[StepShare, ...]:
    """Each step's part in the order of opening; visits of one step are one part. Parallel steps each bear their own."""
    words: dict[str, Words] = {}
    used: dict[str, dict[Holder, timedelta]] = {}
    for one in intervals:
        spent = worked(one.began, one.ended) if one.clock in clocks else NOTHING
        for holder in one.holders if one.clock in clocks else ():
            words.setdefault(holder.step, holder.words)
            persons = used.setdefault(holder.step, {})
            persons[holder] = persons.get(holder, NOTHING) + spent
    return tuple(
        StepShare(
            step=step,
            words=words[step],
            used=sum(persons.values(), NOTHING),
            allowed=allowed.get(step),
            persons=tuple(PersonShare(who.person, who.name, who.place, spent) for who, spent in persons.items()),
        )
        for step, persons in used.items()
    )


def last_run(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """What came after the last restart: only this counts against the present promise."""
    restarts = [place for place, one in enumerate(intervals) if one.effect == "restart"]
    return tuple(intervals[restarts[-1] + 1 :]) if restarts else tuple(intervals)
