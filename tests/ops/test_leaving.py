"""The web server told to end: at once when nothing is under way, whoever keeps a line open; not before an answer."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from motcua.ops import web
from motcua.ops.leaving import Answer, Stayed, deafen, handles_that, listens
from motcua.ops.processes import free_port, wait_for_port
from motcua.ops.serving import Serving

START, LONGEST = 90, 20
"""The latter is less than the thirty seconds after which the server itself gives up half a head."""
GRACE = 10 * LONGEST
"""Nobody is killed for staying while the test looks."""
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = b"username=nobody&password=nothing"
SENT = (
    b"POST /can-bo/dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
)


@contextmanager
def serving(port: int, quiet: str) -> Iterator["subprocess.Popen[str]"]:
    told = os.environ | web.SERVED | {"MOTCUA_QUIET": quiet, "MOTCUA_LINES": "0"}
    process = subprocess.Popen(
        web.command(port, workers=1, grace=GRACE), env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert wait_for_port(port, START, lambda: process.poll() is None)
        assert answers(port)
        yield process
    finally:
        process.kill()
        process.communicate()


def line_to(port: int, sent: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), START)
    line.sendall(sent)
    return line


def answers(port: int) -> bool:
    """Also that whatever came before has been taken."""
    with line_to(port, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") as line:
        return line.recv(64).startswith(b"HTTP/1.1 200 ")


def refused(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def until_refused(port: int) -> None:
    while not refused(port):
        os.sched_yield()


def test_told_to_end_it_does_not_wait_for_heads_that_never_come_whole(django_db_setup: None) -> None:
    port = free_port()
    with serving(port, quiet="0.2") as server, line_to(port, HALF_A_HEAD), line_to(port, b""):
        assert answers(port)
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=LONGEST)
        assert (server.returncode, said) == (0, "")


def test_what_is_under_way_is_answered_first(django_db_setup: None) -> None:
    port = free_port()
    with serving(port, quiet="0.2") as server, line_to(port, SENT + BODY[:4]) as line:
        assert answers(port)
        server.send_signal(signal.SIGTERM)
        until_refused(port)
        line.settimeout(1)
        with pytest.raises(TimeoutError):
            line.recv(64)  # neither an answer nor an end before all has come
        line.settimeout(LONGEST)
        line.sendall(BODY[4:])
        assert line.recv(64).startswith(b"HTTP/1.1 ")
        assert server.wait(LONGEST) == 0


def test_ears_are_found_and_hear_nobody_any_more() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear, socket.create_server(("127.0.0.1", 0)) as other:
        port, kept = ear.getsockname()[1], other.getsockname()[1]
        with line_to(kept, b"") as line:
            found = handles_that(listens)
            assert {ear.fileno(), other.fileno()} <= found and line.fileno() not in found
        assert not refused(port)
        deafen([ear.fileno()])
        assert refused(port) and not refused(kept)


def test_an_ear_that_stays_is_deaf_at_the_second_look() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear, socket.socket() as later:
        stayed = Stayed(among={ear.fileno(), later.fileno()})  # others are the test's own
        stayed.deafen()
        later.bind(("127.0.0.1", 0))
        later.listen()
        ports = [one.getsockname()[1] for one in (ear, later)]
        assert [refused(port) for port in ports] == [False, False]
        stayed.deafen()
        assert [refused(port) for port in ports] == [True, False]


class Gone:
    """A worker that went by itself, and is taken for alive a few times more."""

    idx, asked, killed = 0, 0, False

    def is_alive(self) -> bool:
        self.asked += 1
        return self.asked < 5

    def terminate(self) -> None: ...

    def join(self, timeout: float | None = None) -> None: ...

    def kill(self) -> None:
        self.killed = True


def test_who_went_by_themselves_is_not_said_to_have_been_killed() -> None:
    server, worker = object.__new__(Serving), Gone()
    server.wrks, server.workers_kill_timeout = [worker], LONGEST
    server._stop_workers()
    assert not worker.killed and server.wrks == []


class Failing:
    def __iter__(self) -> Iterator[bytes]:
        return iter([b"a"])

    def close(self) -> None:
        raise OSError


def test_an_answer_is_in_hand_until_it_is_closed_however_that_goes() -> None:
    in_hand: set[Answer] = set()
    plain, failing = Answer(in_hand), Answer(in_hand)
    plain.body, failing.body = [b"a", b"b"], Failing()
    assert in_hand == {plain, failing} and list(plain) == [b"a", b"b"]
    plain.close()
    assert in_hand == {failing}
    with pytest.raises(OSError):
        failing.close()
    assert not in_hand
