"""A year brought back from its archive: verified before a row is written, and the same to the byte afterwards.

All in one transaction: killed at any point, the year is away as before or wholly here.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection, transaction

from motcua.base.ledger import chain
from motcua.base.ledger.archives import marks
from motcua.base.ledger.archives.content import BACK, NOTHING, Certificate, before
from motcua.base.ledger.archives.standing import taken
from motcua.base.ledger.archives.verifying import trusted
from motcua.base.ledger.models import Archive, Seal
from motcua.base.ledger.seals import keys
from motcua.kernel import clock
from motcua.ops.old_years import files, parts
from motcua.ops.old_years.errors import Damaged, NotAway, OtherArchive
from motcua.ops.old_years.parts import SHORT, Part
from motcua.ops.old_years.taking import check, note

STRAYS = 10_000
"""More rows written of a year since it went away than can be told apart in memory: nobody writes so many."""


@dataclass(frozen=True, slots=True)
class Attached:
    folder: Path
    certificate: Certificate
    dry: bool


def attach(folder: Path, *, dry_run: bool = False) -> Attached:
    """As the owner of the tables (`owner.as_owner`). Damaged, OtherArchive, NotAway, with nothing changed."""
    kept = files.read(folder.resolve())
    part = known(kept)
    check(kept, part)
    if not dry_run:
        bring(kept, part)
    return Attached(kept.folder, kept.certificate, dry_run)


def known(kept: files.Kept) -> Part:
    """The part an archive belongs to: it bears our signature and is the one the database says is away."""
    one = kept.certificate
    short = next((short for short, table in SHORT.items() if table == one.table), "")
    if not short:
        raise Damaged(folder=kept.folder, what=files.CERTIFICATE)
    if not keys.place().exists() or not trusted(keys.publics(), one, kept.signature):
        raise Damaged(folder=kept.folder, what="chữ ký / signature")
    part, row = parts.part_of(short, one.year), taken().get((one.table, one.year))
    if row is None:
        raise NotAway(year=one.year, table=part.split.words)
    if row.body != one.bytes.decode():
        raise OtherArchive(folder=kept.folder, year=one.year, table=part.split.words)
    return part


def bring(kept: files.Kept, part: Part) -> None:
    """Damaged, with everything taken back, where what came in is not what was signed for."""
    one = kept.certificate
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout TO '5s'")
        cursor.execute(f"LOCK TABLE ONLY {part.name} IN SHARE ROW EXCLUSIVE MODE")
        strays = parts.ids(part, STRAYS)
        younger = parts.younger_columns(part, next(files.read_lines(kept.folder / part.file), b""))
        parts.insert(part, files.read_lines(kept.folder / part.file), younger)
        found = marks.summed(parts.lines(part, strays, younger))
        if found != (one.rows, one.content):
            raise Damaged(folder=kept.folder, what=part.file)
        marks.drop(one.number)
        certificate = returned(one)
        note(certificate, keys.sign(certificate.bytes), kept.folder)
        cursor.execute(f"DROP TABLE IF EXISTS {part.aside}")
        cursor.execute(f"ANALYZE {part.name}")


def returned(one: Certificate) -> Certificate:
    """The certificate of the act by which a year comes back."""
    last, seal = Archive.objects.order_by("-number").first(), Seal.objects.order_by("-number").first()
    number, previous = before(last.content if last else None)
    return replace(
        one, number=number, previous=previous, act=BACK, at=chain.moment(clock.now()),
        seal=seal.number if seal else 0, whole=(), mixed=(), segments=NOTHING, leaves=NOTHING,
    )  # fmt: skip
