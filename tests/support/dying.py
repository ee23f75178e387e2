"""A process that dies at a chosen one of its write points: statements sent to PostgreSQL, operations on files.

Every statement passes `psycopg.Connection.wait`, whoever made it: Django's cursors, compiled statements, COMMIT and
ROLLBACK. File operations are those of `os` and the opening and writing of files, below one folder. Whoever is dead
does nothing more: what `finally` and `except` blocks still try does not reach disk or database, and the connection is
left as a killed process leaves it, without a ROLLBACK.
"""

import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections
from psycopg.pq import TransactionStatus

OPERATIONS = (
    "open",
    "write",
    "fsync",
    "pwrite",
    "truncate",
    "replace",
    "rename",
    "unlink",
    "remove",
    "mkdir",
    "chmod",
    "utime",
)
FOLLOWS = {"_commit_gen": "COMMIT", "_rollback_gen": "ROLLBACK"}


class Died(BaseException):
    """Not an Exception, so that nobody catches it."""


@dataclass
class Disk:
    """What a power cut would take: contents beyond what was synced, names put into folders that were not synced since.

    `contents` tells how many bytes of a file are safe.
    """

    contents: dict[Path, int] = field(default_factory=dict)
    names: set[Path] = field(default_factory=set)

    def written(self, path: Path, safe: int) -> None:
        """Bytes from there on were touched."""
        self.contents[path] = min(safe, self.contents.get(path, safe))

    def named(self, path: Path, source: Path | None = None) -> None:
        """A new name; a rename carries what is not synced along."""
        self.names = self.names - {source} | {path}
        if source in self.contents:
            self.contents[path] = self.contents.pop(source)

    def synced(self, path: Path) -> None:
        if path.is_dir():
            self.names = {name for name in self.names if name.parent != path}
        else:
            self.contents.pop(path, None)

    def lose(self) -> None:
        for path in self.names:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for path, safe in self.contents.items():
            if path.exists():
                os.truncate(path, safe)


@dataclass
class Points:
    """The write points of one run. Dies before (or `after`) number `at`, counted from 1; 0: lives.

    `cut`: lives on, but the server closes the connection there. `watch` is told the number of each point that left
    no transaction open, when it is done.
    """

    root: Path
    at: int = 0
    after: bool = False
    cut: Callable[[int], None] | None = None
    watch: Callable[[int], None] | None = None
    names: list[str] = field(default_factory=list)
    dead: bool = False
    disk: Disk = field(default_factory=Disk)
    watching: bool = False

    def pass_through(self, name: str, work: Callable[[], Any], idle: Callable[[], bool] = lambda: False) -> Any:
        """One write point."""
        if self.watching:
            return work()
        if self.dead:
            raise Died
        self.names.append(name)
        number = len(self.names)
        self._strike(number, after=False)
        try:
            done = work()
        except Exception:  # such as a folder that is there already: the process may die after that as well
            self._strike(number, after=True)
            raise
        if self.watch and idle():
            self.watching = True
            self.watch(number)
            self.watching = False
        self._strike(number, after=True)
        return done

    def _strike(self, number: int, *, after: bool) -> None:
        if number != self.at or after is not self.after:
            return
        if self.cut is None:
            self.dead = True
            raise Died
        self.cut(connection.connection.info.backend_pid)


@contextmanager
def counted(points: Points) -> Iterator[None]:
    """Every write point of the block goes through `points`; afterwards all is as it was, but a dead connection."""
    kept = [(psycopg.Connection, "wait", psycopg.Connection.wait), (io, "open", io.open)]
    kept += [(os, name, getattr(os, name)) for name in OPERATIONS]
    replaced = [_waiting(points, psycopg.Connection.wait), _opening(points, io.open)]
    replaced += [_operation(points, name, getattr(os, name)) for name in OPERATIONS]
    for (owner, name, _), new in zip(kept, replaced, strict=True):
        setattr(owner, name, new)
    try:
        yield
    except Died:
        _leave()
    finally:
        for owner, name, old in kept:
            setattr(owner, name, old)


