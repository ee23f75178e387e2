"""PostgreSQL's own programs for dumps, told where the server is without a word on the command line."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from psycopg.conninfo import conninfo_to_dict

from motcua.ops import postgres
from motcua.ops.saving.errors import ToolFailed

LOOK_SECONDS = 0.5
TOLD = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def run(tool: str, arguments: list[str], admin_url: str = "", wanted: Callable[[], bool] = lambda: True) -> None:
    """ToolFailed with its last words when it ends badly, also when it is ended because it is `wanted` no longer."""
    command, pipe = [path_of(tool), *arguments], subprocess.PIPE
    with subprocess.Popen(command, env=surroundings(admin_url), stdout=pipe, stderr=pipe, text=True) as process:
        said = None
        while said is None:
            try:
                _, said = process.communicate(timeout=LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                if not wanted():
                    process.terminate()
    if process.returncode:
        raise ToolFailed(tool=tool, said=last_words(said, process.returncode))


def taken_from(tool: str, arguments: list[str], admin_url: str, take: Callable[[BinaryIO], None]) -> None:
    """`take` reads what the tool writes out, to its end. ToolFailed."""
    with tempfile.TemporaryFile("w+") as said:
        command = [path_of(tool), *arguments]
        process = subprocess.Popen(command, env=surroundings(admin_url), stdout=subprocess.PIPE, stderr=said)
        assert process.stdout is not None
        try:
            with process.stdout as flowing:
                take(cast(BinaryIO, flowing))
        finally:
            failed = process.wait()
        if failed:
            said.seek(0)
            raise ToolFailed(tool=tool, said=last_words(said.read(), failed))


def surroundings(admin_url: str) -> dict[str, str]:
    """What they say is looked into, so they say it in English."""
    facts = conninfo_to_dict(admin_url) if admin_url else {}
    return os.environ | {"LC_ALL": "C"} | {TOLD[name]: str(value) for name, value in facts.items() if name in TOLD}


def last_words(said: str, code: int) -> str:
    """Who was ended by a signal says nothing: the system's word for it."""
    ended = signal.strsignal(-code) if code < 0 else None
    return " ".join(said.strip().splitlines()[-3:])[:500] or ended or str(code)


def path_of(tool: str) -> str:
    """Beside the server's binaries, else wherever the machine has it. NoPostgres when nowhere."""
    try:
        found: Path = postgres.find_binaries() / tool
    except postgres.NoPostgres:
        elsewhere = shutil.which(tool)
        if elsewhere is None:
            raise
        return elsewhere
    return str(found)
