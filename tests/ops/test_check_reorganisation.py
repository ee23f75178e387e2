"""The replay of 1 July 2025 on one district: killed at random moments it ends as undisturbed."""

import json
import os
import subprocess
import sys

SMALL = ("--cases", "200", "--kills", "2", "--districts", "1")


def test_a_killed_reorganisation_ends_as_an_undisturbed_one() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "motcua", "check", "reorganisation", *SMALL, "--json"],
        env=environment, capture_output=True, text=True, timeout=580,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    assert done.returncode == 0, figures
    assert (figures["handed_over"], figures["left_behind"], figures["different"]) == (200, 0, [])
    assert figures["asked"] == figures["foreseen"] > 0
