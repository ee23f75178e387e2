"""Common reasons: those offered for an act, and all of them for who keeps the list."""

from motcua.domain.replies.models import Reason


def reasons_for(act: str) -> list[str]:
    """In use, in the order they were added."""
    return list(Reason.objects.filter(act=act, retired_at=None).values_list("text", flat=True))


def all_reasons() -> list[Reason]:
    """The retired ones too, after the others of their act."""
    return sorted(Reason.objects.all(), key=lambda one: (one.retired_at is not None, one.created_at, one.pk))
