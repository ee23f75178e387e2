"""A year taken out of the database: first the files, proven, then one transaction that leaves marks and takes the part.

In this order, so that a process killed at any point leaves the year where it was or wholly away:
1. the rows go into a draft of a folder; it is read back, signed, and gets its name;
2. in one transaction the part is held, looked at again, its marks and the entry are written, and an empty part takes
   its place. From then on the year is away; the detached table still lies in the database;
3. with `drop` that table goes too, after the folder was read once more. Whoever runs it again does what is left.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from motcua.base.ledger import append, chain
from motcua.base.ledger.archives import marks
from motcua.base.ledger.archives.content import TAKEN, Certificate, before
from motcua.base.ledger.archives.standing import subject, taken
from motcua.base.ledger.archives.verifying import verify_archives
from motcua.base.ledger.errors import SealKeyLost
from motcua.base.ledger.models import Archive, Seal
from motcua.base.ledger.seals import keys
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.verification import verify
from motcua.base.years.migrations.splitting import EMPTIED, lock
from motcua.base.years.parts import LATER
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import city
from motcua.kernel.words import Words
from motcua.ops.old_years import files, parts
from motcua.ops.old_years.blocks import blocks
from motcua.ops.old_years.errors import Damaged, FolderHeld, LedgerBroken, MayNotGo, OtherArchive, PartChanged
from motcua.ops.old_years.exporting import describe
from motcua.ops.old_years.parts import Part
from motcua.ops.old_years.under_seals import Covering
from motcua.ops.saving.copying import sync

REPEATABLE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


@dataclass(frozen=True, slots=True)
class Taken:
    """`fresh`: it went now, not before; `dropped`: nothing of it is left in the database."""

    folder: Path
    certificate: Certificate
    fresh: bool
    dropped: bool


def take(short: str, year: int, to: Path, *, drop: bool = False) -> Taken:
    """As the owner of the tables (`owner.as_owner`). Faults of `errors.py`, with nothing taken."""
    part = parts.part_of(short, year)
    known = taken().get((part.split.table, year))
    if known is not None:
        folder = place_of(part, to) if place_of(part, to).exists() else Path(known.folder)
        return Taken(folder, known.content, False, dropped(part, folder, drop))
    refuse(part)
    folder = place_of(part, to)
    covering = Covering(year)
    certificate, signature = put(part, folder, covering)
    go(part, folder, certificate, signature, covering)
    return Taken(folder, certificate, True, dropped(part, folder, drop))


def place_of(part: Part, to: Path) -> Path:
    return to.resolve() / f"{city()}-{part.short}-{part.year}"


def refuse(part: Part) -> None:
    """MayNotGo, LedgerBroken."""
    if found := blocks(part):
        why = Words(*("; ".join(getattr(one.words, name) for one in found) for name in ("vi", "en")))
        raise MayNotGo(year=part.year, table=part.split.words, why=why)
    if part.is_ledger:
        archives = verify_archives()
        if not (verify().sound and archives.sound and verify_seals(archives.good).sound):
            raise LedgerBroken()


def put(part: Part, folder: Path, covering: Covering) -> tuple[Certificate, str]:
    """The files, proven and signed. What an earlier, killed run left under the name gives way to them."""
    if folder.exists() and not left_over(part, folder):
        raise FolderHeld(folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    for unfinished in folder.parent.glob(f".draft-{city()}-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    draft = folder.with_name(f".draft-{city()}-{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        with snapshot():
            certificate = write(part, draft, covering)
        signature = keys.sign(certificate.bytes)
        files.certify(draft, certificate, signature)
        if folder.exists():
            os.rename(folder, draft.with_name(f"{draft.name}-before"))
        os.rename(draft, folder)
        sync(folder.parent)
    finally:
        for one in (draft, draft.with_name(f"{draft.name}-before")):
            shutil.rmtree(one, ignore_errors=True)
    return certificate, signature


def left_over(part: Part, folder: Path) -> bool:
    """Whether an archive of this very part lies there that was never taken: the database has all of it."""
    kept = files.read(folder).certificate
    same = (kept.table, kept.year, kept.city, kept.act) == (part.split.table, part.year, city(), TAKEN)
    return same and not Archive.objects.filter(body=kept.bytes.decode()).exists()


@contextmanager
def snapshot() -> Iterator[None]:
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            connection.cursor().execute(REPEATABLE)
        yield


def write(part: Part, draft: Path, covering: Covering) -> Certificate:
    """Everything but the certificate, which is what it returns."""
    found = parts.lines(part)
    rows = files.write(draft / part.file, covering.along(found) if part.is_ledger else found)
    last, seal = Archive.objects.order_by("-number").first(), Seal.objects.order_by("-number").first()
    number, previous = before(last.content if last else None)
    if seal is None:
        keys.make()
    elif not keys.place().exists():
        raise SealKeyLost()
    told = Certificate(
        number=number, previous=previous, act=TAKEN, city=city(), table=part.split.table, year=part.year,
        at=chain.moment(clock.now()), rows=rows.lines, content=rows.sha256, seal=seal.number if seal else 0,
    )  # fmt: skip
    return describe(told, part, draft, covering) if part.is_ledger else told


def go(part: Part, folder: Path, certificate: Certificate, signature: str, covering: Covering) -> None:
    """The transaction in which the year leaves. PartChanged where it is not what was put into the folder."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout TO '5s'")
        cursor.execute(f"LOCK TABLE ONLY {part.name} IN SHARE MODE")
        if parts.count(part.name) != certificate.rows or blocks(part):
            raise PartChanged(year=part.year)
        note(certificate, signature, folder)
        if part.is_ledger:
            marks.keep(certificate.number, part.name, covering.ends)
            if marks.left(certificate.number) != (certificate.segments, certificate.leaves):
                raise PartChanged(year=part.year)
        lock(cursor, part.split.table)
        for statement in swap(part):
            cursor.execute(statement)


