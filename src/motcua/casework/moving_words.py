"""The choices a decision makes that moves cases, in the words of the forms that ask for them."""

from motcua.kernel.words import Words

PROMISE_LABEL = Words("Hạn trả", "Promise")
PROMISES = (
    ("better", Words("Hạn nào có lợi hơn cho người dân thì theo", "Whichever is better for the citizen")),
    ("new", Words("Theo thời hạn của phiên bản mới", "The new version's time")),
    ("old", Words("Giữ nguyên hạn đã hẹn", "The promise that was given")),
)
OTHERWISE_LABEL = Words("Nếu bước hiện tại không còn, đi tiếp từ", "If its step is gone, go on at")
OTHERWISE = (
    ("examination", Words("Bước thẩm định", "Examination")),
    ("reception", Words("Bước tiếp nhận", "Reception")),
)
ASK_NEW = Words(
    "Yêu cầu cả giấy tờ mà chỉ phiên bản mới đòi hỏi", "Ask for papers that only the new version asks for, too"
)
