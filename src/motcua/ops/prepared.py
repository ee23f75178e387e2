"""An empty city's database made once and copied: the way through all migrations takes seconds, a copy a moment.

For throw-away cities of checks and tests alone: what is copied has the same keys.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from motcua.kernel.home import DEFAULT, Home
from motcua.ops import jurisdiction, postgres

STORE = DEFAULT / "prepared"
COMPLETE = "complete"


def take(home: Home) -> None:
    """Keys and cluster for the empty folder of `home`, made first where this code has not made them yet."""
    source = Home(STORE / jurisdiction.fingerprint())
    with _one_at_a_time():
        if not (source.path / COMPLETE).exists():
            _forget_others(source)
            _make(source)
        home.path.mkdir(parents=True, exist_ok=True)
        shutil.copy(source.path / "keys.json", home.path / "keys.json")
        postgres.copy(source, home)


def _make(source: Home) -> None:
    """In a process of its own, because passwords follow from the keys of a process's folder. One cut short goes on."""
    told = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MOTCUA_DATABASE")}
    command = [sys.executable, "-m", "motcua", "jurisdiction", "add"]
    done = subprocess.run(command, env=told | {"MOTCUA_HOME": str(source.path)}, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"no prepared database:\n{done.stdout}{done.stderr}")
    (source.path / COMPLETE).touch()


def _forget_others(source: Home) -> None:
    """Those of earlier code."""
    for path in STORE.iterdir():
        if path.is_dir() and path != source.path:
            postgres.remove(Home(path))
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One lock for the store: other code must not forget what is being copied."""
    STORE.mkdir(parents=True, exist_ok=True)
    with open(STORE / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
