"""Why a city is not put away or brought back. Nothing was changed when one of these is told."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class NoBackup(Fault):
    code = "restore.no_backup"
    sentence = Words("Không có bản sao lưu nào ở {folder}.", "There is no backup in {folder}.")


class Damaged(Fault):
    code = "restore.damaged"
    sentence = Words("Bản sao lưu {folder} bị hỏng: {what}.", "The backup {folder} is damaged: {what}.")


class NoKeys(Fault):
    code = "restore.no_keys"
    sentence = Words(
        "Chưa có khóa: chép keys.json được cất riêng vào {folder} rồi chạy lại.",
        "There are no keys: copy the keys.json kept apart to {folder} and run this again.",
    )


class OtherKeys(Fault):
    code = "restore.other_keys"
    sentence = Words(
        "Khóa trong {folder} không phải của thành phố trong bản sao lưu: {names}.",
        "The keys in {folder} are not those of the city in the backup: {names}.",
    )


class NotEmpty(Fault):
    code = "restore.not_empty"
    sentence = Words(
        "Chỉ khôi phục vào nơi còn trống, nhưng ở đây đã có {what}.",
        "A city is restored into an empty place only, and here is already: {what}.",
    )


class ToolFailed(Fault):
    code = "backup.tool_failed"
    sentence = Words("{tool} không chạy được: {said}", "{tool} failed: {said}")


class NotArchiving(Fault):
    code = "backup.not_archiving"
    sentence = Words(
        "Máy chủ dữ liệu không đang lưu nhật ký vào {folder}: đặt MOTCUA_ARCHIVE={folder} rồi khởi động lại.",
        "The database server does not keep its log away in {folder}: set MOTCUA_ARCHIVE={folder} and start it again.",
    )


class NotReached(Fault):
    code = "restore.not_reached"
    sentence = Words(
        "Nhật ký đã lưu kết thúc trước {moment}; không có gì được khôi phục.",
        "The log that was kept ends before {moment}; nothing was brought back.",
    )
