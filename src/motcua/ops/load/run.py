"""One measurement from an empty database to the knee: a city of its own, its web server and its worker."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.base.ledger.models import Cursor, Entry
from motcua.base.ledger.subscribers import all_subscribers
from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.bench import city, fill
from motcua.ops.bench.figures import machine
from motcua.ops.bench.life import Lives
from motcua.ops.bench.meter import Kin
from motcua.ops.bench.watch import Watch
from motcua.ops.load import rush, spike
from motcua.ops.load.arrivals import schedule
from motcua.ops.load.knee import BOUND_MS, Step, knee
from motcua.ops.load.memory import flat, megabytes
from motcua.ops.load.people import Client, work_of
from motcua.ops.load.playing import Play
from motcua.ops.processes import STDERR, Family, free_port, wait_for_port

CLIENTS = 40
WARM_SECONDS = 5
FIRST_FILED = 10_000
"""Numbers of people who file; those before are the fill's."""

Said = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a measurement is to be."""

    rates: tuple[float, ...]
    seconds: float
    cases: int
    desks: int = 12
    clients: int = CLIENTS
    soak_minutes: float = 0
    seed: int = 1
    rush: float = 0
    """So many times as many visitors, instead of steps."""
    spike: float = 0
    """So many times as many people for half a minute, instead of steps."""


@dataclass(frozen=True)
class Stand:
    """What is measured: the clients, and the roots of web server and PostgreSQL."""

    clients: Sequence[Client]
    web: int
    database: int
    seed: int

    def step(self, rate: float, seconds: float) -> Step:
        """A rate held for a while."""
        web, database = Kin(self.web), Kin(self.database)
        before, began = (web(), database()), time.perf_counter()
        answers = Play(self.clients, schedule(rate, seconds, self.seed)).run()
        passed = (time.perf_counter() - began) * 1000
        cores = [round((clock() - was) / passed, 2) for clock, was in zip((web, database), before, strict=True)]
        return Step(rate, seconds, answers, *cores)

    def memory(self) -> dict[str, float]:
        return {"web": megabytes(self.web), "database": megabytes(self.database)}


def run(server: postgres.Server, home: Home, asked: Asked, say: Said) -> dict[str, object]:
    """The figures. DiskTooSmall."""
    fill.check_disk(home.path, asked.cases)
    desks, family, port = city.prepare(asked.desks), Family(), free_port()
    site = f"http://127.0.0.1:{port}"
    surroundings = dict(os.environ, MOTCUA_SITE=site, MOTCUA_LINES="0", MOTCUA_LOG="CRITICAL")
    family.add("web", web.command(port), surroundings | web.SERVED, said_to=STDERR)
    try:
        if not wait_for_port(port, 120):
            raise RuntimeError("the web server does not answer")
        lives = [Lives(f"{site}/", desk) for desk in desks]
        with city.loading(server.admin_url) as loading:
            fill.Filling(loading, Watch(city.connect()), lives).until(asked.cases)
        told_long_ago()
        family.add("worker", [sys.executable, "-m", "motcua", "worker"], surroundings, said_to=STDERR)
        works = [work_of(one) for one in lives]
        for work in works:
            work.filed = FIRST_FILED
        clients = [Client(site, works[place % len(works)], place) for place in range(asked.clients)]
        serving, database = family.pid_of("web"), postgres.pid_of(home)
        assert serving and database
        stand = Stand(clients, serving, database, asked.seed)
        if asked.rush:
            return rush.measured(site, clients, asked, say) | {"machine": machine()}
        if asked.spike:
            return spike.measured(stand, asked, say) | {"machine": machine()}
        return measured(stand, asked, say)
    finally:
        family.stop()


def told_long_ago() -> None:
    """What happened before was heard by every subscriber: the worker of a city does not begin with years of news."""
    last = Entry.objects.order_by("xid", "id").last()
    if last is not None:
        heard = [Cursor(subscriber=one.name, xid=last.xid, entry_id=last.pk) for one in all_subscribers()]
        Cursor.objects.bulk_create(
            heard, update_conflicts=True, unique_fields=["subscriber"], update_fields=["xid", "entry_id"]
        )


def measured(stand: Stand, asked: Asked, say: Said) -> dict[str, object]:
    steps: list[Step] = []
    stand.step(min(asked.rates), WARM_SECONDS)
    for rate in sorted(asked.rates):
        steps.append(stand.step(rate, asked.seconds))
        say(line(steps[-1]))
        if not steps[-1].carried:
            break
    found = knee(steps)
    told: dict[str, object] = {
        "ok": found is not None,
        "knee_per_second": found.rate if found else 0,
        "reached": not steps[-1].carried,
        "bound_ms": BOUND_MS,
        "cases": asked.cases,
        "clients": asked.clients,
        "machine": machine(),
        "steps": {f"{step.rate:g}/s": shown(step) for step in steps},
    }
    if asked.soak_minutes and found is not None:
        soaked = soak(stand, found.rate / 2, asked.soak_minutes, say)
        told |= {"soak": soaked, "ok": bool(soaked["ok"])}
    return told


def soak(stand: Stand, rate: float, minutes: float, say: Said) -> dict[str, object]:
    """The same rate for long, in two halves: no error, and the second needs no more memory than the first."""
    moments, halves = {"start": stand.memory()}, []
    for name in ("middle", "end"):
        halves.append(stand.step(rate, minutes * 30))
        moments[name] = stand.memory()
        say(f"{name}: {line(halves[-1])} {moments[name]}")
    errors = sum(len(half.errors) for half in halves)
    return {
        "ok": not errors and flat(moments),
        "rate": rate,
        "minutes": minutes,
        "errors": errors,
        "memory_mb": moments,
        "memory_flat": flat(moments),
        "halves": {name: shown(half) for name, half in zip(("first", "second"), halves, strict=True)},
    }


def shown(step: Step) -> dict[str, object]:
    errors = step.errors
    return {
        "carried": step.carried,
        "slow": step.slow,
        "errors": len(errors),
        "first_errors": sorted(set(errors))[:3],
        "overtaken": sum(one.overtaken for one in step.answers),
        "web_cores": step.web_cores,
        "database_cores": step.database_cores,
        "wait_ms": {kind: " / ".join(f"{number:g}" for number in one.values()) for kind, one in step.waits.items()},
    }


def line(step: Step) -> str:
    whole = step.waits.get("all", {})
    return (
        f"{step.rate:g}/s: {whole.get('count', 0):g} lượt / asked, p95 {whole.get('p95', 0):g} ms, "
        f"lỗi / errors {len(step.errors)}, CPU {step.web_cores} + {step.database_cores}"
    )
