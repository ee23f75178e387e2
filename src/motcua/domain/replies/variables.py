"""The words in braces a reply template may hold: a closed list, filled with plain text and never evaluated.

A template is checked when it is written: an unknown word in braces is an error that names it. When it is filled, a
word whose value the case does not have stays in its braces, and the act refuses the text until somebody mends it.
Values are put in once: what stands in them is never read again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from motcua.domain.replies.errors import LooseBrace, UnknownVariable
from motcua.kernel.text import fold
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Variable:
    """One word of the list: what it stands for, and what the example case has."""

    name: str
    words: Words
    example: str

    @property
    def written(self) -> str:
        return f"{{{self.name}}}"


ALL = tuple(
    Variable(*row)
    for row in (
        ("ho_ten", Words("Người hoặc tổ chức đứng tên hồ sơ", "Who asks"), "Nguyễn Thị Lan"),
        ("ma_ho_so", Words("Mã hồ sơ, trước tiếp nhận là số nộp", "Case code, before that the filing number"),
         "H26.12-261123-0007"),
        ("thu_tuc", Words("Tên thủ tục", "Procedure"), "Đăng ký khai sinh"),
        ("noi_dung", Words("Nội dung ghi khi nộp", "Subject as filed"), "Khai sinh cho cháu Nguyễn Minh Anh"),
        ("giay_to_thieu", Words("Giấy tờ bắt buộc chưa nộp", "Required papers that are missing"),
         "Giấy chứng sinh; Giấy tờ tùy thân"),
        ("han_tra", Words("Hạn trả kết quả", "Due moment"), "17:00 Thứ Hai, 30/11/2026"),
        ("thoi_han", Words("Thời hạn giải quyết đã hẹn", "Promised time limit"), "5 ngày làm việc"),
        ("ngay_nop", Words("Ngày nộp hồ sơ", "Day of filing"), "23/11/2026"),
        ("ngay_tiep_nhan", Words("Ngày tiếp nhận", "Day of acceptance"), "23/11/2026"),
        ("ngay", Words("Ngày hôm nay", "Today"), "24/11/2026"),
        ("co_quan", Words("Cơ quan giải quyết", "Deciding agency"), "Ủy ban nhân dân phường Ba Đình"),
        ("noi_tiep_nhan", Words("Bộ phận Một cửa nơi nộp", "Office where it was filed"),
         "Bộ phận Một cửa phường Ba Đình"),
        ("dien_thoai", Words("Điện thoại của bộ phận đó", "Telephone of that office"), "024 3845 0000"),
        ("buoc_tiep", Words("Bước tiếp theo của hồ sơ", "The case's next step"), "Phê duyệt"),
        ("can_bo", Words("Họ tên cán bộ gửi", "Official who sends"), "Phạm Văn Chuyên"),
        ("chuc_danh", Words("Chức danh cán bộ gửi", "Title of that official"), "Chuyên viên"),
    )
)  # fmt: skip
BY_NAME: dict[str, Variable] = {variable.name: variable for variable in ALL}
EXAMPLE: dict[str, str] = {variable.name: variable.example for variable in ALL}
MISSING_PAPERS = "giay_to_thieu"

BRACED = re.compile(r"\{([^{}]*)\}")


def check(text: str) -> str:
    """The text with its variables written as in the list. UnknownVariable names a strange one, LooseBrace a half."""

    def known(found: re.Match[str]) -> str:
        return BY_NAME[named(found.group(1))].written

    checked = BRACED.sub(known, text)
    if "{" in BRACED.sub("", checked) or "}" in BRACED.sub("", checked):
        raise LooseBrace
    return checked


def named(typed: str) -> str:
    """The listed name behind what stands in braces, diacritics and spaces aside. UnknownVariable otherwise."""
    name = fold(typed).replace(" ", "_")
    if name in BY_NAME:
        return name
    near = get_close_matches(name, BY_NAME, n=1, cutoff=0.6)
    raise UnknownVariable(name=f"{{{typed[:60]}}}", near=BY_NAME[near[0]].written if near else ALL[0].written)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place, in one pass; a variable without a value stays as it is written."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found.group(1), "")
        return _bare(given) if given else found.group(0)

    return BRACED.sub(value, text)


def _bare(value: str) -> str:
    """A value holds no braces: they would look like a variable nobody filled."""
    return value.replace("{", "(").replace("}", ")")


PLACEHOLDER = re.compile(r"(?<![\w.…])(?:…+|\.{3,})|(?<!_)_{3,}")
"""Dots or a line left for somebody to write over; "v.v…" is not one."""

OPEN = re.compile(rf"{BRACED.pattern}|{PLACEHOLDER.pattern}")


def open_places(text: str) -> list[str]:
    """What still waits to be written: variables without a value, dots to write over. Empty: the text may be sent."""
    return [found.group(0) for found in OPEN.finditer(text)]


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut at its open places, each piece with whether it is one: for showing them."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for found in OPEN.finditer(text):
        cut += [(text[at : found.start()], False), (found.group(0), True)]
        at = found.end()
    cut.append((text[at:], False))
    return [piece for piece in cut if piece[0]]
