"""A second PostgreSQL that follows a first by streaming replication: for tests and try-outs on one machine.

A city of its own sets it up with the distribution's tools; `docs/how-to/read-from-a-copy.md` says how.
"""

import os
import subprocess

from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.keys.working import working
from motcua.ops.saving.errors import ToolFailed


def follow(first: postgres.Server, home: Home) -> postgres.Server:
    """A running copy of `first` in the empty folder of `home`, which has the same keys. ToolFailed."""
    cluster, owner = postgres.cluster_folder(home), postgres.unprivileged_owner()
    binaries = postgres.readable_binaries(cluster, owner)
    cluster.mkdir(parents=True, mode=0o700)
    if owner:
        os.chown(cluster, owner.pw_uid, owner.pw_gid)
    command = [str(binaries / "pg_basebackup"), "--pgdata", str(cluster), "--write-recovery-conf", "--no-sync"]
    command += ["--checkpoint=fast", "--wal-method=stream", "--host=127.0.0.1", f"--port={first.port}"]
    told = os.environ | {
        "PGUSER": postgres.ADMIN,
        "PGPASSWORD": working(first.place.named("postgres"), postgres.ADMIN, first.home),
    }
    done = subprocess.run(
        command, env=told, capture_output=True, text=True, cwd="/", preexec_fn=postgres.become(owner, dying=False)
    )
    if done.returncode:
        raise ToolFailed(tool="pg_basebackup", said=done.stderr.strip()[-300:])
    port = postgres.free_port()
    copy = postgres.Server(home, port, postgres.launch(cluster, binaries, owner, port, postgres.FORGETFUL))
    postgres.wait_until_ready(copy, cluster, postgres.START_SECONDS)
    return copy
