"""`motcua faults`: rounds of faults while people work, what they were told, and the count at the end."""

import os
import platform
import random
import signal
import statistics
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, connection

from motcua.base.ledger.models import Cursor, Entry, SetAside
from motcua.base.messages.models import Message, State
from motcua.kernel import clock
from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.faults import people, town
from motcua.ops.faults.browsing import Browser, Silence
from motcua.ops.faults.counting import Count, missing, reconcile
from motcua.ops.faults.cutting import DatabaseLine
from motcua.ops.faults.deploys import jobs_lost
from motcua.ops.faults.disks import Disks
from motcua.ops.faults.house import House, open_house, wait_until_up
from motcua.ops.faults.kinds import CALM, KINDS, ORDERLY, Scene
from motcua.ops.faults.partners import open_partners
from motcua.ops.faults.told import Told
from motcua.ops.printing import complain
from motcua.ops.processes import free_port

LONGEST_RECOVERY = 180
LONGEST_QUIET = 300
PAGE = "/can-bo/viec/"
STALE = "6 minutes"
AWAY = (DatabaseError, InterfaceError)


@dataclass
class Rounds:
    """What happened, how long it took until the first 200, and what the look after each round missed."""

    happened: Counter[str] = field(default_factory=Counter)
    recoveries: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    missed: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run(
    home: Home, server: postgres.Server, *, rounds: int, seed: int, kinds: Sequence[str], disks: Disks
) -> dict[str, object]:
    """The figures; "ok" only where nothing is lost, doubled, missing or different, and nobody saw a failure."""
    began, told, port = time.monotonic(), Told(), free_port()
    built, chance = town.build(), random.Random(seed)
    with (
        cuttable(server, chance, kinds) as line,
        open_partners(f"http://127.0.0.1:{port}") as partners,
        open_house(home, server, port, partners.settings(), behind(line, server)) as house,
    ):
        scene = Scene(house, partners, disks, chance, told, line=line)
        working = people.begin(house.site, built, told)
        try:
            with ended_by_signal() as ending:
                done = play(scene, told, Prober(house, built), rounds, kinds, ending)
        finally:
            people.end(working)
        wait_until_up(house)
        quiet = grow_quiet(house)
        left = jobs_lost() if set(kinds) <= ORDERLY else []
        count = reconcile(told, partners.letters)
        repeated = sum(times - 1 for times in partners.letters.values())
    figures = summed(told, done, count)
    return figures | {
        "ok": bool(figures["ok"]) and quiet and not left and not scene.visits.failed,
        "messages_at_rest": quiet,
        "jobs_lost": left,
        **scene.visits.told(),
        **(line.told() if line else {}),
        "letters": len(partners.letters),
        "letters_repeated": repeated,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "machine": f"{os.cpu_count()} × {platform.machine()}, Python {platform.python_version()}",
    }


@contextmanager
def cuttable(server: postgres.Server, chance: random.Random, kinds: Sequence[str]) -> Iterator[DatabaseLine | None]:
    """The line to the database that the web server takes; None, and straight on, where no kind cuts it."""
    if "line" not in kinds:
        yield None
        return
    line = DatabaseLine(server.port, random.Random(chance.random()))
    try:
        yield line
    finally:
        line.door.close()


def behind(line: DatabaseLine | None, server: postgres.Server) -> Place | None:
    return server.place.at(line.port) if line else None


class Prober:
    """Somebody who presses reload: an official at the worklist, which asks session, rights and cases."""

    def __init__(self, house: House, built: town.Town) -> None:
        self.house, self.desk = house, built.desks[0]
        self.browser = Browser(house.site, Told())

    def sees(self) -> bool:
        """Whether the worklist is there, 200."""
        with suppress(Silence):
            answer = self.browser.get(PAGE)
            if answer.status_code == 302:
                people.sign_in(self.browser, self.desk, "leader")
                answer = self.browser.get(PAGE)
            return answer.status_code == 200
        return False


