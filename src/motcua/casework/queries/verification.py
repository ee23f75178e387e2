"""Does every case stand in the tables as the ledger tells its life? Folded and compared, some hundreds at a time."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from motcua.base.ledger.archives.standing import cases_away
from motcua.base.ledger.models import Entry
from motcua.casework.folded_row import Row, differences
from motcua.casework.folding import Told, fold
from motcua.casework.queries.stored import stored_rows
from motcua.domain.cases.models import Case

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
AT_ONCE = 500
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Different:
    """A case that differs: by field, what the ledger tells and what the tables say."""

    case_id: UUID
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Verified:
    """`first` names the first that differ, up to SHOWN. `archived` cases were not checked: their entries are away."""

    checked: int
    different: int
    first: tuple[Different, ...]
    archived: int = 0

    @property
    def equal(self) -> int:
        return self.checked - self.different

    @property
    def sound(self) -> bool:
        """Whether everything fits; where there is nothing to check, nothing is proved."""
        return self.checked > 0 and self.different == 0


def verify_cases() -> Verified:
    """All cases in one snapshot; acts may go on meanwhile."""
    checked, found, alone = 0, list[Different](), not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            connection.cursor().execute(SNAPSHOT)
        away = cases_away()
        told = lives(away)
        seen: set[UUID] = set()
        while batch := dict(islice(told, AT_ONCE)):
            seen |= batch.keys()
            checked += len(batch)
            found += compared(batch)
        untold = set(Case.objects.values_list("pk", flat=True)) - seen - set(map(UUID, away))
        found += [Different(case_id, {"ledger": (None, "row")}) for case_id in sorted(untold)]
        checked += len(untold)
    return Verified(checked, len(found), tuple(found[:SHOWN]), len(away))


def compared(batch: dict[UUID, Row]) -> Iterator[Different]:
    stored = stored_rows(list(batch))
    for case_id, row in batch.items():
        present = stored.get(case_id)
        if row.gone or present is None:
            if row.gone != (present is None):
                yield Different(case_id, {"row": (None, "row") if row.gone else ("row", None)})
        elif fields := differences(row, present):
            yield Different(case_id, fields)


def lives(away: Container[str] = ()) -> Iterator[tuple[UUID, Row]]:
    """Every case of which the ledger tells, folded; read in a stream. Of those that are `away` only pieces are here."""
    entries = (
        Entry.objects.filter(subject_kind="case")
        .order_by("subject_id", "number")
        .values_list("subject_id", "kind", "at", "facts", "position_id")
    )
    for identifier, group in groupby(entries.iterator(chunk_size=2000), key=lambda row: row[0]):
        if identifier in away:
            continue
        told = (Told(kind, at, facts, str(post) if post else None) for _, kind, at, facts, post in group)
        yield UUID(identifier), fold(told)
