"""Bringing a city back into an empty place, and proving that it is the one that was put away.

Refused before anything is touched: a dump whose bytes changed, keys that are missing or another city's, a place that
is not empty. What differs afterwards is told, thing by thing.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON, Place
from motcua.kernel.home import Home
from motcua.ops import jurisdiction
from motcua.ops.saving import tools
from motcua.ops.saving.copying import CityShelf, Shelf, bring, digest_of, shelf_in, shelf_of
from motcua.ops.saving.errors import Damaged, NoKeys, NotEmpty, OtherKeys
from motcua.ops.saving.manifest import (
    STORED,
    Manifest,
    counts,
    has_keys,
    ledger_hash,
    look_at,
    strangers,
)
from motcua.ops.saving.sealing import KEYLESS, Opening, opened

LIVED = ("ledger_entry", "access_account", "cases_case")
"""Where one of these has a row, somebody's city is."""

ELSEWHERE = ("no files", "no row")
SAMPLE = 200
OTHERS = (
    "SELECT table_schema::text FROM information_schema.tables"
    " WHERE table_name = 'django_migrations' AND table_schema <> ALL(%s)"
)
LIFT = """DO $$ BEGIN
    WHILE pg_snapshot_xmax(pg_current_snapshot())::text::bigint <= {} LOOP
        PERFORM pg_current_xact_id(); COMMIT;
    END LOOP;
END $$"""


@dataclass(frozen=True)
class Restored:
    """`differences` is empty when everything is as the manifest says. `notes` tell of seals kept elsewhere."""

    manifest: Manifest
    files: int
    hashed: int
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()


def check(folder: Path, home: Home, opening: Opening = KEYLESS) -> Manifest:
    """What can be known before a server is there. Damaged, NeedsKey, WrongKey, NoKeys, OtherKeys."""
    manifest = Manifest.read(folder)
    dump = folder / manifest.dump
    if not dump.is_file() or digest_of(dump) != manifest.dump_sha256:
        raise Damaged(folder=folder, what=dump.name)
    opening.check(manifest.sealed_to, folder)
    check_place(home, manifest.keys)
    return manifest


def check_place(home: Home, marks: dict[str, str]) -> None:
    """`home` has the keys `marks` tell of, and no files yet. NoKeys, OtherKeys, NotEmpty."""
    if not has_keys(home):
        raise NoKeys(folder=home.path)
    if others := strangers(marks, home.keys):
        raise OtherKeys(folder=home.path, names=", ".join(others))
    if any(home.files.glob("??/??/*")):
        raise NotEmpty(what=str(home.files))


def restore(folder: Path, admin_url: str, home: Home, sample: int = SAMPLE, opening: Opening = KEYLESS) -> Restored:
    """Bring the backup `folder` back into the empty database of `admin_url` and the empty files of `home`."""
    manifest = check(folder, home, opening)
    if manifest.made_up:
        home.mark_made_up()
    with psycopg.connect(admin_url, autocommit=True) as connection:
        refuse_a_city(connection, manifest.city)
        place = Place.parse(admin_url)
        jurisdiction.found(connection, place.name, manifest.city)
        for schema in (manifest.city, COMMON):
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
        with ready(folder, manifest, opening, home) as dump:
            load = ["--exit-on-error", "--single-transaction", "--dbname", place.name, str(dump)]
            tools.run("pg_restore", load, admin_url)
        look_at(connection, manifest.city)
        lift(connection, manifest.newest_xid)
        connection.execute("ANALYZE")
        stored = connection.execute(STORED).fetchall()
        differences = compare(connection, manifest)
    shelf = shelf_in(folder.parent, manifest.sealed_to, home, opening)
    hashed, changed = prove_files(stored, shelf, shelf_of(home), sample)
    differences += changed
    if len(stored) != manifest.files:
        differences.append(f"files: {len(stored)} instead of {manifest.files}")
    told, notes = verify_ledger(place, home, manifest.city, manifest.ledger_hash)
    if manifest.code != jurisdiction.fingerprint():
        jurisdiction.add(admin_url, manifest.city, place=place)
    again, wrong = erase_again(place, home, manifest.city)
    return Restored(manifest, len(stored), hashed, tuple(dict.fromkeys(differences + told + wrong)), (*notes, *again))


@contextmanager
def ready(folder: Path, manifest: Manifest, opening: Opening, home: Home) -> Iterator[Path]:
    """The dump as pg_restore reads it."""
    if not manifest.sealed_to:
        yield folder / manifest.dump
        return
    with opened(folder / manifest.dump, opening, home.path) as plain:
        yield plain


