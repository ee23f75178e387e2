"""`motcua serve` told to end: requests in hand are answered, and no process stays behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.ops.processes import free_port, wait_for_port

READY_SECONDS = 60
BODY = b"username=a&password=b"


@pytest.fixture
def served(db: None) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    told = os.environ | {"MOTCUA_LINES": "0"}
    command = [sys.executable, "-m", "motcua", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=told, start_new_session=True) as process:
        try:
            assert wait_for_port(port, READY_SECONDS, lambda: process.poll() is None)
            yield process, port
        finally:
            if of_session(process.pid):
                os.killpg(process.pid, signal.SIGKILL)


def of_session(session: int) -> set[int]:
    """Living processes of this session."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if told[3] == str(session) and told[0] != "Z":
            found.add(int(stat.parent.name))
    return found


def test_a_term_answers_what_is_in_hand_and_ends_every_process(
    served: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, port = served
    with socket.create_connection(("127.0.0.1", port), READY_SECONDS) as line:  # it hears before it has workers
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert line.recv(64).startswith(b"HTTP/1.1 200 ")
    assert len(of_session(process.pid)) > 1
    with socket.create_connection(("127.0.0.1", port), 60) as line:
        line.sendall(
            b"POST /can-bo/dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(BODY)
        )
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        process.terminate()
        line.sendall(BODY)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 403 "), answer[:200]
    assert process.wait(20) == 0
    assert of_session(process.pid) == set()
