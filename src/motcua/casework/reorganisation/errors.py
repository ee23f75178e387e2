"""What can be in the way of a reorganisation."""

from motcua.kernel.errors import Conflict, NotVisible
from motcua.kernel.words import Words


class OperationNotFound(NotVisible):
    code = "reorganisation.not_found"
    sentence = Words("Không tìm thấy lần sắp xếp này.", "This reorganisation could not be found.")


class AnotherUnderWay(Conflict):
    code = "reorganisation.another_under_way"
    sentence = Words(
        "Lần sắp xếp “{title}” chưa xong. Mỗi lúc chỉ chạy được một lần sắp xếp.",
        "The reorganisation “{title}” is not finished. Only one can be under way.",
    )


class AlreadyBegun(Conflict):
    code = "reorganisation.already_begun"
    sentence = Words(
        "Lần sắp xếp này đã bắt đầu, không xem thử hay bỏ được nữa.",
        "This reorganisation has begun and can no longer be tried or taken back.",
    )


class TooEarly(Conflict):
    code = "reorganisation.too_early"
    sentence = Words(
        "Phương án có hiệu lực từ {day}; trước ngày đó chỉ xem thử được.",
        "The plan takes effect on {day}; before that it can only be tried dry.",
    )


class NotACandidate(Conflict):
    code = "reorganisation.not_a_candidate"
    sentence = Words(
        "Dòng {line}: {successor} không nằm trong các cơ quan kế thừa của việc này.",
        "Line {line}: {successor} is not among the successors of this thing.",
    )


class NothingToDecide(Conflict):
    code = "reorganisation.nothing_to_decide"
    sentence = Words(
        "Dòng {line}: không có việc nào chờ quyết định với mã này.",
        "Line {line}: nothing with this id waits for a decision.",
    )
