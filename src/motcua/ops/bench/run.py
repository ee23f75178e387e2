"""One measurement from an empty database to the figures: a web server as the city has it, cases, the ladder."""

import os
from collections.abc import Callable, Sequence

import psycopg

from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.bench import city, fill, limits
from motcua.ops.bench.counting import statements
from motcua.ops.bench.figures import figures, growth, table
from motcua.ops.bench.ladder import OPEN_TO_ALL, addresses, climb, steps_of, what_acts_write
from motcua.ops.bench.life import STEPS, Lives
from motcua.ops.bench.meter import Kin, Meter, own
from motcua.ops.bench.watch import Watch
from motcua.ops.printing import complain
from motcua.ops.processes import STDERR, Family, free_port, wait_for_port

LANDINGS = (50_000, 250_000, 1_000_000, 5_000_000)
"""Numbers of cases at which the ladder is climbed on the way up."""
FEW, ALL = 12, 10_000
"""Desks of a small measurement, and of a city: every commune that has an office."""
OFFICIALS = 4_000
SIZE = "SELECT pg_database_size(current_database())"
WAL = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"


def run(
    server: postgres.Server, home: Home, *, cases: int, renew: bool = False, say: Callable[[str], None] = complain
) -> dict[str, object]:
    """The figures; `say` is told them at each landing, as a long run may be cut short.

    NoLimit without the statements, DiskTooSmall; `renew` writes the statements anew before.
    """
    fill.check_disk(home.path, cases)
    whole_city = cases >= LANDINGS[0]
    desks = city.prepare(ALL if whole_city else FEW)
    if whole_city:
        city.crowd(OFFICIALS)
    port, family = free_port(), Family()
    site = f"http://127.0.0.1:{port}"
    family.add("web", web.command(port), dict(os.environ, MOTCUA_SITE=site) | web.SERVED, said_to=STDERR)
    try:
        if not wait_for_port(port, 60):
            raise RuntimeError("the web server does not answer")
        lives = [Lives(f"{site}/", desk) for desk in desks]
        with city.loading(server.admin_url) as loading:
            return measured(home, lives, family, loading, cases=cases, renew=renew, say=say)
    finally:
        family.stop()


def measured(
    home: Home,
    lives: Sequence[Lives],
    family: Family,
    loading: fill.Connection,
    *,
    cases: int,
    renew: bool,
    say: Callable[[str], None],
) -> dict[str, object]:
    database, server = postgres.pid_of(home), family.pid_of("web")
    assert database and server
    connection, one, at_base = city.connect(), lives[0], Kin(database)
    watch = Watch(connection)
    one.whole(0)
    steps = what_acts_write(watch, one, 1)
    if renew:
        for name in STEPS:
            (limits.FOLDER / f"{name}.sql").write_text(limits.written_by_hand(name, steps[name]))
    hand = limits.ByHand(connection, steps)
    filling = fill.Filling(loading, watch, lives)

    def log() -> int:
        return count(loading, WAL)

    empty, at = count(loading, SIZE), {}
    for landing in landings(cases):
        filling.until(landing)
        room = round((count(loading, SIZE) - empty) / landing) if landing else 0
        one.sign_in(one.desk.officials["counter_official"])  # anew: the session before ended while the cases were made
        found = climb(Meter(at_base, Kin(server), log=log), Meter(at_base, own, log=log), one, hand)
        asked = statements(one, {name: address(0) for name, address in addresses(one).items()}, OPEN_TO_ALL)
        at[landing] = figures(found, cases=landing, rows=steps_of(dict(steps)), statements=asked, room=room)
        for line in table(at[landing]) if landing < cases else ():
            say(line)
    return at[cases] | growth(at)


def landings(cases: int) -> list[int]:
    return [*(landing for landing in LANDINGS if landing < cases), cases]


def count(connection: "psycopg.Connection[tuple[object, ...]]", asked: str) -> int:
    """Bytes, as one of the statements above tells them."""
    row = connection.execute(asked).fetchone()
    assert row is not None
    return int(str(row[0]))
