"""When something that runs by itself last went well, told in one small file of the data folder, outside the database.

A stamp is whole or not there, and reads in microseconds: who must not ask the database asks here.
"""

import os
import secrets
from datetime import UTC, datetime

from motcua.kernel.home import Home

BACKUP, DRILL = "last-backup", "last-drill"
PLAIN = "last-plain-backup"
"""The last backup that whoever has it can read; the same moment as `BACKUP` where it is the last of all."""

FAILED_BACKUP = "last-failed-backup"
"""There from a backup that did not come to its end until the next that does."""

PAGES_BEGUN, PAGES_READ = "last-pages-begun", "last-pages-read"
"""When a round through every page of the server last began; when the last that came to its end had begun."""

SPOILT_PAGE = "last-spoilt-page"
"""There from a round that met a spoilt page until the next that meets none."""

DRILL_DAYS = 7
"""A backup nobody has brought back for longer is a hope."""


def leave(home: Home, name: str, moment: datetime) -> None:
    """`moment` is aware; what was told before under `name` is gone."""
    home.path.mkdir(parents=True, exist_ok=True)
    draft = home.path / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    draft.write_text(moment.astimezone(UTC).isoformat() + "\n")
    os.replace(draft, home.path / name)


def take_away(home: Home, name: str) -> None:
    (home.path / name).unlink(missing_ok=True)


def told(home: Home, name: str) -> datetime | None:
    """None where it never happened, or the file tells no moment."""
    try:
        moment = datetime.fromisoformat((home.path / name).read_text().strip())
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo else None
