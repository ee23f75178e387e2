"""Who comes when: people do not wait for one another's answers, so that a slow server has to show its queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

MORNING: Mapping[str, int] = {
    "track": 28, "search": 14, "procedure": 8, "file": 7, "reception": 7, "worklist": 12, "case_page": 10, "act": 14,
}  # fmt: skip
"""Of a hundred who come on a Monday morning: what each asks for."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who asks for something `at` so many seconds after the start."""

    at: float
    kind: str


def schedule(rate: float, seconds: float, seed: int, mix: Mapping[str, int] = MORNING) -> list[Arrival]:
    """About `rate` a second, each on their own (Poisson); the same seed, the same people."""
    drawn, kinds, weights = Random(f"{seed}/{rate}"), list(mix), list(mix.values())
    found: list[Arrival] = []
    at = drawn.expovariate(rate)
    while at < seconds:
        found.append(Arrival(at, drawn.choices(kinds, weights)[0]))
        at += drawn.expovariate(rate)
    return found
