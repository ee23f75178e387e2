"""A schedule played: whoever comes is served by a free client, and waits from the moment they came."""

import threading
import time
from collections.abc import Sequence
from typing import Protocol

from motcua.ops.load.arrivals import Arrival
from motcua.ops.load.knee import Answer
from motcua.ops.load.people import Overtaken, Wrong

PATIENCE = 15.0
"""Seconds somebody waits for a free client before they go: an error, and the bound of a step that is too much."""
GONE = "left before served"


class Asks(Protocol):
    """Who can ask for something of a kind."""

    def ask(self, kind: str) -> None: ...


class Play:
    """One schedule, taken in order by so many threads as there are clients."""

    def __init__(self, clients: Sequence[Asks], arrivals: Sequence[Arrival]) -> None:
        self.clients, self.arrivals = clients, iter(arrivals)
        self.lock, self.answers = threading.Lock(), list[Answer]()
        self.began = 0.0

    def run(self) -> tuple[Answer, ...]:
        threads = [threading.Thread(target=self.serve, args=(one,), daemon=True) for one in self.clients]
        self.began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return tuple(self.answers)

    def serve(self, client: Asks) -> None:
        while True:
            with self.lock:
                one = next(self.arrivals, None)
            if one is None:
                return
            ahead = one.at - self.passed()
            if ahead > 0:
                time.sleep(ahead)
            self.answers.append(self.answer(client, one))

    def answer(self, client: Asks, one: Arrival) -> Answer:
        wrong, overtaken = "", False
        if self.passed() - one.at > PATIENCE:
            wrong = GONE
        else:
            try:
                client.ask(one.kind)
            except Overtaken:
                overtaken = True
            except Wrong as why:
                wrong = str(why)
        return Answer(one.kind, (self.passed() - one.at) * 1000, wrong, overtaken)

    def passed(self) -> float:
        return time.perf_counter() - self.began
