"""As `prepare_city`, but before and after each migration it says so, a line of JSON, and goes on when it is answered:
for `motcua check migrations`."""

import json
import sys
from typing import Any

from motcua.ops.management.commands import prepare_city

TOLD = ("apply_start", "apply_success")


class Command(prepare_city.Command):
    def progress(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action in TOLD:
            sys.stdout.write(json.dumps({"action": action, "name": str(migration)}) + "\n")
            sys.stdout.flush()
            sys.stdin.readline()
