"""What can be in the way of erasing, holding and asking."""

from motcua.kernel.errors import Conflict, Invalid, NotVisible
from motcua.kernel.words import Words


class CaseHeld(Conflict):
    code = "retention.held"
    sentence = Words(
        "Hồ sơ đang được giữ nguyên theo {citation}; thôi giữ rồi mới xóa được.",
        "The case is held by {citation}; it can be erased once that has ended.",
    )


class CaseStillOpen(Conflict):
    code = "retention.open"
    sentence = Words(
        "Hồ sơ chưa kết thúc nên dữ liệu còn cần cho việc giải quyết.",
        "The case has not ended, so its data is still needed.",
    )


class StillNeeded(Conflict):
    code = "retention.needed"
    sentence = Words(
        "Người này còn hồ sơ hoặc vị trí công tác nên chưa xóa được.",
        "This person still has cases or a post, so their details cannot go yet.",
    )


class HoldNotFound(NotVisible):
    code = "retention.no_hold"
    sentence = Words("Không tìm thấy lệnh giữ này.", "This hold could not be found.")


class RequestNotFound(NotVisible):
    code = "retention.no_request"
    sentence = Words("Không tìm thấy yêu cầu này.", "This request could not be found.")


class AlreadyAnswered(Conflict):
    code = "retention.answered"
    sentence = Words("Yêu cầu này đã có người trả lời.", "Somebody has answered this request already.")


class NothingToAsk(Invalid):
    code = "retention.nothing"
    sentence = Words(
        "Bạn chọn ít nhất một hồ sơ đã kết thúc, hoặc cả tài khoản.",
        "Please choose at least one case that has ended, or the account.",
    )


class NotSettable(Invalid):
    code = "retention.fixed"
    sentence = Words("Thời hạn này do luật định, không đổi được.", "This time follows from law and cannot be changed.")
