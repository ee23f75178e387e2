"""The page that keeps reply templates: list, write, change, copy, retire, with a preview beside the words."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.domain.replies import variables
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.permissions import check_may_change, may_change
from motcua.domain.replies.queries import agencies_to_share_with, managed_by, template_for
from motcua.domain.replies.services import templates as acts
from motcua.faces.desk.forms.reply import ReplyForm, initial_of
from motcua.faces.desk.forms.supplement import MORE, counted
from motcua.faces.desk.reply_looks import look_at
from motcua.faces.desk.who import official
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

SAVED = Words("Đã lưu mẫu “{title}”.", "Template “{title}” saved.")
COPIED = Words("Đã chép thành mẫu của bạn, mời bạn sửa.", "Copied as your own; please change it.")
RETIRED = Words("Đã ngừng dùng mẫu “{title}”.", "Template “{title}” is no longer used.")
ALL, MINE, SHARED = "tat-ca", "cua-toi", "dung-chung"
VIEWS = ((ALL, Words("Tất cả", "All")), (MINE, Words("Của tôi", "Mine")), (SHARED, Words("Dùng chung", "Shared")))
FORM = ["GET", "HEAD", "POST"]


@requires(permissions.REPLIES_USE)
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """Those one may use and those one keeps for a unit, by act; `?muc=` mine or shared, `?viec=` one act."""
    actor = official(request)
    view, act = request.GET.get("muc", ALL), request.GET.get("viec", "")
    found = managed_by(actor, actor.paths(permissions.REPLIES_SHARE))
    if view in (MINE, SHARED):
        found = found.filter(owner__isnull=view == SHARED)
    if act in ReplyAct.values:
        found = found.filter(act=act)
    known = [kind for kind, _ in VIEWS]
    current = view if view in known else ALL
    tabs = [
        {"label": words, "url": f"?{urlencode({'muc': kind, 'viec': act})}", "current": kind == current}
        for kind, words in VIEWS
    ]
    rows = [{"reply": reply, "mine": may_change(actor, reply)} for reply in found[:300]]
    options = [{"value": "", "label": str(Words("Mọi việc", "Every act"))}]
    options += [{"value": kind.value, "label": str(kind.words)} for kind in ReplyAct]
    facts = {"rows": rows, "tabs": tabs, "options": options, "act": act, "view": current}
    return render(request, "desk/replies.html", facts)


@requires(permissions.REPLIES_USE)
@require_http_methods(FORM)
def reply_new(request: HttpRequest) -> HttpResponse:
    """`?viec=` the act it is for."""
    return _form_page(request, None, {"act": request.GET.get("viec", ""), "lines": ""})


@requires(permissions.REPLIES_USE)
@require_http_methods(FORM)
def reply_edit(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    template = template_for(official(request), reply_id)
    check_may_change(official(request), template)
    return _form_page(request, template, initial_of(template))


@requires(permissions.REPLIES_USE)
@require_POST
def reply_copy(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    made = acts.copy_template(actor=official(request), template_id=reply_id)
    messages.success(request, str(COPIED))
    return HttpResponseRedirect(reverse("desk:reply_edit", args=[made.pk]))


@requires(permissions.REPLIES_USE)
@require_POST
def reply_retire(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    retired = acts.retire_template(actor=official(request), template_id=reply_id)
    messages.success(request, str(RETIRED.fill(title=retired.title)))
    return HttpResponseRedirect(reverse("desk:replies"))


@requires(permissions.REPLIES_USE)
@require_POST
def reply_look(request: HttpRequest) -> HttpResponse:
    """The paper as the words stand now; nothing is kept."""
    form = ReplyForm(request.POST)
    return render(request, "desk/parts/reply_seen.html", {"seen": _seen(request, form)})


def _form_page(request: HttpRequest, template: ReplyTemplate | None, initial: dict[str, Any]) -> HttpResponse:
    actor = official(request)
    agencies = agencies_to_share_with(actor.paths(permissions.REPLIES_SHARE)) if template is None else ()
    if request.method != "POST":
        return _draw(request, ReplyForm(agencies=agencies, initial=initial), template)
    typed: Any = request.POST.copy()
    if "more" in typed:
        typed["lines"] = str(counted(typed.get("lines", "")) + MORE)
    form = ReplyForm(typed, agencies=agencies)
    if template is not None:
        form.fields.pop("share")
    if "more" in typed or "xem_truoc" in typed:
        return _draw(request, form, template, looking=True)
    if not form.is_valid():
        return _draw(request, form, template, status=422)
    try:
        saved = _save(request, form, template)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_fault(fault)
        return _draw(request, form, template, status=fault.status)
    messages.success(request, str(SAVED.fill(title=saved.title)))
    return HttpResponseRedirect(reverse("desk:replies"))


def _save(request: HttpRequest, form: ReplyForm, template: ReplyTemplate | None) -> ReplyTemplate:
    actor = official(request)
    if template is None:
        return acts.add_template(actor=actor, reply=form.reply, agency_id=form.agency_id)
    expected = form.cleaned_data.get("expected")
    return acts.change_template(actor=actor, template_id=template.pk, expected=expected, reply=form.reply)


def _draw(
    request: HttpRequest, form: ReplyForm, template: ReplyTemplate | None, *, looking: bool = False, status: int = 200
) -> HttpResponse:
    facts = {
        "form": form,
        "template": template,
        "looking": looking,
        "may_share": bool(template is None and len(getattr(form.fields.get("share"), "choices", ())) > 1),
        "variables": variables.ALL,
        "code": request.POST.get("ho_so", ""),
        "seen": _seen(request, form),
    }
    return render(request, "desk/reply.html", facts, status=status)


def _seen(request: HttpRequest, form: ReplyForm) -> object:
    return look_at(official(request), form.reply, request.POST.get("ho_so", "").replace("\x00", "")[:60])
