"""Reception at the counter: one screen, one form, every press keeps everything, files too."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.looks import record_list
from motcua.base.access.routes import RouteDenied, requires
from motcua.base.ui.context import take_along
from motcua.domain.catalogue.queries.linked import linked_named, offered
from motcua.faces.desk import bringing, counter, once
from motcua.faces.desk.carried import carried_files
from motcua.faces.desk.receiving import GUIDE, RECEIVE, WRITE_DOWN, send
from motcua.faces.desk.scanning import taken_scan
from motcua.faces.desk.sheet import RECORD, Sheet, person_of
from motcua.faces.desk.usual import usual_versions
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

SOUGHT = "Tìm người nộp tại quầy"
WRITTEN_DOWN = Words(
    "Đã ghi nhận hồ sơ {case}, chưa tiếp nhận. Bạn yêu cầu bổ sung (mẫu 02) hoặc từ chối (mẫu 03).",
    "Case {case} is written down, not accepted. Ask for supplements (slip 02) or refuse (slip 03).",
)
PRESS, PERSON, VERSION = "press", "take_person", "take_version"
DRAFT, PAST, VISIT, LINKED = "take_draft", "take_case", "luot", "take_linked"
GOALS = {RECEIVE: "desk:received", WRITE_DOWN: "desk:case", GUIDE: "desk:guided"}
NEW_PERSON, OTHER_PROCEDURE, ALONE = "new_person", "other_procedure", "alone"


@requires(permissions.CASE_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def reception(request: HttpRequest) -> HttpResponse:
    """GET begins (`?tt=` already seeks a procedure, `?luot=` goes on with a visit); each POST is one press.

    The receipt of a case with a result leads to handing it over, where nothing typed would be lost.
    """
    actor = official(request)
    offices = counter.offices_for(actor)
    if not offices:
        raise RouteDenied
    if request.method != "POST":
        sheet = Sheet.read(offices, {"seek": request.GET.get("tt", "")[:200], "once": once.fresh()})
        bringing.continue_visit(sheet, request.GET.get(VISIT, ""), actor)
        bringing.same_person(sheet)
        sheet.seek_version()
        bringing.look_up(sheet, actor, None)
        return draw(request, sheet)
    typed = {name: request.POST.get(name, "").replace("\x00", "") for name in request.POST}
    scan = taken_scan(typed)
    sheet = Sheet.read(offices, typed)
    before = sheet.person
    bringing.continue_visit(sheet, typed.get("visit", ""), actor)
    positions = [RECORD, *(line.position for line in sheet.lines)]
    sheet.files, sheet.wrong_files = carried_files(request, actor, positions)
    pressed = request.POST.get(PRESS, "")
    if pressed in GOALS and scan is None:
        return _send(request, actor, sheet, pressed)
    if scan is not None:
        sheet.waiting = bringing.result_of(scan, actor)
        if sheet.waiting is not None and sheet.blank:
            return HttpResponseRedirect(reverse("desk:hand_back_case", args=[sheet.waiting.pk]))
        bringing.take_scan(sheet, scan, actor)
        sheet.seek_version()
    else:
        _press(request, actor, sheet, pressed)
    if sheet.people:
        record_list(actor=actor, kind="person", shown=(one.pk for one in sheet.people), purpose=SOUGHT)
    bringing.look_up(sheet, actor, before)
    take_along(request, sheet.typed)
    return draw(request, sheet)


def signed_at(sheet: Sheet) -> datetime | None:
    """When the post handed it over, as far as that is typed."""
    form = sheet.form(sheet.typed)
    form.is_valid()
    handed = form.handed_by_post(None)
    return handed.signed_at if handed else None


def _press(request: HttpRequest, actor: Actor, sheet: Sheet, pressed: str) -> None:
    """Every button but the two that send; Enter in a field seeks what was typed."""
    if chosen := person_of(request.POST.get(PERSON, "")):
        sheet.choose_person(chosen)
    elif version := counter.version_at(sheet.office, request.POST.get(VERSION, "")):
        sheet.choose_version(version)
    elif draft := bringing.chosen_draft(sheet, request.POST.get(DRAFT, ""), actor):
        bringing.take_draft(sheet, draft, actor)
    elif request.POST.get(PAST):
        bringing.take_past(sheet, request.POST.get(PAST, ""), actor)
    elif linked := linked_named(request.POST.get(LINKED, "")):
        sheet.choose_linked(linked)
    elif pressed == ALONE:
        sheet.drop_linked()
    elif pressed == NEW_PERSON:
        sheet.drop_person()
    elif pressed == OTHER_PROCEDURE:
        sheet.drop_version()
    else:
        sheet.seek_person()
        sheet.seek_version()


def _send(request: HttpRequest, actor: Actor, sheet: Sheet, pressed: str) -> HttpResponse:
    mark = sheet.typed.get("once", "")
    with transaction.atomic():
        if earlier := once.made_by(request, mark):
            return HttpResponseRedirect(reverse(GOALS[pressed], args=[earlier]))
        outcome = send(actor, sheet, pressed)
        if outcome.case is not None:
            once.note(request, mark, outcome.case.pk)
    if outcome.case is None:
        bringing.look_up(sheet, actor, sheet.person)
        return draw(request, sheet, form=outcome.form, status=outcome.status)
    if pressed == WRITE_DOWN:
        messages.success(request, str(WRITTEN_DOWN.fill(case=outcome.case)))
    return HttpResponseRedirect(reverse(GOALS[pressed], args=[outcome.case.pk]))


def draw(request: HttpRequest, sheet: Sheet, *, form: Any = None, status: int = 200) -> HttpResponse:
    shown = form or sheet.form()
    held = bringing.files_at_home(sheet)
    limit = counter.chosen_limit(sheet.limits, sheet.typed.get("time_limit", ""))
    facts = {
        "sheet": sheet,
        "hand_back_url": reverse("desk:hand_back_case", args=[sheet.waiting.pk]) if sheet.waiting else "",
        "form": shown,
        "usual": usual_versions(sheet.office.pk) if sheet.version is None and sheet.versions is None else [],
        "papers": [
            {
                "line": line,
                "originals": shown[f"originals_{line.position}"],
                "copies": shown[f"copies_{line.position}"],
                "files": sheet.files.get(line.position, []),
                "held": held.get(line.position, []),
                "wrong": sheet.wrong_files.get(line.position, ""),
            }
            for line in sheet.lines
        ],
        "together": offered(code=sheet.version.procedure.code) if sheet.version and not sheet.linked else [],
        "due_at": counter.expected_due(sheet.office, limit, signed_at(sheet)) if sheet.version else None,
        "record": {"files": sheet.files.get(RECORD, []), "wrong": sheet.wrong_files.get(RECORD, "")},
        "promise": [shown[name] for name in ("time_limit", "promised_on", "ground") if name in shown.fields],
    }
    return render(request, "desk/reception.html", facts, status=status)
