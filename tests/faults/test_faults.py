"""Everything is killed while people file and officials decide: nothing acknowledged is lost, nothing is there twice."""

import json
import os
import subprocess
import sys

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
