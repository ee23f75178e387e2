"""One measurement from an empty database to the figures: a web server as the city has it, cases, the ladder."""

import os

from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.bench import city, fill, limits
from motcua.ops.bench.counting import statements
from motcua.ops.bench.figures import figures
from motcua.ops.bench.ladder import OPEN_TO_ALL, addresses, climb, steps_of, what_acts_write
from motcua.ops.bench.life import STEPS, Lives
from motcua.ops.bench.meter import Meter
from motcua.ops.bench.watch import Watch
from motcua.ops.processes import Family, free_port, wait_for_port

DESKS = 12


def run(home: Home, *, cases: int, renew: bool = False) -> dict[str, object]:
    """The figures. NoLimit without the statements, DiskTooSmall; `renew` writes the statements anew before."""
    fill.check_disk(home.path, cases)
    desks = city.prepare(DESKS)
    port, family = free_port(), Family()
    site = f"http://127.0.0.1:{port}"
    family.add("web", web.command(port), dict(os.environ, MOTCUA_SITE=site) | web.SERVED)
    try:
        if not wait_for_port(port, 60):
            raise RuntimeError("the web server does not answer")
        return measured(home, [Lives(f"{site}/", desk) for desk in desks], family, cases=cases, renew=renew)
    finally:
        family.stop()


def measured(home: Home, lives: list[Lives], family: Family, *, cases: int, renew: bool) -> dict[str, object]:
    database, server = postgres.pid_of(home), family.pid_of("web")
    assert database and server
    connection, one = city.connect(), lives[0]
    watch = Watch(connection)
    one.whole(0)
    steps = what_acts_write(watch, one, 1)
    if renew:
        for name in STEPS:
            (limits.FOLDER / f"{name}.sql").write_text(limits.written_by_hand(name, steps[name]))
    hand = limits.ByHand(connection, steps)
    fill.fill(connection, watch, lives, cases)
    one.sign_in(one.desk.officials["counter_official"])
    found = climb(Meter(database, server), Meter(database), one, hand)
    asked = statements(one, {name: address(0) for name, address in addresses(one).items()}, OPEN_TO_ALL)
    return figures(found, cases=cases, rows=steps_of(dict(steps)), statements=asked)
