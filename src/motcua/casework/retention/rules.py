"""The rules of retention: from when on which kind of data is counted, how long it is kept by default, and why.

Where law names no number of days the default is ours: `confirm` marks it, and a city sets its own in the browser.
"""

from dataclasses import dataclass

from motcua.kernel.words import Words

YEAR = 365
PDPL = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
ARCHIVES = "Luật Lưu trữ 33/2024/QH15"
ONE_STOP = "NĐ 61/2018/NĐ-CP"


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` None: kept for ever. `least` and `most` bound what an administrator may set; a rule with none of them is
    fixed. `by_procedure`: each procedure may have days of its own. `confirm`: the default is ours, not the law's.
    """

    key: str
    name: Words
    since: Words
    days: int | None
    source: str
    why: Words
    least: int | None = None
    most: int | None = None
    by_procedure: bool = False
    confirm: bool = True

    @property
    def settable(self) -> bool:
        return self.least is not None


ENDED = Words("ngày hồ sơ kết thúc", "the day the case ended")
CASE = Rule(
    "case", Words("Thông tin cá nhân trong hồ sơ đã kết thúc", "Personal data in a case that has ended"), ENDED,
    10 * YEAR, f"{ARCHIVES}; {PDPL} Đ.14", Words(
        "Cần để trả lời khiếu nại, thanh tra và tra cứu; hết thời hạn lưu trữ thì xóa.",
        "Needed for complaints, inspections and looking up; it goes when the time of keeping is over.",
    ), least=YEAR, most=70 * YEAR, by_procedure=True,
)  # fmt: skip
PAPERS = Rule(
    "papers", Words("Bản chụp giấy tờ đã nộp", "Pictures and scans of papers handed in"), ENDED,
    5 * YEAR, f"{ONE_STOP} Đ.17; {PDPL} Đ.14", Words(
        "Ảnh giấy tờ tùy thân là dữ liệu nhạy cảm, chỉ giữ đến khi hết thời gian khiếu nại, kiểm tra thường dùng.",
        "Pictures of identity papers are sensitive: kept only as long as complaints and checks usually come.",
    ), least=90, most=70 * YEAR, by_procedure=True,
)  # fmt: skip
NOT_ACCEPTED = Rule(
    "not_accepted", Words("Hồ sơ không được tiếp nhận hoặc rút trước tiếp nhận",
                          "Cases refused or withdrawn before acceptance"), ENDED,
    2 * YEAR, f"{PDPL} Đ.14", Words(
        "Không có kết quả nào dựa vào; giữ đủ lâu để trả lời khiếu nại.",
        "No result rests on them; kept long enough to answer a complaint.",
    ), least=90, most=20 * YEAR, by_procedure=True,
)  # fmt: skip
DRAFT = Rule(
    "draft", Words("Bản nháp chưa nộp", "Drafts never filed"), Words("lần sửa cuối", "the last change"),
    90, f"{PDPL} Đ.14", Words(
        "Chưa nộp thì cơ quan chưa có căn cứ xử lý.", "Not filed, so the agency has no ground to process it.",
    ), least=7, most=2 * YEAR, by_procedure=True,
)  # fmt: skip
RESULT = Rule(
    "result", Words("Quyết định và kết quả đã ký", "Signed decisions and results"), ENDED,
    None, f"{ONE_STOP} Đ.20; {ARCHIVES}", Words(
        "Kết quả được lưu tại hệ thống một cửa để tra cứu và dùng lại; luật giữ, không xóa.",
        "Results are stored in the one-stop system to be looked up and used again; the law keeps them.",
    ), confirm=False,
)  # fmt: skip
OFFICE = Rule(
    "office", Words("Tên cán bộ ghi trong việc công vụ", "Names of officials in what they did in office"), ENDED,
    None, f"{ARCHIVES}; {PDPL} Đ.19", Words(
        "Ai quyết định, ai ký phải tra được; đó là hồ sơ công vụ.",
        "Who decided and who signed must be known: it is the record of the office.",
    ), confirm=False,
)  # fmt: skip
LEDGER = Rule(
    "ledger", Words("Mã người trong sổ sự kiện", "Identifiers of people in the ledger"), ENDED,
    None, f"{ARCHIVES}; {PDPL} Đ.14", Words(
        "Chỉ là mã; khi thông tin của người đó đã xóa thì mã không còn chỉ ai. Sổ không được sửa.",
        "Identifiers alone; once the person's data is erased they point to nobody. The ledger is never rewritten.",
    ), confirm=False,
)  # fmt: skip
PERSON = Rule(
    "person", Words("Tài khoản và thông tin của người dân không còn hồ sơ nào",
                    "Accounts and details of people without a case left"),
    Words("lần đăng nhập cuối", "the last sign-in"),
    3 * YEAR, f"{PDPL} Đ.14", Words(
        "Mục đích xử lý đã xong.", "What they were processed for is over.",
    ), least=90, most=20 * YEAR,
)  # fmt: skip
LOOSE = Rule(
    "loose", Words("Tệp tải lên không gắn với hồ sơ nào", "Uploaded files no case has"),
    Words("lúc tải lên", "the upload"), 30, f"{PDPL} Đ.14", Words(
        "Không ai cần đến nữa.", "Nobody needs them any more."), least=2, most=YEAR,
)  # fmt: skip
MESSAGE = Rule(
    "message", Words("Tin nhắn, thư đã gửi", "Messages and letters sent"), Words("lúc lập", "when it was written"),
    2 * YEAR, f"{PDPL} Đ.14", Words(
        "Để biết đã báo cho ai, khi nào.", "To know who was told what, and when."), least=90, most=20 * YEAR,
)  # fmt: skip
LOOK = Rule(
    "look", Words("Ai đã xem dữ liệu cá nhân: tên người xem", "Who looked at personal data: the looker's name"),
    Words("lúc xem", "the look"), 5 * YEAR, f"{PDPL} Đ.4", Words(
        "Người dân có quyền biết ai đã xem.", "People have the right to know who looked."), least=2 * YEAR,
    most=70 * YEAR,
)  # fmt: skip
ORDER = Rule(
    "order", Words("Lời ghi của lượt xử lý nhiều hồ sơ", "Texts of jobs over many cases"),
    Words("lúc lượt xử lý xong", "the end of the job"), YEAR, f"{PDPL} Đ.14", Words(
        "Từng hồ sơ đã giữ lời của mình.", "Each case keeps its own texts."), least=30, most=10 * YEAR,
)  # fmt: skip
REQUEST = Rule(
    "request", Words("Yêu cầu về dữ liệu cá nhân", "Requests about personal data"),
    Words("lúc trả lời xong", "the answer"), 5 * YEAR, f"{PDPL}; NĐ 356/2025/NĐ-CP", Words(
        "Để chứng minh đã trả lời đúng hạn.", "To prove that it was answered in time."), least=YEAR, most=20 * YEAR,
)  # fmt: skip
FAULT = Rule(
    "fault", Words("Lỗi kỹ thuật có thể nhắc đến dữ liệu", "Technical faults that may quote data"),
    Words("lúc xử lý xong", "when it was settled"), 90, f"{PDPL} Đ.14", Words(
        "Chỉ để sửa lỗi.", "To mend the fault alone."), least=7, most=2 * YEAR,
)  # fmt: skip
SESSION = Rule(
    "session", Words("Phiên đăng nhập", "Sessions"), Words("lúc hết hạn", "their end"), 0, f"{PDPL} Đ.14", Words(
        "Hết hạn thì không dùng được nữa.", "Once ended they are of no use."), confirm=False,
)  # fmt: skip
PASSING = Rule(
    "passing", Words("Dấu vết tạm: tệp tải dở, người đang mở hồ sơ, lần gọi máy",
                     "Traces of the moment: unfinished uploads, who has a case open, calls of machines"),
    Words("lần động đến cuối", "the last touch"), 30, f"{PDPL} Đ.14", Words(
        "Tự xóa sau một phút đến 30 ngày, tùy loại.", "Gone after a minute to 30 days, by kind."), confirm=False,
)  # fmt: skip

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        DRAFT, NOT_ACCEPTED, PAPERS, CASE, RESULT, OFFICE, PERSON, LOOSE, MESSAGE, LOOK, REQUEST, ORDER, FAULT,
        SESSION, PASSING, LEDGER,
    )
}  # fmt: skip
