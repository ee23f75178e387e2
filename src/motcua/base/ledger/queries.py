"""What may be read of the ledger."""

from motcua.base.ledger.kinds import Audience, kinds_for
from motcua.base.ledger.models import Entry
from motcua.base.ledger.subjects import Subject


def timeline(subject: Subject, audience: Audience) -> list[Entry]:
    """What happened to `subject`, first to last, as far as `audience` may know it. One statement."""
    return list(
        Entry.objects.filter(
            subject_kind=subject.kind, subject_id=str(subject.id), kind__in=kinds_for(audience)
        ).order_by("number")
    )
