"""A short name for a step, in both languages: the source says what is done in a paragraph, a drawing needs a few words.

The Vietnamese name is the source's own first sentence where that is short; the English one names the kind of act.
"""

import re

from motcua.base.access.roles import Leader
from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.reading.understood import Step
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

SHORT = 90
RECEPTION = Words("Tiếp nhận hồ sơ", "Reception")
HANDING_OVER = Words("Trả kết quả", "Handing over the result")
OPINIONS = Words("Các cơ quan cho ý kiến", "Opinions of other agencies")
DECISION = Words("Quyết định kết quả", "Decision on the result")
SIGNING = Words("Lãnh đạo xem xét, ký duyệt", "Leader's approval and signature")
ACTS = (
    (re.compile(r"^\W*(1\. )?[^.;:]{0,60}phan cong|de phan cong"), Words("Phân công xử lý hồ sơ", "Assignment")),
    (re.compile(r"dang tai"), Words("Đăng tải thông tin", "Publication")),
    (re.compile(r"dong dau|lay so"), Words("Lấy số, đóng dấu, phát hành", "Numbering, sealing, sending out")),
    (re.compile(r"tiep nhan ket qua"), Words("Nhận và chuyển kết quả", "Taking and passing on the result")),
    (re.compile(r"tong hop"), Words("Tổng hợp, dự thảo kết quả", "Summing up and drafting the result")),
    (re.compile(r"tham dinh|tham tra|xem xet|kiem tra|du thao"), Words("Thẩm định hồ sơ, dự thảo", "Examination")),
    (re.compile(r"chuyen (ho so|ket qua)"), Words("Chuyển hồ sơ", "Passing on the case")),
    (re.compile(r"tiep nhan"), Words("Nhận hồ sơ", "Taking the case")),
)
REVIEW = Words("Xem xét, trình ký", "Review before signature")
BELOW = (Relation.SPECIALIST, Relation.UNIT)


def name_of(step: Step, *, first: bool) -> Words:
    act = _act(step, first)
    sentence = "" if act in (RECEPTION, HANDING_OVER) else _first_sentence(step.duty)
    return Words(sentence if 8 <= len(sentence) <= SHORT else act.vi, act.en)


def _first_sentence(duty: str) -> str:
    line = duty.split("\n", 1)[0]
    sentence = re.split(r"(?<=[^\d\s])[.;:](?:\s|$)", line, maxsplit=1)[0]
    return tidy(re.sub(r"^\W*(\d{1,2}[.)]\s*)?", "", sentence)).rstrip(" .;:,")


def _act(step: Step, first: bool) -> Words:
    who = step.guess.performer
    for applies, words in (
        (step.handing_over, HANDING_OVER),
        (first and who.relation is Relation.RECEIVING, RECEPTION),
        (step.guess.kind is Kind.ASK, OPINIONS),
        (step.decides, DECISION),
    ):
        if applies:
            return words
    duty = fold(step.duty.replace("\n", " "))
    assignment = ACTS[0][0].search(duty)
    if who.role == Leader.name and not assignment:
        return SIGNING if re.search(r"\bky\b|phe duyet", duty) and who.relation not in BELOW else REVIEW
    found = next((words for pattern, words in ACTS if pattern.search(duty)), None)
    return found or Words(f"Bước {step.number}", f"Step {step.number}")