@contextmanager
def ended_by_signal() -> Iterator[threading.Event]:
    """Set by Ctrl+C or TERM: no further fault, and what happened until then is counted and told."""
    ending = threading.Event()
    before = {kind: signal.signal(kind, lambda *_: ending.set()) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def play(
    scene: Scene, told: Told, prober: Prober, rounds: int, kinds: Sequence[str], ending: threading.Event
) -> Rounds:
    """One fault after another, each after a moment of calm, each followed by the wait for the first 200."""
    done = Rounds()
    while not (prober.sees() and told.acts):
        scene.wait(CALM[0])
    began = time.monotonic()
    for number in range(1, rounds + 1):
        if ending.is_set():
            break
        name = scene.chance.choice(list(kinds))
        scene.wait(scene.chance.uniform(*KINDS[name].calm))
        seen = len(told.filed)
        KINDS[name].happen(scene)
        struck = time.monotonic()
        while not recovered(scene, prober, name) and time.monotonic() - struck < LONGEST_RECOVERY:
            time.sleep(0.02)
        took = time.monotonic() - struck
        done.happened[name] += 1
        done.recoveries[name].append(took)
        complain(f"{number}/{rounds} {KINDS[name].words}: {took:.1f} s")
        with suppress(*AWAY):
            done.missed += missing(told, seen)
    scene.wait(CALM[1])
    done.seconds = time.monotonic() - began
    return done


def recovered(scene: Scene, prober: Prober, name: str) -> bool:
    scene.house.tend()
    return prober.sees() and (name != "worker" or scene.house.family.pid_of("worker") is not None)


def grow_quiet(house: House) -> bool:
    """Until every entry was told and every message sent. What waits for another try is due at once, as if time had
    gone by; what a killed sender left is taken for stale. False after five minutes."""
    deadline = time.monotonic() + LONGEST_QUIET
    while time.monotonic() < deadline:
        house.tend()
        with suppress(*AWAY):
            hurry()
            if at_rest():
                return True
        time.sleep(0.2)
    return False


def hurry() -> None:
    now = clock.now()
    Message.objects.filter(next_try_at__gt=now).update(next_try_at=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE correspondence_message SET sending_since = sending_since - %s::interval"
            " WHERE sending_since < now() - interval '25 seconds'",
            [STALE],
        )


def at_rest() -> bool:
    last = Entry.objects.order_by("-xid", "-pk").values_list("xid", "pk").first()
    read = set(Cursor.objects.values_list("xid", "entry_id"))
    waiting = Message.objects.exclude(state__in=[State.SENT, State.FAILED]).exists()
    return read == {last} and not waiting and not SetAside.objects.exists()


def summed(told: Told, done: Rounds, count: Count) -> dict[str, object]:
    times = [one for kind in done.recoveries.values() for one in kind]
    acknowledged = told.acknowledged
    acts = sum(acknowledged.values())
    sound = count.sound and not (done.missed or told.failed or told.texts_gone) and acts > 0
    return {
        "ok": sound,
        "rounds": dict(sorted(done.happened.items())),
        "acknowledged": dict(sorted(acknowledged.items())),
        "acknowledged_a_second": round(acts / done.seconds, 1),
        **vars(count),
        "missed_after_a_round": done.missed,
        "failures": told.failed,
        "first_failures": told.failures,
        "texts_given_back": told.texts_back,
        "texts_gone": told.texts_gone,
        "unanswered": told.silences,
        "first_unanswered": told.first_silences,
        "statuses": {str(status): times for status, times in sorted(told.statuses.items())},
        "recovery_seconds": {
            "median": round(statistics.median(times), 2),
            "max": round(max(times), 2),
            "by_kind": {
                kind: {"median": round(statistics.median(took), 2), "max": round(max(took), 2)}
                for kind, took in sorted(done.recoveries.items())
            },
        },
    }
