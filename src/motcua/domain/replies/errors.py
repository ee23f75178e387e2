"""What can be wrong with a reply template."""

from motcua.kernel.errors import Conflict, Fault, Invalid, NotVisible
from motcua.kernel.words import Words


class ReplyNotFound(NotVisible):
    code = "reply.not_found"
    sentence = Words("Không tìm thấy mẫu trả lời này.", "This reply template could not be found.")


class UnknownVariable(Fault):
    """A word in braces that is not in the list."""

    code = "reply.unknown_variable"
    status = 422
    sentence = Words(
        "Không có biến {name}. Bạn xem danh sách biến; gần nhất là {near}.",
        "There is no variable {name}. Please see the list; the nearest is {near}.",
    )


class LooseBrace(Fault):
    code = "reply.loose_brace"
    status = 422
    sentence = Words(
        "Có dấu ngoặc nhọn thừa hoặc chưa đóng. Biến viết như {{ho_ten}}.",
        "A brace is left open or over. Variables are written like {{ho_ten}}.",
    )


class ReplyUnfit(Invalid):
    """Fields of a template are wrong."""

    code = "reply.unfit"


class ReasonUnfit(Invalid):
    """Fields of a common reason are wrong."""

    code = "reason.unfit"


class ReasonExists(Conflict):
    code = "reason.exists"
    sentence = Words("Đã có lý do “{text}” cho việc này.", "There is the reason “{text}” already.")


class ReasonChanged(Conflict):
    code = "reason.stale"
    sentence = Words(
        "Có người vừa sửa lý do này. Nội dung bạn nhập vẫn còn đây, bạn xem lại danh sách.",
        "Somebody has just changed this reason. What you typed is kept; please look at the list again.",
    )


class ReplyRetired(Conflict):
    code = "reply.retired"
    sentence = Words("Mẫu này đã ngừng dùng.", "This template is no longer used.")


class ReplyChanged(Conflict):
    """Somebody saved the template since the page was opened."""

    code = "reply.stale"
    sentence = Words(
        "Mẫu vừa được người khác sửa. Nội dung bạn nhập vẫn được giữ, mời bạn xem lại rồi lưu.",
        "Somebody else has just changed this template. What you typed is kept; please look again and save.",
    )
