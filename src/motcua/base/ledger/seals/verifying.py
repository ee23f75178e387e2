"""Do the seals, in the database and outside, and the entries still tell the same story?

Found, also where chains and heads were rewritten so that they fit: an entry changed, removed, added or moved after it
was sealed, a cut tail, a whole subject gone; a seal changed, removed or doubled here or there; a foreign signature; an
entry that pretends to belong to a transaction sealed before, also at the very end and sealed since.
Not found: what else happened to an entry before its first seal, within the hour; what somebody does who also owns
the key and every copy of the folder.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from motcua.base.ledger.archives.content import Certificate
from motcua.base.ledger.models import Entry
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals import folder, keys, sealing
from motcua.base.ledger.seals.content import GENESIS, PRINT, Place, Places, Sealed, fits
from motcua.base.ledger.seals.folder import Kept
from motcua.base.ledger.seals.keys import Publics
from motcua.base.ledger.seals.sealing import Age, age, sealed_between
from motcua.kernel.words import Words

SHOWN = 100

REASONS = {
    "changed": Words("sự kiện đã bị thay đổi sau khi niêm phong", "the entry was changed after it was sealed"),
    "missing": Words("sự kiện đã niêm phong bị mất", "a sealed entry is missing"),
    "added": Words("sự kiện bị chèn vào sau khi niêm phong", "an entry was put in after sealing"),
    "moved": Words("sự kiện đã bị đổi chỗ", "the entry was moved"),
    "entries": Words("các sự kiện không khớp với niêm phong", "the entries do not fit the seal"),
    "list": Words("danh sách sự kiện trong tệp đã bị sửa", "the list of entries in the file was changed"),
    "no files": Words("không có tệp niêm phong nào ở đây", "there is no file of any seal here"),
    "no file": Words("thiếu tệp niêm phong", "the file of the seal is missing"),
    "doubled": Words("tệp niêm phong bị nhân đôi", "there is more than one file of the seal"),
    "unreadable": Words("tệp niêm phong không đọc được", "the file of the seal cannot be read"),
    "no row": Words("cơ sở dữ liệu thiếu niêm phong", "the seal is missing from the database"),
    "row unreadable": Words("niêm phong trong cơ sở dữ liệu đã hỏng", "the seal in the database cannot be read"),
    "differs": Words("tệp và cơ sở dữ liệu khác nhau", "the file and the database differ"),
    "signature": Words("chữ ký sai", "the signature is wrong"),
    "chain": Words("không nối với niêm phong trước", "does not continue the seal before it"),
    "no key": Words("thiếu khóa niêm phong", "the key of the seals is missing"),
}


@dataclass(frozen=True, slots=True)
class SealFinding:
    """What is wrong with one seal; `entry_id` where one entry is to blame (also one that is gone)."""

    number: int
    reason: str
    entry_id: int | None = None
    subject: str = ""

    @property
    def words(self) -> Words:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class SealReport:
    seals: int
    age: Age
    findings: tuple[SealFinding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings


@dataclass(slots=True)
class _Walk:
    """What is known of the seal before: unknown after one nobody can trust."""

    keys: Publics
    bare: bool
    previous: str | None = GENESIS
    upto: Place | None = (0, 0)
    full: bool = False
    found: list[SealFinding] = field(default_factory=list)
    whole: tuple[tuple[int, int], ...] = ()

    def is_away(self, number: int) -> bool:
        """Whether every entry under the seal lies in an archive."""
        return any(first <= number <= last for first, last in self.whole)

    def say(self, number: int, reason: str, entry_id: int | None = None) -> None:
        self.found.append(SealFinding(number, reason, entry_id, _subject_of(entry_id)))


def verify_seals(archives: Sequence[Certificate] = ()) -> SealReport:
    """Every seal in order, rows and files side by side, with the entries each stands for.

    `archives` are the certificates one can trust: what they hold is missed here by right.
    """
    rows = {row.number: row for row in Row.objects.all()}
    files = folder.files()
    numbers = range(1, max([*rows, *files], default=0) + 1)
    if not rows and not files:
        return SealReport(0, age(), ())
    if not keys.place().exists():
        return SealReport(len(numbers), age(), (SealFinding(numbers[-1], "no key"),))
    whole = tuple(run for certificate in archives for run in certificate.whole)
    walk = _Walk(keys.publics(), bare=not files, whole=whole)
    if walk.bare:
        walk.say(numbers[-1], "no files")
    for _ in files.get(0, ()):
        walk.say(0, "unreadable")
    for number in numbers:
        _one(walk, number, rows.get(number), files.get(number, []), fresh=number == max(rows, default=0) + 1)
    if walk.upto is not None:
        _belated(walk, numbers[-1], sealing.between(walk.upto, (walk.upto[0], sealing.EVERY_ID), 1))
    return SealReport(len(numbers), age(), tuple(walk.found[:SHOWN]))


def _one(walk: _Walk, number: int, row: Row | None, paths: list[Path], *, fresh: bool) -> None:
    """`fresh` is the number after the last row: its file alone is what a job between file and row leaves."""
    outside, inside = _outside(walk, number, paths), _inside(walk, number, row)
    if row is None and not (fresh and outside):
        walk.say(number, "no row")
    if outside and inside and outside.seal != inside.seal:
        walk.say(number, "differs")
    kept = outside or inside
    if kept is None:
        walk.previous = walk.upto = None
        return
    if walk.previous not in (None, kept.seal.previous) or walk.upto not in (None, kept.seal.after):
        walk.say(number, "chain")
    _entries(walk, kept)
    walk.previous, walk.upto, walk.full = kept.seal.hash, kept.seal.upto, kept.seal.entries >= sealing.LIMIT


def _outside(walk: _Walk, number: int, paths: list[Path]) -> Kept | None:
    """The seal of the file, if it can be trusted."""
    if not paths:
        if not walk.bare:
            walk.say(number, "no file")
        return None
    if len(paths) > 1:
        walk.say(number, "doubled")
    try:
        kept = folder.read(next((path for path in paths if path.name == folder.name_of(number)), paths[0]))
    except ValueError:
        walk.say(number, "unreadable")
        return None
    if not _trusted(walk, number, kept):
        return None
    if kept.places is None:
        walk.say(number, "list")
    return kept


def _inside(walk: _Walk, number: int, row: Row | None) -> Kept | None:
    """The seal of the row, if it can be trusted."""
    if row is None:
        return None
    try:
        kept = Kept(row.content, row.signature)
    except ValueError:
        walk.say(number, "row unreadable")
        return None
    return kept if _trusted(walk, number, kept) else None


def _trusted(walk: _Walk, number: int, kept: Kept) -> bool:
    good = kept.seal.number == number and keys.signed(walk.keys.of(number), kept.seal.bytes, kept.signature)
    if not good and not any(one.number == number and one.reason == "signature" for one in walk.found):
        walk.say(number, "signature")
    return good


def _entries(walk: _Walk, kept: Kept) -> None:
    seal = kept.seal
    here = sealed_between(seal.after, seal.upto)
    if walk.is_away(seal.number):
        if here:
            walk.say(seal.number, "added", here[0].id)
    elif not fits(seal, here):
        reason, entry_id = _first_bad(kept.places, here) if kept.places else ("entries", None)
        walk.say(seal.number, reason, entry_id)
    else:
        _belated(walk, seal.number, here)


def _belated(walk: _Walk, number: int, following: Sequence[Sealed]) -> None:
    """Of a transaction everything is sealed at once, unless the seal was full: what comes after it was put in."""
    if following and walk.upto is not None and following[0].xid == walk.upto[0] and not walk.full:
        walk.say(number, "added", following[0].id)


def _first_bad(sealed: Places, here: list[Sealed]) -> tuple[str, int | None]:
    """The first place where what stands in the table is not what was sealed."""
    there = list(zip(sealed.ids, sealed.prints, strict=False))
    for was, one in _pairs(there, here):
        if was == (one and (one.id, one.hash[:PRINT])):
            continue
        if one is not None and was is not None and one.id == was[0]:
            return "changed", one.id
        if was is not None and was[0] not in {other.id for other in here}:
            return "missing", was[0]
        if one is not None and one.id not in sealed.ids:
            return "added", one.id
        return "moved", was[0] if was else None
    return "entries", None


def _pairs(
    there: list[tuple[int, bytes]], here: list[Sealed]
) -> Iterator[tuple[tuple[int, bytes] | None, Sealed | None]]:
    for at in range(max(len(there), len(here))):
        yield there[at] if at < len(there) else None, here[at] if at < len(here) else None


def _subject_of(entry_id: int | None) -> str:
    if entry_id is None:
        return ""
    found = Entry.objects.filter(pk=entry_id).values_list("subject_kind", "subject_id", "number").first()
    return f"{found[0]}:{found[1]}#{found[2]}" if found else ""
