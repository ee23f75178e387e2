"""Pydantic's findings in our words: which field, and what is wrong with it. What was sent is never repeated."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from motcua.kernel.words import Words

MOST = 50
LONGEST_NAME = 200
DEFAULT = Words("Giá trị này không hợp lệ.", "This value is not valid.")
NOT_TEXT = Words("Đây phải là văn bản.", "This must be a text.")
NOT_NUMBER = Words("Đây phải là số nguyên.", "This must be a whole number.")

Sentence = Callable[[Mapping[str, Any]], Words]


def _same(words: Words) -> Sentence:
    return lambda facts: words


def _filled(words: Words, *names: str) -> Sentence:
    return lambda facts: words.fill(**{name: facts.get(name, "?") for name in names})


SENTENCES: dict[str, Sentence] = {
    "missing": _same(Words("Thiếu trường này.", "This field is missing.")),
    "extra_forbidden": _same(Words("Không có trường nào tên như vậy.", "There is no such field.")),
    "string_type": _same(NOT_TEXT),
    "int_type": _same(NOT_NUMBER),
    "int_parsing": _same(NOT_NUMBER),
    "int_parsing_size": _same(NOT_NUMBER),
    "int_from_float": _same(NOT_NUMBER),
    "bool_type": _same(Words("Đây phải là true hoặc false.", "This must be true or false.")),
    "list_type": _same(Words("Đây phải là danh sách.", "This must be a list.")),
    "model_type": _same(Words("Đây phải là đối tượng JSON.", "This must be a JSON object.")),
    "model_attributes_type": _same(Words("Đây phải là đối tượng JSON.", "This must be a JSON object.")),
    "string_too_short": _filled(Words("Ít nhất {min_length} ký tự.", "{min_length} characters or more."), "min_length"),
    "string_too_long": _filled(Words("Nhiều nhất {max_length} ký tự.", "At most {max_length} signs."), "max_length"),
    "string_pattern_mismatch": _same(Words("Không đúng dạng.", "Not of the right form.")),
    "too_long": _filled(Words("Nhiều nhất {max_length} phần tử.", "At most {max_length} items."), "max_length"),
    "too_short": _filled(Words("Ít nhất {min_length} phần tử.", "At least {min_length} items."), "min_length"),
    "greater_than_equal": _filled(Words("Từ {ge} trở lên.", "{ge} or more."), "ge"),
    "less_than_equal": _filled(Words("Nhiều nhất {le}.", "At most {le}."), "le"),
    "literal_error": _filled(Words("Chỉ nhận: {expected}.", "One of: {expected}."), "expected"),
    "enum": _filled(Words("Chỉ nhận: {expected}.", "One of: {expected}."), "expected"),
    "union_tag_invalid": _filled(Words("Chỉ nhận: {expected_tags}.", "One of: {expected_tags}."), "expected_tags"),
    "union_tag_not_found": _same(Words("Thiếu trường action.", "The field action is missing.")),
    "uuid_parsing": _same(Words("Đây phải là UUID.", "This must be a UUID.")),
    "uuid_type": _same(Words("Đây phải là UUID.", "This must be a UUID.")),
    "timezone_aware": _same(Words("Thời điểm cần múi giờ, ví dụ +07:00.", "It needs an offset such as +07:00.")),
}  # fmt: skip


def wrongs_of(errors: Sequence[Mapping[str, Any]]) -> dict[str, Words]:
    """Field name, dotted as in the JSON sent → sentence. The first finding of a field is told."""
    wrong: dict[str, Words] = {}
    for error in errors[:MOST]:
        wrong.setdefault(field_of(error.get("loc", ())), sentence_of(error))
    return wrong


def sentence_of(error: Mapping[str, Any]) -> Words:
    kind = str(error.get("type", ""))
    if kind.startswith(("datetime_", "date_")):
        return Words("Đây phải là thời điểm dạng RFC 3339.", "This must be an RFC 3339 moment.")
    return SENTENCES.get(kind, _same(DEFAULT))(error.get("ctx") or {})


def field_of(place: Sequence[Any]) -> str:
    """`("body", "payload", "applicant", "full_name")` → `applicant.full_name`."""
    parts = list(place)
    if parts[:1] == ["body"]:
        parts = parts[2:]
    elif parts[:1] and parts[0] in ("query", "path", "header", "file", "form"):
        parts = parts[1:]
    name = ".".join(map(str, parts)) or "body"
    return name.encode("utf-8", "replace").decode()[:LONGEST_NAME]
