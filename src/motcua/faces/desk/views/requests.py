"""What agencies ask each other: the list of a unit, one request beside its papers, and the acts on it."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store
from motcua.base.files.serving import serve, serve_preview
from motcua.base.ui.paging import room
from motcua.casework.frame import subject
from motcua.casework.queries import requests as found
from motcua.casework.queries.requests import RequestPage
from motcua.casework.services.answer_agency import answer_request, refuse_request, take_request
from motcua.casework.services.assign_request import assign_request, release_request
from motcua.casework.services.chase_agency import escalate_request, recall_request, remind_agency
from motcua.domain.routing.enums import AskKind
from motcua.faces.desk import asked
from motcua.faces.desk.bulk_pages import typed_ids
from motcua.faces.desk.views.files import SMALL, width_of
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid, NotVisible
from motcua.kernel.words import Words

PURPOSE = "Xem yêu cầu phối hợp"
EMPTY = {
    found.INCOMING: Words("Không có yêu cầu nào chờ cơ quan bạn trả lời", "Nothing waits for your agency's answer"),
    found.OUTGOING: Words("Cơ quan bạn không chờ trả lời nào", "Your agency waits for no answer"),
    found.ENDED: Words("Chưa có yêu cầu nào đã xong", "Nothing has been settled yet"),
}
DUE = {
    "late": (Words("Trễ hạn", "Late"), "late"),
    "near": (Words("Sắp đến hạn", "Nearly due"), "near"),
    "ontime": (Words("Còn hạn", "On time"), "ontime"),
}
PLAIN = {
    "take": take_request,
    "release": release_request,
    "remind": remind_agency,
    "escalate": escalate_request,
    "recall": recall_request,
}


@requires(permissions.CASE_SEE)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """`?muc=` the tab, `?han=` a colour, `?loai=` opinion or question, `?nguoi=` whose hands."""
    actor = official(request)
    tab = request.GET.get("muc", "")
    tab = tab if tab in found.TABS else found.INCOMING
    due, kind, holder = (request.GET.get(name, "") for name in ("han", "loai", "nguoi"))
    holder = holder if holder in found.HOLDERS else ""
    listed = found.request_list(
        actor, tab, due=due, kind=kind, holder=holder, after=request.GET.get("sau", ""), room=room(request)
    )
    base = reverse("desk:requests")
    here = f"{base}?muc={tab}" + (f"&loai={kind}" if kind else "") + (f"&nguoi={holder}" if holder else "")
    facts = {
        "tab": tab,
        "due": due,
        "kind": kind,
        "holder": holder,
        "holders": [{"value": key, "label": words} for key, words in found.HOLDERS.items()],
        "tabs": [{"label": words, "url": f"{base}?muc={key}", "current": key == tab} for key, words in
                 found.TABS.items()],
        "kinds": [{"value": one.value, "label": one.words} for one in AskKind],
        "figures": [
            {
                "words": DUE[name][0],
                "tone": DUE[name][1],
                "count": count,
                "pressed": name == due,
                "url": here if name == due else f"{here}&han={name}",
            }
            for name, count in listed.counts.items()
        ],
        "lines": asked.lines_of(listed.items),
        "empty": EMPTY[tab],
        "narrowed": bool(due or kind or holder),
        "base": f"{base}?muc={tab}",
        "next_url": f"{here}{f'&han={due}' if due else ''}&sau={listed.more}" if listed.more else "",
        "first_url": here if request.GET.get("sau") else "",
    }  # fmt: skip
    return render(request, "desk/requests.html", facts)


@requires(permissions.CASE_SEE)
@require_safe
def request_one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Every opening is on record."""
    actor = official(request)
    page = found.request_page(actor, request_id)
    record_look(actor=actor, subject=subject(page.request.case), purpose=PURPOSE)
    return drawn(request, page)


def drawn(request: HttpRequest, page: RequestPage, *, status: int = 200, **more: Any) -> HttpResponse:
    base = reverse("desk:request", args=[page.request.pk])
    turns = {name: request.GET.get(name, default) for name, default in (("tep", ""), ("trang", "1"))}
    facts = {
        "line": asked.lines_of([page.request])[0],
        "asked_one": page.request,
        "shown": page,
        "papers": asked.paper_rows(page, base),
        "viewer": asked.viewer_of(page, turns, base),
        "answer_files": asked.answer_files(page.request),
        "presses": [(act, asked.ACTS[act]) for act in page.acts if act in PLAIN],
        "may_answer": "answer" in page.acts,
        "desks": asked.desks(page),
        "position": "",
        "text": "",
        "reason": "",
        "wrong": {},
        "held": "",
    }
    return render(request, "desk/request.html", facts | more, status=status)


