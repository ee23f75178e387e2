"""Why a key is not rotated or retired. Nothing was changed when one of these is told."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class RotationRuns(Fault):
    code = "keys.rotation_runs"
    sentence = Words("Đang có một lần đổi khóa khác chạy.", "Another rotation of the keys is running.")


class UnknownKey(Fault):
    code = "keys.unknown"
    sentence = Words(
        "Không có khóa nào tên “{name}”. `motcua keys list` cho biết các khóa đang có.",
        'There is no key called "{name}". `motcua keys list` tells which there are.',
    )


class NothingFormer(Fault):
    code = "keys.nothing_former"
    sentence = Words(
        "“{name}” không còn khóa cũ nào để bỏ. Đổi khóa trước: motcua keys rotate {name}.",
        '"{name}" has no former key to retire. Rotate it first: motcua keys rotate {name}.',
    )


class TooSoon(Fault):
    code = "keys.too_soon"
    sentence = Words(
        "Khóa cũ của “{name}” còn được dùng đến {until}: bỏ sớm hơn thì có người bị đăng xuất hoặc biểu mẫu đang điền"
        " mất tệp. Nếu khóa đã lộ: thêm --now.",
        'The former key of "{name}" is in use until {until}: retired earlier, people are signed out or forms lose their'
        " files. If it has leaked, add --now.",
    )


class RotatedElsewhere(Fault):
    code = "keys.rotated_elsewhere"
    sentence = Words("“{name}”: {vi}", '"{name}": {en}')


class NoPasswordOpens(Fault):
    code = "keys.no_password_opens"
    sentence = Words(
        "Không mật khẩu nào biết được mở được vai trò {role}. Chạy lại `motcua jurisdiction add` bằng quản trị cơ sở"
        " dữ liệu rồi đổi khóa.",
        "No known password opens the role {role}. Run `motcua jurisdiction add` as the database's administrator, then"
        " rotate again.",
    )
