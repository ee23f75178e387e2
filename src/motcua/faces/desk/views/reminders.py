"""What runs out of time, told to whoever can still do something; seen ones are put away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.reminders import reminders_of, see
from motcua.faces.desk.bulk_pages import typed_ids
from motcua.faces.desk.who import official
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

SEEN = Words("Đã cất {n} lời nhắc.", "{n} reminders put away.")
NONE_CHOSEN = Words(
    "Bạn chọn ít nhất một lời nhắc còn hiệu lực.", "Please choose at least one reminder that still holds."
)


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """POST: `nhac` are the reminders one has seen, with those of the same cases."""
    actor = official(request)
    if request.method != "POST":
        return render(request, "desk/reminders.html", {"lines": reminders_of(actor)})
    chosen: list[UUID] = typed_ids(request.POST.getlist("nhac"))
    try:
        messages.success(request, str(SEEN.fill(n=see(actor, chosen))))
    except NotVisible:
        messages.error(request, str(NONE_CHOSEN))
    return HttpResponseRedirect(reverse("desk:reminders"))
