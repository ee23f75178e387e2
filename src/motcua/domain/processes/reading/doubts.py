"""What was not certain when a table was read, each with the sentence an official reads beside the row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.kernel.words import Words


class Why(StrEnum):
    NO_TIME = "no_time"
    SHARED_TIME = "shared_time"
    PERHAPS_SHARED = "perhaps_shared"
    OFFICE_HOURS = "office_hours"
    NOT_COUNTED = "not_counted"
    AT_ONCE = "at_once"
    SAME_DAY = "same_day"
    RANGE = "range"
    SEVERAL_TIMES = "several_times"
    NO_UNIT = "no_unit"
    UNREADABLE = "unreadable"
    PERFORMER_UNKNOWN = "performer_unknown"
    PERFORMER_MISSING = "performer_missing"
    SEVERAL_PERFORMERS = "several_performers"
    NO_SUCH_ROLE = "no_such_role"
    AGENCIES_TO_NAME = "agencies_to_name"
    UPPER_AGENCY = "upper_agency"
    COLUMNS_GUESSED = "columns_guessed"
    NUMBER_MISSING = "number_missing"
    NUMBERS_JUMP = "numbers_jump"
    BACK_UNKNOWN = "back_unknown"
    NO_DECISION = "no_decision"
    AFTER_HANDING_OVER = "after_handing_over"
    NO_HANDING_OVER = "no_handing_over"
    DAYS_MEANT_WORKING = "days_meant_working"
    TOTAL_DIFFERS = "total_differs"
    TOTAL_MISSING = "total_missing"
    NOT_IN_PROMISE = "not_in_promise"
    NAME_MISSING = "name_missing"
    ROW_UNREAD = "row_unread"
    NUMBERING_BEGINS_ANEW = "numbering_begins_anew"

    @property
    def words(self) -> Words:
        return SENTENCES[self]


SENTENCES: dict[Why, Words] = {
    Why.NO_TIME: Words("Nguồn không ghi thời gian.", "The source gives no time."),
    Why.SHARED_TIME: Words(
        "Ô thời gian gộp chung với bước {step}: {hours} giờ cho cả nhóm bước.",
        "The cell of time is merged with step {step}: {hours} hours for all of these steps.",
    ),
    Why.PERHAPS_SHARED: Words(
        "Ô thời gian trống; có thể tính chung với bước {step}.",
        "The cell of time is empty; perhaps it is counted with step {step}.",
    ),
    Why.OFFICE_HOURS: Words(
        "Nguồn ghi “giờ hành chính”, không phải một khoảng thời gian.",
        "The source says “office hours”, which is no length of time.",
    ),
    Why.NOT_COUNTED: Words("Nguồn ghi không tính thời gian.", "The source says that time is not counted."),
    Why.AT_ONCE: Words("Nguồn ghi “ngay”, không có số giờ.", "The source says “at once”, without hours."),
    Why.SAME_DAY: Words("Nguồn ghi “trong ngày”: đọc là 8 giờ.", "The source says “the same day”: read as 8 hours."),
    Why.RANGE: Words("Nguồn ghi một khoảng: lấy số lớn hơn.", "The source gives a range: the longer time is taken."),
    Why.SEVERAL_TIMES: Words("Nguồn ghi nhiều thời gian: đã cộng lại.", "The source gives several times: added up."),
    Why.NO_UNIT: Words("Có số nhưng không có đơn vị ngày hay giờ.", "There is a number without days or hours."),
    Why.UNREADABLE: Words("Không đọc được thời gian này.", "This time could not be read."),
    Why.PERFORMER_UNKNOWN: Words(
        "Chưa rõ ai làm: bạn chọn đơn vị và vai trò.", "It is not clear who does this: please choose unit and role."
    ),
    Why.PERFORMER_MISSING: Words("Nguồn không ghi người thực hiện.", "The source names no performer."),
    Why.SEVERAL_PERFORMERS: Words(
        "Nguồn ghi nhiều người: đoán theo người có trách nhiệm chính.",
        "The source names several people: guessed by the one who answers for it.",
    ),
    Why.NO_SUCH_ROLE: Words(
        "Hệ thống chưa có vai trò riêng cho việc này: tạm giao chuyên viên.",
        "There is no role of its own for this work: given to a specialist for now.",
    ),
    Why.AGENCIES_TO_NAME: Words(
        "Nguồn không nêu tên cơ quan được hỏi: bạn chọn cơ quan trước khi công bố.",
        "The source does not name the agencies asked: choose them before publishing.",
    ),
    Why.UPPER_AGENCY: Words(
        "Đoán là cơ quan cấp trên của cơ quan giải quyết.", "Guessed to be the agency above the deciding one."
    ),
    Why.COLUMNS_GUESSED: Words("Hàng thiếu ô: cột được đoán.", "The row lacks cells: their columns are guessed."),
    Why.NUMBER_MISSING: Words("Hàng không ghi số bước.", "The row has no step number."),
    Why.NUMBERS_JUMP: Words("Số bước nhảy từ {before} sang {after}.", "Step numbers jump from {before} to {after}."),
    Why.BACK_UNKNOWN: Words(
        "Nguồn ghi chuyển lại bước {step}, nhưng không có bước đó ở trước.",
        "The source returns to step {step}, which does not stand before.",
    ),
    Why.NO_DECISION: Words("Chưa thấy bước nào quyết định kết quả.", "No step was found to decide the result."),
    Why.AFTER_HANDING_OVER: Words(
        "Sau bước trả kết quả vẫn còn bước {step}.", "Step {step} stands after the result is handed over."
    ),
    Why.NO_HANDING_OVER: Words(
        "Chưa thấy bước trả kết quả tại Bộ phận Một cửa.", "No step hands the result over at the office."
    ),
    Why.DAYS_MEANT_WORKING: Words(
        "Có chỗ chỉ ghi “ngày”: hiểu là ngày làm việc (8 giờ).",
        "Some times only say “day”: read as a working day (8 hours).",
    ),
    Why.TOTAL_DIFFERS: Words(
        "Các bước cộng lại {sum} giờ, nguồn ghi {total} giờ.",
        "The steps add up to {sum} hours; the source says {total}.",
    ),
    Why.TOTAL_MISSING: Words("Nguồn không ghi tổng thời gian.", "The source gives no total."),
    Why.NOT_IN_PROMISE: Words(
        "Nguồn ghi {hours} giờ không tính vào thời hạn: bước {step}.",
        "The source leaves {hours} hours out of the promise: step {step}.",
    ),
    Why.NAME_MISSING: Words("Chưa thấy tên quy trình ở trên bảng.", "No name was found above the table."),
    Why.ROW_UNREAD: Words("Hàng này chưa đọc được thành bước.", "This row could not be read as a step."),
    Why.NUMBERING_BEGINS_ANEW: Words(
        "Số bước bắt đầu lại từ 1: coi là quy trình khác.", "The numbering begins anew: taken as another process."
    ),
}

NOTES = frozenset(
    {Why.SHARED_TIME, Why.OFFICE_HOURS, Why.NOT_COUNTED, Why.DAYS_MEANT_WORKING, Why.NOT_IN_PROMISE, Why.AT_ONCE}
)
"""Said for completeness; the others ask an official to look."""


@dataclass(frozen=True, slots=True)
class Doubt:
    why: Why
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return self.why.words.fill(**self.facts)

    @property
    def asks(self) -> bool:
        """Whether somebody has to look, rather than only to know."""
        return self.why not in NOTES
