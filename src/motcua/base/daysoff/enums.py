"""The closed list of what a city may decide about a day."""

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
    "forwarding_cut_off": Words("Giờ chốt chuyển hồ sơ trong ngày", "Cut-off for forwarding the same day"),
    "same_day_cut_off": Words("Giờ chốt thủ tục trả trong ngày", "Cut-off of same-day procedures"),
    "supplement_effect": Words("Bổ sung làm thời hạn", "What a supplement does to the clock"),
    "financial_duty_effect": Words("Nghĩa vụ tài chính làm thời hạn", "What a financial duty does to the clock"),
    "opinion_effect": Words("Xin ý kiến cơ quan khác làm thời hạn", "What asking another agency does to the clock"),
    "postal_clock": Words("Hồ sơ bưu chính tính thời hạn từ", "From when a case that came by post counts"),
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
