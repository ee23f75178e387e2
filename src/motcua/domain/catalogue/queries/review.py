"""The review queue: what imports were unsure of, counted by kind and place, one page at a time by key."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.domain.catalogue.enums import FlagState
from motcua.domain.catalogue.models import ImportFlag
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Queue:
    """Which flags: of a reason, a place, a code; open ones unless said otherwise."""

    reason: str = ""
    place: str = ""
    code: str = ""
    state: str = FlagState.OPEN.value


@dataclass(frozen=True, slots=True)
class Heap:
    """The flags of one reason at one kind of place."""

    reason: str
    place: str
    count: int

    @property
    def words(self) -> Words:
        return reason_words(self.reason)


def heaps(state: str = FlagState.OPEN.value) -> tuple[Heap, ...]:
    """The largest first; one statement."""
    rows = ImportFlag.objects.filter(state=state).values_list("reason", "place").annotate(n=Count("id"))
    return tuple(Heap(*row) for row in rows.order_by("-n", "reason", "place"))


def flags_in(queue: Queue) -> QuerySet[ImportFlag]:
    """In the order they are gone through: kind, place, then one after the other."""
    found = ImportFlag.objects.filter(state=queue.state).select_related("procedure", "version")
    if queue.reason:
        found = found.filter(reason=queue.reason)
    if queue.place:
        found = found.filter(place=queue.place)
    if queue.code:
        found = found.filter(procedure__code__startswith=queue.code)
    return found.order_by("reason", "place", "id")


def after(found: QuerySet[ImportFlag], flag: ImportFlag) -> QuerySet[ImportFlag]:
    """Those that come after one, by key."""
    return found.filter(
        Q(reason__gt=flag.reason)
        | Q(reason=flag.reason, place__gt=flag.place)
        | Q(reason=flag.reason, place=flag.place, id__gt=flag.pk)
    )


def next_flag(queue: Queue, flag: ImportFlag) -> UUID | None:
    """The next to look at in the same queue, from the beginning once its end is reached."""
    found = flags_in(queue).exclude(pk=flag.pk)
    following = after(found, flag).first() or found.first()
    return following.pk if following else None


def reason_words(reason: str) -> Words:
    try:
        return Reason(reason).words
    except ValueError:
        return Words(reason, reason)