def note(certificate: Certificate, signature: str, folder: Path) -> None:
    """The act, in its table and in the ledger."""
    Archive.objects.create(
        number=certificate.number, part=certificate.table, year=certificate.year, act=certificate.act,
        at=datetime.fromisoformat(certificate.at), folder=str(folder), body=certificate.bytes.decode(),
        signature=signature,
    )  # fmt: skip
    facts = {"table": certificate.table, "year": certificate.year, "rows": certificate.rows}
    entry = append(subject(), f"archive.{certificate.act}", SYSTEM, facts | {"certificate": certificate.hash})
    if entry.number != certificate.number:
        raise LedgerBroken()


def swap(part: Part) -> list[str]:
    """An empty part takes the place of the full one: what is still written of that year has a home."""
    whole = part.split.table
    return [
        f"ALTER TABLE {whole} DETACH PARTITION {part.name}",
        f"ALTER TABLE {part.name} RENAME TO {part.aside}",
        f"CREATE TABLE {part.name} (LIKE {part.split.part(LATER)} INCLUDING ALL)",
        f"ALTER TABLE {whole} ATTACH PARTITION {part.name} {part.bounds}",
        *([f"CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON {part.name} FOR EACH STATEMENT"
           f" EXECUTE FUNCTION {EMPTIED}()"] if part.is_ledger else []),
    ]  # fmt: skip


def dropped(part: Part, folder: Path, drop: bool) -> bool:
    """Whether the detached table is gone; with `drop` it goes, if the folder holds what was signed."""
    if not parts.exists(part.aside):
        return True
    if not drop:
        return False
    known, kept = taken()[part.split.table, part.year], files.read(folder)
    if kept.certificate.bytes.decode() != known.body:
        raise OtherArchive(folder=folder, year=part.year, table=part.split.words)
    check(kept, part)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {part.aside}")
    return True


def check(kept: files.Kept, part: Part) -> None:
    """The rows in the folder are those that were signed for. Damaged."""
    one = kept.certificate
    if files.sum_of(kept.folder / part.file) != files.Sum(one.rows, one.content):
        raise Damaged(folder=kept.folder, what=part.file)
