"""How a case lives from arrival to archive, told step by step: what the plan of a place is made of. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from random import Random

from motcua.base.calendars.working import WorkingCalendar
from motcua.ops.simulator.demand import Arrival, Follower, Offer, Place, Span, Stage, arrivals
from motcua.ops.simulator.fates import Fate, draw
from motcua.ops.simulator.planning import Deed, Hall, Life, Moment, Part, Want, in_days

COUNTER, SPECIALIST, LEADER = "counter_official", "specialist", "leader"
RECEPTION_MINUTES, FORWARD_MINUTES, HAND_OVER_MINUTES = (6, 18), (2, 6), (2, 6)
HANDS_ON_MINUTES = {COUNTER: (5, 15), SPECIALIST: (15, 75), LEADER: (2, 8)}
SAME_DAY_MINUTES, OTHER_MINUTES = (5, 18), (10, 45)
WORKDAY_MINUTES = 480
CLOSING_HOURS = timedelta(hours=9)
APOLOGY_AFTER, DAYS_TO_SPARE = 0.6, 2
"""The part of the promise after which a leader sees that it will not be kept, and the days added for safety."""


def hands_on(role: str, offer: Offer) -> tuple[int, int]:
    """How long an official is busy with a case of this kind, at least and at most."""
    if role == SPECIALIST and offer.days < 1:
        return SAME_DAY_MINUTES
    return HANDS_ON_MINUTES.get(role, OTHER_MINUTES)


@dataclass
class Story:
    """One case in its hall; each part yields what it waits for and writes the deeds down."""

    hall: Hall
    number: int
    arrival: Arrival
    fate: Fate

    @property
    def place(self) -> Place:
        return self.hall.place

    @property
    def unit(self) -> str:
        """Who decides it."""
        return self.arrival.offer.unit or self.place.unit

    def note(self, at: datetime, verb: str, unit: str = "", role: str = "", *facts: object) -> None:
        self.hall.deeds.append(Deed(at, self.number, verb, unit, role, facts))

    def between(self, bounds: tuple[int, int]) -> float:
        return self.hall.random.uniform(*bounds)

    def served(self, unit: str, role: str, bounds: tuple[int, int]) -> Want:
        return Want((unit, role), self.between(bounds))

    def reception(self, bounds: tuple[int, int]) -> Want:
        return self.served(self.place.unit, COUNTER, bounds)

    def told(self) -> Life:
        """From arrival to the end, whatever end that is."""
        now = yield Want(until=self.arrival.at)
        if self.arrival.channel == "online":
            now = yield from self.filed_online(now)
            if self.fate.abandoned:
                return
        now = yield self.reception(RECEPTION_MINUTES)
        if self.arrival.channel != "counter" or not self.fate.at_once:
            accepted = yield from self.looked_at(now)
            if accepted is None:
                return
        else:
            self.note(now, "receive", self.place.unit, COUNTER)
        now = yield self.reception(FORWARD_MINUTES)
        if self.fate.withdrawn:
            now = yield Want(until=in_days(now, 0.3))
            self.note(now, "withdraw")
            return
        self.note(now, "forward", self.place.unit, COUNTER)
        if self.fate.recalled:
            now = yield self.reception(FORWARD_MINUTES)
            self.note(now, "recall", self.place.unit, COUNTER)
            now = yield self.reception(FORWARD_MINUTES)
            self.note(now, "forward", self.place.unit, COUNTER)
        yield from self.processed()

    def filed_online(self, now: datetime) -> Moment:
        """Draft, details, a file for each paper, sending: minutes apart, as somebody types."""
        if self.is_linked:
            return (yield from self.filed_together(now))
        self.note(now, "draft")
        now = yield Want(until=now + timedelta(seconds=self.between((40, 200))))
        self.note(now, "fill")
        for position in self.arrival.offer.papers:
            now = yield Want(until=now + timedelta(seconds=self.between((15, 90))))
            self.note(now, "attach", "", "", position)
        if not self.fate.abandoned:
            now = yield Want(until=now + timedelta(seconds=self.between((20, 120))))
            self.note(now, "submit")
        return now

    @property
    def is_linked(self) -> bool:
        return self.fate.linked and bool(self.arrival.offer.linked)

    def filed_together(self, now: datetime) -> Moment:
        """The same once for all linked procedures."""
        for verb in ("draft_linked", "fill_linked", "attach_linked"):
            self.note(now, verb)
            now = yield Want(until=now + timedelta(seconds=self.between((40, 240))))
        if not self.fate.abandoned:
            self.note(now, "submit_linked")
        return now

    def looked_at(self, now: datetime) -> Part:
        """What reception does with a filed case; when it was accepted, or None."""
        unit = self.place.unit
        if self.arrival.channel != "online":
            self.note(now, "file", unit, COUNTER)
            now = yield self.reception((10, 90))
        if self.fate.refused:
            self.note(now, "refuse", unit, COUNTER)
            return None
        if self.fate.asked_early:
            self.note(now, "ask", unit, COUNTER)
            if self.fate.answered_after is None:
                return None
            now = yield Want(until=in_days(now, self.fate.answered_after))
            self.note(now, "answer")
            now = yield self.reception(RECEPTION_MINUTES)
        self.note(now, "accept", unit, COUNTER)
        return now

    def processed(self) -> Life:
        """Every step after reception but the last; the one before the last decides."""
        stages = self.arrival.offer.stages
        for number, stage in enumerate(stages[:-1]):
            deciding = number == len(stages) - 2
            unit = self.place.unit if stage.at_reception else self.unit
            if number == 0:
                examined = yield from self.examined(unit, stage)
                if examined is None:
                    return
            now = yield self.served(unit, stage.role, hands_on(stage.role, self.arrival.offer))
            if deciding and self.fate.sent_back and number and not self.arrival.offer.branched:
                yield from self.done_again(now, unit, stage, stages[number - 1])
            elif deciding and self.fate.stopped:
                self.note(now, "stop", unit, stage.role)
                return
            else:
                self.note(now, "decide" if deciding else "forward", unit, stage.role)
        if self.is_linked:
            for follower in self.arrival.offer.followers:
                yield from self.followed(follower)
        yield from self.handed_over()

    def followed(self, follower: Follower) -> Life:
        """A linked case once the first one is decided: accepted, examined, decided, handed over."""
        facts = (follower.number, follower.code)
        for verb, minutes in (("accept_linked", RECEPTION_MINUTES), ("forward_linked", FORWARD_MINUTES)):
            now = yield self.reception(minutes)
            self.note(now, verb, self.place.unit, COUNTER, *facts)
        for place, stage in enumerate(follower.stages[:-1]):
            deciding = place == len(follower.stages) - 2
            now = yield self.served(self.place.unit, stage.role, OTHER_MINUTES)
            self.note(now, "decide_linked" if deciding else "forward_linked", self.place.unit, stage.role, *facts)
        now = yield self.reception(HAND_OVER_MINUTES)
        self.note(now, "hand_over_linked", self.place.unit, COUNTER, *facts)

    def examined(self, unit: str, stage: Stage) -> Part:
        """The first step beyond reception: taken on, something asked for, waiting for other offices."""
        now = yield Want((unit, stage.role), 3)
        if self.fate.taken:
            self.note(now, "take", unit, stage.role)
        if self.fate.asked_late:
            now = yield self.served(unit, stage.role, (10, 40))
            self.note(now, "ask", unit, stage.role)
            if self.fate.answered_after is None:
                return None
            now = yield Want(until=in_days(now, self.fate.answered_after))
            self.note(now, "answer")
        if self.fate.asked_elsewhere and self.place.neighbour and not self.at_once:
            now = yield from self.asked_elsewhere(unit, stage)
        now = yield from self.checked(now)
        if self.fate.duty_vnd is not None:
            now = yield self.served(unit, stage.role, (5, 15))
            self.note(now, "duty", unit, stage.role, self.fate.duty_vnd)
            if self.fate.paid_after is None:
                return None
            now = yield Want(until=in_days(now, self.fate.paid_after))
            now = yield self.served(unit, stage.role, (3, 10))
            self.note(now, "settle", unit, stage.role)
        return now

    @property
    def at_once(self) -> bool:
        """Whether the result is promised for the same day: nobody is asked and no other day offered."""
        return self.arrival.offer.days < 1

    def asked_elsewhere(self, unit: str, stage: Stage) -> Moment:
        """Another agency is asked; it answers, cannot, or is told that it is not needed any more."""
        now = yield self.served(unit, stage.role, (10, 30))
        self.note(now, "consult", unit, stage.role, self.fate.asked_elsewhere)
        now = yield Want(until=in_days(now, self.fate.back_after))
        if self.fate.chased:
            now = yield self.served(unit, stage.role, (2, 5))
            self.note(now, "remind", unit, stage.role)
        if self.fate.comes_back == "give_up":
            now = yield self.served(unit, stage.role, (2, 5))
            self.note(now, "give_up", unit, stage.role)
            return now
        now = yield self.served(self.place.neighbour, SPECIALIST, (20, 90))
        self.note(now, self.fate.comes_back, self.place.neighbour, SPECIALIST)
        return now

    def checked(self, now: datetime) -> Moment:
        """Waiting for what other offices check; where that takes too long, the leader offers another day before."""
        ends = self.working_days_after(now, self.fate.checking_days)
        promised = self.arrival.offer.days
        if self.fate.apologised and not self.at_once and self.fate.checking_days > promised:
            yield Want(until=self.working_days_after(now, promised * APOLOGY_AFTER))
            now = yield self.served(self.unit, LEADER, (2, 8))
            more = ceil(self.fate.checking_days - promised) + DAYS_TO_SPARE
            self.note(now, "apologise", self.unit, LEADER, more)
        now = yield Want(until=ends)
        return now

    def working_days_after(self, since: datetime, days: float) -> datetime:
        minutes = max(days * WORKDAY_MINUTES, 1)
        return self.hall.calendar.add_working_time(since, timedelta(minutes=minutes), self.place.hours)

    def done_again(self, now: datetime, unit: str, stage: Stage, earlier: Stage) -> Life:
        """The leader sends it back once, then agrees."""
        self.note(now, "send_back", unit, stage.role)
        now = yield self.served(unit, earlier.role, (15, 60))
        self.note(now, "forward", unit, earlier.role)
        now = yield self.served(unit, stage.role, hands_on(stage.role, self.arrival.offer))
        self.note(now, "decide", unit, stage.role)

    def handed_over(self) -> Life:
        """The applicant comes for the result when it suits them; the case is closed later."""
        now = yield Want(until=in_days(self.hall.deeds[-1].at, self.fate.fetched_after))
        now = yield self.reception(HAND_OVER_MINUTES)
        self.note(now, "hand_over", self.place.unit, COUNTER)
        if self.fate.closed_after is not None:
            now = yield Want(until=in_days(now, self.fate.closed_after) + CLOSING_HOURS)
            now = yield self.reception((1, 3))
            self.note(now, "close", self.place.unit, COUNTER)


@dataclass(frozen=True)
class Plan:
    """Everything that happens at one place."""

    arrivals: Sequence[Arrival]
    fates: Sequence[Fate]
    deeds: Sequence[Deed]
    staff: Mapping[tuple[str, str], int]


def plan(place: Place, cases: int, span: Span, calendar: WorkingCalendar, random: Random) -> Plan:
    """The same place, span and random source give the same plan."""
    coming = arrivals(place, cases, span, calendar, random)
    fates = [draw(arrival, random) for arrival in coming]
    hall = Hall(place, span, calendar, random, expected_load(place, coming, span, calendar))
    drawn = enumerate(zip(coming, fates, strict=True))
    stories = [Story(hall, number, arrival, fate) for number, (arrival, fate) in drawn]
    deeds = hall.run([(story.arrival.at, story.told()) for story in stories])
    return Plan(coming, fates, deeds, {key: len(desk.free) for key, desk in hall.desks.items()})


def expected_load(
    place: Place, coming: Sequence[Arrival], span: Span, calendar: WorkingCalendar
) -> dict[tuple[str, str], float]:
    """How many officials' days each desk needs a day: so many are appointed, rounded."""
    working_days = max(1, sum(calendar.is_working_day(day) for day in span.days))
    load: dict[tuple[str, str], float] = {}
    for arrival in coming:
        for stage in stages_before_return(arrival.offer):
            low, high = hands_on(stage.role, arrival.offer)
            key = (arrival.offer.unit or place.unit, stage.role)
            load[key] = load.get(key, 0) + (low + high) / 2 / WORKDAY_MINUTES / working_days
    return load


def stages_before_return(offer: Offer) -> tuple[Stage, ...]:
    return tuple(stage for stage in offer.stages[:-1] if not stage.at_reception)