@requires(permissions.CASE_SEE)
@require_POST
def request_act(request: HttpRequest, request_id: UUID, act: str) -> HttpResponse:
    """Take, answer, refuse, assign, give back; remind, escalate, recall. What was typed and sent always stays."""
    if act not in asked.ACTS:
        raise NotVisible
    actor = official(request)
    typed = {name: request.POST.get(name, "") for name in ("text", "reason", "position")}
    held: list[StoredFile] = []
    try:
        if act == "answer":
            held = files_of(request, actor, request_id)
            done = answer_request(actor=actor, request_id=request_id, text=typed["text"], files=held)
        elif act == "refuse":
            done = refuse_request(actor=actor, request_id=request_id, reason=typed["reason"])
        elif act == "assign":
            chosen = next(iter(typed_ids([typed["position"]])), None)
            done = assign_request(actor=actor, request_id=request_id, position_id=chosen)
        else:
            done = PLAIN[act](actor=actor, request_id=request_id)
    except NotVisible:
        raise
    except Fault as fault:
        wrong = {name: str(words) for name, words in fault.fields.items()} if isinstance(fault, Invalid) else {}
        page = found.request_page(actor, request_id)
        kept = [typed[name] for name in ("text", "reason") if typed[name].strip()] if not page.request.is_open else []
        more = {"fault": fault, "wrong": wrong, "held": sealed(actor, request_id, held), "kept": kept}
        return drawn(request, page, status=fault.status, **typed, **more, held_names=[one.name for one in held])
    who = done.taken_by.person.full_name if act == "assign" and done.taken_by else ""
    messages.success(request, str(asked.DONE[act].fill(slip=done.slip, agency=done.agency.label, who=who)))
    return HttpResponseRedirect(back_to(request, done.pk))


def back_to(request: HttpRequest, request_id: UUID) -> str:
    """To the page the button stood on where it says so; else to the request."""
    target = request.POST.get("ve", "")
    if target.startswith("/can-bo/") and url_has_allowed_host_and_scheme(target, None):
        return target
    return reverse("desk:request", args=[request_id])


def files_of(request: HttpRequest, actor: Actor, request_id: UUID) -> list[StoredFile]:
    """Files kept from an earlier try, and those sent now, each looked at and stored."""
    try:
        keys = signing.loads(request.POST.get("held", ""), salt=salt_of(actor, request_id))
    except signing.BadSignature:
        keys = []
    kept = list(StoredFile.objects.filter(pk__in=keys))
    new = [store(cast(BinaryIO, file), name=file.name or "") for file in request.FILES.getlist("files")]
    return [*kept, *new]


def sealed(actor: Actor, request_id: UUID, files: list[StoredFile]) -> str:
    return signing.dumps([str(one.pk) for one in files], salt=salt_of(actor, request_id)) if files else ""


def salt_of(actor: Actor, request_id: UUID) -> str:
    return f"answer:{actor.account_id}:{request_id}"


@requires(permissions.CASE_SEE)
@require_safe
def request_file(request: HttpRequest, request_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The original of a paper shown or of an answer."""
    actor = official(request)
    one, stored = found.find_shown_file(actor, request_id, file_id)
    record_look(actor=actor, subject=subject(one.case), purpose=f"Mở tệp của yêu cầu phối hợp {one.slip}")
    return serve(request, stored, inline=True)


@requires(permissions.CASE_SEE)
@require_safe
def request_page(request: HttpRequest, request_id: UUID, file_id: UUID, number: int) -> HttpResponseBase:
    """One page as a picture; the smallest ones belong to the request's page, which is on record."""
    actor = official(request)
    one, stored = found.find_shown_file(actor, request_id, file_id)
    width = width_of(request.GET.get("rong", ""))
    if width > SMALL:
        record_look(actor=actor, subject=subject(one.case), purpose=f"Xem giấy tờ của yêu cầu phối hợp {one.slip}")
    return serve_preview(request, stored, page=number, width=width)
