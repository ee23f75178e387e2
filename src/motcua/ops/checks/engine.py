"""`motcua check engine`: what a move through a process costs, and how large the state of a case becomes.

Two processes: a short one as most cases have (filed, then five moves), and one of forty steps with eight branches side
by side. Every move reads the state from JSON and writes it back, as an act does. Processor time of this process.
"""

import json
import time
from decimal import Decimal
from statistics import median

from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.graph.engine import Start, act, leaving
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.state import NOT_BEGUN, from_json, to_json
from motcua.domain.processes.tables import Line
from motcua.kernel.words import Words

ROUNDS, LIVES = 7, 300
MOVES_OF_A_LIFE = 5
LIMIT_LIFE_US = 500.0
"""A twentieth of what SpiffWorkflow took for filing and five moves, without storing, on the reference machine."""
LIMIT_STATE = 1024
NAME = Words("Quy trình đo", "Measured process")


def check() -> dict[str, object]:
    """The figures; "ok" where a life takes at most half a millisecond and a state at most a kilobyte."""
    short, long = process_of(short_table(), NAME), process_of(long_table(), NAME)
    life, bare, forty = (
        median(timed(process, stored=stored) for _ in range(ROUNDS))
        for process, stored in ((short, True), (short, False), (long, True))
    )
    moves, largest = len(long.steps), largest_state(long)
    return {
        "ok": life <= LIMIT_LIFE_US and largest <= LIMIT_STATE,
        "life_us": round(life, 1),
        "life_limit_us": LIMIT_LIFE_US,
        "life_without_json_us": round(bare, 1),
        "move_us": round(life / (MOVES_OF_A_LIFE + 1), 1),
        "moves_per_second": round((MOVES_OF_A_LIFE + 1) * 1_000_000 / life),
        "forty_steps": {"moves": moves, "move_us": round(forty / (moves + 1), 1), "largest_state_bytes": largest},
        "state_limit_bytes": LIMIT_STATE,
    }


def middle(number: int, parallel: str = "") -> Line:
    name = f"Thẩm định chuyên môn lần {number}", f"Examination of the substance, part {number}"
    return Line(*name, "specialist_unit", "specialist", Decimal(8), parallel=parallel)


def short_table() -> list[Line]:
    office = "receiving_office", "counter_official"
    return [
        Line("Tiếp nhận", "Reception", *office, Decimal(4)),
        middle(1),
        middle(2),
        Line("Phê duyệt", "Approval", "leader", "leader", Decimal(8)),
        Line("Trả kết quả", "Handing over", *office, Decimal(4)),
    ]


def long_table() -> list[Line]:
    """Forty steps; eight branches of two steps each are open together."""
    beginning, *_, approval, handing = short_table()
    branches = [middle(place, f"A.{branch}") for branch in range(1, 9) for place in (2 * branch, 2 * branch + 1)]
    return [beginning, *branches, *(middle(number) for number in range(20, 41)), approval, handing]


def timed(process: Process, *, stored: bool) -> float:
    """Microseconds for a whole life, the mean of many."""
    begun = time.process_time()
    for _ in range(LIVES):
        live(process, stored=stored)
    return (time.process_time() - begun) * 1_000_000 / LIVES


def live(process: Process, *, stored: bool) -> int:
    """One case from its filing to its end; the size of its largest state."""
    state, largest = act(process, NOT_BEGUN, Start()).state, 0
    while not state.over:
        if stored:
            text = json.dumps(to_json(state), separators=(",", ":"))
            largest = max(largest, len(text.encode()))
            state = from_json(json.loads(text))
        state = act(process, state, leaving(process, state.tokens[0])).state
    return largest


def largest_state(process: Process) -> int:
    return live(process, stored=True)
