"""The cases of a visit, and of the visits before it."""

from uuid import UUID

from motcua.casework.frame import RELATED
from motcua.domain.cases.models import Case, Visit
from motcua.kernel.actor import Actor


def visit_of(actor: Actor, visit_id: UUID) -> Visit | None:
    """The visit, if this official opened it: others see its cases, each by itself."""
    found = Visit.objects.select_related("office__agency", "person").filter(pk=visit_id)
    return found.filter(opened_by=actor.account_id).first()


def cases_in(visit: Visit) -> list[Case]:
    """In the order they were taken in."""
    return list(visit.cases.select_related(*RELATED).order_by("submitted_at", "id"))
