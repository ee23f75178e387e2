"""The demo as a person meets it: starts, answers, ends with TERM; killed hard it leaves nobody and starts again."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

READY = "ready in"
LONGEST = 120
"""Three on an idle machine."""
CASES = 20


@contextmanager
def demo(home: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running demo and the lines it printed until it was ready."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    environment.pop("DATABASE_URL", None)
    environment |= {"MOTCUA_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua", "demo", "--port", "0", "--cases", str(CASES), *more],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if READY in line:
                break
        assert READY in lines[-1], "".join(lines)
        yield process, lines
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        process.stdout.close()


def portal_of(lines: list[str]) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+/", "".join(lines))
    assert found
    return found.group()


def processes_of(home: Path) -> list[int]:
    """Everything that still runs with this data folder."""
    mark = str(home).encode()
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) != os.getpid():
            try:
                told = (place / "environ").read_bytes() + (place / "cmdline").read_bytes()
            except OSError:
                continue
            if mark in told:
                found.append(int(place.name))
    return found


def end_by_itself(process: subprocess.Popen[str]) -> None:
    """TERM ends it, and no worker of the web server had to be killed for staying."""
    assert process.stdout
    process.send_signal(signal.SIGTERM)
    told = process.stdout.read()
    assert process.wait(60) == 0 and "Killing" not in told, told


def gone(home: Path) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if not processes_of(home):
            return True
        os.sched_yield()
    return False


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_the_first_start_prints_the_portal_first_and_five_sign_ins(home: Path) -> None:
    with demo(home) as (process, lines):
        first = portal_of(lines)
        assert httpx.get(first, timeout=60).status_code == 200
        text = "".join(lines)
        assert all(name in text for name in ("motcua", "chuyenvien", "lanhdao", "quantri", "001190999901"))
        assert process.stdout
        assert f"{CASES} cases of the last" in process.stdout.readline(), "they come while the portal answers already"
        assert "All cases have been added" in process.stdout.readline()
        assert httpx.get(first, timeout=60).status_code == 200
        end_by_itself(process)
    assert gone(home)


def test_told_to_end_at_once_it_does_not_wait_for_workers_that_are_still_starting(home: Path) -> None:
    with demo(home) as (process, _):
        end_by_itself(process)
    assert gone(home)


def test_killed_hard_it_leaves_nobody_and_starts_again_with_its_data(home: Path) -> None:
    with demo(home) as (process, _):
        process.kill()
        process.wait(30)
        assert gone(home), processes_of(home)
    began = time.monotonic()
    with demo(home) as (_, lines):
        assert time.monotonic() - began < LONGEST
        assert "cases in every state" not in "".join(lines), "the city was kept, not built again"
        assert httpx.get(portal_of(lines), timeout=60).status_code == 200
