"""What can go wrong when one agency asks another."""

from motcua.kernel.errors import Conflict, Invalid, NotVisible
from motcua.kernel.words import Words


class RequestNotFound(NotVisible):
    code = "routing.request_not_found"
    sentence = Words("Không tìm thấy yêu cầu phối hợp này.", "This request could not be found.")


class RequestOver(Conflict):
    """Answered, refused or recalled since the page was opened. Facts: number, state (Words)."""

    code = "routing.request_over"
    sentence = Words(
        "Yêu cầu {number} không còn mở: {state}. Nội dung bạn nhập vẫn được giữ.",
        "Request {number} is not open any more: {state}. What you typed is kept.",
    )


class AnswersAwaited(Conflict):
    """A step cannot be left yet. Facts: agencies (each with its due moment), more (how many must still come back)."""

    code = "routing.answers_awaited"
    sentence = Words(
        "Còn chờ {more} ý kiến: {agencies}. Bạn đợi trả lời, đôn đốc, hoặc thu hồi yêu cầu rồi làm tiếp.",
        "{more} more answers are awaited: {agencies}. Wait, remind, or recall the request, then go on.",
    )


class NobodyAsked(Conflict):
    """A step whose process says that other agencies are asked."""

    code = "routing.nobody_asked"
    sentence = Words(
        "Bước “{step}” cần ý kiến của cơ quan khác; bạn chưa gửi yêu cầu nào.",
        "Step “{step}” needs the opinion of other agencies; nothing has been asked yet.",
    )


class NobodyToAsk(Conflict):
    """An automatic question: the agency is gone or one's own, or nobody is there to ask in whose name."""

    code = "routing.nobody_to_ask"
    sentence = Words(
        "Không tự gửi được yêu cầu tới {agency}: cán bộ đầu mối tự gửi.",
        "The request to {agency} could not be sent by itself: the thread officer sends it.",
    )


class NoneAnswered(Conflict):
    """Everything asked at the step was recalled, and nobody has answered."""

    code = "routing.none_answered"
    sentence = Words(
        "Bước “{step}” chưa có ý kiến nào. Bạn hỏi lại, hoặc lãnh đạo chuyển tiếp khi đã thu hồi yêu cầu.",
        "Step “{step}” has no opinion yet. Ask again, or let the leader go on once the request is recalled.",
    )


class AlreadyAsked(Invalid):
    code = "routing.already_asked"
    sentence = Words(
        "{agency} đang có yêu cầu chưa trả lời của hồ sơ này.", "{agency} has an open request for this case already."
    )


class TooEarly(Conflict):
    """Only what is late, or was reminded of, goes to the agency above."""

    code = "routing.too_early"
    sentence = Words(
        "Chỉ báo cấp trên khi đã quá hạn hoặc đã đôn đốc. Hạn trả lời: {due}.",
        "The agency above is told only once it is late or was reminded. Due: {due}.",
    )


class NothingAbove(Conflict):
    code = "routing.nothing_above"
    sentence = Words("{agency} không có cơ quan cấp trên trong thành phố.", "{agency} has no agency above it here.")


class RemindedToday(Conflict):
    code = "routing.reminded_today"
    sentence = Words("Đã đôn đốc lúc {at}. Mỗi ngày một lần.", "A reminder was sent at {at}. Once a day is enough.")
