"""What can be in the way of a bulk job."""

from motcua.kernel.errors import Conflict, Denied, Invalid, NotVisible, Unavailable
from motcua.kernel.words import Words


class BulkNotFound(NotVisible):
    code = "bulk.not_found"
    sentence = Words("Không tìm thấy lượt xử lý này.", "This bulk job could not be found.")


class NothingChosen(Invalid):
    code = "bulk.nothing_chosen"
    sentence = Words(
        "Chưa có hồ sơ nào của đơn vị bạn được chọn. Bạn đánh dấu hồ sơ trong danh sách rồi thử lại.",
        "No case of your unit was chosen. Please tick cases in the list and try again.",
    )


class TooMany(Invalid):
    code = "bulk.too_many"
    sentence = Words(
        "Một lượt xử lý được tối đa {most} hồ sơ, bạn đã chọn {count}.",
        "One bulk job takes at most {most} cases; you chose {count}.",
    )


class NothingPossible(Conflict):
    code = "bulk.nothing_possible"
    sentence = Words(
        "Không hồ sơ nào trong số đã chọn thực hiện được việc này. Lý do ghi ở từng dòng.",
        "The act is possible for none of the chosen cases. The reason stands in each line.",
    )


class TooLate(Conflict):
    """The time to take it back is over."""

    code = "bulk.too_late"
    sentence = Words("Lượt xử lý đã bắt đầu, không hủy được nữa.", "It has begun and cannot be taken back.")


class NotFinished(Conflict):
    code = "bulk.not_finished"
    sentence = Words("Lượt xử lý chưa xong. Bạn chờ thêm một chút.", "It is not finished yet. Please wait a moment.")


class OrdererGone(Denied):
    """The account behind the job stands for nobody any more."""

    code = "bulk.orderer_gone"
    sentence = Words("Tài khoản ra lệnh không còn hiệu lực.", "The account that ordered this is no longer valid.")


class RowBroke(Unavailable):
    """Something of ours failed; the case is as it was."""

    code = "bulk.row_broke"
    sentence = Words(
        "Có lỗi phía chúng tôi, hồ sơ vẫn như cũ. Bạn thử lại dòng này.",
        "Something of ours failed; the case is as it was. Please try this line again.",
    )
