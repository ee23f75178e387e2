"""Procedures are published in Vietnamese; these everyday words let others find them too."""

import re

from motcua.kernel.text import fold

WORDS = {
    "birth certificate": "khai sinh",
    "birth": "khai sinh",
    "newborn": "khai sinh",
    "marriage": "kết hôn",
    "marry": "kết hôn",
    "wedding": "kết hôn",
    "single status": "tình trạng hôn nhân",
    "marital status": "tình trạng hôn nhân",
    "death": "khai tử",
    "adoption": "nuôi con nuôi",
    "guardian": "giám hộ",
    "name change": "thay đổi hộ tịch",
    "certified copy": "chứng thực bản sao",
    "signature": "chứng thực chữ ký",
    "temporary residence": "tạm trú",
    "permanent residence": "thường trú",
    "residence": "cư trú",
    "identity card": "căn cước",
    "id card": "căn cước",
    "criminal record": "lý lịch tư pháp",
    "police certificate": "lý lịch tư pháp",
    "building permit": "giấy phép xây dựng",
    "construction permit": "giấy phép xây dựng",
    "construction": "xây dựng",
    "land": "đất",
    "house": "nhà ở",
    "business": "kinh doanh",
    "company": "doanh nghiệp",
    "shop": "kinh doanh",
    "food safety": "an toàn thực phẩm",
    "work permit": "giấy phép lao động",
    "disability": "khuyết tật",
    "allowance": "trợ cấp",
    "pension": "hưu trí",
    "funeral": "mai táng",
    "health insurance": "bảo hiểm y tế",
    "school": "học",
    "diploma": "văn bằng",
    "degree": "văn bằng",
}
_LONGEST_FIRST = re.compile(r"\b(" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")s?\b")


def in_vietnamese(text: str) -> str:
    """The known words of an English question in Vietnamese, in their order; empty when none is known."""
    found = dict.fromkeys(WORDS[match] for match in _LONGEST_FIRST.findall(fold(text)))
    return " ".join(found)
