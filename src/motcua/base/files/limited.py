"""Asks the limited process, one question per process: what a hostile file can exhaust is its own, not the server's.

It gets the plain bytes in memory that has no name and ends with both processes; never more than `AT_ONCE` at a time.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from motcua.base.files.answers import NO_SUCH_PAGE, TOO_COMPLEX, Checked
from motcua.base.files.errors import REFUSALS, CheckUnavailable, NoSuchPage, TooComplex
from motcua.kernel.words import Words

WALL_SECONDS = 10
AT_ONCE = max(2, os.cpu_count() or 2)
PIECE_BYTES = 256 * 1024
GIVEN = "/proc/self/fd/0"
"""Where the limited process finds the file: its standard input."""

_turn = threading.BoundedSemaphore(AT_ONCE)


def check_limited(stream: BinaryIO) -> Checked:
    """`check` of the stream's rest in a limited process. A FileRefused, or CheckUnavailable when no answer came."""
    answer = json.loads(_ask(stream, "check", GIVEN))
    if "refused" in answer:
        facts = {name: Words(*fact) if isinstance(fact, list) else fact for name, fact in answer["facts"].items()}
        raise REFUSALS[answer["refused"]](None, **facts)
    return Checked(answer["media_type"], answer["pages"])


def draw_limited(stream: BinaryIO, *, page: int, width: int) -> bytes:
    """`draw` of the stream's rest in a limited process. NoSuchPage, TooComplex, CheckUnavailable."""
    return _ask(stream, "preview", GIVEN, str(page), str(width))


@contextmanager
def _in_memory(stream: BinaryIO) -> Iterator[int]:
    """A handle of the stream's rest, to be read from its start, gone after the block."""
    handle = os.memfd_create("motcua", os.MFD_CLOEXEC)
    try:
        while piece := stream.read(PIECE_BYTES):
            os.write(handle, piece)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)


def _ask(stream: BinaryIO, *words: str) -> bytes:
    command = [sys.executable, "-I", "-m", "motcua.base.files.worker", *words]
    surroundings = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
    if not _turn.acquire(timeout=WALL_SECONDS):
        raise CheckUnavailable()
    try:
        with _in_memory(stream) as given:
            done = subprocess.run(
                command, capture_output=True, timeout=WALL_SECONDS, env=surroundings, cwd="/", stdin=given
            )
    except subprocess.TimeoutExpired as error:
        raise CheckUnavailable() from error
    finally:
        _turn.release()
    if done.returncode == NO_SUCH_PAGE:
        raise NoSuchPage()
    if done.returncode in (TOO_COMPLEX, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT):
        raise TooComplex()
    if done.returncode != 0:
        raise CheckUnavailable()
    return done.stdout
