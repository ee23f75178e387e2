"""A spike is told apart from what is carried: who went away, how soon it was as before, and from where they came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from motcua.ops.load import spike
from motcua.ops.load.knee import Answer, Step
from motcua.ops.load.run import Asked

GOOD, SLOW, GONE = Answer("track", 90), Answer("track", 900), Answer("track", 15_000, "left before served")


@dataclass(frozen=True)
class Window:
    work: object


@dataclass(frozen=True)
class Stand:
    """Answers by the script, whoever asks; time goes by as long as a step takes."""

    clients: Sequence[Window]
    script: list[list[Answer]]
    clock: list[float]
    played: list[tuple[int, float]] = field(default_factory=list)

    def step(self, rate: float, seconds: float) -> Step:
        self.played.append((len(self.clients), rate))
        self.clock[0] += seconds
        return Step(rate, seconds, tuple(self.script.pop(0)), 0.5, 0.5)


def played(monkeypatch: pytest.MonkeyPatch, *script: list[Answer]) -> tuple[dict[str, Any], Stand]:
    here, there, clock = object(), object(), [0.0]
    stand = Stand([Window(here), Window(there), Window(here)], list(script), clock)
    monkeypatch.setattr(spike.time, "monotonic", lambda: clock[0])
    told = spike.measured(stand, Asked((4, 8), 10, cases=1, spike=5), lambda line: None)  # type: ignore[arg-type]
    assert stand.script == []
    return told, stand


def test_a_spike_from_everywhere_and_from_one_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    told, stand = played(monkeypatch, [GOOD] * 40, [SLOW] * 200, [SLOW] * 20, [GOOD] * 20, [GOOD] * 200, [GOOD] * 20)
    assert told["ok"] and told["spikes"]["everywhere"]["back_after_seconds"] == spike.SLICE_SECONDS
    assert told["spikes"]["one_unit"]["back_after_seconds"] == 0
    assert stand.played == [(3, 4), (3, 20), (3, 4), (3, 4), (2, 20), (3, 4)]


@pytest.mark.parametrize(("gone", "ok"), [(1, True), (2, False)])
def test_one_in_a_hundred_who_goes_away_is_too_many(monkeypatch: pytest.MonkeyPatch, gone: int, ok: bool) -> None:
    busy = [GONE] * gone + [GOOD] * (200 - gone)
    told, _ = played(monkeypatch, [GOOD] * 40, busy, [GOOD] * 20, [GOOD] * 200, [GOOD] * 20)
    assert told["ok"] is told["spikes"]["everywhere"]["ok"] is ok
    assert told["spikes"]["everywhere"]["wrong_share"] == gone / 200


def test_who_is_not_served_again_within_a_minute_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    slices = int(spike.BACK_SECONDS / spike.SLICE_SECONDS) + 1
    told, _ = played(
        monkeypatch, [GOOD] * 40, [SLOW] * 200, *[[SLOW] * 20] * slices, [GOOD] * 200, [GOOD] * 20
    )  # fmt: skip
    assert not told["ok"] and told["spikes"]["everywhere"]["back_after_seconds"] is None
