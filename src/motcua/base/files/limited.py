"""Asks the limited process, one question per process: what a hostile file can exhaust is its own, not the server's."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from motcua.base.files.answers import NO_SUCH_PAGE, TOO_COMPLEX, Checked
from motcua.base.files.errors import REFUSALS, CheckUnavailable, NoSuchPage, TooComplex
from motcua.kernel.words import Words

WALL_SECONDS = 10
AT_ONCE = max(2, os.cpu_count() or 2)

_turn = threading.BoundedSemaphore(AT_ONCE)


def check_limited(path: Path) -> Checked:
    """`check` in a limited process. Raises a FileRefused, or CheckUnavailable when no answer came in time."""
    answer = json.loads(_ask("check", str(path)))
    if "refused" in answer:
        facts = {name: Words(*fact) if isinstance(fact, list) else fact for name, fact in answer["facts"].items()}
        raise REFUSALS[answer["refused"]](None, **facts)
    return Checked(answer["media_type"], answer["pages"])


def draw_limited(path: Path, *, page: int, width: int) -> bytes:
    """`draw` in a limited process. NoSuchPage, TooComplex, CheckUnavailable."""
    return _ask("preview", str(path), str(page), str(width))


def _ask(*words: str) -> bytes:
    command = [sys.executable, "-I", "-m", "motcua.base.files.worker", *words]
    surroundings = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
    if not _turn.acquire(timeout=WALL_SECONDS):
        raise CheckUnavailable()
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=WALL_SECONDS, env=surroundings, cwd="/", stdin=subprocess.DEVNULL
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
