"""What can go wrong when a day is decided on."""

from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words


class DayTaken(Conflict):
    code = "daysoff.day_taken"
    sentence = Words(
        "Ngày {day} đã được ghi cho {agency}. Bạn sửa hoặc hủy mục đó.",
        "{day} has been entered for {agency} already. Please correct or withdraw that entry.",
    )


class DayChanged(Conflict):
    code = "daysoff.changed"
    sentence = Words(
        "Có người vừa sửa hoặc hủy ngày này. Bạn mở lại lịch để xem bản mới.",
        "Somebody has just corrected or withdrawn this day. Please open the calendar again.",
    )


class RuleEnded(Conflict):
    code = "daysoff.rule_ended"
    sentence = Words("Quy định này đã được hủy hoặc kết thúc.", "This rule has been withdrawn or ended already.")


class BadDay(Invalid):
    code = "daysoff.bad_day"


class BadRule(Invalid):
    code = "daysoff.bad_rule"
    sentence = Words("Quy định chưa đúng. Bạn xem lại các ô được đánh dấu.", "The rule is not right. Please check.")
