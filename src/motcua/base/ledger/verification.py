"""Recomputing every chain: does each entry still say what it said, and is none missing, added or moved?

Found: any change of an entry, a missing, added or reordered one, a cut tail, a lost or changed head.
Not found by this alone: a whole subject removed together with its head; a chain rewritten from some entry on, or cut
short, with the head made to fit. Only who owns the database can do that; the seals kept outside show it (`seals/`).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection, transaction

from motcua.base.ledger import chain
from motcua.base.ledger.models import Entry
from motcua.base.ledger.subjects import Subject
from motcua.kernel.words import Words

CHUNK = 2000
SHOWN = 100

REASONS = {
    "number": Words("số thứ tự không liên tục", "numbers do not follow each other"),
    "previous": Words("không nối với sự kiện trước", "does not continue the entry before it"),
    "content": Words("nội dung đã bị thay đổi", "the content was changed"),
    "order": Words("đã bị đổi chỗ", "was moved"),
    "no head": Words("mất dòng đầu chuỗi", "the head of the chain is missing"),
    "head": Words("dòng đầu chuỗi không khớp", "the head of the chain does not fit"),
    "tail": Words("thiếu sự kiện cuối", "entries at the end are missing"),
}

ROWS = """
SELECT coalesce(e.subject_kind, h.subject_kind), coalesce(e.subject_id, h.subject_id), h.number, h.hash,
    e.id, e.number, e.kind, e.actor_kind, e.actor_name, e.account_id::text, e.person_id::text, e.position_id::text,
    e.authority, e.at, e.facts::text, e.previous_hash, e.hash, e.until, e.last_id
FROM (
    SELECT subject_kind, subject_id, id, number, kind, actor_kind, actor_name, account_id, person_id, position_id,
        authority, at, facts, previous_hash, hash, NULL::bigint AS until, NULL::bigint AS last_id
    FROM ledger_entry
    UNION ALL
    SELECT subject_kind, subject_id, first_id, first, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, previous_hash, hash, last, last_id
    FROM ledger_segment
) AS e
FULL JOIN ledger_head AS h ON h.subject_kind = e.subject_kind AND h.subject_id = e.subject_id
WHERE %(kind)s::text IS NULL
    OR (coalesce(e.subject_kind, h.subject_kind) = %(kind)s AND coalesce(e.subject_id, h.subject_id) = %(id)s)
ORDER BY 1, 2, e.number, e.id
"""

HEADS = """
SELECT subject_kind, subject_id, number, hash FROM ledger_head
ORDER BY subject_kind COLLATE "C", subject_id COLLATE "C"
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first record of one subject that does not fit. `entry_id` is None where an entry is missing."""

    subject: Subject
    number: int
    entry_id: int | None
    reason: str

    @property
    def words(self) -> Words:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Report:
    """`findings` names the first bad record of each broken subject, up to SHOWN; `broken` counts the subjects.

    `archived` entries lie elsewhere: of them the ends of each subject's run are looked at.
    """

    entries: int
    subjects: int
    broken: int
    findings: tuple[Finding, ...]
    archived: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything fits; an empty ledger proves nothing and is not sound."""
        return self.entries > 0 and self.broken == 0


class Row(NamedTuple):
    subject_kind: str
    subject_id: str
    head_number: int | None
    head_hash: str
    entry_id: int | None
    number: int
    kind: str
    actor_kind: str
    actor_name: str
    account_id: str | None
    person_id: str | None
    position_id: str | None
    authority: str
    at: Any
    facts: str
    previous_hash: str
    hash: str
    until: int | None = None
    last_id: int | None = None

    @property
    def place(self) -> chain.Link | chain.Segment:
        """The entry, or the run of entries in an archive."""
        if self.until is None:
            return self.link
        ids = self.entry_id or 0, self.last_id or 0
        return chain.Segment(self.number, self.until, *ids, self.previous_hash, self.hash)

    @property
    def link(self) -> chain.Link:
        record = chain.Record(
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            number=self.number,
            kind=self.kind,
            actor_kind=self.actor_kind,
            actor_name=self.actor_name,
            account_id=self.account_id,
            person_id=self.person_id,
            position_id=self.position_id,
            authority=self.authority,
            at=chain.moment(self.at),
            facts=json.loads(self.facts),
            previous_hash=self.previous_hash,
        )
        return chain.Link(self.entry_id or 0, record, self.hash)


def verify(subject: Subject | None = None) -> Report:
    """Recompute all chains (or one subject's) in one snapshot, streaming; appends may go on meanwhile."""
    entries = archived = subjects = broken = 0
    findings: list[Finding] = []
    for (kind, identifier), group in groupby(_rows(subject), key=lambda row: row[:2]):
        rows = list(group)
        links = [row.place for row in rows if row.entry_id is not None]
        end = None if rows[0].head_number is None else chain.End(rows[0].head_number, rows[0].head_hash)
        found = chain.first_break(links, end)
        away = [row.until - row.number + 1 for row in rows if row.until is not None]
        entries, archived, subjects = entries + len(links) - len(away), archived + sum(away), subjects + 1
        if found is not None:
            broken += 1
            findings.append(Finding(Subject(kind, identifier), found.number, found.entry_id, found.reason))
    return Report(entries, subjects, broken, tuple(sorted(findings, key=_place)[:SHOWN]), archived)


def record_of(entry: Entry) -> chain.Record:
    """What was hashed, from the row as it stands."""
    told = {name: getattr(entry, name) for name in chain.Record.__dataclass_fields__}
    ids = {name: str(told[name]) if told[name] else None for name in ("account_id", "person_id", "position_id")}
    return chain.Record(**(told | ids | {"at": chain.moment(entry.at)}))


def ledger_hash() -> str:
    """One SHA-256 over the heads of all subjects in the order of their names: equal ledgers, equal hashes."""
    total = hashlib.sha256()
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(HEADS)
        while heads := cursor.fetchmany(CHUNK):
            total.update("".join("{} {} {} {}\n".format(*head) for head in heads).encode())
    return total.hexdigest()


def _rows(subject: Subject | None) -> Iterator[Row]:
    wanted = {"kind": subject.kind if subject else None, "id": str(subject.id) if subject else None}
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, wanted)
        while rows := cursor.fetchmany(CHUNK):
            yield from map(Row._make, rows)


def _place(finding: Finding) -> tuple[bool, int, str]:
    """The bad record that stands earliest in the table comes first; missing ones after."""
    return (finding.entry_id is None, finding.entry_id or 0, str(finding.subject))
