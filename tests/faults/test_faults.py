"""Everything is killed, and the line to the database cut, while people file and officials decide: nothing acknowledged
is lost, nothing is there twice, nobody sees a failure."""

import json
import os
import random
import signal
import subprocess
import sys
from types import SimpleNamespace

from motcua.ops.faults.cutting import WAYS
from motcua.ops.faults.run import ended_by_signal, play

KINDS = "everything,line,line,line,line,line"
ROUNDS, SEED = 12, 2
"""By the seed: everything twice, the line ten times, in every way."""


def test_nothing_acknowledged_is_lost_or_doubled_when_everything_is_killed_and_lines_are_cut() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    chosen = ["--rounds", str(ROUNDS), "--seed", str(SEED), "--kinds", KINDS]
    command = [sys.executable, "-m", "motcua", "faults", *chosen, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280)
    assert done.stdout, done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert done.returncode == 0 and figures["ok"], figures
    assert figures["rounds"] == {"everything": 2, "line": ROUNDS - 2} and set(figures["lines_cut"]) == set(WAYS)
    assert figures["acknowledged"]["filings"] and figures["acknowledged"]["case.accepted"]
    assert "429" not in figures["statuses"]


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
