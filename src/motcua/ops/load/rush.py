"""A rush day: many times the visitors for a while, while officials work on. Who waits, who is let in, in order?"""

import heapq
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

import httpx

from motcua.ops.load.arrivals import MORNING, schedule
from motcua.ops.load.knee import BOUND_MS, Answer, told
from motcua.ops.load.people import SEARCHED, loopback
from motcua.ops.load.playing import Asks, Play

if TYPE_CHECKING:
    from motcua.ops.load.run import Asked

PUBLIC = ("track", "search", "procedure")
OFFICIAL = {kind: share for kind, share in MORNING.items() if kind not in (*PUBLIC, "file")}
PAGES = 3
"""So many pages somebody looks at once they are inside, and then goes."""
THOUGHT = 5.0
WINDOWS = 32
CALM = 60.0
"""At most so many seconds officials are alone before."""
LONGEST = 3600.0
"""Seconds after which nobody is waited for any more."""
AGAIN = re.compile(r'http-equiv="refresh" content="(\d+)"')
WAITING = "X-Waiting"


@dataclass(frozen=True, slots=True)
class Look:
    """One request: when it began and ended, in seconds of the run; `place` in the line, 0 for a page."""

    visitor: int
    began: float
    ended: float
    status: int
    place: int = 0


@dataclass
class Visitor:
    cookies: dict[str, str] = field(default_factory=dict)
    pages: int = 0


class Rush:
    """Visitors come at `arrivals` (seconds) and ask again when their page would."""

    def __init__(
        self, site: str, arrivals: Sequence[float], *, windows: int = WINDOWS, thought: float = THOUGHT
    ) -> None:
        self.site, self.windows, self.thought = loopback(site), windows, thought
        self.due = [(at, number) for number, at in enumerate(arrivals)]
        self.visitors = [Visitor() for _ in arrivals]
        self.looks, self.lock, self.began = list[Look](), threading.Lock(), 0.0
        self.inside = 0

    def run(self) -> list[Look]:
        self.began = time.perf_counter()
        threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(self.windows)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.looks

    def _serve(self) -> None:
        with httpx.Client(timeout=30, trust_env=False) as http:
            while self.inside < len(self.visitors) and self._passed() < LONGEST:
                with self.lock:
                    one = heapq.heappop(self.due) if self.due and self.due[0][0] <= self._passed() else None
                if one is None:
                    time.sleep(0.02)
                else:
                    self._look(http, one[1])

    def _look(self, http: httpx.Client, number: int) -> None:
        visitor, began = self.visitors[number], self._passed()
        words = SEARCHED[(number + visitor.pages) % len(SEARCHED)]
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        try:
            answer = http.get(f"{self.site}/thu-tuc/?q={words}", headers={"Cookie": cookies} if cookies else {})
        except httpx.HTTPError:
            self._note(Look(number, began, self._passed(), 0), self.thought)
            return
        http.cookies.clear()  # each visitor brings their own, or the next would come in the place of this one
        for told_cookie in answer.headers.get_list("set-cookie"):
            visitor.cookies |= {name: morsel.value for name, morsel in SimpleCookie(told_cookie).items()}
        waits = WAITING in answer.headers
        found = AGAIN.search(answer.text) if waits else None
        look = Look(number, began, self._passed(), answer.status_code, int(answer.headers.get(WAITING, 0)))
        visitor.pages += not waits
        self._note(look, float(found[1]) if found else self.thought, ends=visitor.pages >= PAGES)

    def _note(self, look: Look, again: float, *, ends: bool = False) -> None:
        with self.lock:
            self.looks.append(look)
            self.inside += ends
            if not ends:
                heapq.heappush(self.due, (look.ended + again, look.visitor))

    def _passed(self) -> float:
        return time.perf_counter() - self.began


def overtakers(looks: Sequence[Look]) -> int:
    """Looks by which somebody was told to wait though another, who came only after they had a number, was inside."""
    ordered = sorted(looks, key=lambda one: one.began)
    came: dict[int, float] = {}
    numbered: dict[int, Look] = {}
    inside: list[tuple[float, float]] = []
    for look in ordered:
        new = look.visitor not in came
        came.setdefault(look.visitor, look.began)
        if look.place:
            numbered.setdefault(look.visitor, look)
        elif look.status == 200 and (new or look.visitor in numbered):
            inside.append((look.ended, came[look.visitor]))
    inside.sort()
    latest, place, found = 0.0, 0, 0
    for look in (one for one in ordered if one.place):
        while place < len(inside) and inside[place][0] < look.began:
            latest = max(latest, inside[place][1])
            place += 1
        found += look is not numbered[look.visitor] and latest > numbered[look.visitor].ended
    return found


def measured(site: str, clients: Sequence[Asks], asked: "Asked", say: Callable[[str], None]) -> dict[str, object]:
    """Officials alone for a while, then beside the rush. Well when nobody met a failure, all came in, in order, and
    one official in twenty waits no longer than agreed.
    """
    rate = min(asked.rates)
    share = sum(OFFICIAL.values()) / sum(MORNING.values())
    visits = rate * sum(MORNING[kind] for kind in PUBLIC) / sum(MORNING.values()) * asked.rush
    calm = Play(clients, schedule(rate * share, min(asked.seconds, CALM), asked.seed, OFFICIAL)).run()
    say(f"yên / calm: {told([one.waited_ms for one in calm])}")
    rush = Rush(site, [one.at for one in schedule(visits, asked.seconds, asked.seed, {"visit": 1})])
    visiting = threading.Thread(target=rush.run, daemon=True)
    visiting.start()
    busy: list[Answer] = []
    while visiting.is_alive():
        busy += Play(clients, schedule(rate * share, min(asked.seconds, 30), asked.seed + len(busy), OFFICIAL)).run()
        say(f"vào / inside {rush.inside} / {len(rush.visitors)}, {told([one.waited_ms for one in busy])}")
    visiting.join()
    return figures(rush, calm, busy) | {"times": asked.rush, "visits_per_second": visits, "seconds": asked.seconds}


def figures(rush: Rush, calm: Sequence[Answer], busy: Sequence[Answer]) -> dict[str, object]:
    looks = rush.looks
    broken = sum(look.status == 0 or look.status >= 500 for look in looks)
    let_in = sum(visitor.pages > 0 for visitor in rush.visitors)
    overtaken = overtakers(looks)
    officials = told([one.waited_ms for one in busy]) if busy else {}
    errors = sorted({one.wrong for one in busy if one.wrong})
    well = not broken and not overtaken and let_in == len(rush.visitors) and not errors
    return {
        "ok": bool(well and officials and officials["p95"] <= BOUND_MS),
        "visitors": len(rush.visitors),
        "let_in": let_in,
        "out_of_order": overtaken,
        "failures": broken,
        "waiting_answers": sum(look.place > 0 for look in looks),
        "longest_line": max((look.place for look in looks), default=0),
        "minutes": round(max((look.ended for look in looks), default=0) / 60, 1),
        "waiting_ms": told([(look.ended - look.began) * 1000 for look in looks if look.place] or [0.0]),
        "page_ms": told([(look.ended - look.began) * 1000 for look in looks if not look.place] or [0.0]),
        "officials_calm_ms": told([one.waited_ms for one in calm] or [0.0]),
        "officials_ms": officials,
        "officials_errors": errors[:3],
    }
