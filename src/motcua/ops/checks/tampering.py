"""Is every tampering with the ledger found? Made-up ones, at random, by somebody who owns the whole server.

Each round changes the ledger of a filled and sealed city as a superuser with all triggers off, verifies chains and
seals, and takes everything back. It counts as found when the first bad record named is one that was touched.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.utils import DataError, IntegrityError

from motcua.base.ledger import chain
from motcua.base.ledger.models import Entry
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.verification import record_of, verify
from motcua.kernel.database import COMMON, city
from motcua.ops import postgres
from motcua.ops.checks import sample

Names = set[tuple[str, object]]
"""Records that were touched: ("number", "case:…#3"), ("entry", id), ("seal", number)."""
OTHER = {
    "kind": "'case.closed' || kind",
    "actor_kind": "CASE actor_kind WHEN 'system' THEN 'partner' ELSE 'system' END",
    "actor_name": "CASE actor_kind WHEN 'citizen' THEN '' ELSE actor_name || 'x' END",
    "account_id": "gen_random_uuid()",
    "person_id": "gen_random_uuid()",
    "position_id": "gen_random_uuid()",
    "authority": "authority || ' '",
    "at": "at + interval '1 microsecond'",
    "facts": "facts || '{\"more\": null}'",
    "subject_kind": "subject_kind || 'x'",
    "subject_id": "subject_id || 'x'",
    "number": "number + 1000",
    "previous_hash": "overlay(previous_hash placing CASE left(previous_hash, 1) WHEN 'a' THEN 'b' ELSE 'a' END from 1)",
    "hash": "overlay(hash placing CASE left(hash, 1) WHEN 'a' THEN 'b' ELSE 'a' END from 1)",
    "id": "id + 1000000",
    "xid": "xid + 1000000",
}
"""For each column, another value."""


@dataclass
class City:
    """What stands in the ledger before anything is done to it."""

    rng: random.Random
    entries: list[Entry]
    seals: int

    def one(self) -> Entry:
        return self.rng.choice(self.entries)

    def chain_of(self, entry: Entry) -> list[Entry]:
        return [one for one in self.entries if key(one) == key(entry)]

    def long(self) -> list[Entry]:
        """A chain of three entries or more."""
        while len(found := self.chain_of(self.one())) < 3:
            pass
        return found


def named(*entries: Entry) -> Names:
    return {("number", f"{one.subject_kind}:{one.subject_id}#{one.number}") for one in entries} | {
        ("entry", one.pk) for one in entries
    }


def run(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def edit(held: City) -> Names:
    entry, column = held.one(), held.rng.choice(sorted(OTHER))
    run(f"UPDATE ledger_entry SET {column} = {OTHER[column]} WHERE id = %s", entry.pk)
    if column == "actor_name" and entry.actor_kind == "citizen":
        run("UPDATE ledger_entry SET authority = authority || 'x' WHERE id = %s", entry.pk)
    placed = column in ("id", "xid")
    later = [one for one in held.chain_of(entry) if placed and one.number == entry.number + 1]
    beyond: Names = {("entry", entry.pk + 1_000_000)} if column == "id" else set()
    ends = ["x" * (column == name) for name in ("subject_kind", "subject_id")]
    moved = f"{entry.subject_kind}{ends[0]}:{entry.subject_id}{ends[1]}"
    return named(entry, *later) | beyond | {("number", f"{moved}#{n}") for n in (1, entry.number)}


def delete(held: City) -> Names:
    entry = held.one()
    run("DELETE FROM ledger_entry WHERE id = %s", entry.pk)
    return named(entry)


def insert(held: City) -> Names:
    """A new last entry, hashed as it should be; half the time the head is moved too, among what is sealed."""
    last = held.long()[-1]
    record = record_of(last)
    new = chain.Record(**{**told(record), "number": record.number + 1, "previous_hash": last.hash})
    place = last.pk * 1_000_000 + 1
    run(
        "INSERT INTO ledger_entry SELECT (jsonb_populate_record(e, jsonb_build_object('id', %s::bigint, 'number',"
        " number + 1, 'previous_hash', hash, 'hash', %s::text))).* FROM ledger_entry AS e WHERE id = %s",
        place, chain.hash_of(new), last.pk,
    )  # fmt: skip
    if held.rng.random() < 0.5:
        move_head(last, last.number + 1, chain.hash_of(new))
    return {("number", f"{last.subject_kind}:{last.subject_id}#{last.number + 1}"), ("entry", place)} | {
        ("entry", one.pk) for one in held.entries if (one.xid, one.pk) > (last.xid, last.pk)
    }


def reorder(held: City) -> Names:
    """Two entries of a subject change numbers, or places."""
    one, other = sorted(held.rng.sample(held.long(), 2), key=lambda entry: entry.number)
    if held.rng.random() < 0.5:
        swap("number", one, other, one.number, other.number)
    else:
        swap("id", one, other, one.pk, other.pk)
    between = [entry for entry in held.chain_of(one) if one.number <= entry.number <= other.number]
    return named(*between)


def swap_subjects(held: City) -> Names:
    one, other = held.one(), held.one()
    while (one.subject_id, one.number) == (other.subject_id, other.number) or one.subject_kind != other.subject_kind:
        one, other = held.one(), held.one()
    if one.number == other.number:
        swap("subject_id", one, other, one.subject_id, other.subject_id)
    else:
        for entry, beside in ((one, other), (other, one)):
            run("UPDATE ledger_entry SET facts = %s::jsonb, hash = %s, kind = %s WHERE id = %s",
                "{\"swapped\": true}", beside.hash, beside.kind, entry.pk)  # fmt: skip
    return named(one, other)


def roll_back(held: City) -> Names:
    """The tail goes, and the head fits what is left."""
    entries = held.long()
    keep = held.rng.randrange(1, len(entries))
    run("DELETE FROM ledger_entry WHERE id = ANY(%s)", [one.pk for one in entries[keep:]])
    if held.rng.random() < 0.7:
        move_head(entries[0], entries[keep - 1].number, entries[keep - 1].hash)
    return named(*entries[keep:])


def rewrite(held: City) -> Names:
    """From some entry on the chain is another, hashed as it should be, and its head fits."""
    entries = held.long()
    start = held.rng.randrange(len(entries))
    previous = entries[start].previous_hash
    for entry in entries[start:]:
        new = chain.Record(**{**told(record_of(entry)), "authority": "thẩm quyền khác", "previous_hash": previous})
        run("UPDATE ledger_entry SET authority = %s, previous_hash = %s, hash = %s WHERE id = %s",
            new.authority, previous, chain.hash_of(new), entry.pk)  # fmt: skip
        previous = chain.hash_of(new)
    move_head(entries[-1], entries[-1].number, previous)
    return named(*entries[start:])


def remove_subject(held: City) -> Names:
    entries = held.chain_of(held.one())
    run("DELETE FROM ledger_entry WHERE id = ANY(%s)", [one.pk for one in entries])
    run("DELETE FROM ledger_head WHERE subject_kind = %s AND subject_id = %s", *key(entries[0]))
    return named(*entries)


def spoil_head(held: City) -> Names:
    last = held.chain_of(held.one())[-1]
    what = held.rng.choice(("number = number + 3", "hash = repeat('d', 64)", "subject_id = subject_id || 'x'"))
    run(f"UPDATE ledger_head SET {what} WHERE subject_kind = %s AND subject_id = %s", *key(last))
    subject = f"{last.subject_kind}:{last.subject_id}"
    return named(last) | {("number", f"{subject}{x}#{n}") for x in ("", "x") for n in (1, last.number + 1)}


def spoil_seal(held: City) -> Names:
    """Its row is changed, or gone. Without the last one the file alone stands for it, and comes in again."""
    number = held.rng.randint(1, held.seals)
    what = held.rng.choice(('body = replace(body, \'"root":"\', \'"root":"0\')', "signature = reverse(signature)"))
    if number < held.seals and held.rng.random() < 0.3:
        run("DELETE FROM ledger_seal WHERE number = %s", number)
    else:
        run(f"UPDATE ledger_seal SET {what} WHERE number = %s", number)
    return {("seal", number)}


KINDS: tuple[Callable[[City], Names], ...] = (
    edit, delete, insert, reorder, swap_subjects, roll_back, rewrite, remove_subject, spoil_head, spoil_seal,
)  # fmt: skip


def check(server: postgres.Server, rounds: int, seed: int) -> dict[str, Any]:
    """Figures; "ok" where every one was found and named."""
    sample.fill()
    seal_all()
    sample.go_on()
    seal_all()
    as_superuser(server)
    entries = list(Entry.objects.order_by("subject_kind", "subject_id", "number"))
    held = City(random.Random(seed), entries, verify_seals().seals)
    whole = verify().sound and verify_seals().sound
    tried: Counter[str] = Counter()
    missed: list[str] = []
    while tried.total() < rounds:
        kind = held.rng.choice(KINDS)
        try:
            why = one_round(held, kind)
        except (IntegrityError, DataError):
            continue  # the database itself refused: nothing was tampered with
        tried[kind.__name__] += 1
        if why:
            missed.append(f"{kind.__name__} ({tried.total()}): {why}")
    again = verify().sound and verify_seals().sound
    return {
        "ok": whole and again and not missed,
        "entries": len(entries),
        "seals": held.seals,
        "rounds": rounds,
        "found": rounds - len(missed),
        "whole_again": again,
        "kinds": dict(sorted(tried.items())),
        "missed": missed[:20],
    }


def one_round(held: City, kind: Callable[[City], Names]) -> str:
    """Why it was not found; empty where it was."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role TO replica")
        touched = kind(held)
        chains, seals = verify(), verify_seals()
        transaction.set_rollback(True)
    first: Names = set()
    if chains.findings:
        worst = chains.findings[0]
        first = {("number", f"{worst.subject}#{worst.number}"), ("entry", worst.entry_id)}
    elif seals.findings:
        bad = seals.findings[0]
        first = {("entry", bad.entry_id)} if bad.entry_id else {("seal", bad.number)}
    if first & touched:
        return ""
    return f"{first or 'nothing'} instead of {sorted(touched, key=str)[:6]}"


