"""The closed list of what a city may decide about a day."""

import re

from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

DECIDED_KINDS = ("holiday", "swapped_day_off", "swapped_working_day", "ordinary")
"""`ordinary`: the national calendar's entry does not hold here, the day is like its weekday."""

OFF = ("holiday", "swapped_day_off")
KIND_WORDS = {
    "holiday": Words("Ngày nghỉ", "Day off"),
    "swapped_day_off": Words("Nghỉ hoán đổi", "Swapped day off"),
    "swapped_working_day": Words("Làm bù", "Working day in exchange"),
    "ordinary": Words("Như ngày thường", "Like its weekday"),
}

RULE_WORDS = {
    "first_day": Words("Ngày đầu của thời hạn tính bằng ngày", "The first day of a limit in days"),
    "hours_start": Words("Thời hạn tính bằng giờ bắt đầu", "When a limit in hours begins"),
    "working_day_hours": Words("Số giờ của một ngày làm việc", "Hours of a working day"),
    "forwarding_cut_off": Words("Giờ chốt chuyển hồ sơ trong ngày", "Cut-off for forwarding the same day"),
    "same_day_cut_off": Words("Giờ chốt thủ tục trả trong ngày", "Cut-off of same-day procedures"),
    "supplement_effect": Words("Bổ sung làm thời hạn", "What a supplement does to the clock"),
    "financial_duty_effect": Words("Nghĩa vụ tài chính làm thời hạn", "What a financial duty does to the clock"),
    "opinion_effect": Words("Xin ý kiến cơ quan khác làm thời hạn", "What asking another agency does to the clock"),
    "postal_clock": Words("Hồ sơ bưu chính tính thời hạn từ", "From when a case that came by post counts"),
    "non_territorial_clock": Words(
        "Hồ sơ nhận thay cơ quan ở nơi khác tính thời hạn từ",
        "From when a case for an agency elsewhere counts",
    ),
    "online_answer_hours": Words("Số giờ làm việc để trả lời hồ sơ trực tuyến", "Working hours to answer online"),
    "online_alert_hours": Words("Nhắc bộ phận tiếp nhận sau số giờ", "Reception alerted after working hours"),
    "supplements_allowed": Words("Số lần được yêu cầu bổ sung", "Supplements allowed"),
    "return_working_days": Words(
        "Số ngày làm việc để trả hồ sơ không đủ điều kiện", "Working days to return what is not eligible"
    ),
    "apology_working_days_before": Words("Xin lỗi trước hạn số ngày làm việc", "Apology working days before"),
    "apologies_allowed": Words("Số lần được hẹn lại", "New dates allowed"),
    "warning_points": Words("Các mốc nhắc việc", "When to remind"),
}
"""Rules a city may decide on, in the order of the page."""

VALUE_WORDS = {
    "transfer": Words("từ lúc cơ quan có thẩm quyền nhận", "from the transfer"),
    "excluded": Words("không tính", "not counted"),
    "counted": Words("có tính", "counted"),
    "at_once": Words("tính ngay", "at once"),
    "next_day": Words("từ ngày làm việc sau", "from the next working day"),
    "restart": Words("tính lại từ đầu", "begins again"),
    "stop": Words("tạm dừng", "stands still"),
    "run": Words("vẫn tính", "runs on"),
    "hand_over": Words("từ biên bản giao nhận", "from the record with the post"),
    "acceptance": Words("từ lúc tiếp nhận", "from acceptance"),
    "half": Words("qua nửa thời gian", "at half time"),
    "late": Words("khi trễ", "when late"),
}
BEFORE = Words("trước {n} giờ làm việc", "{n} working hours before")
"""A point "8h" of `warning_points`."""
HOURS = re.compile(r"(?:truoc )?([1-9]\d{0,2}) ?(?:h|gio(?: lam viec)?|working hours(?: before)?)")


def value_words(value: object) -> Words:
    """A rule's value as people read it: times and numbers as they are, choices and points in words."""
    said = [_said(part) for part in str(value).split(",")]
    return Words(", ".join(one.vi for one in said), ", ".join(one.en for one in said))


def _said(part: str) -> Words:
    if re.fullmatch(r"\d+h", part):
        return BEFORE.fill(n=part[:-1])
    return VALUE_WORDS.get(part, Words(part, part))


def value_of(text: str) -> str:
    """What was typed, in words of either language or as it is stored, as it is stored."""
    known = {fold(words): key for key, both in VALUE_WORDS.items() for words in (both.vi, both.en)}
    parts = [fold(tidy(part)) for part in text.split(",")]
    read = [known.get(part) or (f"{hours[1]}h" if (hours := HOURS.fullmatch(part)) else "") for part in parts]
    return ",".join(read) if all(read) else tidy(text)
