"""Tampering as only the owner can, chains and heads made to fit: the seals outside tell, and name the entry."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from django.db import transaction

from motcua.base.ledger import append, chain, verification
from motcua.base.ledger.models import Entry
from motcua.base.ledger.seals import folder, keys, sealing, verifying
from motcua.base.ledger.seals.content import canonical
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.seals.verifying import SealReport, verify_seals
from tests.base.ledger.situations import OFFICIAL, owner, thing, without_triggers

SUBJECTS, LENGTH, SEALS, ROUNDS = 4, 2, 3, 60
Tamper = Callable[[psycopg.Connection, random.Random], int]


def build() -> None:
    """Three seals; in each, every subject goes on by two entries."""
    for part in range(SEALS):
        for number in range(SUBJECTS):
            with transaction.atomic():
                for turn in range(LENGTH):
                    append(thing(number), "thing.made", OFFICIAL, {"code": f"{part}/{turn}"})
        assert len(seal_all()) == 1


def mend(opened: psycopg.Connection) -> None:
    """Numbers, hashes and heads of all chains so that they fit again, as a careful forger does."""
    opened.execute("DELETE FROM ledger_head")
    found = list(Entry.objects.order_by("subject_id", "number", "id"))
    opened.execute("UPDATE ledger_entry SET number = number + 1000")
    for subject, entries in groupby(found, key=lambda entry: entry.subject_id):
        number, last = 0, chain.GENESIS
        for number, entry in enumerate(entries, 1):
            entry.number, entry.previous_hash = number, last
            last = chain.hash_of(verification.record_of(entry))
            opened.execute(
                "UPDATE ledger_entry SET number = %s, previous_hash = %s, hash = %s WHERE id = %s",
                [number, entry.previous_hash, last, entry.pk],
            )
        head = "INSERT INTO ledger_head (subject_kind, subject_id, number, hash) VALUES ('thing', %s, %s, %s)"
        opened.execute(head, [subject, number, last])


def some(rng: random.Random) -> int:
    return rng.choice(list(Entry.objects.values_list("pk", flat=True)))


def edit(opened: psycopg.Connection, rng: random.Random) -> int:
    bad = some(rng)
    opened.execute("UPDATE ledger_entry SET authority = 'khác' WHERE id = %s", [bad])
    return bad


def delete(opened: psycopg.Connection, rng: random.Random) -> int:
    bad = some(rng)
    opened.execute("DELETE FROM ledger_entry WHERE id = %s", [bad])
    return bad


def insert(opened: psycopg.Connection, rng: random.Random) -> int:
    """A new entry, pretended to be older than another one."""
    opened.execute(
        "INSERT INTO ledger_entry (subject_kind, subject_id, number, kind, actor_kind, actor_name, authority, at,"
        " facts, previous_hash, hash, xid) SELECT subject_kind, subject_id, 500, kind, actor_kind, actor_name, 'mới',"
        " at, facts, previous_hash, hash, xid - 1 FROM ledger_entry WHERE id = %s",
        [some(rng)],
    )
    return Entry.objects.get(authority="mới").pk


def exchange(opened: psycopg.Connection, what: str, one: int, other: int) -> None:
    opened.execute(
        f"UPDATE ledger_entry AS e SET {what} FROM ledger_entry AS o"
        " WHERE (e.id = %(a)s AND o.id = %(b)s) OR (e.id = %(b)s AND o.id = %(a)s)",
        {"a": one, "b": other},
    )


def swap_contents(opened: psycopg.Connection, rng: random.Random) -> int:
    """Two entries of different content tell each other's story."""
    one = Entry.objects.get(pk=some(rng))
    other = rng.choice([entry for entry in Entry.objects.all() if entry.facts != one.facts])
    exchange(opened, "facts = o.facts", one.pk, other.pk)
    return min(one.pk, other.pk)


