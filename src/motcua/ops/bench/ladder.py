"""The ladder: each operation through the whole system and by hand, in turns, on the same database."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg

from motcua.ops.bench.alone import NAMES, alone
from motcua.ops.bench.life import STEPS, Lives
from motcua.ops.bench.limits import ByHand, statement
from motcua.ops.bench.meter import Cost, Meter
from motcua.ops.bench.watch import Change, Watch

ROUNDS, BATCH = 5, 20
EASY = 4
"""So many batches at once of what is only read: a twentieth of a millisecond is not measured by twenty."""
WIDE = 10_000
"""How far the numbers of one climb lie from those of the next."""
ACTS = ("file", "accept", "move", "life")
READS = ("worklist", "search", "track", "case_page")
OPEN_TO_ALL = ("search", "track")
"""What people ask without signing in."""
FIRST_LIMIT = 2_000_000
"""Numbers of lives by hand begin here, behind every made-up case."""

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass
class Found:
    """The costs of each operation, round by round: through the system and by hand."""

    whole: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    limit: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))


def what_acts_write(watch: Watch, lives: Lives, number: int) -> dict[str, list[Change]]:
    """Every row each step of a life writes, through the whole system."""
    steps = {}
    for name in STEPS:
        watch.begin()
        lives.step(name, number)
        steps[name] = watch.written()
    return steps


def climb(meter: Meter, limit: Meter, lives: Lives, hand: ByHand, rounds: int = ROUNDS, batch: int = BATCH) -> Found:
    """The acts, then the reads of what they left."""
    found, first = Found(), max(lives.cases, default=0) // WIDE * WIDE + 1000
    first = first if first > max(lives.cases, default=0) else first + WIDE
    for turn in range(-1, rounds):
        whole, least = lived(meter, limit, lives, hand, first + (turn + 1) * batch, batch)
        whole |= read(meter, lives, batch * EASY)
        least |= read_by_hand(limit, hand, lives, batch * EASY)
        by_us, bare = alone(batch)
        whole, least = whole | by_us, least | bare
        for name in (*ACTS, *READS, *NAMES) if turn >= 0 else ():
            found.whole[name].append(whole[name])
            found.limit[name].append(least[name])
    return found


def lived(
    meter: Meter, limit: Meter, lives: Lives, hand: ByHand, first: int, batch: int
) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """A batch of lives step by step, each step by the system and then by hand."""
    whole, least = {}, {}
    hand.prepare(range(FIRST_LIMIT + first, FIRST_LIMIT + first + batch))
    for name in STEPS:
        whole[name] = meter.batch(stepping(lives.step, name, first), batch)
        least[name] = limit.batch(stepping(hand.step, name, FIRST_LIMIT + first), batch)
    hand.ready.clear()
    return whole | {"life": together(whole)}, least | {"life": together(least)}


def stepping(step: Callable[[str, int], None], name: str, first: int) -> Callable[[int], None]:
    return lambda number: step(name, first + number)


def together(costs: dict[str, Cost]) -> Cost:
    walls = zip(*(cost.walls_ms for cost in costs.values()), strict=True)
    cpu, first, wal = (sum(getattr(cost, name) for cost in costs.values()) for name in ("cpu_ms", "first_ms", "wal"))
    return Cost(cpu, tuple(map(sum, walls)), first, wal)


def addresses(lives: Lives) -> dict[str, Callable[[int], str]]:
    """What is asked for: the counter's worklist page, and the latest cases."""
    numbers = sorted(lives.codes)[-BATCH:]

    def one(number: int) -> int:
        return numbers[number % len(numbers)]

    return {
        "worklist": lambda number: "can-bo/viec/",
        "search": lambda number: "thu-tuc/?q=khai+sinh",
        "track": lambda number: f"api/v1/track/{lives.codes[one(number)]}",
        "case_page": lambda number: f"can-bo/ho-so/{lives.cases[one(number)]}/",
    }


def read(meter: Meter, lives: Lives, batch: int) -> dict[str, Cost]:
    def asking(name: str, address: Callable[[int], str]) -> Callable[[int], None]:
        return lambda number: drop(lives.get(address(number), signed_in=name not in OPEN_TO_ALL))

    return {name: meter.batch(asking(name, address), batch) for name, address in addresses(lives).items()}


def drop(text: str) -> None:
    """The page was asked for, its text is nobody's."""
    assert text


def read_by_hand(limit: Meter, hand: ByHand, lives: Lives, batch: int) -> dict[str, Cost]:
    post = lives.desk.officials["counter_official"].actor.posts[0]
    numbers = sorted(lives.codes)[-BATCH:]

    def asked(number: int) -> dict[str, object]:
        one = numbers[number % len(numbers)]
        return {
            "path": post.agency_path, "role": "counter_official", "position": post.position_id,
            "code": lives.codes[one], "case": lives.cases[one],
        }  # fmt: skip

    def reading(text: str) -> Callable[[int], None]:
        def act(number: int) -> None:
            hand.cursor.execute(text, asked(number), prepare=True).fetchall()

        return act

    return {name: limit.batch(reading(statement(name)), batch) for name in READS}


def steps_of(steps: dict[str, Sequence[Change]]) -> dict[str, int]:
    """How many rows each step writes."""
    return {name: len(changes) for name, changes in steps.items()}
