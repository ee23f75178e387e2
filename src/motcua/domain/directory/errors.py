"""What can go wrong in the directory, and how refusals of the database become sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from psycopg.errors import ExclusionViolation, UniqueViolation

from motcua.kernel.errors import Conflict, Denied, Fault
from motcua.kernel.words import Words


class IdentifierTaken(Conflict):
    code = "directory.identifier_taken"
    sentence = Words(
        "Mã {identifier} đã thuộc một nơi khác trong thời gian đó.",
        "The identifier {identifier} belongs to another body in that time.",
    )


class OutsideParent(Conflict):
    code = "directory.outside_parent"
    sentence = Words(
        "{parent} không hoạt động suốt thời gian này. Bạn chọn lại ngày.",
        "{parent} does not exist throughout that time. Please choose other days.",
    )


class AgencyEnded(Conflict):
    code = "directory.agency_ended"
    sentence = Words(
        "{agency} không hoạt động vào ngày {day}.",
        "{agency} does not exist on {day}.",
    )


class StillHasParts(Conflict):
    code = "directory.still_has_parts"
    sentence = Words(
        "Còn {count} đơn vị bên dưới hoạt động sau ngày này. Bạn kết thúc các đơn vị đó trước.",
        "{count} bodies below go on after that day. Please end them first.",
    )


class StillHasWork(Conflict):
    """Cases, tasks and requests would be left with nobody: a reorganisation hands them over."""

    code = "directory.still_has_work"
    sentence = Words(
        "{agency} còn {count} hồ sơ, việc hoặc câu hỏi đang mở."
        " Bạn dùng trang Sắp xếp đơn vị để chuyển sang cơ quan kế thừa.",
        "{agency} still has {count} open cases, tasks or requests. Please hand them over on the page Reorganisation.",
    )


class AlreadyEnded(Conflict):
    code = "directory.already_ended"
    sentence = Words("Nơi này đã kết thúc từ trước.", "This has ended already.")


class CompetenceTaken(Conflict):
    code = "directory.competence_taken"
    sentence = Words(
        "Vừa có người giao lĩnh vực này cho cơ quan khác. Bạn xem lại.",
        "Somebody has just given this field to another body. Please look again.",
    )


class HoursOverlap(Conflict):
    code = "directory.hours_overlap"
    sentence = Words("Các khoảng giờ mở cửa chồng lên nhau.", "The opening hours overlap.")


class CounterTaken(Conflict):
    code = "directory.counter_taken"
    sentence = Words("Quầy số {number} đã có ở điểm này.", "Counter {number} exists at this office.")


class IdentityConflict(Conflict):
    """The number belongs to somebody whose name or birth date is another. `person_id` says who."""

    code = "directory.identity_conflict"
    sentence = Words(
        "Số giấy tờ này đã được ghi cho người có họ tên hoặc ngày sinh khác. Bạn so lại với giấy tờ.",
        "This number is recorded for somebody with another name or birth date. Please compare with the document.",
    )


class IdentityTaken(Conflict):
    """While changing a person: the new number is somebody else's."""

    code = "directory.identity_taken"
    sentence = Words("Số giấy tờ này đã thuộc một người khác.", "This number belongs to somebody else.")


class StaleRecord(Conflict):
    code = "directory.stale"
    sentence = Words(
        "Có người vừa sửa thông tin này. Nội dung bạn nhập vẫn còn đây, bạn xem bản mới rồi gửi lại.",
        "Somebody has just changed this. What you typed is kept: look at the new version, then send again.",
    )


class PositionHeld(Conflict):
    code = "directory.position_held"
    sentence = Words(
        "Người này đã giữ chức danh {title} ở đây trong thời gian đó.",
        "This person already holds the post {title} here in that time.",
    )


class OwnPosition(Denied):
    """Nobody gives themselves rights."""

    code = "directory.own_position"
    sentence = Words(
        "Bạn không thể tự giao hoặc đổi vai trò của chính mình.",
        "You cannot give or change your own roles.",
    )


class NoPosition(Conflict):
    code = "directory.no_position"
    sentence = Words(
        "Người này chưa có vị trí nào. Bạn giao vị trí trước, rồi tạo tài khoản.",
        "This person has no position yet. Please give a position first, then create the account.",
    )


class AccountExists(Conflict):
    code = "directory.account_exists"
    sentence = Words("Người này đã có tài khoản.", "This person has an account already.")


class NoAccount(Conflict):
    code = "directory.no_account"
    sentence = Words("Người này chưa có tài khoản cán bộ.", "This person has no official's account.")


class UsernameTaken(Conflict):
    code = "directory.username_taken"
    sentence = Words("Tên đăng nhập {username} đã có người dùng.", "The sign-in name {username} is taken.")


class DelegatedAlready(Conflict):
    code = "directory.delegated_already"
    sentence = Words(
        "{what} đã được ủy quyền theo {decision} trong thời gian đó. Bạn bãi bỏ ủy quyền đó, hoặc chọn ngày khác.",
        "{what} is delegated by {decision} in that time. Please revoke that delegation first, or choose other days.",
    )


class DelegationOver(Conflict):
    code = "directory.delegation_over"
    sentence = Words("Ủy quyền này đã hết hiệu lực.", "This delegation has ended already.")


class AwayAlready(Conflict):
    code = "directory.away_already"
    sentence = Words(
        "Đã có lịch vắng mặt trong những ngày này. Bạn xem lại lịch đã ghi.",
        "An absence is entered for these days already. Please look at it.",
    )


class AbsenceOver(Conflict):
    code = "directory.absence_over"
    sentence = Words("Lịch vắng mặt này đã kết thúc.", "This absence has ended already.")


@contextmanager
def taken_is(fault: Fault) -> Iterator[None]:
    """Within the block a unique or exclusion constraint that is tripped becomes `fault`, told by SQLSTATE.

    Stands outside the transaction block, whose rollback it lets happen first.
    """
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation | UniqueViolation):
            raise fault from error
        raise
