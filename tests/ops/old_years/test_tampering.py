"""Who owns the database cannot make entries vanish by calling them archived, nor bring back what was changed."""

import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django.db import connection, transaction
from django.db.utils import DataError, IntegrityError, ProgrammingError

from motcua.base.ledger.archives.verifying import verify_archives
from motcua.base.ledger.models import Entry
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.verification import verify
from motcua.ops.checks.tampering import KINDS, City, as_superuser, run
from motcua.ops.old_years.errors import Damaged, FolderHeld, LedgerBroken, NotAway, OtherArchive
from motcua.ops.old_years.owner import as_owner
from motcua.ops.postgres import Server
from tests.base.ledger.situations import owner, without_triggers
from tests.ops.old_years.situations import afterwards, brought_back, house, lived, rows, taken_away, whole
from tests.support import cluster

__all__ = ["house"]

SPOILT = {
    "a run's end": ("UPDATE ledger_segment SET hash = repeat('a', 64) WHERE id = (SELECT min(id) FROM ledger_segment)",
                    {"segments"}),
    "a run is gone": ("DELETE FROM ledger_segment WHERE id = (SELECT min(id) FROM ledger_segment)", {"segments"}),
    "a run is longer": ("UPDATE ledger_segment SET last = last + 1, last_id = last_id + 100", {"segments"}),
    "a leaf": ("UPDATE ledger_leaf SET hash = repeat('b', 64) WHERE id = (SELECT min(id) FROM ledger_leaf)",
               {"leaves"}),
    "a leaf more": ("INSERT INTO ledger_leaf (archive_id, xid, entry_id, hash) VALUES (1, 1, 1, repeat('b', 64))",
                    {"leaves"}),
    "the certificate": ("UPDATE ledger_archive SET body = replace(body, '\"rows\":', '\"rows\":1')",
                        {"signature", "unreadable"}),
    "the signature": ("UPDATE ledger_archive SET signature = reverse(signature)", {"signature"}),
    "what is said of it": ("UPDATE ledger_archive SET year = year + 1", {"row"}),
    "the act is gone": ("DELETE FROM ledger_segment; DELETE FROM ledger_leaf; DELETE FROM ledger_archive", {"missing"}),
    "the entry is gone": ("DELETE FROM ledger_entry WHERE subject_kind = 'archive'", {"untold"}),
}  # fmt: skip
"""What the owner does, and by which reasons it is found."""


@pytest.mark.django_db(transaction=True)
def test_whatever_is_changed_of_what_an_archive_left_here_is_found(house: Path) -> None:
    lived(random.Random(2))
    with afterwards() as year:
        taken_away(year, house)
        with as_owner():
            for name, (act, reasons) in SPOILT.items():
                with transaction.atomic(), connection.cursor() as cursor:
                    for table in ("archive", "segment", "leaf", "entry", "head"):
                        cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
                    for statement in act.split("; "):
                        cursor.execute(statement)
                        assert cursor.rowcount > 0, name
                    found = {one.reason for one in verify_archives().findings}
                    assert found & reasons and not whole(), (name, found)
                    transaction.set_rollback(True)
        assert whole()


@pytest.mark.django_db(transaction=True)
def test_entries_removed_are_missed_although_runs_are_put_in_their_place(house: Path) -> None:
    """The marks of an archive without an act, as the owner of the database can write them."""
    lived(random.Random(3))
    with owner() as opened:
        without_triggers(opened)
        opened.execute(
            "INSERT INTO ledger_archive (number, part, year, act, at, folder, body, signature)"
            " VALUES (1, 'ledger_entry', 2020, 'taken', now(), '', '{}', '')"
        )
        opened.execute(
            "INSERT INTO ledger_segment (archive_id, subject_kind, subject_id, first, last, first_id, last_id,"
            " previous_hash, hash) SELECT 1, subject_kind, subject_id, number, number, id, id, previous_hash, hash"
            " FROM ledger_entry WHERE number = 1"
        )
        opened.execute("DELETE FROM ledger_entry WHERE number = 1")
    assert verify().sound, "the chains alone go on"
    archives = verify_archives()
    assert {one.reason for one in archives.findings} == {"unreadable"} and not archives.good
    assert "missing" in {one.reason for one in verify_seals(archives.good).findings}


ROUNDS = 10


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_tampering_with_what_stayed_is_found(house: Path) -> None:
    """As `motcua check tampering` does it, by a superuser with all triggers off."""
    lived(random.Random(12))
    with afterwards() as year:
        taken_away(year, house, drop=True)
        seal_all()
    settings = connection.settings_dict
    as_superuser(cast(Server, SimpleNamespace(admin_url=cluster.admin_of(cluster.NAME))))
    held = City(random.Random(13), list(Entry.objects.exclude(subject_kind="archive").order_by("id")), 1)
    held.seals = verify_seals().seals
    tried = 0
    try:
        while tried < ROUNDS:
            kind = KINDS[tried % len(KINDS)]
            try:
                with transaction.atomic():
                    run("SET LOCAL session_replication_role TO replica")
                    kind(held)
                    found = not whole()
                    transaction.set_rollback(True)
            except (IntegrityError, DataError):
                continue
            assert found, kind.__name__
            tried += 1
    finally:
        connection.close()
        connection.settings_dict = settings
    assert whole()


FILES: dict[str, Callable[[bytes], bytes]] = {
    "entries.gz": lambda text: text.replace(b"K1", b"K9", 1),
    "archive.json": lambda text: re.sub(rb'rows\\":(\d)', rb'rows\\":1\1', text),
}


@pytest.mark.django_db(transaction=True)
def test_an_archive_that_was_changed_does_not_come_back(house: Path) -> None:
    lived(random.Random(4))
    with afterwards() as year:
        folder = taken_away(year, house).folder
        kept = rows()
        for name, change in FILES.items():
            path = folder / name
            real = path.read_bytes()
            text = gzip.decompress(real) if name.endswith(".gz") else real
            assert change(text) != text
            for spoilt in (change(text), text[: len(text) // 2]):
                path.write_bytes(gzip.compress(spoilt) if name.endswith(".gz") else spoilt)
                with pytest.raises(Damaged):
                    brought_back(folder)
            path.write_bytes(real[: len(real) // 2])
            with pytest.raises(Damaged):
                brought_back(folder)
            path.unlink()
            with pytest.raises(Damaged):
                brought_back(folder)
            path.write_bytes(real)
        assert rows() == kept and whole()
        brought_back(folder)
        with pytest.raises(NotAway):
            brought_back(folder)


@pytest.mark.django_db(transaction=True)
def test_only_the_archive_that_was_taken_comes_back_and_nothing_is_written_over(house: Path) -> None:
    lived(random.Random(5))
    with afterwards() as year:
        first = taken_away(year, house)
        brought_back(first.folder)
        with pytest.raises(FolderHeld):
            taken_away(year, house)
        second = taken_away(year, house / "again")
        with pytest.raises(OtherArchive):
            brought_back(first.folder)
        brought_back(second.folder)
        assert whole()


@pytest.mark.django_db(transaction=True)
def test_a_ledger_that_is_not_whole_is_not_taken_away(house: Path) -> None:
    lived(random.Random(6))
    with owner() as opened:
        without_triggers(opened)
        opened.execute("UPDATE ledger_entry SET facts = '{}' WHERE number = 2")
    with afterwards() as year, pytest.raises(LedgerBroken):
        taken_away(year, house)
    assert not house.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["archive", "segment", "leaf"])
def test_the_application_writes_nothing_of_what_proves_archives(table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM ledger_{table}")
