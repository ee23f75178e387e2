"""Looking again and again at the same beat, until told to end."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from motcua.ops.probing.journeys import Finding
from motcua.ops.probing.spool import Kept, NotTaken, Spool


@dataclass
class Watch:
    """`send` None tells nobody. `now` and `play` are asked each round."""

    play: Callable[[], Sequence[Finding]]
    spool: Spool
    every: int
    send: Callable[[list[Kept]], None] | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def round(self) -> dict[str, Any]:
        """What was found, written down first and then handed over with all that still waits."""
        at = self.now().replace(microsecond=0)
        found = self.play()
        self.spool.add(Kept.of(at, self.every, found), self.now())
        told: dict[str, Any] = {
            "at": at.isoformat(), "well": not any(one.why for one in found), "journeys": [asdict(one) for one in found]
        }  # fmt: skip
        if self.send is not None:
            try:
                told["handed_over"] = self.spool.hand_over(self.send)
            except NotTaken as why:
                told |= {"handed_over": 0, "waiting": len(self.spool.waiting()), "not_taken": str(why)}
        return told

    def run(self, tell: Callable[[dict[str, Any]], None], ending: threading.Event) -> None:
        """A beat that does not drift; a round that took longer than the beat is followed by the next beat."""
        began, beat = time.monotonic(), 0
        while not ending.is_set():
            tell(self.round())
            beat = max(beat + 1, int((time.monotonic() - began) // self.every) + 1)
            ending.wait(max(0.0, began + beat * self.every - time.monotonic()))
