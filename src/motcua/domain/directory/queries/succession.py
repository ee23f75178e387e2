"""What became of a body, and what it comes from: so that figures before and after a day can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet

from motcua.domain.directory import validity
from motcua.domain.directory.models import Agency, AgencySuccession

BACK = """
WITH RECURSIVE line(id, whole, from_day) AS (
    SELECT succession.predecessor_id, succession.kind = 'whole', succession.from_day
    FROM directory_agency_succession AS succession WHERE succession.successor_id = %s AND succession.from_day > %s
  UNION
    SELECT succession.predecessor_id, line.whole AND succession.kind = 'whole', succession.from_day
    FROM directory_agency_succession AS succession JOIN line ON succession.successor_id = line.id
    WHERE succession.from_day > %s
)
SELECT id, bool_and(whole), min(from_day) FROM line GROUP BY id
"""


@dataclass(frozen=True, slots=True)
class Former:
    """A body of before. `whole`: all of it went into the one asked about; else a part, the rest elsewhere."""

    agency_id: UUID
    whole: bool
    until: date


def formers_of(agency_id: UUID, since: date = date.min) -> tuple[Former, ...]:
    """All predecessors whose work went to this agency after `since`, through any number of reorganisations."""
    with connection.cursor() as cursor:
        cursor.execute(BACK, [agency_id, since, since])
        return tuple(sorted((Former(*row) for row in cursor.fetchall()), key=lambda one: (one.until, one.agency_id)))


def heirs_of(agency_ids: Iterable[UUID]) -> dict[UUID, list[Agency]]:
    """The bodies that took over directly, by predecessor."""
    found: dict[UUID, list[Agency]] = {}
    rows = AgencySuccession.objects.filter(predecessor__in=list(agency_ids)).select_related("successor")
    for row in rows.order_by("successor__identifier"):
        found.setdefault(row.predecessor_id, []).append(row.successor)
    return found


def former_paths(agency: OuterRef) -> QuerySet[AgencySuccession, str]:
    """The paths of direct predecessors, and of theirs: to be asked along with a post."""
    own = Q(successor=agency)
    before = Q(successor__in=AgencySuccession.objects.filter(successor=OuterRef(agency)).values("predecessor"))
    return AgencySuccession.objects.filter(own | before).order_by().values_list("predecessor__path", flat=True)


def agency_or_heir(identifier: str, day: date) -> Agency | None:
    """The body that bears the identifier on a day, else the only one that took over from the last that bore it."""
    rows = list(Agency.objects.filter(identifier=identifier).order_by("valid"))
    for _ in range(len(rows) + 8):
        standing = next((row for row in rows if validity.holds(row.valid, day)), None)
        if standing is not None or not rows:
            return standing
        rows = list(heirs_of([rows[-1].pk]).get(rows[-1].pk, []))
        if len(rows) != 1:
            return None
    return None
