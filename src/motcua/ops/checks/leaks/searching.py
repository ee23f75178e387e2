"""Searching: dumps, the server's log of changes and its files, the store, logs, sessions, what watches."""

import importlib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.sessions.models import Session

from motcua.base.documents.models import Document
from motcua.base.files.errors import FileLost
from motcua.base.files.services.store import storage
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.saving import tools
from motcua.ops.saving.backup import keep_files
from motcua.ops.saving.copying import CityShelf, keys_of, shelf_in
from motcua.ops.saving.manifest import look_at
from motcua.ops.watching import counting
from motcua.ops.watching.readings import Readings

Forms = Mapping[str, tuple[bytes, ...]]
COPY = re.compile(rb"^COPY (?:\w+\.)?(\w+) ")
PAPERS = "documents_document"
DAY_SECONDS = 24 * 3600
PDFS = 40
"""So many drawn papers are read as text as well: their bytes are compressed."""


@dataclass
class Found:
    """How many bytes of each place were looked at, and how often each form stood there."""

    sizes: dict[str, int] = field(default_factory=dict)
    hits: dict[str, dict[str, int]] = field(default_factory=dict)

    def look(self, place: str, contents: Iterable[bytes], forms: Forms) -> None:
        seen, counted = 0, Counter[str]()
        for content in contents:
            seen += len(content)
            counted.update(counts(content, forms))
        self.sizes[place] = seen
        self.hits[place] = {form: count for form, count in counted.items() if count}

    @property
    def total(self) -> int:
        return sum(sum(found.values()) for found in self.hits.values())


def counts(content: bytes, forms: Forms) -> dict[str, int]:
    return {form: sum(content.count(needle) for needle in needles) for form, needles in forms.items()}


def dump(admin_url: str, city: str, target: Path) -> Path:
    """Everything of the city as text, as anybody with a backup could read it."""
    tools.run("pg_dump", ["--format=plain", "--schema", city, "--file", str(target)], admin_url)
    return target


def by_table(text: Path, forms: Forms) -> dict[str, Counter[str]]:
    """In a dump as text and on papers, opened: what stands where; a signed result's paper apart from other papers."""
    found: dict[str, Counter[str]] = {}
    table = ""
    with text.open("rb") as lines:
        for line in lines:
            begun = COPY.match(line)
            table = begun[1].decode() if begun else table
            _count(found, table, line, forms)
    for paper in Document.objects.all():
        place = PAPERS if paper.kind != "result" else f"{PAPERS} (result)"
        _count(found, place, json.dumps(paper.facts, ensure_ascii=False).encode(), forms)
    return found


def _count(found: dict[str, Counter[str]], place: str, content: bytes, forms: Forms) -> None:
    for form, count in counts(content, forms).items():
        if count:
            found.setdefault(place, Counter())[form] += count


def begin(connection: psycopg.Connection) -> str:
    """The piece of the log from which on it is looked at."""
    row = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
    assert row
    return str(row[0])


def server_files(connection: psycopg.Connection, home: Home, since: str) -> Iterator[tuple[str, list[Path]]]:
    """The log of changes since `since`, the files of this database, and what the server says of itself."""
    connection.execute("CHECKPOINT")
    row = connection.execute("SELECT oid::text FROM pg_database WHERE datname = current_database()").fetchone()
    assert row
    cluster = postgres.cluster_folder(home)
    yield "wal", sorted(path for path in (cluster / "pg_wal").glob("0*") if path.is_file() and path.name >= since)
    yield "server", [path for path in (cluster / "base" / str(row[0])).iterdir() if path.is_file()]
    yield "server_log", [cluster.parent / "postgres.log"]


def stored() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


def put_away(connection: psycopg.Connection, home: Home, city: str, folder: Path) -> list[Path]:
    """The files as a backup that is sealed to nobody keeps them in `folder`."""
    look_at(connection, city)
    source = CityShelf(Path(settings.FILES_ROOT), keys_of(home))
    with connection.transaction():
        keep_files(connection, source, shelf_in(folder, (), home))
    return [path for path in folder.rglob("*") if path.is_file()]


def opened() -> Iterator[bytes]:
    """The plain bytes of every file that is kept: what must not be seen anywhere else."""
    for sha256 in storage().untouched(-DAY_SECONDS):
        try:
            with storage().open(sha256) as stream:
                yield stream.read()
        except FileLost:
            continue


def drawn_texts() -> Iterator[bytes]:
    """What stands on papers that were drawn, where the machine can read them."""
    program = shutil.which("pdftotext")
    papers = (content for content in opened() if program and content.startswith(b"%PDF-"))
    for content in islice(papers, PDFS):
        yield subprocess.run([str(program), "-", "-"], input=content, capture_output=True, check=True).stdout


def sessions() -> Iterator[bytes]:
    """What the browser's sessions hold, which stands compressed in the database."""
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    for session in Session.objects.all():
        yield str(store.decode(session.session_data)).encode()


def beside(home: Home) -> list[Path]:
    """Whatever else the data folder holds: keys, seals, the list of erasures, stamps, the server's log."""
    elsewhere = {"files", "postgres"}
    return [path for path in home.path.rglob("*") if path.is_file() and not _is_in(path, home, elsewhere)]


def _is_in(path: Path, home: Home, folders: set[str]) -> bool:
    first = path.relative_to(home.path).parts[0]
    return first in folders or first.startswith("pginstall")


def metrics() -> bytes:
    return counting.text(Readings())


def read(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        yield path.read_bytes() if path.exists() else b""
