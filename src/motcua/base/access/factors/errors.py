from motcua.kernel.errors import Conflict, Denied, Fault
from motcua.kernel.words import Words


class TooManyCodes(Fault):
    """Guesses at codes are slowed. `minutes` says how long."""

    code = "factor.too_many_codes"
    status = 429
    temporary = True
    sentence = Words(
        "Đã nhập sai mã nhiều lần. Bạn đợi {minutes} phút rồi thử lại, hoặc dùng khóa truy cập.",
        "Too many wrong codes. Wait {minutes} minutes and try again, or use a passkey.",
    )


class WrongCode(Denied):
    """Neither the code of the app now nor an unused code on paper."""

    code = "factor.wrong_code"
    status = 422
    sentence = Words(
        "Mã chưa đúng hoặc đã dùng rồi. Bạn chờ ứng dụng đổi sang mã mới rồi nhập lại.",
        "The code is not right or was used before. Wait until the app shows a new one and enter that.",
    )


class WrongPasskey(Denied):
    """The answer of the device does not fit: another site, another key, too late, or copied."""

    code = "factor.wrong_passkey"
    status = 422
    sentence = Words(
        "Khóa truy cập này không mở được tài khoản nào ở đây. Bạn thử lại hoặc đăng nhập bằng mật khẩu.",
        "This passkey opens no account here. Try again, or sign in with your password.",
    )


class CopiedPasskey(Denied):
    """Its counter went back: somebody has a copy of the key."""

    code = "factor.copied_passkey"
    status = 422
    sentence = Words(
        "Khóa truy cập này có dấu hiệu bị sao chép nên không dùng được nữa. Bạn báo người quản trị, rồi gỡ khóa.",
        "This passkey seems to have been copied and opens nothing. Tell your administrator, then remove it.",
    )


class TooManyPasskeys(Conflict):
    code = "factor.too_many_passkeys"
    sentence = Words("Bạn đã có {n} khóa truy cập. Bạn gỡ bớt một khóa.", "You have {n} passkeys. Remove one first.")


class FactorNeeded(Denied):
    """The last one stays where the role must have one."""

    code = "factor.needed"
    status = 422
    sentence = Words(
        "Vai trò của bạn bắt buộc có xác thực hai lớp: bạn thêm cách khác trước khi gỡ cách này.",
        "Your role must have a second factor: add another one before removing this.",
    )
