"""What can go wrong when an outage is told."""

from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words


class BadOutage(Invalid):
    code = "outages.bad"


class OutageOver(Conflict):
    code = "outages.over"
    sentence = Words(
        "Đợt gián đoạn này đã kết thúc hoặc đã hủy. Bạn mở lại trang để xem bản mới.",
        "This outage is over or cancelled. Please open the page again.",
    )


class OutageNotOver(Conflict):
    code = "outages.not_over"
    sentence = Words(
        "Đợt gián đoạn này chưa kết thúc nên chưa viết được bản rút kinh nghiệm.",
        "This outage is not over yet, so there is nothing to look back on.",
    )


class OutageBegun(Conflict):
    code = "outages.begun"
    sentence = Words(
        "Đợt gián đoạn này đã bắt đầu nên không hủy được nữa. Bạn ghi nó kết thúc.",
        "This outage has begun and cannot be cancelled any more. Please end it instead.",
    )


class OutageNotBegun(Conflict):
    code = "outages.not_begun"
    sentence = Words(
        "Đợt bảo trì này chưa bắt đầu. Nếu không làm nữa, bạn hủy nó.",
        "This outage has not begun. Cancel it if it will not take place.",
    )


class SaidAlready(Conflict):
    code = "outages.said_already"
    sentence = Words("Tin cập nhật này vừa được đăng.", "This update has just been published.")


class BadRounds(Invalid):
    code = "outages.bad_rounds"
    sentence = Words("Kết quả đo chưa đọc được.", "The findings could not be read.")
