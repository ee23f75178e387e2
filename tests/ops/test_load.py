"""Load: who comes is drawn by the seed, the knee is told by arithmetic, only this machine is asked, and a small run."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from motcua.domain.cases.models import Case
from motcua.ops.bench.life import Lives
from motcua.ops.commands.load import positive, rates
from motcua.ops.load.arrivals import MORNING, Arrival, schedule
from motcua.ops.load.knee import BOUND_MS, ENOUGH, Answer, Step, knee, quantile, told
from motcua.ops.load.memory import flat, megabytes
from motcua.ops.load.people import WAY, Client, NotLoopback, Wrong, loopback, work_of
from motcua.ops.load.playing import GONE, Play
from motcua.ops.load.run import Asked, Stand, measured, soak
from tests.ops.test_bench import lives  # noqa: F401


def step(rate: float, *answers: Answer) -> Step:
    return Step(rate, 10, answers, 0.5, 0.5)


def waits(kind: str, *milliseconds: float, wrong: str = "") -> tuple[Answer, ...]:
    return tuple(Answer(kind, one, wrong) for one in milliseconds)


def test_the_same_seed_draws_the_same_people_at_about_the_rate() -> None:
    drawn = schedule(50, 200, seed=3)
    assert drawn == schedule(50, 200, seed=3) and drawn != schedule(50, 200, seed=4)
    assert [one.at for one in drawn] == sorted(one.at for one in drawn) and drawn[-1].at < 200
    assert 9_500 < len(drawn) < 10_500
    shares = Counter(one.kind for one in drawn)
    assert sum(MORNING.values()) == 100
    for kind, share in MORNING.items():
        assert abs(shares[kind] / len(drawn) - share / 100) < 0.02, kind


def test_quantiles_are_waits_that_somebody_had() -> None:
    ordered = [float(number) for number in range(1, 101)]
    assert [quantile(ordered, part) for part in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert told([7.0]) == {"count": 1, "p50": 7.0, "p95": 7.0, "p99": 7.0}


@pytest.mark.parametrize(
    ("answers", "carried"),
    [
        (waits("track", *[100] * 100), True),
        (waits("track", *[100] * 95, *[BOUND_MS + 1] * 5), True),
        (waits("track", *[100] * 94, *[BOUND_MS + 1] * 6), False),
        (waits("track", *[100] * 1000) + waits("act", *[900] * ENOUGH), False),
        (waits("track", *[100] * 1000) + waits("act", *[900] * (ENOUGH - 1)), True),
        (waits("track", *[100] * 100) + waits("track", 1, wrong="500"), False),
        ((), False),
    ],
)
def test_a_rate_is_carried_while_no_kind_waits_too_long_and_nothing_is_wrong(
    answers: tuple[Answer, ...], carried: bool
) -> None:
    assert step(5, *answers).carried is carried


def test_the_knee_is_the_last_rate_before_the_first_that_is_too_much() -> None:
    good, bad = waits("track", *[100] * 20), waits("track", *[600] * 20)
    assert knee([step(5, *good), step(20, *good), step(10, *bad)]) == step(5, *good)
    assert knee([step(5, *good), step(10, *good)]) == step(10, *good)
    assert knee([step(5, *bad)]) is None and knee([]) is None


def test_waiting_counts_from_the_moment_somebody_came() -> None:
    """Five come at once to a single window that takes a moment for each: the last waits for all."""

    class Window:
        def ask(self, kind: str) -> None:
            threading.Event().wait(0.02)
            if kind == "bad":
                raise Wrong("bad: 500")

    answers = Play([Window()], [Arrival(0, "good")] * 4 + [Arrival(0, "bad"), Arrival(-60, "good")]).run()
    waited = [one.waited_ms for one in answers[:5]]
    assert waited == sorted(waited) and waited[0] >= 20 and waited[4] >= 100
    assert [one.wrong for one in answers] == ["", "", "", "", "bad: 500", GONE]


@pytest.mark.parametrize("site", ["http://example.org", "http://10.0.0.1:8000", "http://127.0.0.1.example.org", "x"])
def test_any_other_machine_is_refused(site: str) -> None:
    with pytest.raises(NotLoopback):
        loopback(site)
    assert loopback("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


def test_memory_is_flat_while_the_second_half_adds_no_tenth() -> None:
    moments = {"start": {"web": 10.0}, "middle": {"web": 100.0}, "end": {"web": 109.0}}
    assert flat(moments) and not flat(moments | {"end": {"web": 111.0}})
    assert megabytes(os.getpid()) > 10


@pytest.mark.parametrize("text", ["0", "-1", "5,,6", "viele", "nan"])
def test_a_rate_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        rates(text)
    assert rates("5,7.5") == (5, 7.5) and positive("480") == 480


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def site() -> Iterator[str]:
    """The pages behind a socket of this process, one request at a time."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


@pytest.mark.django_db(transaction=True)
def test_a_small_morning_has_no_error_and_every_act_is_done(
    lives: Lives,  # noqa: F811
    site: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("motcua.ops.load.run.WARM_SECONDS", 0.2)
    lives.whole(0, until="accept")
    work = work_of(lives)
    assert len(work.codes) == len(work.cases) == 1
    work.filed = 10
    clients = [Client(site, work, place) for place in range(2)]
    for kind in ("file", *["act"] * len(WAY)):
        clients[0].ask(kind)
    assert Case.objects.filter(state="decided").count() == 1
    asked = Asked((6.0,), 1, cases=1, clients=2)
    lines: list[str] = []
    told = measured(Stand(clients, os.getpid(), os.getpid(), 1), asked, lines.append)
    shown = told["steps"]["6/s"]  # type: ignore[index]
    assert shown["errors"] == 0, shown
    assert shown["wait_ms"].keys() <= {*MORNING, "all"} and shown["web_cores"] > 0
    assert len(lines) == 1
    soaked = soak(Stand(clients, os.getpid(), os.getpid(), 2), 4, 0.02, lines.append)
    assert soaked["errors"] == 0 and soaked["memory_mb"].keys() == {"start", "middle", "end"}  # type: ignore[attr-defined]
