"""How much of a time a journey went well, by what probes found. Pure: no database.

A round speaks for the time from its moment to the next round of the same probe, at most for twice as long as that
probe means to wait: one round missed is bridged, a probe that stopped is not. What no round speaks for is unknown,
never up. Where two probes look, what one of them reached was there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.base.outages.enums import ALL, JOURNEYS

BRIDGED = 2
FURTHEST = timedelta(hours=2)
"""No round speaks for longer."""


@dataclass(frozen=True, slots=True)
class Round:
    """`every`: so many seconds later the probe means to look again."""

    at: datetime
    probe: str
    every: int
    failed: frozenset[str]
    slowest_ms: int = 0

    @property
    def until(self) -> datetime:
        """Where what it says ends when no other follows."""
        return self.at + min(timedelta(seconds=self.every * BRIDGED), FURTHEST)

    def well(self, journey: str) -> bool:
        return not self.failed if journey == ALL else journey not in self.failed


@dataclass(frozen=True, slots=True)
class Seconds:
    up: int
    down: int

    @property
    def known(self) -> int:
        return self.up + self.down

    def __add__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.up + other.up, self.down + other.down)


@dataclass(frozen=True, slots=True)
class _Span:
    start: datetime
    end: datetime
    round: Round


def measured(rounds: Iterable[Round], start: datetime, end: datetime) -> dict[str, Seconds]:
    """Each journey and `ALL` → its seconds between two moments."""
    spans = list(_spans(rounds, start, end))
    return {journey: _counted(spans, journey) for journey in (ALL, *JOURNEYS)}


def _spans(rounds: Iterable[Round], start: datetime, end: datetime) -> Iterator[_Span]:
    by_probe: dict[str, list[Round]] = defaultdict(list)
    for one in rounds:
        by_probe[one.probe].append(one)
    for played in by_probe.values():
        played.sort(key=lambda one: one.at)
        for one, following in zip(played, [*played[1:], None], strict=True):
            stop = min(one.until, following.at) if following else one.until
            first, last = max(one.at, start), min(stop, end)
            if first < last:
                yield _Span(first, last, one)


def _counted(spans: Sequence[_Span], journey: str) -> Seconds:
    """A sweep over the moments at which somebody begins or ceases to say something."""
    turns = [(span.start, 1, span.round.well(journey)) for span in spans]
    turns += [(span.end, -1, span.round.well(journey)) for span in spans]
    turns.sort(key=lambda turn: turn[0])
    saying = {True: 0, False: 0}
    lasted = {True: timedelta(), False: timedelta()}
    before: datetime | None = None
    for at, step, well in turns:
        if before is not None and (saying[True] or saying[False]):
            lasted[saying[True] > 0] += at - before
        saying[well] += step
        before = at
    return Seconds(int(lasted[True].total_seconds()), int(lasted[False].total_seconds()))
