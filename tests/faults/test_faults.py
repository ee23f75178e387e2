"""Everything is killed while people file and officials decide: nothing acknowledged is lost, nothing is there twice."""

import json
import os
import random
import signal
import subprocess
import sys
from types import SimpleNamespace

from motcua.ops.faults.run import ended_by_signal, play

ROUNDS = 2


def test_nothing_acknowledged_is_lost_or_doubled_when_everything_is_killed() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    command = [sys.executable, "-m", "motcua", "faults", "--rounds", str(ROUNDS), "--kinds", "everything", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280)
    assert done.stdout, done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert done.returncode == 0 and figures["ok"], figures
    assert figures["rounds"] == {"everything": ROUNDS}
    assert figures["acknowledged"]["filings"] and figures["acknowledged"]["case.accepted"]


def test_told_to_end_no_further_fault_happens_and_what_was_is_counted() -> None:
    scene = SimpleNamespace(wait=lambda seconds: None, chance=random.Random(1))
    told = SimpleNamespace(acts=1, filed={})
    prober = SimpleNamespace(sees=lambda: True)
    before = signal.getsignal(signal.SIGTERM)
    with ended_by_signal() as ending:
        os.kill(os.getpid(), signal.SIGTERM)
        assert ending.wait(5)
        done = play(scene, told, prober, 1_000, ["database"], ending)  # type: ignore[arg-type]
    assert not done.happened and signal.getsignal(signal.SIGTERM) is before
