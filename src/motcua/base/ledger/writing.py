"""Writing one entry in the transaction of the act it tells about.

The lock protocol, in words. What is scarce is the next number of a subject. Each subject has one row in
`ledger_head` that holds its last number and hash. To append, the head is locked FOR UPDATE first; only its
holder may write the next entry and move the head, and the lock is kept until the act's transaction ends.
So numbers follow each other without gap: whoever rolls back takes number, entry and head back together.
A second act on the same subject waits at the head, then reads what the first left. The first entry of a
subject inserts its head; of two that come together one waits on the unique key and then finds the other's row.

Order: an act locks its own rows (the case) before it appends, and whoever appends to several subjects does so
in the order of their kind and id. The loser waits at most `lock_timeout` and then hears that the system is busy.

Statements: lock the head; insert it if there was none; write the entry and move the head. Two, or three at first;
one where the caller says that it made the subject in this transaction, so that nobody else can know of it, or where
it read the head beside its own rows: then the head moves only from what was read, and is locked and read again if not.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from psycopg.types.json import Jsonb

from motcua.base.ledger import chain
from motcua.base.ledger.errors import NoTransaction
from motcua.base.ledger.kinds import check_facts, kind_named
from motcua.base.ledger.subjects import Subject
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post

if TYPE_CHECKING:
    from motcua.base.ledger.models import Entry

Known = tuple[int, str]
"""The number and the hash of a subject's last entry."""

LOCK = "SELECT number, hash FROM ledger_head WHERE subject_kind = %s AND subject_id = %s FOR UPDATE"

START = """
INSERT INTO ledger_head AS head (subject_kind, subject_id, number, hash) VALUES (%s, %s, 0, %s)
ON CONFLICT (subject_kind, subject_id) DO UPDATE SET number = head.number
RETURNING number, hash
"""

MOVE = """
WITH moved AS (
    UPDATE ledger_head SET number = %(number)s, hash = %(hash)s
    WHERE subject_kind = %(subject_kind)s AND subject_id = %(subject_id)s
)
"""

BEGIN = """
WITH begun AS (
    INSERT INTO ledger_head (subject_kind, subject_id, number, hash)
    VALUES (%(subject_kind)s, %(subject_id)s, %(number)s, %(hash)s)
)
"""

MOVE_FROM = """
WITH moved AS (
    UPDATE ledger_head SET number = %(number)s, hash = %(hash)s
    WHERE subject_kind = %(subject_kind)s AND subject_id = %(subject_id)s
        AND number = %(number)s - 1 AND hash = %(previous_hash)s
    RETURNING number
)
"""

COLUMNS = """
INSERT INTO ledger_entry (
    subject_kind, subject_id, number, kind, actor_kind, actor_name, account_id, person_id, position_id,
    authority, at, facts, previous_hash, hash
)
"""
VALUES = """
    %(subject_kind)s, %(subject_id)s, %(number)s, %(kind)s, %(actor_kind)s, %(actor_name)s, %(account_id)s,
    %(person_id)s, %(position_id)s, %(authority)s, %(at)s, %(facts)s, %(previous_hash)s, %(hash)s
"""
WRITE = f"{COLUMNS} VALUES ({VALUES}) RETURNING id, xid"
WRITE_IF_MOVED = f"{COLUMNS} SELECT {VALUES} FROM moved RETURNING id, xid"


def append(
    subject: Subject,
    kind: str,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
    *,
    authority: Post | str = "",
    at: datetime | None = None,
    first: bool = False,
    known: Known | None = None,
) -> "Entry":
    """Write the next entry of `subject` inside the caller's transaction.

    `authority` is the post under which the actor acts, or a text that names the ground. `at` (aware) is when it
    happened, by default now. A citizen is written down by identifiers only, an official by name as well.
    `first` says that the subject was made in this transaction; IntegrityError where it was not. `known` is the head
    as the caller read it: a guess, tried before the head is locked.
    NoTransaction, UnknownKind and WrongFacts are mistakes of the caller.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(kind=kind)
    stored = check_facts(kind_named(kind), facts or {})
    happened = (at or clock.now()).astimezone(UTC)
    told = {"kind": kind, "at": chain.moment(happened), "facts": stored, **_who(actor, authority)}
    with connection.cursor() as cursor:
        if known is not None and not first:
            row = _row(subject, known, told, happened)
            cursor.execute(MOVE_FROM + WRITE_IF_MOVED, row | {"facts": Jsonb(stored)})
            written = cursor.fetchone()
            if written is not None:
                return _entry(row | {"id": written[0], "xid": written[1]})
        row = _row(subject, (0, chain.GENESIS) if first else _lock_head(cursor, subject), told, happened)
        cursor.execute((BEGIN if first else MOVE) + WRITE, row | {"facts": Jsonb(stored)})
        entry_id, xid = cursor.fetchone()
    return _entry(row | {"id": entry_id, "xid": xid})


def _row(subject: Subject, head: Known, told: dict[str, Any], happened: datetime) -> dict[str, Any]:
    """The entry behind a head, with its hash."""
    number, previous = head
    record = chain.Record(
        subject_kind=subject.kind, subject_id=str(subject.id), number=number + 1, previous_hash=previous, **told
    )
    row = {name: getattr(record, name) for name in chain.Record.__dataclass_fields__}
    return row | {"hash": chain.hash_of(record), "at": happened}


def _lock_head(cursor: Any, subject: Subject) -> tuple[int, str]:
    cursor.execute(LOCK, [subject.kind, subject.id])
    head = cursor.fetchone()
    if head is None:
        cursor.execute(START, [subject.kind, subject.id, chain.GENESIS])
        head = cursor.fetchone()
    number, last_hash = head
    return number, last_hash


def _who(actor: Actor, authority: Post | str) -> dict[str, Any]:
    """A citizen's name stays out of the unchangeable ledger: the person's own record holds it, and can forget it."""
    post = authority if isinstance(authority, Post) else actor.posts[0] if len(actor.posts) == 1 else None
    ground = f"{authority.title} ({authority.agency_path})" if isinstance(authority, Post) else authority
    return {
        "actor_kind": actor.kind,
        "actor_name": "" if actor.kind == "citizen" else actor.name,
        "account_id": _text(actor.account_id),
        "person_id": _text(actor.person_id),
        "position_id": _text(post.position_id if post else None),
        "authority": ground,
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _entry(row: dict[str, Any]) -> "Entry":
    model: type[Entry] = apps.get_model("ledger", "Entry")
    ids = {name: UUID(row[name]) if row[name] else None for name in ("account_id", "person_id", "position_id")}
    entry = model(**(row | ids))
    entry._state.adding, entry._state.db = False, connection.alias
    return entry
