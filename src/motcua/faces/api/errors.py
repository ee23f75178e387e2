"""What can go wrong before an act is reached: the request itself, its token, its key."""

from motcua.kernel.errors import Conflict, Denied, Fault, Invalid, NotVisible
from motcua.kernel.words import Words


class NoToken(Fault):
    code = "api.no_token"
    status = 401
    sentence = Words(
        "Yêu cầu này cần khóa kết nối còn hiệu lực.", "This request needs a valid token: Authorization: Bearer …"
    )


class Forbidden(Denied):
    """Refused on the way to the act."""

    code = "api.forbidden"


class UnknownRoute(NotVisible):
    code = "api.unknown_route"
    sentence = Words("Giao diện lập trình không có địa chỉ này.", "The interface has no such address.")


class MethodNotAllowed(Fault):
    code = "api.method_not_allowed"
    status = 405
    sentence = Words(
        "Địa chỉ này chỉ nhận các phương thức {allowed}.", "This address only takes the methods {allowed}."
    )


class Unreadable(Fault):
    """Not JSON, not multipart, broken off, or of characters that no text holds."""

    code = "api.unreadable"
    sentence = Words("Nội dung yêu cầu không đọc được.", "The request could not be read.")


class TooDeep(Unreadable):
    code = "api.too_deep"
    sentence = Words(
        "JSON lồng nhau quá {depth} tầng hoặc quá nhiều phần tử.", "The JSON is nested deeper than {depth} or too long."
    )


class ForbiddenCharacter(Unreadable):
    code = "api.forbidden_character"
    sentence = Words(
        "Văn bản có ký tự không được phép (U+0000 hoặc nửa cặp thay thế).",
        "A text holds a character that is not allowed (U+0000 or half a surrogate pair).",
    )


class WrongMediaType(Fault):
    code = "api.wrong_media_type"
    status = 415
    sentence = Words("Địa chỉ này nhận nội dung kiểu {wanted}.", "This address takes content of type {wanted}.")


class BodyTooLarge(Fault):
    code = "api.too_large"
    status = 413
    sentence = Words("Yêu cầu lớn hơn mức cho phép.", "The request is larger than allowed.")


class TooManyRequests(Fault):
    """`seconds` says how long to wait."""

    code = "api.too_many_requests"
    status = 429
    temporary = True
    sentence = Words(
        "Có quá nhiều yêu cầu. Bạn thử lại sau {seconds} giây.", "Too many requests. Try again in {seconds} seconds."
    )


class KeyMissing(Fault):
    code = "api.key_missing"
    sentence = Words(
        "Mỗi yêu cầu POST cần tiêu đề Idempotency-Key, từ 1 đến 255 ký tự ASCII nhìn thấy được.",
        "Every POST needs the header Idempotency-Key of 1 to 255 visible ASCII characters.",
    )


class KeyReused(Conflict):
    code = "api.key_reused"
    sentence = Words(
        "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.",
        "This Idempotency-Key was already used for a different request.",
    )


class KeyInProgress(Conflict):
    """Another request with the same key has not ended yet."""

    code = "api.key_in_progress"
    temporary = True
    sentence = Words(
        "Yêu cầu cùng khóa Idempotency-Key đang được thực hiện. Bạn gửi lại sau ít giây.",
        "A request with the same Idempotency-Key is still being carried out. Send it again in a few seconds.",
    )


class WrongPrecondition(Fault):
    code = "api.wrong_precondition"
    sentence = Words(
        'If-Match có dạng "7" như ETag đã nhận, và không được khác expected.',
        'If-Match looks like "7", as the ETag that was received, and must not differ from expected.',
    )


class WrongInput(Invalid):
    """What ninja and pydantic refuse."""

    code = "api.invalid"
    sentence = Words("Dữ liệu gửi lên chưa hợp lệ.", "The data sent is not valid.")


class Failed(Fault):
    """A mistake of ours; the log has the rest."""

    code = "api.failed"
    status = 500
    sentence = Words(
        "Có lỗi phía chúng tôi. Lỗi đã được ghi lại.", "Something went wrong on our side. It was recorded."
    )
