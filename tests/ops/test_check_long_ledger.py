"""A long ledger in a city of its own: thousands here, a million by `motcua check ledger`."""

import json
import os
import subprocess
import sys


def checked(*words: str) -> dict[str, object]:
    told = {
        name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "motcua", "check", *words, "--json"], env=told, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_one_changed_byte_in_a_long_ledger_is_found_and_named() -> None:
    found = checked("ledger", "--entries", "3000")
    assert (found["entries"], found["found"]) == (3000, found["changed"])
    assert str(found["script_said"]).startswith("ĐÚNG / TRUE: 3000 entries of 300 subjects")
