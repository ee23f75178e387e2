"""A spike: for half a minute so many times as many people as usual. How many go away, and how soon is it as before?"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from motcua.ops.load.knee import Step, told

if TYPE_CHECKING:
    from motcua.ops.load.run import Asked, Stand

SPIKE_SECONDS = 30.0
SLICE_SECONDS = 5.0
BACK_SECONDS = 60.0
"""After which it has to be as before."""
WRONG_SHARE = 0.01


def measured(stand: "Stand", asked: "Asked", say: Callable[[str], None]) -> dict[str, object]:
    """Spikes at the least of the rates: from every unit, then from one alone. Well when less than one in a hundred of
    the spike got no answer and within a minute of its end nobody waits longer than agreed.
    """
    usual = min(asked.rates)
    calm = stand.step(usual, asked.seconds)
    say(f"yên / calm: {shown(calm)}")
    one_unit = replace(stand, clients=[one for one in stand.clients if one.work is stand.clients[0].work])
    spikes = {
        "everywhere": spiked(stand, stand, usual, asked.spike, say),
        "one_unit": spiked(stand, one_unit, usual, asked.spike, say),
    }
    return {
        "ok": calm.carried and all(one["ok"] for one in spikes.values()),
        "usual_per_second": usual,
        "times": asked.spike,
        "calm": shown(calm),
        "spikes": spikes,
    }


def spiked(stand: "Stand", crowd: "Stand", usual: float, times: float, say: Callable[[str], None]) -> dict[str, object]:
    """`crowd` comes so many times as often for a while; then the usual people of `stand`, until they are served."""
    began = time.monotonic()
    busy = crowd.step(usual * times, SPIKE_SECONDS)
    say(f"dồn dập / spike: {shown(busy)}")
    back, after = 0.0, list[Step]()
    while not (after and after[-1].carried) and back < BACK_SECONDS:
        back = max(0.0, time.monotonic() - began - SPIKE_SECONDS)
        after.append(stand.step(usual, SLICE_SECONDS))
        say(f"{back:.0f} s: {shown(after[-1])}")
    share = len(busy.errors) / max(1, len(busy.answers))
    served = bool(after and after[-1].carried)
    return {
        "ok": bool(busy.answers) and share < WRONG_SHARE and served and back <= BACK_SECONDS,
        "spike": shown(busy),
        "wrong_share": round(share, 4),
        "first_errors": sorted(set(busy.errors))[:3],
        "back_after_seconds": round(back, 1) if served else None,
    }


def shown(step: Step) -> dict[str, object]:
    waits = told([one.waited_ms for one in step.answers] or [0.0])
    return {**waits, "per_second": step.rate, "errors": len(step.errors)}
