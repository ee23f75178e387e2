"""Files that have to go: first nobody may read them, then the bytes go, once no other row has the same.

The protocol, in words. A content may have several rows. Rows are marked erased in the transaction of the erasure.
Afterwards the bytes of each marked digest are removed if no unmarked row names it and nobody brought it within the
last hour: whoever brings the same content again touches it before the row is written, and no request lasts an hour.
Bytes without any row, left by a crash, go the same way a month after they came.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet

from motcua.base.erasure.marks import ERASED
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import storage
from motcua.kernel import clock

LATELY_SECONDS = 3600.0
BATCH = 500


def erase_files(ids: Iterable[UUID]) -> int:
    """Mark them; how many were not marked before."""
    return StoredFile.objects.filter(pk__in=list(ids), erased_at=None).update(erased_at=clock.now(), name=ERASED)


def remove_bytes(kept_seconds: float = LATELY_SECONDS) -> int:
    """The bytes of what is marked; how many contents went. Safe to be killed and run again."""
    removed = 0
    marked = StoredFile.objects.filter(erased_at__isnull=False, removed_at=None).order_by("erased_at")
    for sha256 in dict.fromkeys(marked.values_list("sha256", flat=True)):
        rows = StoredFile.objects.filter(sha256=sha256)
        if rows.filter(erased_at=None).exists():
            rows.filter(erased_at__isnull=False).update(removed_at=clock.now())
        elif storage().remove(sha256, kept_seconds):
            rows.update(removed_at=clock.now())
            removed += 1
    return removed


def loose_files(before: datetime) -> QuerySet[StoredFile]:
    """Files older than that which no row of any table names."""
    found = StoredFile.objects.filter(created_at__lt=before)
    for model, column in _namers():
        found = found.filter(~Exists(model._default_manager.filter(**{column: OuterRef("pk")})))
    return found


def drop_loose(before: datetime) -> int:
    """Erase what nobody names, bytes and rows; how many rows went. What was named meanwhile keeps its row."""
    ids = list(loose_files(before).filter(erased_at=None).values_list("pk", flat=True)[:BATCH])
    erase_files(ids)
    remove_bytes()
    dropped = loose_files(before).filter(removed_at__isnull=False)
    count, _ = StoredFile.objects.filter(pk__in=list(dropped.values_list("pk", flat=True)[:BATCH])).delete()
    return count


def unknown_contents(before: datetime) -> Iterator[str]:
    """Digests of bytes older than that of which no row tells: a crash came between the bytes and their row."""
    age = (clock.now() - before).total_seconds()
    old = storage().untouched(age)
    while some := list(islice(old, BATCH)):
        rows = StoredFile.objects.filter(sha256__in=some)
        yield from sorted(set(some) - set(rows.values_list("sha256", flat=True)))


def drop_unknown(before: datetime) -> int:
    """The same gone, unless somebody brought them meanwhile; how many went."""
    age = (clock.now() - before).total_seconds()
    some = list(islice(unknown_contents(before), BATCH))
    return sum(storage().remove(sha256, age) for sha256 in some)


def _namers() -> list[tuple[type[Model], str]]:
    """Every column of every table that names a file."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is StoredFile
    ]
