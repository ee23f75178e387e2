"""What may be read of the ledger."""

from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.base.ledger.kinds import Audience, kinds_for
from motcua.base.ledger.models import Entry
from motcua.base.ledger.subjects import Subject


def timeline(subject: Subject, audience: Audience) -> list[Entry]:
    """What happened to `subject`, first to last, as far as `audience` may know it. One statement."""
    return _timeline(subject.kind, str(subject.id), list(kinds_for(audience)))


@compiled
def _timeline(subject_kind: str, subject_id: str, kinds: list[str]) -> QuerySet[Entry]:
    found = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id, kind__among=kinds)
    return found.order_by("number")
