"""PostgreSQL's own programs for dumps, told where the server is without a word on the command line."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from motcua.ops import postgres
from motcua.ops.saving.errors import ToolFailed

TOLD = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def run(tool: str, arguments: list[str], admin_url: str = "") -> None:
    """ToolFailed with its last words when it ends badly."""
    facts = conninfo_to_dict(admin_url) if admin_url else {}
    told = os.environ | {TOLD[name]: str(value) for name, value in facts.items() if name in TOLD}
    done = subprocess.run([path_of(tool), *arguments], env=told, capture_output=True, text=True)
    if done.returncode:
        raise ToolFailed(tool=tool, said=" ".join(done.stderr.strip().splitlines()[-3:])[:500])


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
