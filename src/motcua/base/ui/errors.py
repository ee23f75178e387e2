"""Pages for what went wrong: what happened, what is kept, what to do. No jargon, no blame."""

import copy
import logging
import sys
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from procrastinate.exceptions import ConnectorException

from motcua.base.ui.refused import TOO_MUCH, Fields, kept_texts, posted, rescued, sent_again
from motcua.kernel.errors import Fault, Unavailable
from motcua.kernel.words import Words

log = logging.getLogger("motcua.ui")

AWAY = (OperationalError, InterfaceError, ConnectorException)
"""What is raised while the database is away."""

DESKS = ("/can-bo/", "/quan-tri/")
"""Pages of officials."""


@dataclass(frozen=True, slots=True)
class Told:
    """`at_desk` is what an official can do, where that differs."""

    title: Words
    what: Words
    do: Words
    at_desk: Words | None = None


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
        Words("Bạn tìm hồ sơ hoặc mở việc cần làm từ bàn làm việc.", "Find the case or your work from the desk."),
    ),
    405: Told(
        Words("Địa chỉ này không mở trực tiếp được", "This address cannot be opened directly"),
        Words("Nó chỉ nhận nội dung gửi từ một nút trên trang.", "It only takes what a button on a page sends."),
        Words("Bạn quay lại trang trước, hoặc bắt đầu từ trang đầu.", "Please go back, or begin at the start page."),
        Words("Bạn quay lại trang trước, hoặc bắt đầu từ bàn làm việc.", "Please go back, or begin at the desk."),
    ),
    409: Told(
        Words("Chưa lưu được vì có thay đổi mới", "Not saved: something changed meanwhile"),
        Words("Có người hoặc việc khác đã làm trước một bước.", "Somebody else was one step ahead."),
        Words("Bạn mở lại trang để xem nội dung mới nhất rồi làm tiếp.", "Please open the page again and go on."),
    ),
    413: Told(
        Words("Nội dung gửi lên quá lớn", "Too much was sent at once"),
        Words(
            "Một lần gửi nhận được nhiều nhất 2 MB chữ, nên chưa có gì được lưu.",
            "At most 2 MB of text are taken at once, so nothing was saved.",
        ),
        Words(
            "Bạn quay lại, rút gọn nội dung hoặc chuyển thành tệp đính kèm, rồi gửi lại.",
            "Please go back, shorten the text or attach it as a file, and send again.",
        ),
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

STALE = Told(
    Words("Trang này mở đã lâu", "This page was open for too long"),
    Words("Nội dung chưa được gửi.", "Nothing was sent."),
    Words("Bạn mở lại trang rồi gửi lần nữa.", "Please open the page again and send once more."),
)

_LAST_RESORT = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Một Cửa</title><h1>{title.vi}</h1><p>{what.vi} {do.vi}</p>"
    '<p lang="en">{title.en}. {what.en} {do.en}</p><p><a href="/">Một Cửa</a></p></html>'
)


def error_page(
    request: HttpRequest, status: int, fault: Fault | None = None, *, allow: str = "", sent: Fields | None = None
) -> HttpResponse:
    """The page for a status, with the fault's own sentence when there is one; a notice for a partial request.

    `sent` is what came with it, where Django itself could not read that.
    """
    told, fields = told_of(status, fault), posted(request) if sent is None else sent
    facts = {
        "status": status,
        "told": told,
        "what": fault.words if fault and fault.code not in PAGES_OF_THEIR_OWN else told.what,
        "desk": at_desk(request),
        "fields": list(getattr(fault, "fields", {}).values()),
        "kept": kept_texts(fields),
        "again": sent_again(request, fields) if status == Unavailable.status else [],
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
        response.headers["Retry-After"] = str(fault.facts.get("seconds", 60) if fault else 60)
    return response


def told_of(status: int, fault: Fault | None) -> Told:
    """The words of the page; a fault with words of its own has those."""
    return STALE if isinstance(fault, StalePage) else TOLD.get(status, TOLD[500 if status >= 500 else 400])


def at_desk(request: HttpRequest) -> bool:
    """Whether the page is an official's, known without asking the database who is here."""
    actor = getattr(request, "actor", None)
    return actor.kind == "official" if actor else request.path.startswith(DESKS)


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
    """Django's handler400, and what it calls so though it is only too much."""
    if isinstance(exception, TOO_MUCH):
        return error_page(request, 413, sent=rescued(request))
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


PAGES_OF_THEIR_OWN = (StalePage.code, Unavailable.code)
"""Faults whose pages say with their title what their sentence says."""
