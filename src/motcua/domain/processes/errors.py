"""What can go wrong when a process is published."""

from collections.abc import Mapping

from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words


class BadTable(Invalid):
    code = "process.bad_table"


class BadProcess(Invalid):
    """Fields are the keys of nodes, or "process"."""

    code = "process.bad_process"
    sentence = Words(
        "Quy trình chưa công bố được: {count} điều cần sửa.", "The process cannot be published: {count} things to mend."
    )

    def __init__(self, fields: Mapping[str, Words]) -> None:
        super().__init__(fields, count=len(fields))


class ProcessChanged(Conflict):
    code = "process.changed"
    sentence = Words(
        "Có người vừa công bố quy trình khác cho phạm vi này. Bảng bạn soạn vẫn còn đây, bạn so lại rồi gửi.",
        "Somebody has just published another process here. Your table is kept: compare, then send again.",
    )


class Unreadable(Invalid):
    """A file that is no decision we can read; each kind has a code of its own."""

    code = "process.file"


class NoTable(Unreadable):
    code = "process.no_table"
    sentence = Words(
        "Không thấy bảng quy trình nào có cột bước, người thực hiện và thời gian trong tệp này.",
        "No table with columns for step, performer and time was found in this file.",
    )


class EmptyFile(Unreadable):
    code = "process.file_empty"
    sentence = Words("Tệp này trống.", "This file is empty.")


class FileTooLarge(Unreadable):
    """Too big, or it unpacks to far more than it weighs."""

    code = "process.file_too_large"
    sentence = Words(
        "Tệp này quá lớn, hoặc giải nén ra quá lớn (tối đa {mb} MB). Bạn chỉ giữ phần phụ lục quy trình rồi thử lại.",
        "This file is too large, or unpacks to too much (at most {mb} MB). Keep only the processes and try again.",
    )


class NotText(Unreadable):
    code = "process.file_not_text"
    sentence = Words(
        "Tệp này không phải .docx, .md hoặc .txt đọc được. Bạn mở tệp bằng Word, lưu lại dạng .docx rồi thử lại.",
        "This is no readable .docx, .md or .txt file. Please open it in Word, save it as .docx and try again.",
    )


class TooManyRows(Invalid):
    code = "process.too_many_rows"
    sentence = Words("Quy trình có tối đa {most} bước.", "A process has {most} steps at most.")


class DraftChanged(Conflict):
    code = "process.draft_changed"
    sentence = Words(
        "Có người vừa lưu quy trình này. Bảng bạn sửa vẫn còn đây: so với bảng vừa lưu ở dưới rồi lưu lại.",
        "Somebody has just saved this process. Your rows are kept: compare with theirs below, then save again.",
    )


class ImportDiscarded(Conflict):
    code = "process.import_discarded"
    sentence = Words(
        "Quyết định này đã bỏ: {reason}. Gửi lại tệp thì làm tiếp được.",
        "This decision was discarded: {reason}. Send the file again to go on with it.",
    )


class ReasonNeeded(Invalid):
    code = "process.reason_needed"
    sentence = Words("Bạn ghi lý do bỏ quyết định này.", "Please say why this decision is discarded.")


class NoProcedure(Invalid):
    code = "process.no_procedure"
    sentence = Words(
        "Bạn chọn thủ tục của quy trình này trước khi công bố.", "Please choose the procedure before publishing."
    )
