"""What an agency received and decided, month by month, also over the day on which it took over from others.

Cases of bodies that went wholly to the agency count as its own. Those of bodies that were parted count once, beside
it, for all of their successors together: nobody can say whose they would have been.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries.succession import formers_of, heirs_of
from motcua.kernel import clock

MONTHS = 36


@dataclass(frozen=True, slots=True)
class Month:
    """`late` of the decided came after their due moment."""

    first: date
    received: int = 0
    decided: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Old:
    """A body counted along: wholly, or as one of several heirs. `until` is its last day."""

    agency: Agency
    until: date
    heirs: tuple[Agency, ...]
    received: int = 0
    decided: int = 0
    late: int = 0

    @property
    def whole(self) -> bool:
        return len(self.heirs) == 1


@dataclass(frozen=True, slots=True)
class Figures:
    """`months` are the agency's with those of `wholly`; `shared` stand beside them and are in no month."""

    agency: Agency
    first: date
    last: date
    months: tuple[Month, ...]
    wholly: tuple[Old, ...] = ()
    shared: tuple[Old, ...] = field(default=())

    @property
    def total(self) -> Month:
        return Month(self.first, *(sum(getattr(one, name) for one in self.months) for name in COUNTS))


COUNTS = ("received", "decided", "late")


def figures_of(agency: Agency, first: date, last: date) -> Figures:
    """Of whole months from that of `first` to that of `last`, at most three years of them."""
    first, last = within_reason(first, last)
    found = formers_of(agency.pk, first)
    bodies = Agency.objects.in_bulk([one.agency_id for one in found])
    heirs = heirs_of(bodies)
    in_order = sorted(found, key=lambda one: (one.until, bodies[one.agency_id].identifier))
    whole = [one for one in in_order if one.whole]
    parts = [one for one in in_order if not one.whole]
    counted = by_month([agency.pk, *(one.agency_id for one in whole)], first, last)
    months = tuple(Month(day, *(counted[name][day] for name in COUNTS)) for day in months_between(first, last))

    def old(key: UUID, until: date) -> Old:
        counts = by_month([key], first, last)
        sums = {name: sum(counts[name].values()) for name in COUNTS}
        return Old(bodies[key], until - timedelta(days=1), tuple(heirs.get(key, ())), **sums)

    return Figures(
        agency, first, last, months,
        tuple(old(one.agency_id, one.until) for one in whole), tuple(old(one.agency_id, one.until) for one in parts),
    )  # fmt: skip


def within_reason(first: date, last: date) -> tuple[date, date]:
    """The first days of both months, the earlier first, not further apart than is shown."""
    first, last = sorted((first.replace(day=1), last.replace(day=1)))
    earliest = (last.year * 12 + last.month - 1) - (MONTHS - 1)
    return max(first, date(earliest // 12, earliest % 12 + 1, 1)), last


def months_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = next_month(first)


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def by_month(agencies: Iterable[UUID], first: date, last: date) -> dict[str, Counter[date]]:
    """Received, decided, and decided late, by the first day of the month. Two statements."""
    begin, end = midnight(first), midnight(next_month(last))
    found = {name: Counter[date]() for name in COUNTS}
    cases = Case.objects.filter(resolving_agency__in=list(agencies)).order_by()
    received = cases.filter(accepted_at__gte=begin, accepted_at__lt=end)
    for day, count in received.values_list(TruncMonth("accepted_at", tzinfo=clock.LOCAL)).annotate(count=Count("pk")):
        found["received"][day.date()] = count
    decided = cases.filter(decided_at__gte=begin, decided_at__lt=end)
    late = Count("pk", Q(decided_at__gt=F("due_at")))
    rows = decided.values_list(TruncMonth("decided_at", tzinfo=clock.LOCAL)).annotate(count=Count("pk"), late=late)
    for day, count, after in rows:
        found["decided"][day.date()], found["late"][day.date()] = count, after
    return found


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LOCAL)


def figures_json(found: Figures) -> dict[str, object]:
    """For programs."""
    return {
        "agency": found.agency.identifier, "name": found.agency.name, "first": found.first, "last": found.last,
        "months": [{"month": one.first, **counts(one)} for one in found.months], "total": counts(found.total),
        "counted_along": [old_json(one) for one in found.wholly], "shared": [old_json(one) for one in found.shared],
    }  # fmt: skip


def counts(one: Month | Old) -> dict[str, int]:
    return {name: getattr(one, name) for name in COUNTS}


def old_json(one: Old) -> dict[str, object]:
    named = {"agency": one.agency.identifier, "name": one.agency.name, "until": one.until}
    return {**named, **counts(one), "successors": [heir.identifier for heir in one.heirs]}
