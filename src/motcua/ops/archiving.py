"""Every change of the embedded server kept away from it, within a minute: what PostgreSQL is told for that.

A piece of the log (16 MB) goes into the folder when it is full or a minute old: compressed, on the disk before it has
its name, never overwritten. A piece that is already there is fine when it is the same.
"""

import os
import shlex
from pathlib import Path

from motcua.kernel.home import Home

WAL = "wal"
SECONDS = 60


def chosen(home: Home) -> Path | None:
    """`MOTCUA_ARCHIVE`; a made-up city keeps nothing away."""
    told = os.environ.get("MOTCUA_ARCHIVE")
    return Path(told).resolve() if told and not home.made_up else None


def settings(folder: Path) -> dict[str, str]:
    """For the server that keeps its log away in `folder`."""
    place, draft = _in(folder, "%f.gz"), _in(folder, ".%f.part")
    keep = f"gzip -1 -c %p > {draft} && sync {draft} && mv {draft} {place} && sync {_in(folder, '')}"
    return {
        "archive_mode": "on",
        "archive_timeout": f"{SECONDS}s",
        "archive_command": f"if [ -f {place} ]; then gzip -dc {place} | cmp -s - %p; else {keep}; fi",
    }


def recovery(folder: Path, until: str) -> dict[str, str]:
    """For a server that comes from a base backup: to the moment `until`, or to the end of what was kept."""
    told = {"restore_command": f"gzip -dc {_in(folder, '%f.gz')} > %p", "recovery_target_action": "promote"}
    told["hot_standby"] = "off"  # so that it is ready when it is there, not before
    return told | ({"recovery_target_time": until} if until else {"recovery_target_timeline": "latest"})


def _in(folder: Path, name: str) -> str:
    """For the shell, with the percent signs of the folder's own name kept from PostgreSQL."""
    return f"{shlex.quote(str(folder / WAL).replace('%', '%%'))}/{name}"
