"""The measure of bulk jobs, on a few rows and a database of its own."""

import json
import os
import subprocess
import sys


def test_every_row_of_every_act_is_done_within_its_share() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "motcua", "check", "bulk", "--rows", "10", "--json"],
        env=environment, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    assert done.returncode == 0, figures
    assert set(figures["acts"]) == {"accept", "forward", "assign", "forward_again", "decide", "supplement"}
    assert {act["done"] for act in figures["acts"].values()} == {10}
