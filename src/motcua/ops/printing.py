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


def report(figures: dict[str, Any], *, as_json: bool) -> int:
    """The figures of a check, and its exit code: 1 where they are not "ok"."""
    if as_json:
        give(figures)
    else:
        tell(figures)
    return 0 if figures["ok"] else 1


def tell(figures: dict[str, Any], indent: str = "") -> None:
    """A line for each figure, those of a group below its name."""
    for name, value in figures.items():
        if isinstance(value, dict):
            say(f"{indent}{name}:")
            tell(value, indent + "  ")
        else:
            say(f"{indent}{name:<24} {value}")
