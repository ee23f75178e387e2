"""A new version while people ask: the web server is renewed, the worker ends in order and a new one begins.

Beside the people of the town come visitors who are less careful than a browser: half of them keep their connection and
ask on it without a look at whether it is still open, half come anew each time. What one of them does not get counts.
"""

import http.client
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.ops.faults.browsing import FAILED
from motcua.ops.faults.told import Told

if TYPE_CHECKING:
    from motcua.ops.faults.kinds import Scene

VISITORS = 8
PAUSE_SECONDS = 0.1
PAGE = "/"
ANSWER_SECONDS = 30
HANDOVER_SECONDS = 120
JOBS_SECONDS = 60
ASIDE = ("succeeded", "cancelled")
SHOWN = 10


@dataclass
class Visits:
    """What visitors asked for, and what they did not get."""

    asked: int = 0
    failed: int = 0
    first: list[str] = field(default_factory=list)
    handovers: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, failure: str = "") -> None:
        with self.lock:
            self.asked += 1
            self.failed += bool(failure)
            if failure and len(self.first) < SHOWN:
                self.first.append(failure)

    def told(self) -> dict[str, object]:
        return {
            "deploys": self.handovers, "asked_in_deploys": self.asked, "failed_in_deploys": self.failed,
            "first_failed_in_deploys": self.first,
        }  # fmt: skip


class Visitor(threading.Thread):
    """Asks for the first page again and again; with `kept`, on one connection as long as the server leaves it open."""

    def __init__(self, port: int, visits: Visits, *, kept: bool) -> None:
        super().__init__(name="visitor", daemon=True)
        self.port, self.visits, self.kept, self.ending = port, visits, kept, threading.Event()

    def run(self) -> None:
        line = self.line()
        while not self.ending.is_set():
            try:
                line.request("GET", PAGE)
                answer = line.getresponse()
                answer.read()
                self.visits.note("" if answer.status == 200 else str(answer.status))
            except (OSError, http.client.HTTPException) as error:
                self.visits.note(f"{'kept' if self.kept else 'anew'}: {type(error).__name__} {error}")
                line.close()
            if not self.kept:
                line.close()
            self.ending.wait(PAUSE_SECONDS)
        line.close()

    def line(self) -> http.client.HTTPConnection:
        """Opens by itself with the next question once it was closed."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)


@contextmanager
def visited(port: int, visits: Visits) -> Iterator[None]:
    """Visitors come while the block lasts, and go when they have their answers."""
    visitors = [Visitor(port, visits, kept=bool(number % 2)) for number in range(VISITORS)]
    for one in visitors:
        one.start()
    try:
        yield
    finally:
        for one in visitors:
            one.ending.set()
        for one in visitors:
            one.join()


def deploy(scene: "Scene") -> None:
    """Until every process of the former server is gone; what people of the town did not get counts as well."""
    house, visits, before = scene.house, scene.visits, missed(scene.told)
    former, pid, background = house.web_workers(), house.family.pid_of("web"), house.family.pid_of("worker")
    with visited(house.port, visits):
        if pid:
            os.kill(pid, signal.SIGHUP)
        if background:
            os.kill(background, signal.SIGTERM)
        deadline = time.monotonic() + HANDOVER_SECONDS
        while set(former) & set(house.web_workers()):
            if time.monotonic() > deadline:
                visits.note("the former server does not go")
                break
            scene.wait(PAUSE_SECONDS)
    visits.handovers += 1
    for _ in range(missed(scene.told) - before):
        visits.note("one of the town")


def missed(told: Told) -> int:
    """How often people of the town had no answer, or one of ours that failed."""
    return told.silences + sum(times for status, times in list(told.statuses.items()) if status >= FAILED)


def jobs_lost() -> list[str]:
    """Jobs that were not done a minute after the last deploy, though nothing but orderly ends happened."""
    deadline = time.monotonic() + JOBS_SECONDS
    while time.monotonic() < deadline:
        found = ProcrastinateJob.objects.exclude(status__in=ASIDE).filter(scheduled_at=None)
        left = [f"{task}: {status}" for task, status in found.values_list("task_name", "status")]
        if not left:
            return []
        time.sleep(PAUSE_SECONDS)
    return left