def _leave() -> None:
    """The socket closes and nothing is said to the server; Django begins with a new connection."""
    if connection.connection is not None:
        connection.connection._closed = True
        connection.connection.pgconn.finish()
    del connections["default"]


def _waiting(points: Points, original: Any) -> Any:
    def wait(self: Any, gen: Any, *args: Any, **options: Any) -> Any:
        if self is not connection.connection:
            return original(self, gen, *args, **options)
        name = FOLLOWS.get(gen.__name__) or _sql(gen)
        return points.pass_through(
            name,
            lambda: original(self, gen, *args, **options),
            lambda: self.pgconn.transaction_status == TransactionStatus.IDLE,
        )

    return wait


def _sql(gen: Any) -> str:
    """The beginning of a statement, for whoever reads a failure."""
    told = gen.gi_frame.f_locals if gen.gi_frame else {}
    return " ".join(str(told.get("query", gen.__name__)).split())[:90]


def _operation(points: Points, name: str, original: Any) -> Any:
    def operate(target: Any, *args: Any, **options: Any) -> Any:
        path = _path(target)
        if not path.is_relative_to(points.root):
            return original(target, *args, **options)
        new, made = name == "open" and not path.exists(), list[int]()
        size = path.stat().st_size if path.is_file() else 0

        def work() -> Any:
            done = original(target, *args, **options)
            if new or name == "mkdir":
                points.disk.named(path)
            elif name in ("truncate", "pwrite"):
                points.disk.written(path, min(size, args[-1]))
            elif name in ("replace", "rename"):
                points.disk.named(Path(args[0]), path)
            elif name == "fsync":
                points.disk.synced(path)
            made.extend([done] if name == "open" else [])
            return done

        try:
            return points.pass_through(f"{name} {path.relative_to(points.root)}", work)
        except Died:
            for handle in made:
                os.close(handle)
            raise

    return operate


def _path(target: Any) -> Path:
    return Path(os.readlink(f"/proc/self/fd/{target}")) if isinstance(target, int) else Path(os.fspath(target))


def _opening(points: Points, original: Any) -> Any:
    def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        if isinstance(file, int) or not Path(file).is_relative_to(points.root):
            return original(file, mode, *args, **options)
        path = Path(file)

        made = list[Any]()

        def work() -> Any:
            new = not path.exists()
            made.append(original(file, mode, *args, **options) if "r" in mode else Written(points, path, mode))
            if new:
                points.disk.named(path)
            return made[0]

        try:
            return points.pass_through(f"open {mode} {path.relative_to(points.root)}", work)
        except Died:
            for one in made:
                one.close()
            raise

    return opened


class Written(io.BufferedWriter):
    """A file whose writes are points; what a dead process had not flushed is gone."""

    def __init__(self, points: Points, path: Path, mode: str) -> None:
        super().__init__(io.FileIO(path, mode.replace("b", "")))
        self.points, self.path = points, path

    def write(self, content: Any) -> int:
        self.points.disk.written(self.path, 0)
        written: int = self.points.pass_through(
            f"write {self.path.relative_to(self.points.root)}", lambda: super(Written, self).write(content)
        )
        return written

    def close(self) -> None:
        if self.points.dead:
            self.raw.close()
            return
        super().close()


class Tree:
    """The files below a folder, to come back to; for few and small ones."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kept = {path: path.read_bytes() if path.is_file() else None for path in root.rglob("*")}

    def put_back(self) -> None:
        for path in sorted(self.root.rglob("*"), reverse=True):
            if path not in self.kept:
                path.rmdir() if path.is_dir() else path.unlink()
        for path, content in self.kept.items():
            if content is None:
                path.mkdir(exist_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                path.unlink(missing_ok=True)
                path.write_bytes(content)
