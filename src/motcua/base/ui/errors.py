"""Pages for what went wrong: what happened, what is kept, what to do. No jargon, no blame."""

import copy
import logging
import sys
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from procrastinate.exceptions import ConnectorException

from motcua.kernel.errors import Fault, Unavailable
from motcua.kernel.unsent import is_secret, worth
from motcua.kernel.words import Words

log = logging.getLogger("motcua.ui")

AWAY = (OperationalError, InterfaceError, ConnectorException)
"""What is raised while the database is away."""

TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Told:
    title: Words
    what: Words
    do: Words


TOLD = {
    400: Told(
        Words("Yêu cầu chưa đọc được", "This request could not be read"),
        Words("Trang nhận được nội dung không đầy đủ.", "What arrived was not complete."),
        Words("Bạn quay lại trang trước và thử lại.", "Please go back and try again."),
    ),
    403: Told(
        Words("Bạn chưa được làm việc này", "You may not do this"),
        Words("Tài khoản bạn đang dùng không có quyền ở trang này.", "Your account has no right to this page."),
        Words(
            "Nếu đây là việc của bạn, bạn nhờ người quản trị của cơ quan cấp quyền.",
            "If this is your work, please ask your agency's administrator for the right.",
        ),
    ),
    404: Told(
        Words("Không tìm thấy trang này", "This page was not found"),
        Words("Địa chỉ có thể đã đổi hoặc gõ chưa đúng.", "The address may have changed or been mistyped."),
        Words("Bạn tìm thủ tục hoặc tra cứu hồ sơ từ trang đầu.", "Search or track a case from the start page."),
    ),
    405: Told(
        Words("Địa chỉ này không mở trực tiếp được", "This address cannot be opened directly"),
        Words("Nó chỉ nhận nội dung gửi từ một nút trên trang.", "It only takes what a button on a page sends."),
        Words("Bạn quay lại trang trước, hoặc bắt đầu từ trang đầu.", "Please go back, or begin at the start page."),
    ),
    409: Told(
        Words("Chưa lưu được vì có thay đổi mới", "Not saved: something changed meanwhile"),
        Words("Có người hoặc việc khác đã làm trước một bước.", "Somebody else was one step ahead."),
        Words("Bạn mở lại trang để xem nội dung mới nhất rồi làm tiếp.", "Please open the page again and go on."),
    ),
    422: Told(
        Words("Có chỗ cần xem lại", "Something needs another look"),
        Words("Một số thông tin chưa nhận được.", "Some of the information could not be taken."),
        Words("Bạn quay lại và sửa những chỗ dưới đây.", "Please go back and correct the points below."),
    ),
    429: Told(
        Words("Bạn chờ một chút", "Please wait a moment"),
        Words("Có quá nhiều lần thử trong thời gian ngắn.", "There were too many tries in a short time."),
        Words("Bạn thử lại sau vài phút.", "Please try again in a few minutes."),
    ),
    500: Told(
        Words("Có lỗi phía chúng tôi", "Something went wrong on our side"),
        Words("Lỗi đã được ghi lại. Hồ sơ đã gửi vẫn còn đủ.", "It was recorded. Cases already sent are complete."),
        Words(
            "Bạn thử lại sau ít phút, hoặc gọi đường dây hỗ trợ.", "Try again in a few minutes, or call the hotline."
        ),
    ),
    503: Told(
        Words("Hệ thống đang bận", "The system is busy"),
        Words("Hồ sơ và bản nháp đã lưu vẫn còn đủ.", "Cases and saved drafts are complete."),
        Words("Bạn thử lại sau ít phút.", "Please try again in a few minutes."),
    ),
}

_LAST_RESORT = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Một Cửa</title><h1>{title.vi}</h1><p>{what.vi} {do.vi}</p>"
    '<p lang="en">{title.en}. {what.en} {do.en}</p><p><a href="/">Một Cửa</a></p></html>'
)


def kept_texts(request: HttpRequest) -> list[str]:
    """What was typed in a refused POST and would be a pity to lose; secrets left out."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        for value in map(str, values)
        if worth(value) and not is_secret(name)
    ]


def sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that can be sent once more as they came, with the token they came with.

    None of a form with a secret or a file: those cannot be drawn again.
    """
    if request.method != "POST" or request.FILES:
        return []
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [] if any(is_secret(name) and name != TOKEN for name, _ in fields) else fields


def error_page(request: HttpRequest, status: int, fault: Fault | None = None, *, allow: str = "") -> HttpResponse:
    """The page for a status, with the fault's own sentence when there is one; a notice for a partial request."""
    told = TOLD.get(status, TOLD[500 if status >= 500 else 400])
    facts = {
        "status": status,
        "told": told,
        "what": fault.words if fault else told.what,
        "fields": list(getattr(fault, "fields", {}).values()),
        "kept": kept_texts(request),
        "again": sent_again(request) if status == Unavailable.status else [],
    }
    partial = bool(request.headers.get("HX-Request"))
    response = HttpResponse(render_to_string("ui/error_part.html" if partial else "ui/error.html", facts, request))
    response.status_code = status
    if allow:
        response.headers["Allow"] = allow
    if partial:
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML show:window:top"
    if status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The page of a fault; a bare one when even our own page needs what is missing, such as the database."""
    try:
        return error_page(request, fault.status, fault)
    except Exception:
        log.exception("the page of %s could not be drawn", fault.code)
        return _bare(fault.status)


def away_page(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """The database is away: 503, with what was typed and a button that sends it again; drawn without the database."""
    log.error("database does not answer: %s", fault)
    freshen()
    return fault_page(as_known(request), Unavailable())


def freshen() -> None:
    """Look at every idle connection now. A database that restarts leaves dead ones behind, one stumble each."""
    pool = getattr(connection, "pool", None)
    if pool is not None:
        pool.check()


def as_known(request: HttpRequest) -> HttpRequest:
    """The request with what was read of its person before; whoever asks for more would ask the database."""
    known = copy.copy(request)
    known.__dict__.update(actor=known.__dict__.get("actor"), _messages=[])
    return known


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return error_page(request, 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: mostly a page left open over night."""
    return error_page(request, 403, StalePage())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: must answer even when the database, or our own templates, do not.

    A database that is away while the session is read comes here, before any view was asked.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, AWAY):
        return away_page(request, fault)
    try:
        return error_page(request, 500)
    except Exception:
        log.exception("the page of a failure could not be drawn")
        return _bare(500)


def _bare(status: int) -> HttpResponse:
    told = TOLD.get(status, TOLD[500])
    return HttpResponse(_LAST_RESORT.format(title=told.title, what=told.what, do=told.do), status=status)


class StalePage(Fault):
    """The form was opened too long ago, or by another session."""

    code = "page.stale"
    status = 403
    sentence = Words(
        "Trang này mở đã lâu nên chưa gửi được. Bạn mở lại trang rồi gửi lần nữa.",
        "This page was open for too long to be sent. Please open it again and send once more.",
    )
