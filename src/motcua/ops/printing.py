"""How commands print: lines for people, or one JSON object alone on standard output."""

import json
import sys
from typing import Any


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def give(result: dict[str, Any]) -> None:
    """The one object of a `--json` command."""
    say(json.dumps(result, ensure_ascii=False, indent=1, default=str))
