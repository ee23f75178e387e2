"""The signed-in citizen's own case; to anybody else it does not exist."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.queries.page import find_case
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer
from motcua.faces.portal.drafts import standing_of
from motcua.faces.portal.views.filing.frame import actor_of


def own_case(request: HttpRequest, case_id: UUID) -> Case:
    """CaseNotFound for strangers and for what does not exist, alike."""
    actor = actor_of(request)
    case = find_case(actor, case_id)
    check_filer(actor, case)
    return case


def continue_url(case: Case) -> str:
    """The page of the filing where this draft goes on."""
    return standing_of(case).url


def version_shown(request: HttpRequest) -> int | None:
    """The version of the case that the sent page showed; None when it said none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