def erase_again(place: Place, home: Home, city: str) -> tuple[tuple[str, ...], list[str]]:
    """What had been erased since, by the list beside the seals: what is to be known of it, and what went wrong."""
    facts, complaint = asked(place, home, city, "retention", "--replay")
    if not facts:
        return (), [f"erasures: {complaint}"]
    return (f"erased again: {facts['cases']} cases, {facts['people']} people, left {facts['left']}",), []


def refuse_a_city(connection: psycopg.Connection, city: str) -> None:
    """NotEmpty where somebody's rows are, or another city shares what is common."""
    other = connection.execute(OTHERS, [[city, COMMON]]).fetchone()
    if other:
        raise NotEmpty(what=other[0])
    for table in LIVED:
        row = connection.execute("SELECT to_regclass(%s)", [f"{city}.{table}"]).fetchone()
        if row and row[0]:
            any_row = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(city, table))
            if connection.execute(any_row).fetchone():
                raise NotEmpty(what=f"{city}.{table}")


def lift(connection: psycopg.Connection, newest_xid: int) -> None:
    """Use up transaction numbers until the next is above the ledger's newest: delivery goes by them (decision 2)."""
    connection.execute("SET synchronous_commit TO off")
    connection.execute(sql.SQL(LIFT).format(sql.Literal(newest_xid)))
    connection.execute("SET synchronous_commit TO on")


def compare(connection: psycopg.Connection, manifest: Manifest) -> list[str]:
    """Tables whose rows are not as many as they were, and the ledger's heads."""
    now = counts(connection, manifest.city)
    differing = sorted(
        name for name in manifest.tables.keys() | now.keys() if manifest.tables.get(name) != now.get(name)
    )
    found = [f"{name}: {now.get(name, 0)} rows instead of {manifest.tables.get(name, 0)}" for name in differing]
    return found if ledger_hash(connection) == manifest.ledger_hash else [*found, "ledger: other heads"]


def bring_files(stored: list[tuple[str, int]], source: Shelf, target: CityShelf) -> list[str]:
    became = ((sha256, bring(source, target, sha256, size)) for sha256, size in stored)
    return [f"file {sha256}: {what}" for sha256, what in became if what in ("missing", "damaged")]


def prove_files(stored: list[tuple[str, int]], source: Shelf, target: CityShelf, sample: int) -> tuple[int, list[str]]:
    """Every file brought, `sample` of them drawn by lot and hashed again: how many, and what is wrong."""
    found = bring_files(stored, source, target)
    drawn = random.sample(stored, min(sample, len(stored)))
    return len(drawn), found + [f"file {sha256}: other bytes" for sha256, _ in drawn if target.altered(sha256)]


def verify_ledger(place: Place, home: Home, city: str, heads: str) -> tuple[list[str], tuple[str, ...]]:
    """Every chain and seal recomputed, as the city's own role: what differs, and what is only to be known.

    That no seal's file is here, or files of later seals are, says nothing against what was brought back.
    """
    facts, complaint = asked(place, home, city, "ledger", "verify")
    if not facts:
        return [f"ledger: {complaint}"], ()
    found = [f"ledger: {facts['broken']} broken chains"] if facts["broken"] else []
    if heads and facts["ledger_hash"] != heads:
        found.append("ledger: other heads")
    notes: list[str] = []
    for one in facts["seals"]["findings"]:
        (notes if one["reason"] in ELSEWHERE else found).append(f"seal {one['seal']}: {one['vi']} / {one['en']}")
    found += [f"archive {one['act']}: {one['vi']} / {one['en']}" for one in facts["archives"]["findings"]]
    if facts["archived"]:
        notes.append(f"{facts['archived']} sự kiện nằm trong kho lưu trữ / entries lie in archives")
    return found, tuple(notes)


def asked(place: Place, home: Home, city: str, *words: str) -> tuple[dict[str, Any], str]:
    """What a command says of the city of `place`, in a process of its own; nothing and its last words otherwise."""
    told = os.environ | {"MOTCUA_DATABASE": place.url, "MOTCUA_HOME": str(home.path), "MOTCUA_CITY": city}
    done = subprocess.run([sys.executable, "-m", "motcua", *words, "--json"], env=told, capture_output=True, text=True)
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        return {}, done.stderr.strip()[-300:]
