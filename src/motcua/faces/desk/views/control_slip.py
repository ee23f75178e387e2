"""The control slip of a case, made on request and opened at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.services.control_slip import make_control_slip
from motcua.domain.cases.errors import NoStepsYet
from motcua.faces.desk.who import official


@requires(permissions.CASE_SEE)
@require_POST
def control_slip(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Made anew where something has changed since the last one."""
    try:
        document = make_control_slip(actor=official(request), case_id=case_id)
    except NoStepsYet as fault:
        messages.error(request, str(fault))
        return redirect("desk:case", case_id)
    return redirect("desk:slip", document.pk)