def reorder(opened: psycopg.Connection, rng: random.Random) -> int:
    """Two entries in each other's place in the order of transactions."""
    one = Entry.objects.get(pk=some(rng))
    other = rng.choice(list(Entry.objects.exclude(xid=one.xid)))
    exchange(opened, "xid = o.xid", one.pk, other.pk)
    return min(one.pk, other.pk)


def truncate(opened: psycopg.Connection, rng: random.Random) -> int:
    """The end of the ledger, from some entry on."""
    bad = some(rng)
    opened.execute("DELETE FROM ledger_entry WHERE id >= %s", [bad])
    return bad


def drop_subject(opened: psycopg.Connection, rng: random.Random) -> int:
    subject = f"t{rng.randrange(SUBJECTS)}"
    bad = Entry.objects.filter(subject_id=subject).order_by("id")[0].pk
    opened.execute("DELETE FROM ledger_entry WHERE subject_id = %s", [subject])
    return bad


TAMPERINGS: dict[Tamper, tuple[str, ...]] = {
    edit: ("changed",),
    delete: ("missing", "changed"),
    insert: ("added",),
    swap_contents: ("changed",),
    reorder: ("moved", "missing"),
    truncate: ("missing",),
    drop_subject: ("missing",),
}
"""With what the first finding says."""


def restore(opened: psycopg.Connection) -> None:
    for table in ("entry", "head", "seal"):
        opened.execute(f"DELETE FROM ledger_{table}")
        opened.execute(f"INSERT INTO ledger_{table} SELECT * FROM kept_{table}")


def take_off_locks(opened: psycopg.Connection) -> None:
    without_triggers(opened)
    opened.execute("ALTER TABLE ledger_seal DISABLE TRIGGER USER")
    for table in ("entry", "head", "seal"):
        opened.execute(f"CREATE TABLE kept_{table} AS TABLE ledger_{table}")


