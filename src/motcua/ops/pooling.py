"""pgbouncer in transaction mode before PostgreSQL: many processes, few sessions of the server.

Its two files follow from the place of the database and the keys of each city; nothing is typed by hand.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from motcua.kernel.database import Place, app_of, password_of
from motcua.kernel.home import Home

PROGRAM = "pgbouncer"
INI, USERS = "pgbouncer.ini", "userlist.txt"
SETTINGS = """\
[databases]
{name} = host={host} port={port} dbname={name}

[pgbouncer]
listen_addr = {listen_addr}
listen_port = {listen_port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
default_pool_size = {pool_size}
min_pool_size = {pool_size}
max_client_conn = 2000
server_round_robin = 1
server_reset_query =
query_wait_timeout = 15
"""


@dataclass(frozen=True)
class Pooler:
    """What stands in `pgbouncer.ini`. `pool_size` counts sessions of the server for each city."""

    server: Place
    listen_port: int = 6432
    listen_addr: str = "127.0.0.1"
    pool_size: int = 20

    def settings(self, users: Path) -> str:
        return SETTINGS.format(
            name=self.server.name, host=self.server.host, port=self.server.port, users=users,
            listen_addr=self.listen_addr, listen_port=self.listen_port, pool_size=self.pool_size,
        )  # fmt: skip


def write(folder: Path, pooler: Pooler, cities: Iterable[tuple[str, Home]]) -> Path:
    """Both files in `folder`, readable by their owner alone; the path of `pgbouncer.ini`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'"{app_of(schema)}" "{password_of(app_of(schema), home)}"\n' for schema, home in cities]
    for name, text in ((USERS, "".join(lines)), (INI, pooler.settings((folder / USERS).resolve()))):
        draft = folder / f"{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(text)
        draft.replace(folder / name)
    return folder / INI


def program_at(name: str = PROGRAM) -> str | None:
    """Where a program is, also where only root's path has it."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
