"""What runs out of time, told to whoever can still do something; seen ones are put away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui.paging import page_of
from motcua.casework.asked_time import lengths_of_requests
from motcua.casework.lengths import lengths_of
from motcua.casework.queries.reminders import Line, reminders_of, see
from motcua.casework.services.mail_reminders import choices_of, choose_mail
from motcua.domain.directory.models import Person
from motcua.domain.routing.models import MailKind
from motcua.faces.desk.bulk_pages import typed_ids
from motcua.faces.desk.who import official
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

SEEN = Words("Đã cất {n} lời nhắc.", "{n} reminders put away.")
KEPT = Words("Đã lưu lựa chọn nhắc qua thư.", "Your choice of letters is kept.")
NONE_CHOSEN = Words(
    "Bạn chọn ít nhất một lời nhắc còn hiệu lực.", "Please choose at least one reminder that still holds."
)


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """POST: `nhac` are the reminders one has seen, with those of the same cases."""
    actor = official(request)
    if request.method != "POST":
        lines, pages = page_of(request, reminders_of(actor))
        facts = {"rows": rows_of(lines), "supervises": actor.may(permissions.LOOKS_SEE), **pages}
        return render(request, "desk/reminders.html", facts)
    chosen: list[UUID] = typed_ids(request.POST.getlist("nhac"))
    try:
        messages.success(request, str(SEEN.fill(n=see(actor, chosen))))
    except NotVisible:
        messages.error(request, str(NONE_CHOSEN))
    return HttpResponseRedirect(reverse("desk:reminders"))


def rows_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Each with how long it is until then in working time, and where it leads. Three statements."""
    asked = [line.reminder.request for line in lines if line.reminder.request]
    of_others = lengths_of_requests(asked)
    cases = lengths_of((line.case, line.reminder.due_at) for line in lines if line.reminder.request is None)
    return [
        {
            "line": line,
            "length": (of_others if line.reminder.request else cases).get(line.reminder.matter_id),
            "url": reverse("desk:request" if line.reminder.request else "desk:case", args=[line.reminder.matter_id]),
        }
        for line in lines
    ]


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_mail(request: HttpRequest) -> HttpResponse:
    """Of what one is reminded by e-mail: `loai` are the kinds that are wanted."""
    actor = official(request)
    if request.method == "POST":
        wanted = set(request.POST.getlist("loai"))
        choose_mail(actor=actor, off=[kind.value for kind in MailKind if kind.value not in wanted])
        messages.success(request, str(KEPT))
        return HttpResponseRedirect(reverse("desk:reminders_mail"))
    off = choices_of([actor.account_id])[actor.account_id]
    assert actor.person_id
    person = Person.objects.select_related("staff_account").get(pk=actor.person_id)
    facts = {
        "kinds": [{"value": kind.value, "words": kind.words, "on": kind.value not in off} for kind in MailKind],
        "address": (person.staff_account.email if person.staff_account else "") or person.email,
    }
    return render(request, "desk/reminders_mail.html", facts)
