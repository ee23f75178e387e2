"""A simulation from order to figures: a city where there is none, places shared out over processes, one hash."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as of_day
from random import Random
from typing import Any

from django.db import transaction

from motcua.base.calendars.queries import current_calendar
from motcua.base.ledger import Subject, append
from motcua.base.ledger.models import Head
from motcua.base.ledger.verification import ledger_hash
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Agency
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel import clock, ids
from motcua.kernel.actor import SYSTEM
from motcua.ops.simulator import processes, staff
from motcua.ops.simulator.acting import carry_out, tiny_files
from motcua.ops.simulator.demand import Place, Span, shared_out
from motcua.ops.simulator.deputies import arrange
from motcua.ops.simulator.doer import Doer
from motcua.ops.simulator.figures import figures
from motcua.ops.simulator.lives import plan
from motcua.ops.simulator.people import Registry
from motcua.ops.simulator.town import Town, first_commune

KIND = "simulation"
LAST_MINUTE = of_day(16, 45)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be simulated. `run` counts the simulations of a city, `part` of `processes` is one process's share."""

    days: int
    cases: int
    seed: int
    until: date
    processes: int = 1
    run: int = 1
    part: int = 0

    @property
    def span(self) -> Span:
        end = min(datetime.combine(self.until, LAST_MINUTE, clock.LOCAL), clock.local(clock.now()))
        return Span(self.until - timedelta(days=self.days), end.replace(second=0, microsecond=0))

    @property
    def stream(self) -> str:
        """What every random source of this run begins with."""
        return f"{self.seed}/{self.run}"


@dataclass
class Done:
    """What one process did."""

    acts: int = 0
    failed: dict[str, int] = field(default_factory=dict)

    def add(self, acts: int, failed: dict[str, int]) -> None:
        self.acts += acts
        for code, count in failed.items():
            self.failed[code] = self.failed.get(code, 0) + count


def simulate(order: Order) -> dict[str, Any]:
    """Fill the city and say what became of it. NotMadeUp where the city is a real one."""
    began = time.monotonic()
    order = begin(order)
    done = in_processes(order) if order.processes > 1 else act(order)
    seconds = time.monotonic() - began
    return {
        "seed": order.seed,
        "run": order.run,
        "days": order.days,
        "from": order.span.first,
        "until": order.span.until,
        "acts": done.acts,
        "failed": done.failed,
        "seconds": round(seconds, 1),
        "acts_per_second": round(done.acts / max(seconds, 0.001), 1),
        **figures(),
        "ledger_hash": ledger_hash(),
    }


def begin(order: Order) -> Order:
    """The directory and the procedures where they are missing, and the run on record."""
    order = replace(order, run=Head.objects.filter(subject_kind=KIND).count() + 1)
    start = datetime.combine(order.span.first, of_day(7), clock.LOCAL)
    with ids.seeded(f"{order.stream}/city"), clock.frozen(start):
        if not Agency.objects.exists():
            load_hanoi(actor=SYSTEM)
        if not ProcedureVersion.objects.exists():
            load_own(actor=SYSTEM, effective_from=date(order.span.first.year - 1, 1, 1))
        with transaction.atomic():
            facts = {"seed": order.seed, "days": order.days, "cases": order.cases, "until": order.until}
            append(Subject(KIND, str(order.run)), "simulation.begun", SYSTEM, facts)
    if order.run == 1 and not Case.objects.exists():
        eve = start - timedelta(days=1)
        with ids.seeded(f"{order.stream}/processes"), clock.frozen(eve):
            registry = Registry(Random(f"{order.stream}/processes"), 0, "")
            staff.first_desks(first_commune(eve.date()), eve.date(), registry)
            processes.publish(order.span.first)
    return order


def act(order: Order) -> Done:
    """This process's places, one after the other, each from the first day to the last."""
    town, done = Town(order.span.first, order.until), Done()
    for place, cases in share(order, town.places(order.cases)):
        acts, failed = at_place(order, town, place, cases)
        done.add(acts, failed)
    return done


def share(order: Order, places: Sequence[Place]) -> list[tuple[Place, int]]:
    """The places of this process with their cases: the busiest first, each to who has least."""
    cases = shared_out(order.cases, [place.weight for place in places])
    loads: list[list[tuple[Place, int]]] = [[] for _ in range(order.processes)]
    for place, count in sorted(zip(places, cases, strict=True), key=lambda one: (-one[1], one[0].number)):
        min(loads, key=lambda load: sum(count for _, count in load)).append((place, count))
    return loads[order.part]


def at_place(order: Order, town: Town, place: Place, cases: int) -> tuple[int, dict[str, int]]:
    """Plan, people, acts; all drawn from the place's own sources, so that the order of places does not matter."""
    stream = f"{order.stream}/{place.office}"
    planned = plan(place, cases, order.span, current_calendar(), Random(f"{stream}/plan"))
    registry = Registry(Random(f"{stream}/people"), place.number + 131 * order.run, place.name)
    start = datetime.combine(order.span.first, of_day(7, 30), clock.LOCAL)
    office_id = town.office_ids[place.office]
    with ids.seeded(stream):
        with clock.frozen(start):
            cast = staff.gather(
                needed(place, planned.staff), first=order.span.first, registry=registry, office=(place.unit, office_id)
            )
            attached = tiny_files()
            deputies = arrange(place, cast, order.span, town.version_ids)
        doer = Doer(
            place, planned, office_id, town.version_ids, cast, registry, Random(f"{stream}/choices"), deputies, attached
        )
        return carry_out(doer), doer.failed


def needed(place: Place, desks: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """At least one official of each usual role, for what nobody planned a desk for."""
    return {(place.unit, "counter_official"): 1} | dict(desks)


def in_processes(order: Order) -> Done:
    """The same order given to several processes, each its part; RuntimeError where one fell."""
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "motcua",
                "simulate",
                "--part",
                as_json(replace(order, part=part)),
            ],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"MOTCUA_HURRY": "1"},
        )
        for part in range(order.processes)
    ]
    done = Done()
    for process in running:
        told, _ = process.communicate()
        if process.returncode:
            raise RuntimeError("một tiến trình mô phỏng bị dừng / a process of the simulation fell")
        done.add(**json.loads(told))
    return done


def as_json(order: Order) -> str:
    return json.dumps(asdict(order), default=str)


def from_json(text: str) -> Order:
    told = json.loads(text)
    return Order(**(told | {"until": date.fromisoformat(told["until"])}))
