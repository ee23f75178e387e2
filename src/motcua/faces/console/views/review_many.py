"""Confirming a whole heap of the review queue: how many places and procedures first, then one act."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.domain.catalogue.errors import HeapDone
from motcua.domain.catalogue.permissions import check_may_write
from motcua.domain.catalogue.queries.review import reason_words
from motcua.domain.catalogue.services import review_many as acts
from motcua.faces.console.forms.procedures import ConfirmManyForm
from motcua.faces.console.pages import FormPage, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.views.review import asked_for
from motcua.kernel import clock
from motcua.kernel.text import number
from motcua.kernel.words import Words

DONE = Words("Đã xác nhận {n} chỗ của {m} thủ tục.", "{n} places of {m} procedures were confirmed.")
COUNTED = Words(
    "{n} chỗ của {m} thủ tục được ghi là đúng như đã đọc và rời hàng chờ.",
    "{n} places of {m} procedures are recorded as right as read; the queue is rid of them.",
)
PUBLIC = Words(
    "Nội dung người dân đọc không đổi. Từng thủ tục có một dòng trong lịch sử.",
    "What the public reads does not change. Each procedure gets a line in its history.",
)
FOR_GOOD = Words(
    "Xác nhận rồi không đưa lại hàng chờ được; chỗ sai sau này sửa bằng bản nhập mới.",
    "They do not come back to the queue; a mistake is mended by a later import.",
)
NOT_ALL = Words(
    "Loại này có {n} chỗ: mỗi lần xác nhận {most} chỗ đầu, bạn làm lại cho phần còn lại.",
    "This kind has {n} places: each time the first {most}; repeat it for the rest.",
)
HEAD = (Words("Mã", "Code"), Words("Chỗ", "Place"), Words("Chữ trong nguồn", "Text in the source"))
CUT = 100
TITLE = Words("Xác nhận cùng lúc: {what}", "Confirm at once: {what}")
OF_ONE = Words("thủ tục {code}", "procedure {code}")
ALL = Words("mọi chỗ chờ xem lại", "all that waits to be reviewed")


@requires(permissions.CATALOGUE_MANAGE)
@require_http_methods(FORM)
def confirm_many(request: HttpRequest) -> HttpResponse:
    """All of the queue the address names. Without scripts it takes the same two presses."""
    actor = actor_of(request)
    check_may_write(actor)
    asked, given = asked_for(request)
    back = reverse("console:review") + ("?" + urlencode(given) if given else "")
    form = ConfirmManyForm(typed(request), initial={"seen_until": clock.now().isoformat()})

    def look(values: dict[str, Any]) -> Preview:
        return effect(asked, values)

    def act(values: dict[str, Any]) -> HttpResponse:
        done = acts.confirm_heap(actor=actor, queue=asked, **values)
        messages.success(request, str(DONE.fill(n=number(done.flags), m=number(done.procedures))))
        return HttpResponseRedirect(reverse("console:review"))

    page = FormPage(
        TITLE.fill(what=told(asked)),
        Words("Xác nhận tất cả", "Confirm all of them"),
        Words("Đã xác nhận.", "Confirmed."),
        back,
        crumbs=[(str(Words("Chờ xem lại", "To be reviewed")), back)],
        danger=True,
    )
    return run_previewed(request, form, page, look, act)


def told(asked: Any) -> Words:
    """Which places the queue was narrowed to."""
    if asked.reason:
        return reason_words(asked.reason)
    return OF_ONE.fill(code=asked.code) if asked.code else ALL


def effect(asked: Any, values: dict[str, Any]) -> Preview:
    """How many, of how many procedures, and which. HeapDone, HeapTooWide."""
    found = acts.heap(asked, values["seen_until"])
    rows = list(found[: acts.MOST])
    if not rows:
        raise HeapDone
    procedures = len({flag.procedure_id for flag in rows})
    lines = [
        ("near", COUNTED.fill(n=number(len(rows)), m=number(procedures))),
        ("info", PUBLIC),
        ("near", FOR_GOOD),
    ]
    if len(rows) == acts.MOST and (total := found.count()) > acts.MOST:
        lines.append(("late", NOT_ALL.fill(n=number(total), most=number(acts.MOST))))
    told = [(flag.procedure.code, flag.path or "–", flag.text[:CUT]) for flag in rows]
    return Preview(lines, Words("Những chỗ sẽ xác nhận", "What is confirmed"), HEAD, told)
