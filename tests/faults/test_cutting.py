"""The line to the database is cut where it is told to be: before a question arrives, after it was done, midway."""

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace

import pytest

from motcua.ops.faults import cutting
from motcua.ops.faults.cutting import ALL, ANSWERED, ASKED, COMMITTED, HALF, UNANSWERED, UNASKED, DatabaseLine

ANSWER = b"done:"


class Answering:
    """Says "done:" and the question to each, as it came."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.ended = threading.Semaphore(0)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self.answer, args=self.door.accept()[:1], daemon=True).start()

    def answer(self, caller: socket.socket) -> None:
        with suppress(OSError), caller:
            while piece := caller.recv(4096):
                self.heard.append(piece)
                caller.sendall(ANSWER + piece)
        self.ended.release()


class First(random.Random):
    """Strikes at the first question, without a reset."""

    def randrange(self, *_: object) -> int:  # type: ignore[override]
        return 0

    def random(self) -> float:
        return 0.9


@pytest.fixture
def behind() -> Iterator[Answering]:
    answering = Answering()
    yield answering
    answering.door.close()


@pytest.fixture
def line(behind: Answering) -> Iterator[DatabaseLine]:
    made = DatabaseLine(behind.port, First(1))
    yield made
    made.door.close()


def called(line: DatabaseLine) -> socket.socket:
    """Connected, and answered once."""
    caller = socket.create_connection(("127.0.0.1", line.port), 10)
    assert asked(caller, b"hello") == ANSWER + b"hello"
    return caller


def asked(caller: socket.socket, question: bytes) -> bytes:
    """What came until the end of the answer or of the line."""
    got = b""
    with suppress(OSError):
        caller.sendall(question)
        while len(got) < len(ANSWER + question) and (piece := caller.recv(4096)):
            got += piece
    return got


@pytest.mark.parametrize(("way", "got"), [(UNASKED, b""), (UNANSWERED, b""), (HALF, b"done:"), (COMMITTED, b"")])
def test_a_question_is_cut_off_as_told(line: DatabaseLine, behind: Answering, way: str, got: bytes) -> None:
    with called(line) as caller, called(line) as beside:
        line.arm(way)
        if way == COMMITTED:
            assert asked(caller, b"SELECT") == ANSWER + b"SELECT", "only a COMMIT is cut"
        assert asked(caller, b"COMMIT")[: len(got) + 1] == got
        assert behind.ended.acquire(timeout=5)
        assert (b"COMMIT" in behind.heard) is (way in ANSWERED), "what is to be lost is the answer"
        assert line.struck.wait(5) and line.told() == {"lines_cut": {way: 1}, "connections_cut": 1}
        assert asked(beside, b"again") == ANSWER + b"again", "nobody else's line, and nothing after"


def test_a_question_may_be_lost_on_its_way_and_every_connection_with_it(line: DatabaseLine) -> None:
    with called(line) as caller, called(line) as idle:
        line.arm(ASKED)
        assert asked(caller, b"one") in (b"", ANSWER + b"one")
        assert asked(caller, b"two") == b""
        with called(line) as another:
            line.arm(ALL)
            asked(another, b"three")
            assert line.struck.wait(5)
            assert asked(idle, b"four") == b"", "also one nobody used"
    assert line.told() == {"lines_cut": {ALL: 1, ASKED: 1}, "connections_cut": 3}


def test_a_round_ends_when_the_line_was_cut_or_nobody_asked(
    line: DatabaseLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LONGEST", 0.0)
    tended: list[int] = []
    house = SimpleNamespace(tend=lambda: tended.append(1))
    cutting.line(SimpleNamespace(line=line, chance=random.Random(1), house=house))  # type: ignore[arg-type]
    with called(line) as caller:
        assert asked(caller, b"COMMIT") == ANSWER + b"COMMIT", "nothing is cut after its round"
    assert not line.cuts