@pytest.mark.django_db(transaction=True)
def test_every_random_tampering_behind_fitting_chains_is_found_and_the_first_bad_entry_and_seal_named() -> None:
    build()
    ids = Entry.objects.order_by("xid", "id").values_list("pk", flat=True)
    seal_of = {entry: at // (SUBJECTS * LENGTH) + 1 for at, entry in enumerate(ids)}
    rng = random.Random(20260301)
    with owner() as opened:
        take_off_locks(opened)
        for turn in range(ROUNDS):
            tamper, reasons = list(TAMPERINGS.items())[turn % len(TAMPERINGS)]
            bad = tamper(opened, rng)
            if turn < len(TAMPERINGS):
                assert not (verify_seals().sound and verification.verify().sound), tamper.__name__
            mend(opened)
            assert verification.verify().sound or not Entry.objects.exists(), (turn, tamper.__name__)
            first = verify_seals().findings[0]
            assert first.entry_id == bad, (turn, tamper.__name__, bad, first)
            assert first.number == seal_of.get(bad, first.number) and first.reason in reasons, (tamper.__name__, first)
            assert first.subject == named(bad)
            restore(opened)
        assert verify_seals().sound and verification.verify().sound


def named(entry_id: int) -> str:
    """As a finding names the subject of an entry that is there."""
    one = Entry.objects.filter(pk=entry_id).first()
    return f"thing:{one.subject_id}#{one.number}" if one else ""


def sealed_again(opened: psycopg.Connection, seals: Path, *, own_key: bool = True) -> None:
    """The rows of the seals made anew over a rewritten ledger, signed with a key of one's own."""
    opened.execute("UPDATE ledger_entry SET authority = 'khác' WHERE id = (SELECT min(id) FROM ledger_entry)")
    mend(opened)
    opened.execute("DELETE FROM ledger_seal")
    kept, right = seals.with_name("kept"), keys.place().read_bytes()
    seals.rename(kept)
    if own_key:
        keys.place().unlink()
    seal_all()
    shutil.rmtree(seals)
    kept.rename(seals)
    keys.place().write_bytes(right)


def sealed_anew_from_the_second(opened: psycopg.Connection, seals: Path) -> None:
    """By who has the key, the same entries under each, with the third seal put back behind it."""
    opened.execute("DELETE FROM ledger_seal WHERE number > 1")
    third = (seals / folder.name_of(3)).read_bytes()
    for number in (2, 3):
        (seals / folder.name_of(number)).unlink()
    with patch.object(sealing, "LIMIT", SUBJECTS * LENGTH):
        assert len(seal_all()) == 2
    opened.execute("DELETE FROM ledger_seal WHERE number = 3")
    opened.execute("INSERT INTO ledger_seal SELECT * FROM kept_seal WHERE number = 3")
    (seals / folder.name_of(3)).write_bytes(third)


def second(seals: Path) -> Path:
    return seals / folder.name_of(2)


def alter(path: Path, **changes: object) -> None:
    """Change a seal file, everything but its signature."""
    told = json.loads(path.read_bytes())
    told["seal"] |= changes.pop("seal", {})  # type: ignore[call-overload]
    path.write_bytes(canonical(told | changes))


DOINGS: dict[str, tuple[Callable[[psycopg.Connection, Path], object], tuple[int, str]]] = {
    "file removed": (lambda db, at: second(at).unlink(), (2, "no file")),
    "last file removed": (lambda db, at: (at / folder.name_of(3)).unlink(), (3, "no file")),
    "file copied": (lambda db, at: shutil.copy(second(at), at / "copy.json"), (2, "doubled")),
    "file spoilt": (lambda db, at: second(at).write_bytes(b"{}"), (2, "unreadable")),
    "stray file": (lambda db, at: (at / "note.json").write_bytes(b"{}"), (0, "unreadable")),
    "file signed by nobody": (lambda db, at: alter(second(at), signature="ab" * 64), (2, "signature")),
    "file changed": (lambda db, at: alter(second(at), seal={"root": "a" * 64}), (2, "signature")),
    "list changed": (lambda db, at: alter(second(at), places={"ids": [1], "prints": "AAAAAAAA"}), (2, "list")),
    "file of another": (lambda db, at: shutil.copy(at / folder.name_of(1), second(at)), (2, "signature")),
    "row removed": (lambda db, at: db.execute("DELETE FROM ledger_seal WHERE number = 2"), (2, "no row")),
    "last rows removed": (lambda db, at: db.execute("DELETE FROM ledger_seal WHERE number > 1"), (3, "no row")),
    "row spoilt": (
        lambda db, at: db.execute("UPDATE ledger_seal SET body = '{' WHERE number = 2"), (2, "row unreadable"),
    ),
    "row unsigned": (
        lambda db, at: db.execute("UPDATE ledger_seal SET signature = 'no' WHERE number = 2"), (2, "signature"),
    ),
    "row changed": (
        lambda db, at: db.execute("UPDATE ledger_seal SET body = replace(body, 'T', 'U') WHERE number = 2"),
        (2, "signature"),
    ),
    "all sealed again with another key": (sealed_again, (1, "signature")),
    "all sealed again with the same key": (lambda db, at: sealed_again(db, at, own_key=False), (1, "differs")),
    "sealed anew in the middle": (sealed_anew_from_the_second, (3, "chain")),
    "key gone": (lambda db, at: keys.place().unlink(), (3, "no key")),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_tampering_with_seals_is_found_and_the_seal_named(own_seals: Path, tmp_path: Path) -> None:
    build()
    kept, key = tmp_path / "kept-folder", keys.place().read_bytes()
    shutil.copytree(own_seals, kept)
    with owner() as opened:
        take_off_locks(opened)
        for name, (do, (number, reason)) in DOINGS.items():
            do(opened, own_seals)
            found = verify_seals().findings
            assert found and (found[0].number, found[0].reason) == (number, reason), (name, found)
            assert [one.reason for one in found if one.number == number].count(reason) == 1, (name, found)
            restore(opened)
            shutil.rmtree(own_seals)
            shutil.copytree(kept, own_seals)
            keys.place().write_bytes(key)
            assert verify_seals().sound, name


@pytest.mark.django_db(transaction=True)
def test_without_the_files_the_rows_still_tell_that_something_changed(own_seals: Path) -> None:
    build()
    shutil.rmtree(own_seals)
    with owner() as opened:
        take_off_locks(opened)
        edit(opened, random.Random(1))
        mend(opened)
    report = verify_seals()
    told = [(one.number, one.reason, one.entry_id) for one in report.findings]
    assert (report.seals, told[0]) == (SEALS, (SEALS, "no files", None))
    assert {one[1:] for one in told[1:]} == {("entries", None)}


@dataclass
class Away:
    """A certificate that seals, from one to another, lie whole in an archive."""

    whole: tuple[tuple[int, int], ...]


@pytest.mark.django_db(transaction=True)
def test_what_lies_in_an_archive_is_missed_by_right_and_nothing_else_is(own_seals: Path) -> None:
    build()
    ids = list(Entry.objects.order_by("xid", "id").values_list("pk", flat=True))
    second_seal = ids[SUBJECTS * LENGTH : 2 * SUBJECTS * LENGTH]
    with owner() as opened:
        take_off_locks(opened)
        opened.execute("DELETE FROM ledger_entry WHERE id = ANY(%s)", [second_seal])
        for first, last, sound in ((2, 2, True), (1, 2, False), (2, 3, False), (3, 3, False), (1, 1, False)):
            assert verify_seals([Away(((first, last),))]).sound is sound, (first, last)  # type: ignore[list-item]
        opened.execute("INSERT INTO ledger_entry SELECT * FROM kept_entry WHERE id = ANY(%s)", [second_seal[3:]])
        found = verify_seals([Away(((2, 2),))]).findings  # type: ignore[list-item]
    assert [(one.number, one.reason, one.entry_id) for one in found] == [(2, "added", second_seal[3])]


@pytest.mark.django_db(transaction=True)
def test_of_many_findings_the_first_are_told(own_seals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify_seals() == SealReport(0, sealing.age(), ())
    build()
    for number in (1, 2, 3):
        (own_seals / folder.name_of(number)).write_bytes(b"{}")
    monkeypatch.setattr(verifying, "SHOWN", 2)
    assert [(one.number, one.reason) for one in verify_seals().findings] == [(1, "unreadable"), (2, "unreadable")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sealed_since", [False, True])
def test_an_entry_put_behind_the_last_one_of_a_sealed_transaction_is_found(sealed_since: bool) -> None:
    build()
    last = Entry.objects.order_by("xid", "id").last()
    assert last
    with owner() as opened:
        take_off_locks(opened)
        new = opened.execute(
            "INSERT INTO ledger_entry (subject_kind, subject_id, number, kind, actor_kind, actor_name, authority, at,"
            " facts, previous_hash, hash, xid) SELECT subject_kind, subject_id, number + 1, kind, actor_kind,"
            " actor_name, authority, at, facts, hash, hash, xid FROM ledger_entry WHERE id = %s RETURNING id",
            [last.pk],
        ).fetchone()
        mend(opened)
    if sealed_since:
        assert len(seal_all()) == 1
    assert new and verification.verify().sound
    found = [(one.number, one.reason, one.entry_id) for one in verify_seals().findings]
    assert found == [(SEALS + sealed_since, "added", new[0])]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_a_full_seal_cut_is_no_tampering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LIMIT", 3)
    with transaction.atomic():
        for turn in range(8):
            append(thing(1), "thing.made", OFFICIAL, {"code": f"{turn}"})
    assert [one.entries for one in seal_all()] == [3, 3, 2] and verify_seals().sound
