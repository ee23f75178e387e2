"""Sealing: once an hour, over every entry that is certainly committed and in no seal yet.

The lock protocol, in words. One advisory lock, taken for the transaction; who finds it taken goes away. The file is
on the disk before the row is committed. A process killed between them leaves a file without a row: the next one
takes that file into the table if it is signed, follows the last seal and fits the entries, and seals on from there.
What does not fit is left as it is, for people to look at (`motcua ledger verify`), and nothing is sealed over it.

Which entries: those after the last seal's place, in the order of (xid, id), below the oldest transaction still
running, as in delivery. No act does anything for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from motcua.base.ledger import chain
from motcua.base.ledger.delivery import HORIZON
from motcua.base.ledger.errors import SealKeyLost, SealsDisagree
from motcua.base.ledger.models import Entry
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals import folder, keys
from motcua.base.ledger.seals.content import Place, Places, Seal, Sealed, seal_of
from motcua.base.ledger.seals.folder import Kept
from motcua.kernel import clock
from motcua.kernel.database import city
from motcua.kernel.home import Home

LIMIT = 200_000
"""A seal's file stays below some megabytes; a ledger sealed for the first time gets several seals. Verifying knows a
full seal by it, so it may be lowered but not raised."""

LATE = timedelta(hours=2)
QUIET = timedelta(minutes=50)
"""Where nothing happened, a seal still says so once an hour, and not more often."""

LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('motcua.ledger.seal'), hashtext(%s))"

RANGE = """
SELECT xid, id, hash FROM ledger_entry
WHERE (xid, id) > (%s, %s) AND (xid, id) <= (%s, %s) ORDER BY xid, id LIMIT %s
"""
LEFT = "SELECT xid, entry_id, hash FROM ledger_leaf WHERE (xid, entry_id) > (%s, %s) AND (xid, entry_id) <= (%s, %s)"
EVERY_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Age:
    """How it stands with the seals. `last_at` is None before the first."""

    last_at: datetime | None
    late: bool

    @property
    def hours(self) -> int:
        return int((clock.now() - self.last_at) / timedelta(hours=1)) if self.last_at else 0


def seal_all() -> list[Seal]:
    """Seal until nothing is left; the seals made. None where another is at it, or nothing is new within the hour."""
    made = []
    while (one := seal_next()) is not None:
        made.append(one)
        if one.entries < LIMIT:
            break
    return made


def seal_next() -> Seal | None:
    """One seal over at most LIMIT entries. SealsDisagree and SealKeyLost where somebody must look first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [city()])
            if not cursor.fetchone()[0]:
                return None
        row = Row.objects.order_by("-number").first()
        last = _adopt(_known(row))
        entries = between(last.upto if last else (0, 0), (_oldest_running() - 1, EVERY_ID), LIMIT)
        now = clock.now()
        if not entries and last is not None and _told(last.at) > now - QUIET:
            return None
        seal = seal_of(entries, last, chain.moment(now))
        if last is None:
            keys.make()
        kept = Kept(seal, keys.sign(seal.bytes), Places.among(entries))
        folder.keep(kept, keys.public_pem())
        _remember(kept)
        return seal


def rotate_key() -> int:
    """Sign with another key from the next seal on: its number, 0 while one is made. SealsDisagree, SealKeyLost."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [city()])
            if not cursor.fetchone()[0]:
                return 0
        last = _adopt(_known(Row.objects.order_by("-number").first()))
        if last is None:
            keys.make()
        keys.rotate(last.number if last else 0)
        return last.number + 1 if last else 1


def age() -> Age:
    """One statement. A made-up city that was never sealed is not late: there is nothing real in it to protect."""
    row = Row.objects.order_by("-number").values("at").first()
    if row is not None:
        return Age(row["at"], row["at"] < clock.now() - LATE)
    if Home.current().made_up:
        return Age(None, False)
    first = Entry.objects.order_by("id").values("at").first()
    return Age(None, first is not None and first["at"] < clock.now() - LATE)


def between(after: Place, upto: Place, limit: int | None = None) -> list[Sealed]:
    """Entries after one place up to another, in the order of (xid, id)."""
    with connection.cursor() as cursor:
        cursor.execute(RANGE, [*after, *upto, limit])
        return [Sealed(xid, entry_id, _bytes(told)) for xid, entry_id, told in cursor.fetchall()]


def sealed_between(after: Place, upto: Place) -> list[Sealed]:
    """The same with the hashes an archive left of entries under seals that also stand for others."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [*after, *upto])
        left = [Sealed(xid, entry_id, _bytes(told)) for xid, entry_id, told in cursor.fetchall()]
    return sorted([*between(after, upto), *left], key=lambda one: (one.xid, one.id))


def _adopt(last: Seal | None) -> Seal | None:
    """Take files a killed process left without a row into the table; the last seal after that."""
    while (path := folder.place() / folder.name_of(last.number + 1 if last else 1)).exists():
        try:
            kept = folder.read(path)
        except ValueError as error:
            raise SealsDisagree(number=last.number + 1 if last else 1) from error
        seal = kept.seal
        _check_signature(seal, kept.signature)
        if seal != seal_of(between(seal.after, seal.upto), last, seal.at):
            raise SealsDisagree(number=seal.number)
        _remember(kept)
        last = seal
    return last


def _known(row: Row | None) -> Seal | None:
    if row is None:
        return None
    try:
        seal = row.content
    except ValueError as error:
        raise SealsDisagree(number=row.number) from error
    _check_signature(seal, row.signature)
    if seal.number != row.number:
        raise SealsDisagree(number=row.number)
    return seal


def _check_signature(seal: Seal, signature: str) -> None:
    if not keys.place().exists():
        raise SealKeyLost()
    if not keys.signed(keys.publics().of(seal.number), seal.bytes, signature):
        raise SealsDisagree(number=seal.number)


def _remember(kept: Kept) -> None:
    seal = kept.seal
    Row.objects.create(number=seal.number, at=_told(seal.at), body=seal.bytes.decode(), signature=kept.signature)


def _oldest_running() -> int:
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return int(cursor.fetchone()[0])


def _told(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _bytes(told: str) -> bytes:
    """The hash as it stands; what is no hash any more becomes something no seal fits."""
    try:
        return bytes.fromhex(told)
    except ValueError:
        return told.encode()
