"""Reception at the counter: one screen, one form, every press keeps everything, files too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import RouteDenied, requires
from motcua.base.ledger import Subject
from motcua.faces.desk import counter, once
from motcua.faces.desk.carried import carried_files
from motcua.faces.desk.receiving import RECEIVE, WRITE_DOWN, send
from motcua.faces.desk.sheet import Sheet, person_of
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

PURPOSE = "Tiếp nhận hồ sơ tại quầy"
WRITTEN_DOWN = Words(
    "Đã ghi nhận hồ sơ {case}, chưa tiếp nhận. Bạn yêu cầu bổ sung (mẫu 02) hoặc từ chối (mẫu 03).",
    "Case {case} is written down, not accepted. Ask for supplements (slip 02) or refuse (slip 03).",
)
PRESS, PERSON, VERSION = "press", "take_person", "take_version"
NEW_PERSON, OTHER_PROCEDURE = "new_person", "other_procedure"


@requires(permissions.CASE_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def reception(request: HttpRequest) -> HttpResponse:
    """GET begins (`?tt=` already seeks a procedure); each POST is one press of one button of the same form."""
    actor = official(request)
    offices = counter.offices_for(actor)
    if not offices:
        raise RouteDenied
    if request.method != "POST":
        sheet = Sheet.read(offices, {"seek": request.GET.get("tt", "")[:200], "once": once.fresh()})
        sheet.seek_version()
        return draw(request, sheet)
    sheet = Sheet.read(offices, {name: request.POST.get(name, "").replace("\x00", "") for name in request.POST})
    positions = [line.position for line in sheet.lines]
    sheet.files, sheet.wrong_files = carried_files(request, actor, positions)
    pressed = request.POST.get(PRESS, "")
    if pressed in (RECEIVE, WRITE_DOWN):
        return _send(request, actor, sheet, pressed)
    _press(request, actor, sheet, pressed)
    return draw(request, sheet)


def _press(request: HttpRequest, actor: Actor, sheet: Sheet, pressed: str) -> None:
    """Every button but the two that send; Enter in a field seeks what was typed."""
    before = sheet.person
    if chosen := person_of(request.POST.get(PERSON, "")):
        sheet.choose_person(chosen)
    elif version := counter.version_at(sheet.office, request.POST.get(VERSION, "")):
        sheet.choose_version(version)
    elif pressed == NEW_PERSON:
        sheet.drop_person()
    elif pressed == OTHER_PROCEDURE:
        sheet.drop_version()
    else:
        sheet.seek_person()
        sheet.seek_version()
    if sheet.person is not None and sheet.person != before:
        record_look(actor=actor, subject=Subject("person", sheet.person.pk), purpose=PURPOSE)


def _send(request: HttpRequest, actor: Actor, sheet: Sheet, pressed: str) -> HttpResponse:
    mark = sheet.typed.get("once", "")
    if earlier := once.made_by(request, mark):
        return HttpResponseRedirect(reverse("desk:received", args=[earlier]))
    outcome = send(actor, sheet, accept=pressed == RECEIVE)
    if outcome.case is None:
        return draw(request, sheet, form=outcome.form, status=outcome.status)
    once.note(request, mark, outcome.case.pk)
    if pressed == WRITE_DOWN:
        messages.success(request, str(WRITTEN_DOWN.fill(case=outcome.case)))
    goal = "desk:received" if pressed == RECEIVE else "desk:case"
    return HttpResponseRedirect(reverse(goal, args=[outcome.case.pk]))


def draw(request: HttpRequest, sheet: Sheet, *, form: Any = None, status: int = 200) -> HttpResponse:
    shown = form or sheet.form()
    limit = counter.chosen_limit(sheet.limits, sheet.typed.get("time_limit", ""))
    facts = {
        "sheet": sheet,
        "form": shown,
        "papers": [
            {
                "line": line,
                "originals": shown[f"originals_{line.position}"],
                "copies": shown[f"copies_{line.position}"],
                "files": sheet.files.get(line.position, []),
                "wrong": sheet.wrong_files.get(line.position, ""),
            }
            for line in sheet.lines
        ],
        "due_at": counter.expected_due(sheet.office, limit) if sheet.version else None,
        "promise": [shown[name] for name in ("time_limit", "promised_on", "ground") if name in shown.fields],
    }
    return render(request, "desk/reception.html", facts, status=status)
