"""The record of who looked at personal data, and for what."""

from collections.abc import Iterable
from uuid import UUID

from motcua.base.access.models import Look
from motcua.base.ledger import Subject
from motcua.kernel.actor import Actor


def record_look(*, actor: Actor, subject: Subject, purpose: str) -> Look:
    """Note that `actor` reads the personal data of `subject` now. `purpose` is said in words and may not be empty."""
    return _record(actor, subject_kind=subject.kind, subject_id=str(subject.id), purpose=purpose)


def record_list(*, actor: Actor, kind: str, shown: Iterable[UUID], purpose: str) -> Look | None:
    """Note in one row that `actor` reads something of each of `shown`, subjects of one kind; None for an empty list."""
    found = list(dict.fromkeys(shown))
    return _record(actor, subject_kind=kind, subject_id="", shown=found, purpose=purpose) if found else None


def _record(actor: Actor, **facts: object) -> Look:
    about = {"account_id": actor.account_id, "actor_kind": actor.kind, "actor_name": actor.name}
    return Look.objects.create(**about, **facts)


def looks_at(subject: Subject, *, limit: int = 50) -> list[Look]:
    """The latest readings of a subject's data by itself, newest first."""
    found = Look.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(found.order_by("-at", "-id")[:limit])


def lists_with(subject: Subject, *, limit: int = 200) -> list[Look]:
    """The latest lists and search results a subject stood in, newest first. ValueError for an id that is no UUID."""
    found = Look.objects.filter(subject_kind=subject.kind, subject_id="", shown__contains=[UUID(str(subject.id))])
    return list(found.order_by("-at", "-id")[:limit])
