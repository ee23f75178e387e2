"""Every change of the embedded server kept away from it, within a minute: what PostgreSQL is told for that.

A piece of the log (16 MB) goes into the folder when it is full or a minute old: compressed, on the disk before it has
its name, never overwritten. A piece that is already there is fine when it is the same. Where public keys are named
(`saving.sealing`), each piece is sealed to them by a small program that the server's own user can run.
"""

import hashlib
import os
import shlex
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pyrage

from motcua.kernel.home import Home
from motcua.ops.saving import sealing_log
from motcua.ops.saving.errors import NoPython
from motcua.ops.saving.sealing import Seal
from motcua.ops.saving.sealing import chosen as chosen_keys

WAL = "wal"
SECONDS = 60
OLDEST_MINOR, NEWEST_MINOR = 10, 20
PROGRAM = Path(sealing_log.__file__)


def chosen(home: Home) -> Path | None:
    """`MOTCUA_ARCHIVE`; a made-up city keeps nothing away."""
    told = os.environ.get("MOTCUA_ARCHIVE")
    return Path(told).resolve() if told and not home.made_up else None


def told(folder: Path, cluster: Path, *, by_another: bool) -> dict[str, str]:
    """For the server of `cluster`, sealed where public keys are named; it may run as another user than we. BadKey,
    NoPython."""
    seal = chosen_keys()
    if seal is None:
        return settings(folder)
    python = python_for_anybody() if by_another else Path(sys.executable)
    return sealed_settings(folder, seal, python, program_beside(cluster))


def settings(folder: Path) -> dict[str, str]:
    """For the server that keeps its log away in `folder`, for anybody to read."""
    place, draft = _in(folder, "%f.gz"), _in(folder, ".%f.part")
    keep = f"gzip -1 -c %p > {draft} && sync {draft} && mv {draft} {place} && sync {_in(folder, '')}"
    return _archiving(f"if [ -f {place} ]; then gzip -dc {place} | cmp -s - %p; else {keep}; fi")


def sealed_settings(folder: Path, seal: Seal, python: Path, program: Path) -> dict[str, str]:
    """The same, sealed by `program` (`program_beside`), which `python` runs."""
    run = f"{_quoted(python)} -I -S {_quoted(program)}"
    return _archiving(f"{run} %p {_in(folder, '%f.gz.age')} {' '.join(seal.recipients)}")


def python_for_anybody() -> Path:
    """Our own interpreter where every user reaches it, else one of the machine's that the library is made for.
    NoPython."""
    names = (f"python3.{minor}" for minor in range(NEWEST_MINOR, OLDEST_MINOR - 1, -1))
    places = [sys.executable, *(shutil.which(name, path=os.defpath) for name in names)]
    for one in (Path(place).resolve() for place in places if place):
        if all(above.stat().st_mode & 0o001 for above in one.parents):
            return one
    raise NoPython


def _archiving(command: str) -> dict[str, str]:
    return {"archive_mode": "on", "archive_timeout": f"{SECONDS}s", "archive_command": command}


def program_beside(cluster: Path) -> Path:
    """What seals a piece of the log, with its library, where the server's user can read it."""
    library = Path(pyrage.__file__).parent
    folder = cluster.parent / f"sealing-{_mark(library, PROGRAM)}"
    if not folder.exists():
        draft = Path(tempfile.mkdtemp(dir=cluster.parent, prefix=".sealing-"))
        shutil.copytree(library, draft / library.name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROGRAM, draft / PROGRAM.name)
        for place in (draft, *draft.rglob("*")):
            place.chmod(0o755 if place.is_dir() else 0o644)
        with suppress(OSError):  # somebody else was first
            draft.rename(folder)
        shutil.rmtree(draft, ignore_errors=True)
    return folder / PROGRAM.name


def _mark(library: Path, program: Path) -> str:
    total = hashlib.sha256(str(library).encode())
    for place in (program, *sorted(library.glob("*.so"))):
        total.update(place.read_bytes())
    return total.hexdigest()[:12]


def recovery(folder: Path, until: str) -> dict[str, str]:
    """For a server that comes from a base backup: to the moment `until`, or to the end of what was kept."""
    told = {"restore_command": f"gzip -dc {_in(folder, '%f.gz')} > %p", "recovery_target_action": "promote"}
    told["hot_standby"] = "off"  # so that it is ready when it is there, not before
    return told | ({"recovery_target_time": until} if until else {"recovery_target_timeline": "latest"})


def _in(folder: Path, name: str) -> str:
    """For the shell, with the percent signs of the folder's own name kept from PostgreSQL."""
    return f"{_quoted(folder / WAL)}/{name}"


def _quoted(place: Path) -> str:
    return shlex.quote(str(place).replace("%", "%%"))
