"""From answers to figures, and from figures to the knee: the highest rate at which no page keeps people waiting."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

BOUND_MS = 500
ENOUGH = 20
"""Fewer answers of a kind say nothing about one in twenty: they count only among all."""
ALL = "all"
QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody got, and how long after they came; `wrong` says why it was none, `overtaken` that a
    colleague was faster.
    """

    kind: str
    waited_ms: float
    wrong: str = ""
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One rate, held for a while."""

    rate: float
    seconds: float
    answers: tuple[Answer, ...]
    web_cores: float
    database_cores: float

    @property
    def errors(self) -> list[str]:
        return [one.wrong for one in self.answers if one.wrong]

    @property
    def waits(self) -> dict[str, dict[str, float]]:
        """Of each kind and of all: how many, and milliseconds."""
        waited: dict[str, list[float]] = defaultdict(list)
        for one in self.answers:
            waited[one.kind].append(one.waited_ms)
            waited[ALL].append(one.waited_ms)
        return {kind: told(waited[kind]) for kind in sorted(waited)}

    @property
    def slow(self) -> list[str]:
        """Kinds of which one in twenty waits longer than agreed."""
        return [
            kind for kind, one in self.waits.items()
            if one["p95"] > BOUND_MS and (one["count"] >= ENOUGH or kind == ALL)
        ]  # fmt: skip

    @property
    def carried(self) -> bool:
        return bool(self.answers) and not self.errors and not self.slow


def told(waits: Sequence[float]) -> dict[str, float]:
    ordered = sorted(waits)
    return {"count": len(ordered)} | {name: round(quantile(ordered, part), 1) for name, part in QUANTILES.items()}


def quantile(ordered: Sequence[float], part: float) -> float:
    """The least of `ordered` that so many are not above."""
    return ordered[max(0, math.ceil(len(ordered) * part) - 1)]


def knee(steps: Sequence[Step]) -> Step | None:
    """The last step before the first that was not carried; None where already the first was too much."""
    found = None
    for step in sorted(steps, key=lambda one: one.rate):
        if not step.carried:
            break
        found = step
    return found
