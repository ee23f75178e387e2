"""Why a year is not taken away or brought back. Nothing was changed when one of these is told."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class NoPart(Fault):
    code = "archive.no_part"
    sentence = Words("Không có phần năm {year} của {table}.", "There is no part of {year} of {table}.")


class MayNotGo(Fault):
    code = "archive.may_not_go"
    sentence = Words("Phần năm {year} của {table} chưa đi được: {why}", "{year} of {table} may not go yet: {why}")


class LedgerBroken(Fault):
    code = "archive.ledger_broken"
    sentence = Words(
        "Sổ không nguyên vẹn: chưa lấy gì đi. Chạy “motcua ledger verify”.",
        "The ledger is not whole: nothing was taken away. Run “motcua ledger verify”.",
    )


class FolderHeld(Fault):
    code = "archive.folder_held"
    sentence = Words(
        "{folder} đã có thứ khác. Hãy chọn thư mục khác hoặc dọn đi.",
        "{folder} holds something else. Choose another folder or move it away.",
    )


class NotAsWritten(Fault):
    """What was read back is not what was written: the disk, or somebody, changed it."""

    code = "archive.not_as_written"
    sentence = Words(
        "Đọc lại {file} thì khác lúc ghi: chưa lấy gì đi.", "{file} reads otherwise than written: nothing was taken."
    )


class PartChanged(Fault):
    code = "archive.part_changed"
    temporary = True
    sentence = Words(
        "Phần năm {year} vừa có thay đổi trong lúc chép ra: chưa lấy gì đi, hãy chạy lại.",
        "The part of {year} changed while it was copied: nothing was taken, run this again.",
    )


class Busy(Fault):
    code = "archive.busy"
    temporary = True
    sentence = Words(
        "Bảng đang có người giữ quá lâu: chưa có gì thay đổi, hãy chạy lại.",
        "Somebody held the table too long: nothing was changed, run this again.",
    )


class Damaged(Fault):
    code = "archive.damaged"
    sentence = Words("Kho lưu trữ {folder} bị hỏng hoặc bị sửa: {what}.", "The archive {folder} was changed: {what}.")


class NotAway(Fault):
    code = "archive.not_away"
    sentence = Words(
        "Phần năm {year} của {table} đang ở trong cơ sở dữ liệu.", "{year} of {table} is in the database already."
    )


class OtherArchive(Fault):
    code = "archive.other"
    sentence = Words(
        "{folder} không phải kho lưu trữ năm {year} của {table} mà thành phố này đã lấy đi.",
        "{folder} is not the archive of {year} of {table} this city took away.",
    )


class ArchiveRuns(Fault):
    code = "archive.runs"
    sentence = Words("Đang có một lần lưu trữ khác chạy.", "Another archiving is running.")
