"""Officials who looked at unusually many cases: told to who supervises them, answered here. It names no case."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui.paging import page_of
from motcua.casework.looking.models import Alarm, Verdict
from motcua.casework.looking.queries import alarms_for, find_alarm
from motcua.casework.looking.services.answering import answer_alarm
from motcua.domain.directory.models import Person
from motcua.faces.console.forms.looking import AnswerForm
from motcua.faces.console.pages import FormPage, actor_of, row, run, typed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

TITLE = Words("Xem nhiều hồ sơ ngoài việc của mình", "Many cases looked at outside of the own work")
LEAD = Words(
    "Việc của người này không bị chặn. Bạn hỏi lý do rồi ghi lại ở đây.",
    "This official is not kept from working. Please ask for the reason and note it here.",
)
DONE = Words("Đã ghi lý do.", "The reason is noted.")
MOST = 500
LEFT = Words("người đã rời vị trí", "somebody who has left")


@requires(permissions.LOOKS_SEE)
@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    """Those not answered and those that were, the newest first."""
    found, pages = page_of(request, list(alarms_for(actor_of(request))[:MOST]))
    names = names_of(found)
    rows = [{"alarm": one, "name": names.get(one.account_id, LEFT)} for one in found]
    return render(request, "console/looking.html", {"rows": rows, "title": TITLE, **pages})


@requires(permissions.LOOKS_SEE)
@require_http_methods(FORM)
def alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """What was noticed, and the answer; once it is there it is read only."""
    actor = actor_of(request)
    one = find_alarm(actor, alarm_id)
    rows = facts_of(one)
    back = reverse("console:looking")
    if one.answered_at is not None and request.method != "POST":
        crumbs = [{"label": str(TITLE), "url": back}]
        return render(request, "console/looking_answered.html", {"title": TITLE, "rows": rows, "crumbs": crumbs})

    def act(values: dict[str, Any]) -> str:
        answer_alarm(actor=actor, alarm_id=one.pk, verdict=Verdict(values["verdict"]), note=values["note"])
        return back

    page = FormPage(TITLE, Words("Ghi lại", "Note it"), DONE, back, [(str(TITLE), back)], LEAD, rows)
    return run(request, AnswerForm(typed(request)), page, act)


def facts_of(one: Alarm) -> list[dict[str, object]]:
    places = "; ".join(f"{place['agency']}: {place['cases']}" for place in one.places) or "–"
    rows = [
        row(Words("Cán bộ", "Official"), names_of([one]).get(one.account_id, LEFT)),
        row(Words("Trong giờ", "Within the hour"), Words("{a} – {b}", "{a} – {b}").fill(
            a=weekday_time(one.during.lower), b=weekday_time(one.during.upper))),
        row(Words("Số hồ sơ đã mở ngoài việc của mình", "Cases opened outside of the own work"), one.cases),
        row(Words("Số lần tìm ra hồ sơ ngoài việc của mình", "Searches that showed such cases"), one.searches),
        row(Words("Số hồ sơ khác chỉ thấy tên trong danh sách", "Other cases only named in lists"), one.named),
        row(Words("Số lần tra cứu người dân tại quầy ngoài việc của mình",
                  "Times other people were looked up at a counter"), one.people),
        row(Words("Của cơ quan", "Of the agencies"), places),
    ]  # fmt: skip
    if one.answered_at is None:
        return rows
    return [
        *rows,
        row(Words("Kết luận", "What was found"), one.verdict_words),
        row(Words("Lý do", "Reason"), one.note),
        row(Words("Người ghi", "Noted by"), f"{one.answered_by}, {weekday_time(one.answered_at)}"),
    ]


def names_of(found: Sequence[Alarm]) -> dict[UUID, str]:
    """Of whom each alarm is, by account."""
    accounts = {one.account_id for one in found}
    return dict(Person.objects.filter(staff_account__in=accounts).values_list("staff_account", "full_name"))
