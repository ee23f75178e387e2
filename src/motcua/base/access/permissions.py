"""Every permission by name. A role gives permissions; a post gives roles at one agency and everything below it."""

from motcua.kernel.words import Words

DIRECTORY_MANAGE = "directory.manage"
ACCOUNTS_MANAGE = "accounts.manage"
CASE_SEE = "case.see"
CASE_RECEIVE = "case.receive"
CASE_PROCESS = "case.process"
CASE_DECIDE = "case.decide"
CASE_HAND_OVER = "case.hand_over"
CASE_ASSIGN = "case.assign"
REPLIES_USE = "replies.use"
REPLIES_SHARE = "replies.share"
SETTINGS_MANAGE = "settings.manage"
CATALOGUE_MANAGE = "catalogue.manage"
CATALOGUE_REVIEW = "catalogue.review"
LEDGER_VERIFY = "ledger.verify"
LOOKS_SEE = "looks.see"
DATA_KEEP = "data.keep"
API_USE = "api.use"

ALL: dict[str, Words] = {
    DIRECTORY_MANAGE: Words(
        "Quản lý cơ quan, bộ phận một cửa và vị trí", "Manage agencies, one-stop offices and positions"
    ),
    ACCOUNTS_MANAGE: Words("Quản lý tài khoản", "Manage accounts"),
    CASE_SEE: Words("Xem hồ sơ của cơ quan", "See the agency's cases"),
    CASE_RECEIVE: Words("Tiếp nhận hồ sơ tại quầy và trực tuyến", "Receive cases at the counter and online"),
    CASE_PROCESS: Words("Giải quyết hồ sơ được giao", "Work on the cases one was given"),
    CASE_DECIDE: Words("Quyết định kết quả hồ sơ", "Decide on cases"),
    CASE_HAND_OVER: Words("Trả kết quả cho người dân", "Hand results over"),
    CASE_ASSIGN: Words("Phân công việc cho cán bộ của đơn vị", "Assign tasks to officials of the unit"),
    REPLIES_USE: Words("Dùng và soạn mẫu trả lời của mình", "Use reply templates and write one's own"),
    REPLIES_SHARE: Words("Chia sẻ mẫu trả lời cho đơn vị và cấp dưới", "Share reply templates with the unit and below"),
    SETTINGS_MANAGE: Words(
        "Đặt lịch, quy trình, lời nhắn và danh mục", "Set calendar, processes, message texts and categories"
    ),
    CATALOGUE_MANAGE: Words("Soạn và nhập thủ tục", "Write and import procedures"),
    CATALOGUE_REVIEW: Words("Duyệt và công bố thủ tục", "Review and publish procedures"),
    LEDGER_VERIFY: Words("Kiểm tra sổ sự kiện", "Verify the ledger"),
    LOOKS_SEE: Words("Xem ai đã tra cứu dữ liệu cá nhân", "See who looked at personal data"),
    DATA_KEEP: Words(
        "Giữ nguyên dữ liệu hồ sơ, trả lời yêu cầu xóa dữ liệu cá nhân",
        "Hold the data of cases, answer requests to erase personal data",
    ),
    API_USE: Words("Dùng giao diện lập trình", "Use the programming interface"),
}


def words_of(permission: str) -> Words:
    """What a permission allows, in words. KeyError for an unknown one."""
    return ALL[permission]


def check_known(*names: str) -> None:
    """ValueError when a name is not a permission: a misspelt right would be one that nobody ever holds."""
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        raise ValueError(f"unknown permissions: {', '.join(unknown)}")
