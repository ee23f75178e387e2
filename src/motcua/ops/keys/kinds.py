"""The keys of a city by name: what each opens, how it is rotated, how long its former one is needed."""

from dataclasses import dataclass
from datetime import timedelta

from motcua.faces.desk.carried import CARRIED_SECONDS
from motcua.kernel.words import Words

API = "api:"
"""Before the id of a token of the programming interface."""


@dataclass(frozen=True, slots=True)
class Secret:
    """`keys` are its names in `keys.json`; `lasting` is how long what the former one signed may be in use."""

    name: str
    opens: Words
    keys: tuple[str, ...] = ()
    lasting: timedelta = timedelta()
    elsewhere: Words | None = None
    """Why no command here rotates it, and what does."""

    not_retired: Words | None = None
    """Why there is nothing to retire by hand."""


DATA = Secret(
    "data",
    Words(
        "số định danh, dữ liệu mã hóa trong cơ sở dữ liệu và các tệp",
        "identity numbers, whatever is sealed in the database, and files",
    ),
    ("sealing", "digest"),
    not_retired=Words(
        "khóa cũ tự bỏ khi mọi dòng, mọi tệp đã theo khóa mới; chạy lại motcua keys rotate data.",
        "the former keys go by themselves once no row and no file needs them; run motcua keys rotate data again.",
    ),
)
SESSIONS = Secret(
    "sessions",
    Words(
        "phiên đăng nhập, tệp đang đính trong biểu mẫu (SECRET_KEY)", "sessions, files held by open forms (SECRET_KEY)"
    ),
    ("django",),
    lasting=timedelta(seconds=CARRIED_SECONDS),
)
DATABASE = Secret(
    "database", Words("mật khẩu các vai trò cơ sở dữ liệu", "passwords of the database's roles"), ("database",)
)
SEALS = Secret(
    "seals",
    Words("chữ ký niêm phong sổ và báo cáo diễn tập", "signatures of the ledger's seals and of drill reports"),
    not_retired=Words(
        "khóa cũ đã bị hủy khi đổi, chỉ còn nửa công khai để kiểm tra niêm phong cũ.",
        "the former key was destroyed by the rotation; only its public half stays, to verify old seals.",
    ),
)
PAPERS = Secret(
    "papers",
    Words(
        "mã QR trên giấy, mã dự phòng đăng nhập, danh sách đã xóa",
        "QR codes on paper, recovery codes, the list of erasures",
    ),
    ("tokens",),
    elsewhere=Words(
        "không đổi, vì giấy đã in sẽ không mở được nữa. Ai có khóa này còn cần mã nội bộ từng hồ sơ (chỉ có trong"
        " cơ sở dữ liệu) mới làm được một mã QR.",
        "not rotated, for paper that was printed would open nothing. Who has this key still needs a case's inner id,"
        " which stands in the database alone, to make one QR code.",
    ),
)
IDENTITY = Secret(
    "identity",
    Words("mã bí mật với hệ thống định danh", "our secret at the identity provider"),
    elsewhere=Words(
        "nơi cấp đổi. Đặt mã mới ở MOTCUA_IDENTITY_CLIENT_SECRET, mã cũ ở MOTCUA_IDENTITY_FORMER_SECRET, khởi động lại"
        " từng tiến trình; cả hai cùng dùng được đến khi bỏ biến thứ hai.",
        "the provider changes it. Put the new one in MOTCUA_IDENTITY_CLIENT_SECRET and the old one in"
        " MOTCUA_IDENTITY_FORMER_SECRET, restart one process after the other; both serve until the second is"
        " taken away.",
    ),
)
METRICS = Secret(
    "metrics",
    Words("mã của máy theo dõi (/metrics)", "the word of the watching machine (/metrics)"),
    elsewhere=Words(
        "đặt ở MOTCUA_METRICS_TOKEN, cách nhau một dấu cách khi cần cả mã mới lẫn mã cũ; khởi động lại"
        " từng tiến trình.",
        "stands in MOTCUA_METRICS_TOKEN, new and old with a blank between them while both are needed; restart one"
        " process after the other.",
    ),
)
ALL = {one.name: one for one in (DATA, SESSIONS, DATABASE, SEALS, PAPERS, IDENTITY, METRICS)}
