"""Common reasons, offered where officials type one: seen by act, added, reworded, retired, taken up again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.domain.replies.enums import REASONED, ReplyAct
from motcua.domain.replies.models import Reason
from motcua.domain.replies.queries.reasons import all_reasons, reasons_for
from motcua.domain.replies.services import reasons as acts
from motcua.faces.console.forms.categories import NothingForm, ReasonForm
from motcua.faces.console.pages import SET_ASIDE, TAKEN_UP, FormPage, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import number
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
TITLE = Words("Lý do thường gặp", "Common reasons")
OFFERED = Words(
    "Cán bộ toàn thành phố chọn được câu này khi: {act}. Khi đó có {n} lý do để chọn.",
    "Officials of the whole city can choose it for: {act}. There will be {n} to choose from.",
)
GONE = Words(
    "Cán bộ không chọn được câu này nữa khi: {act}. Còn {n} lý do để chọn.",
    "Officials can no longer choose it for: {act}. {n} are left to choose from.",
)
SENT = Words("Phiếu và thông báo đã gửi giữ nguyên câu cũ.", "Papers already sent keep their words.")
READS = Words("Sẽ hiện là: “{text}”", "It will read: “{text}”")


@requires(MANAGE)
@require_safe
def reason_list(request: HttpRequest) -> HttpResponse:
    rows = all_reasons()
    kinds = [{"act": act, "words": act.words, "rows": [one for one in rows if one.act == act]} for act in REASONED]
    return render(request, "console/reasons.html", {"kinds": kinds, "may": may_citywide(actor_of(request), MANAGE)})


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest, act: str) -> HttpResponse:
    actor = actor_of(request)
    check_citywide(actor, MANAGE)
    if act not in REASONED:
        raise NotVisible
    kind = ReplyAct(act)

    def look(values: dict[str, Any]) -> Preview:
        text = acts.checked_reason(act, values["text"])
        count = len(set(reasons_for(act)) | {text})
        return Preview([("info", READS.fill(text=text)), ("info", OFFERED.fill(act=kind.words, n=number(count)))])

    def save(values: dict[str, Any]) -> str:
        acts.add_reason(actor=actor, act=act, text=values["text"])
        return reverse("console:reasons")

    title = Words("Thêm lý do: {act}", "Add a reason: {act}").fill(act=kind.words)
    page = about(title, Words("Thêm lý do", "Add the reason"), Words("Đã thêm lý do.", "Added."))
    return run_previewed(request, ReasonForm(typed(request)), page, look, save)


@requires(MANAGE)
@require_http_methods(FORM)
def reword(request: HttpRequest, reason_id: UUID) -> HttpResponse:
    actor, reason = actor_of(request), get_object_or_404(Reason, pk=reason_id)
    check_citywide(actor, MANAGE)
    form = ReasonForm(typed(request), initial={"text": reason.text, "expected": reason.text})

    def look(values: dict[str, Any]) -> Preview:
        text = acts.checked_reason(reason.act, values["text"])
        return Preview([("info", READS.fill(text=text)), ("info", SENT)])

    def save(values: dict[str, Any]) -> str:
        acts.reword_reason(actor=actor, reason_id=reason.pk, **values)
        return reverse("console:reasons")

    page = about(
        Words("Sửa lý do", "Reword a reason"), Words("Lưu lý do", "Save the reason"), Words("Đã sửa.", "Saved.")
    )
    return run_previewed(request, form, page, look, save)


@requires(MANAGE)
@require_http_methods(FORM)
def retire(request: HttpRequest, reason_id: UUID) -> HttpResponse:
    """Out of use; for one that is out of use already, back into it."""
    actor, reason = actor_of(request), get_object_or_404(Reason, pk=reason_id)
    check_citywide(actor, MANAGE)
    back = reason.retired_at is not None

    def look(values: dict[str, Any]) -> Preview:
        count = len(set(reasons_for(reason.act)) ^ {reason.text})
        words = (OFFERED if back else GONE).fill(act=ReplyAct(reason.act).words, n=number(count))
        return Preview([("info", words), ("info", SENT)])

    def save(values: dict[str, Any]) -> str:
        (acts.restore_reason if back else acts.retire_reason)(actor=actor, reason_id=reason.pk)
        return reverse("console:reasons")

    button = Words("Dùng lại", "Use again") if back else Words("Ngừng dùng", "Retire")
    title = Words("{what}: {text}", "{what}: {text}").fill(what=button, text=reason.text)
    lead = TAKEN_UP if back else SET_ASIDE
    page = about(title, button, Words("Đã lưu.", "Saved."), lead=lead, danger=not back)
    return run_previewed(request, NothingForm(typed(request)), page, look, save)


def about(title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    back = reverse("console:reasons")
    categories = (str(Words("Danh mục", "Categories")), reverse("console:categories"))
    return FormPage(title, button, done, back, crumbs=[categories, (str(TITLE), back)], **rest)
