"""What can go wrong, as classes: a code, a sentence in two languages, facts, and the HTTP status it becomes."""

from collections.abc import Mapping
from typing import ClassVar

from motcua.kernel.words import Words


class Fault(Exception):
    """Base of every error a person is told about.

    `code` is stable and public ("case.stale"); `sentence` may hold placeholders filled from `facts`.
    A fault is final unless `temporary` says that trying again may help.
    """

    code: ClassVar[str] = "fault"
    sentence: ClassVar[Words] = Words("Có lỗi xảy ra.", "Something went wrong.")
    status: ClassVar[int] = 400
    temporary: ClassVar[bool] = False

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code)

    @property
    def words(self) -> Words:
        return self.sentence.fill(**self.facts)

    def __str__(self) -> str:
        return str(self.words)


class Denied(Fault):
    """The person is known and may not do this."""

    code = "denied"
    status = 403
    sentence = Words("Bạn không có quyền làm việc này.", "You are not allowed to do this.")


class NotVisible(Fault):
    """It does not exist, or belongs to another agency: both look the same from outside."""

    code = "not_found"
    status = 404
    sentence = Words("Không tìm thấy nội dung này.", "This could not be found.")


class Conflict(Fault):
    """Somebody or something else was first."""

    code = "conflict"
    status = 409
    sentence = Words("Nội dung vừa được thay đổi.", "This has just been changed.")


class Invalid(Fault):
    """What was entered cannot be taken. `fields` names each wrong field and its sentence."""

    code = "invalid"
    status = 422
    sentence = Words("Thông tin chưa hợp lệ. Bạn xem lại các ô được đánh dấu.", "Please check the marked fields.")

    def __init__(self, fields: Mapping[str, Words] | None = None, **facts: object) -> None:
        self.fields = dict(fields or {})
        super().__init__(**facts)


class Unavailable(Fault):
    """A part that is needed does not answer now; trying again later may help."""

    code = "unavailable"
    status = 503
    temporary = True
    sentence = Words(
        "Hệ thống đang bận. Nội dung bạn nhập vẫn được giữ, bạn thử lại sau ít phút.",
        "The system is busy. What you typed is kept; please try again in a few minutes.",
    )
