"""The ledger sentences about tokens, passwords, second factors and sessions. Devices are not named: people do that."""

from motcua.base.access.factors.reasons import reset_reason
from motcua.base.access.roles import ROLES
from motcua.base.ledger import Kind, register
from motcua.kernel.words import Words

MUST = {True: Words("bắt buộc", "needed"), False: Words("không bắt buộc", "not needed")}
AS_ALL = Words("theo mức chung", "as often as every token")
A_MINUTE = Words("{n} yêu cầu mỗi phút", "{n} times a minute")


def _often(per_minute: int) -> Words:
    return A_MINUTE.fill(n=per_minute) if per_minute else AS_ALL


def _role(name: str) -> object:
    return ROLES[name].title if name in ROLES else name


register(
    Kind(
        "account.token_created",
        "Cấp khóa kết nối {token}.",
        "The API token {token} was created.",
        facts=("token", "scopes"),
        audience="inside",
    ),
    Kind(
        "account.token_revoked",
        "Thu hồi khóa kết nối {token}.",
        "The API token {token} was revoked.",
        facts=("token",),
        audience="inside",
    ),
    Kind(
        "account.token_limited",
        "Khóa kết nối {token} được gửi {per_minute}.",
        "The API token {token} may ask {per_minute}.",
        facts=("token", "per_minute"),
        audience="inside",
        show={"per_minute": _often},
    ),
    Kind(
        "account.token_replaced",
        "Thay khóa kết nối {token} bằng {by}; khóa cũ còn dùng {days} ngày.",
        "The API token {token} was replaced by {by}; the old one serves {days} more days.",
        facts=("token", "by", "days"),
        audience="inside",
    ),
    Kind("account.password_changed", "Tự đổi mật khẩu.", "The own password was changed.", audience="inside"),
    Kind("session.ended", "Kết thúc {count} phiên đăng nhập.", "{count} sessions were ended.", ("count",), "inside"),
    Kind("factor.app_added", "Bật mã từ ứng dụng.", "Codes of an app were set up.", audience="inside"),
    Kind("factor.app_removed", "Tắt mã từ ứng dụng.", "Codes of an app were removed.", audience="inside"),
    Kind("factor.codes_made", "Tạo {count} mã dự phòng.", "{count} recovery codes were made.", ("count",), "inside"),
    Kind(
        "factor.code_used",
        "Dùng một mã dự phòng, còn {left}.",
        "A recovery code was used, {left} are left.",
        ("left",),
        "inside",
    ),
    Kind(
        "factor.reset",
        "Quản trị gỡ xác thực hai lớp: {reason}.",
        "An administrator reset the second factor: {reason}.",
        ("person_id", "reason"),
        "inside",
        show={"reason": reset_reason},
    ),
    Kind("factor.passkey_added", "Thêm khóa truy cập.", "A passkey was added.", ("synced",), "inside"),
    Kind("factor.passkey_removed", "Gỡ khóa truy cập.", "A passkey was removed.", audience="inside"),
    Kind(
        "factor.rule_set",
        "Xác thực hai lớp với vai trò {role}: {required}, hạn {days} ngày.",
        "A second factor for the role {role}: {required}, within {days} days.",
        ("role", "required", "days"),
        "inside",
        show={"role": _role, "required": lambda value: MUST[bool(value)]},
    ),
)
