"""Are the acts of archives as they were signed, is what they left behind untouched, and does the ledger tell of each?

Who owns the database alone cannot make entries vanish by calling them archived: a certificate is signed with the key
of the seals, and the entry that tells of it is sealed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.base.ledger.archives import marks
from motcua.base.ledger.archives.content import BACK, TAKEN, Certificate
from motcua.base.ledger.archives.standing import LEDGER, subject
from motcua.base.ledger.models import Archive, Entry, Head, Segment
from motcua.base.ledger.seals import keys
from motcua.base.ledger.seals.content import GENESIS
from motcua.base.ledger.seals.keys import Publics
from motcua.kernel.words import Words

SHOWN = 100

REASONS = {
    "no key": Words("thiếu khóa niêm phong", "the key of the seals is missing"),
    "unreadable": Words("chứng thực không đọc được", "the certificate cannot be read"),
    "signature": Words("chữ ký sai", "the signature is wrong"),
    "chain": Words("không nối với chứng thực trước", "does not continue the certificate before it"),
    "row": Words("dòng không khớp với chứng thực", "the row does not fit its certificate"),
    "segments": Words("dấu nối của các chuỗi đã bị sửa", "the marks that join the chains were changed"),
    "leaves": Words("mã băm để lại đã bị sửa", "the hashes left behind were changed"),
    "untold": Words("sổ không ghi việc này", "the ledger does not tell of it"),
    "missing": Words("sổ có ghi nhưng thiếu chứng thực", "the ledger tells of it and the certificate is missing"),
}


@dataclass(frozen=True, slots=True)
class ArchiveFinding:
    """What is wrong with the act `number`; 0 for marks no act left."""

    number: int
    reason: str

    @property
    def words(self) -> Words:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """`acts` there were; `good` are certificates of the ledger's years that are away and can be trusted."""

    acts: int
    good: tuple[Certificate, ...]
    findings: tuple[ArchiveFinding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings


@dataclass(slots=True)
class _Walk:
    keys: Publics
    previous: str | None = GENESIS
    found: list[ArchiveFinding] = field(default_factory=list)
    away: dict[tuple[str, int], Certificate] = field(default_factory=dict)

    def say(self, number: int, reason: str) -> None:
        self.found.append(ArchiveFinding(number, reason))


def verify_archives() -> ArchiveReport:
    """Every act in order, and what those left here whose year has not come back."""
    rows = list(Archive.objects.order_by("number"))
    told = Head.objects.filter(subject_kind=subject().kind, subject_id=subject().id).values_list("number", flat=True)
    acts = max([row.number for row in rows] + list(told), default=0)
    if not acts:
        loose = Segment.objects.exists()
        return ArchiveReport(0, (), (ArchiveFinding(0, "segments"),) if loose else ())
    if not keys.place().exists():
        return ArchiveReport(acts, (), (ArchiveFinding(acts, "no key"),))
    walk, by_number = _Walk(keys.publics()), {row.number: row for row in rows}
    entries = {entry.number: entry for entry in entries_of_acts()}
    archived = {number for one in segments_of_acts() for number in range(one.first, one.last + 1)}
    for number in range(1, acts + 1):
        _one(walk, number, by_number.get(number), entries.get(number), archived)
    good = tuple(one for one in walk.away.values() if one.table == LEDGER and _marks_fit(walk, one))
    return ArchiveReport(acts, good, tuple(walk.found[:SHOWN]))


def entries_of_acts() -> Iterator[Entry]:
    return Entry.objects.filter(subject_kind=subject().kind, subject_id=subject().id).iterator()


def segments_of_acts() -> Iterator[Segment]:
    """The entries that tell of early acts go to an archive themselves one day."""
    return Segment.objects.filter(subject_kind=subject().kind, subject_id=subject().id).iterator()


def trusted(publics: Publics, one: Certificate, signature: str) -> bool:
    """By the key of the seal before it, or of the one after: they differ where the key was rotated between."""
    return any(keys.signed(publics.of(number), one.bytes, signature) for number in (one.seal + 1, one.seal))


def _one(walk: _Walk, number: int, row: Archive | None, entry: Entry | None, archived: set[int]) -> None:
    certificate = _read(walk, number, row)
    if certificate is None:
        walk.previous = None
        return
    if walk.previous not in (None, certificate.previous):
        walk.say(number, "chain")
    if number not in archived and (entry is None or entry.facts.get("certificate") != certificate.hash):
        walk.say(number, "untold")
    walk.previous, place = certificate.hash, (certificate.table, certificate.year)
    walk.away.pop(place, None)
    if certificate.act == TAKEN:
        walk.away[place] = certificate


def _read(walk: _Walk, number: int, row: Archive | None) -> Certificate | None:
    """The certificate, if it can be trusted."""
    if row is None:
        walk.say(number, "missing")
        return None
    try:
        one = row.content
    except ValueError:
        walk.say(number, "unreadable")
        return None
    if not trusted(walk.keys, one, row.signature):
        walk.say(number, "signature")
        return None
    if (one.number, one.table, one.year, one.act) != (number, row.part, row.year, row.act) or one.act not in (
        TAKEN,
        BACK,
    ):
        walk.say(number, "row")
        return None
    return one


def _marks_fit(walk: _Walk, one: Certificate) -> bool:
    segments, leaves = marks.left(one.number)
    for reason, fits in (("segments", segments == one.segments), ("leaves", leaves == one.leaves)):
        if not fits:
            walk.say(one.number, reason)
    return (segments, leaves) == (one.segments, one.leaves)
