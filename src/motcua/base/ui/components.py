"""The list of page pieces: each name, what it needs, what it may take. One TOML file, checked when a template loads."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_LIST = Path(__file__).with_name("components.toml")


@dataclass(frozen=True, slots=True)
class Component:
    """`needs` must be given, `takes` may be (with its default); `box` tells whether it wraps a body."""

    name: str
    about: str
    needs: tuple[str, ...]
    takes: dict[str, Any]
    box: bool
    example: dict[str, Any]

    @property
    def template(self) -> str:
        return f"ui/components/{self.name}.html"

    def complaint(self, given: set[str]) -> str:
        """What is wrong with these argument names; empty when nothing is."""
        unknown = sorted(given - set(self.needs) - set(self.takes))
        missing = sorted(set(self.needs) - given)
        if unknown:
            return f"{self.name} does not take {', '.join(unknown)}"
        return f"{self.name} needs {', '.join(missing)}" if missing else ""


@cache
def components() -> dict[str, Component]:
    """Every listed component by name."""
    told = tomllib.loads(_LIST.read_text(encoding="utf-8"))
    return {
        name: Component(
            name=name,
            about=row["about"],
            needs=tuple(row.get("needs", ())),
            takes=row.get("takes", {}),
            box=row.get("box", False),
            example=row.get("example", {}),
        )
        for name, row in told.items()
    }
