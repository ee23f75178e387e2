"""The line between web server and PostgreSQL, of our own on this machine, cut while somebody asks something."""

import random
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.ops.faults.partners import PIECE, Line

if TYPE_CHECKING:
    from motcua.ops.faults.kinds import Scene

UNASKED, ASKED, UNANSWERED, HALF, COMMITTED, ALL = "unasked", "asked", "unanswered", "half", "committed", "all"
WAYS = (UNASKED, ASKED, UNANSWERED, HALF, COMMITTED, ALL)
ANSWERED = (UNANSWERED, HALF, COMMITTED)
"""Ways in which PostgreSQL has done what it was asked before the line breaks."""

COMMIT, GOODBYE = b"COMMIT", b"X"
LATEST = {COMMITTED: 3}
LATER = 25
"""So many questions may pass first, drawn anew: about those of two requests."""

LONGEST = 30
"""Seconds in which somebody asks, or the round goes by without a cut."""

RESET = struct.pack("ii", 1, 0)


@dataclass(eq=False)
class Pair:
    """A connection of the web server's and ours behind it. `way` once its answer is one not to come."""

    caller: socket.socket
    there: socket.socket
    way: str = ""

    def cut(self, *, hard: bool) -> None:
        """Both ends hear of it: an orderly end, or a reset."""
        for end in (self.caller, self.there):
            with suppress(OSError):
                if hard:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RDWR)


class DatabaseLine(Line):
    """Carries each question there and each answer back, until told how to cut.

    unasked: the question does not arrive; asked: it is sent on, and the line breaks at once; unanswered: it was done,
    the answer does not arrive; half: half of the answer does; committed: so with a COMMIT; all: every connection, also
    those nobody uses.
    """

    def __init__(self, port: int, chance: random.Random) -> None:
        self.chance, self.lock = chance, threading.Lock()
        self.armed, self.passing = "", 0
        self.pairs: set[Pair] = set()
        self.cuts: Counter[str] = Counter()
        self.connections = 0
        self.struck = threading.Event()
        super().__init__(port)

    def arm(self, way: str) -> None:
        """`struck` is set when it has happened."""
        with self.lock:
            self.armed, self.passing = way, self.chance.randrange(LATEST.get(way, LATER))
            self.struck.clear()

    def disarm(self) -> None:
        with self.lock:
            self.armed = ""

    def told(self) -> dict[str, object]:
        return {"lines_cut": dict(sorted(self.cuts.items())), "connections_cut": self.connections}

    def carry(self, caller: socket.socket) -> None:
        with suppress(OSError), caller, socket.create_connection(("127.0.0.1", self.behind), 10) as there:
            there.settimeout(None)
            for end in (caller, there):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = Pair(caller, there)
            self.pairs.add(pair)
            try:
                threading.Thread(target=self.ask, args=(pair,), daemon=True).start()
                while piece := there.recv(PIECE):
                    if pair.way:
                        caller.sendall(piece[: len(piece) // 2] if pair.way == HALF else b"")
                        self.cut(pair.way, pair)
                        return
                    caller.sendall(piece)
            finally:
                self.pairs.discard(pair)
                pair.cut(hard=False)

    def ask(self, pair: Pair) -> None:
        """What one connection asks, sent on or not."""
        with suppress(OSError):
            while piece := pair.caller.recv(PIECE):
                way = self.due(piece)
                if way in ANSWERED:
                    pair.way = way
                if way != UNASKED:
                    pair.there.sendall(piece)
                if way in (UNASKED, ASKED, ALL):
                    self.cut(way, *(list(self.pairs) if way == ALL else [pair]))
            pair.there.shutdown(socket.SHUT_WR)

    def due(self, piece: bytes) -> str:
        """How this question is to be cut; mostly not at all."""
        with self.lock:
            if not self.armed or piece[:1] == GOODBYE or (self.armed == COMMITTED and COMMIT not in piece):
                return ""
            if self.passing:
                self.passing -= 1
                return ""
            way, self.armed = self.armed, ""
            return way

    def cut(self, way: str, *pairs: Pair) -> None:
        self.cuts[way] += 1
        self.connections += len(pairs)
        for one in pairs:
            self.pairs.discard(one)
            one.cut(hard=self.chance.random() < 0.5)
        self.struck.set()


def line(scene: "Scene") -> None:
    """Until it was cut under somebody's question."""
    cutting = scene.line
    assert cutting is not None
    cutting.arm(scene.chance.choice(WAYS))
    deadline = time.monotonic() + LONGEST
    while not cutting.struck.wait(0.05) and time.monotonic() < deadline:
        scene.house.tend()
    cutting.disarm()
