"""The record of who looked at personal data, and for what."""

from motcua.base.access.models import Look
from motcua.base.ledger import Subject
from motcua.kernel.actor import Actor


def record_look(*, actor: Actor, subject: Subject, purpose: str) -> Look:
    """Note that `actor` reads the personal data of `subject` now. `purpose` is said in words and may not be empty."""
    return Look.objects.create(
        account_id=actor.account_id,
        actor_kind=actor.kind,
        actor_name=actor.name,
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        purpose=purpose,
    )


def looks_at(subject: Subject, *, limit: int = 50) -> list[Look]:
    """The latest readings of a subject's data, newest first."""
    found = Look.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(found.order_by("-at", "-id")[:limit])
