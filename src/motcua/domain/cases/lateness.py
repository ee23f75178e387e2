"""To whom lateness is charged: to the step that took more than its share, and there to those who had it in hand.

Pure, and never stored: it follows from the intervals of the clock. Whoever holds a case at the end bears nothing for
the time others took before: a person who worked on a step for a tenth of its time bears a tenth of what it took too
long. What no step took too long (the shares together are more than the promise) is charged to the process itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.domain.cases.intervals import StepShare
from motcua.kernel.words import Words

PROCESS = Words("Quy trình (tổng thời gian các bước vượt thời hạn)", "The process (its steps exceed the promise)")
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Charge:
    """`late` minutes of the case's lateness, `over` minutes by which the step exceeded its share (of this person)."""

    step: str
    words: Words
    person: str
    name: str
    place: str
    over: int
    late: int


def charges(shares: Sequence[StepShare], late: timedelta) -> tuple[Charge, ...]:
    """The lateness of a case laid to steps and persons; the `late` minutes add up to it exactly."""
    minutes = int(late / ONE_MINUTE)
    overs = [int(share.over / ONE_MINUTE) for share in shares]
    charged = split(min(minutes, sum(overs)), overs)
    found = [
        one
        for share, over, laid in zip(shares, overs, charged, strict=True)
        if over
        for one in _persons(share, over, laid)
    ]
    rest = minutes - sum(charged)
    return (*found, Charge("", PROCESS, "", "", "", 0, rest)) if rest else tuple(found)


def _persons(share: StepShare, over: int, laid: int) -> list[Charge]:
    """A step's part among those who had it, by the time they had it."""
    weights = [int(person.used / ONE_MINUTE) for person in share.persons]
    pairs = zip(share.persons, split(over, weights), split(laid, weights), strict=True)
    return [
        Charge(share.step, share.words, person.person, person.name, person.place, own, late)
        for person, own, late in pairs
        if own or late
    ]


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in proportion to weights, in whole parts that add up to it; the largest remainders get one more."""
    whole = sum(weights)
    if not whole:
        return [total, *[0] * (len(weights) - 1)] if weights else []
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to say whether a case is late: due then, ended or asked then."""

    due: datetime | None
    until: datetime
    late: bool
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """Late by law (a supplement begins the time from zero) and late by index 766 (its time is subtracted).

    `first` is the law's reading against the date given first, where an apology gave another. `returned`: whether what
    was not eligible went back to the applicant in time (Decree 61/2018 Art. 19.4), where it did.
    """

    law: Reading
    index: Reading
    first: Reading | None = None
    returned: Reading | None = None


TOO_MANY = Words(
    "Yêu cầu bổ sung {n} lần: chỉ số 766 tính là quá hạn.", "Supplements asked for {n} times: late by index 766."
)
PENDING = Words(
    "Đang chờ bổ sung lần đầu: chỉ số 766 tính đến lúc yêu cầu.",
    "Waiting for the first supplement: index 766 counts until it was asked for.",
)


def by_law(due: datetime | None, until: datetime) -> Reading:
    """`due` is None while the clock stands: then nothing is late."""
    return Reading(due, until, due is not None and until > due)


BY_WHOM = Words("{who} trả lại.", "Sent back by {who}.")


def by_return(until: datetime, returned_at: datetime, who: str) -> Reading:
    """What is not eligible after appraisal goes back within so many working days."""
    return Reading(until, returned_at, returned_at > until, BY_WHOM.fill(who=who) if who else None)


def by_index(
    due: datetime | None, until: datetime, supplements: int, allowed: int, pending_since: datetime | None
) -> Reading:
    """Index 766: `due` is reckoned with supplements left out of the time; more than `allowed` of them is late.

    While the first one waits for its answer, the moment it was asked for counts as the end.
    """
    if supplements > allowed:
        return Reading(due, until, True, TOO_MANY.fill(n=supplements))
    if pending_since is not None:
        return Reading(due, pending_since, due is not None and pending_since > due, PENDING)
    return Reading(due, until, due is not None and until > due)
