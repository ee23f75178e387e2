"""In which folder a jurisdiction's keys and files lie: one folder, one jurisdiction."""

from pathlib import Path

import psycopg

from motcua.kernel.database import PRACTICE_ENDING
from motcua.kernel.home import Home
from motcua.ops.cities import marks
from motcua.ops.saving.manifest import has_keys

BESIDE = "jurisdictions"


def home_for(connection: psycopg.Connection, schema: str, base: Home, told: Path | None = None) -> Home:
    """`told`, or `base` where it is this jurisdiction's or nobody's yet, else a folder of its own within `base`."""
    if told:
        return Home(told)
    if schema.endswith(PRACTICE_ENDING):
        return Home(base.path / "practice")
    within = Home(base.path / BESIDE / schema)
    if has_keys(within):
        return within
    if not has_keys(base) or marks.mark_of(connection, schema):
        return base
    others = [mark for mark in marks.cities(connection) if not mark.practice]
    return within if any(mark.opened_by(base) for mark in others) else base
