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


class NoRoom(Fault):
    code = "backup.no_room"
    sentence = Words(
        "Ổ đĩa của {folder} đã đầy: không có bản sao lưu nào được làm, những bản trước vẫn còn nguyên.",
        "The disk of {folder} is full: no backup was made, those before it are as they were.",
    )


class NoChecksums(Fault):
    code = "pages.no_checksums"
    sentence = Words(
        "Máy chủ dữ liệu không có mã kiểm tra trang (data checksums), nên không biết được trang nào hỏng: dừng máy chủ"
        " rồi chạy pg_checksums --enable.",
        "The database server has no data checksums, so nobody can tell a spoilt page: stop it and run"
        " pg_checksums --enable.",
    )


class NoReader(Fault):
    code = "pages.no_reader"
    sentence = Words(
        "Không biết đọc máy chủ dữ liệu với vai trò nào: đặt MOTCUA_PAGES là địa chỉ của một vai trò có REPLICATION.",
        "Nobody is named to read the database server as: set MOTCUA_PAGES to the address of a role that has"
        " REPLICATION.",
    )


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


class BadKey(Fault):
    code = "backup.bad_key"
    sentence = Words(
        "{key} không phải khóa công khai (age1…), cũng không phải tệp chứa khóa công khai.",
        "{key} is neither a public key (age1…) nor a file of public keys.",
    )


class LogNotSealed(Fault):
    code = "backup.log_not_sealed"
    sentence = Words(
        "Máy chủ dữ liệu không mã hóa nhật ký cho cùng các khóa ấy: đặt MOTCUA_BACKUP_KEYS cho nó rồi khởi động lại.",
        "The database server does not seal its log to the same keys: set MOTCUA_BACKUP_KEYS for it and start it again.",
    )


class NoPrivateKey(Fault):
    code = "restore.no_private_key"
    sentence = Words(
        "Không đọc được khóa bí mật (AGE-SECRET-KEY-…) nào trong {file}.",
        "No private key (AGE-SECRET-KEY-…) can be read in {file}.",
    )


class NeedsKey(Fault):
    code = "restore.needs_key"
    sentence = Words(
        "Bản sao lưu {folder} đã mã hóa: cần khóa bí mật (--key TỆP) của một trong các khóa công khai {keys}.",
        "The backup {folder} is sealed: it takes the private key (--key FILE) of one of these public keys: {keys}.",
    )


class WrongKey(Fault):
    code = "restore.wrong_key"
    sentence = Words(
        "Khóa bí mật này không mở được {folder}: bản sao lưu được mã hóa cho {keys}.",
        "This private key does not open {folder}: the backup is sealed to {keys}.",
    )


class NoPython(Fault):
    code = "backup.no_python"
    sentence = Words(
        "Người dùng của máy chủ dữ liệu không chạy được Python 3.10 trở lên để mã hóa nhật ký: cài python3.",
        "The database server's user can run no Python 3.10 or newer to seal its log with: install python3.",
    )