def as_superuser(server: postgres.Server) -> None:
    """This process's connection becomes that of whoever owns the server."""
    parts = urlsplit(server.admin_url)
    path = f"-c search_path={city()},{COMMON},public"
    connection.close()
    told = {"USER": parts.username, "PASSWORD": parts.password, "OPTIONS": {"options": path}}
    connection.settings_dict = connection.settings_dict | told


def move_head(entry: Entry, number: int, last: str) -> None:
    run("UPDATE ledger_head SET number = %s, hash = %s WHERE subject_kind = %s AND subject_id = %s",
        number, last, *key(entry))  # fmt: skip


def swap(column: str, one: Entry, other: Entry, first: object, second: object) -> None:
    """By way of a value nobody has; an id is what entries are found by, so it goes last."""
    aside = "aside" if isinstance(first, str) else 10**12
    for new, entry, old in ((aside, one, first), (first, other, second)):
        run(f"UPDATE ledger_entry SET {column} = %s WHERE subject_kind = %s AND {column} = %s AND id = %s",
            new, entry.subject_kind, old, entry.pk)  # fmt: skip
    last = aside if column == "id" else one.pk
    run(f"UPDATE ledger_entry SET {column} = %s WHERE id = %s", second, last)


def key(entry: Entry) -> tuple[str, str]:
    return entry.subject_kind, entry.subject_id


def told(record: chain.Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in chain.Record.__dataclass_fields__}
