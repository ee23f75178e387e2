"""What will become of a case, drawn as it arrives: shares are rough, so that every turn of a case's life is seen."""

from dataclasses import dataclass
from random import Random

from motcua.ops.simulator.demand import Arrival


@dataclass(frozen=True, slots=True)
class Fate:
    """Days are working days or calendar days of waiting; None means it never comes to that."""

    abandoned: bool
    refused: bool
    at_once: bool
    asked_early: bool
    asked_late: bool
    answered_after: float | None
    taken: bool
    sent_back: bool
    duty_vnd: int | None
    paid_after: float | None
    withdrawn: bool
    stopped: bool
    denied: bool
    checking_days: float
    fetched_after: float
    closed_after: float | None
    recalled: bool
    apologised: bool
    asked_elsewhere: str
    back_after: float
    chased: bool
    comes_back: str
    linked: bool


SAME_DAY = 0.2
"""Where the result is promised for the same day little of it is spent waiting."""


def happens(random: Random, share: float) -> bool:
    return random.random() < share


def draw(arrival: Arrival, random: Random) -> Fate:
    """In a fixed order of draws, so that one seed gives one fate. Supplements are asked for once only."""
    online = arrival.channel == "online"
    duty = arrival.offer.duty and happens(random, 0.3)
    patience = random.random()
    early = happens(random, 0.07 if online else 0.02)
    return Fate(
        abandoned=online and happens(random, 0.04),
        refused=happens(random, 0.02),
        at_once=happens(random, 0.9),
        asked_early=early,
        asked_late=happens(random, 0.08) and not early,
        answered_after=None if happens(random, 0.12) else random.gammavariate(2.0, 1.6),
        taken=happens(random, 0.45),
        sent_back=happens(random, 0.04),
        duty_vnd=random.randrange(150, 4_000) * 1_000 if duty else None,
        paid_after=None if happens(random, 0.15) else random.gammavariate(2.0, 2.0),
        withdrawn=happens(random, 0.015),
        stopped=happens(random, 0.008),
        denied=happens(random, 0.03),
        checking_days=checking(arrival.offer.days, patience, random),
        fetched_after=random.gammavariate(1.2, 1.8) if not online else random.gammavariate(1.0, 0.6),
        closed_after=None if happens(random, 0.06) else random.gammavariate(1.5, 1.0),
        recalled=happens(random, 0.012),
        apologised=happens(random, 0.6),
        asked_elsewhere=random.choices(("", "opinion", "question"), (90, 6, 4))[0],
        back_after=random.gammavariate(1.5, 1.2),
        chased=happens(random, 0.25),
        comes_back=random.choices(("advise", "decline", "give_up"), (80, 10, 10))[0],
        linked=online and happens(random, 0.25),
    )


def checking(promised: float, patience: float, random: Random) -> float:
    """Working days spent waiting for other offices: most well within what is promised, some beyond it."""
    share = random.betavariate(2.0, 2.8) if patience < 0.93 else random.uniform(0.9, 1.7)
    return promised * share * (SAME_DAY if promised < 1 else 1)
