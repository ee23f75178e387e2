"""Web, worker and database are killed while people file: nothing that was acknowledged is lost or doubled."""

import json
import os
import subprocess
import sys


def test_no_acknowledged_case_or_file_is_lost() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "motcua", "check", "kills", "--filings", "24", "--kills", "3", "--json"],
        env=environment, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    assert done.returncode == 0, figures
    assert figures["ok"] and figures["acknowledged"] == figures["cases"] == 24
    assert sum(figures["kills"].values()) >= 3
