"""What the ledger tells of retention: codes, numbers and grounds, nothing about a person."""

from datetime import datetime
from typing import Any

from motcua.base.ledger import Kind, register
from motcua.casework.retention.models.hold import HoldKind
from motcua.casework.retention.rules import RULES
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

SCOPES = {
    "papers": Words("bản chụp giấy tờ", "pictures of papers"),
    "all": Words("thông tin cá nhân, giữ lại kết quả đã ký", "personal data; the signed result stays"),
}


def _scope(value: Any) -> Words:
    return SCOPES[value]


def _rule(value: Any) -> Words | str:
    return RULES[value].name if value in RULES else str(value)


def _kind(value: Any) -> Words:
    return HoldKind(value).words


def _moment(value: Any) -> Words:
    return weekday_time(datetime.fromisoformat(value))


register(
    Kind("case.erased", "Đã xóa dữ liệu cá nhân của hồ sơ: {scope}. Căn cứ: {ground}.",
         "Personal data of the case was erased: {scope}. Ground: {ground}.",
         ("scope", "rule", "ground", "tombstone"), "citizen", optional=("again",), show={"scope": _scope}),
    Kind("person.erased", "Đã xóa thông tin và tài khoản của một người. Căn cứ: {ground}.",
         "A person's details and account were erased. Ground: {ground}.",
         ("rule", "ground", "tombstone"), "inside", optional=("again",)),
    Kind("case.hold_placed", "Giữ nguyên dữ liệu hồ sơ, không xóa: {kind}, {citation}.",
         "The data of the case is held, nothing is erased: {kind}, {citation}.",
         ("kind", "citation", "hold"), "office", show={"kind": _kind}),
    Kind("case.hold_released", "Thôi giữ dữ liệu hồ sơ ({citation}).", "The hold on the case ended ({citation}).",
         ("citation", "hold"), "office"),
    Kind("case.erasure_asked", "Người dân yêu cầu xóa dữ liệu cá nhân, số {number}, trả lời trước {answer_by}.",
         "Erasure of personal data was asked for, {number}, to be answered by {answer_by}.",
         ("number", "answer_by"), "citizen", show={"answer_by": _moment}),
    Kind("case.erasure_accepted", "Yêu cầu {number} được tiếp nhận, hoàn thành trước {complete_by}.",
         "Request {number} is being looked into, to be completed by {complete_by}.",
         ("number", "complete_by"), "citizen", show={"complete_by": _moment}),
    Kind("case.erasure_refused", "Yêu cầu {number} không được chấp nhận, có nêu lý do.",
         "Request {number} was refused, with the reason given.", ("number",), "citizen"),
    Kind("retention.rule_set", "Đặt thời hạn giữ “{rule}”{procedure}: {days} ngày (trước: {was}), theo {ground}.",
         "“{rule}”{procedure} is kept {days} days (before: {was}), by {ground}.",
         ("rule", "procedure", "days", "was", "ground"), "office", show={"rule": _rule}),
    Kind("retention.rule_reset", "Thời hạn giữ “{rule}”{procedure} về lại {days} ngày (trước: {was}), theo {ground}.",
         "“{rule}”{procedure} is back to {days} days (before: {was}), by {ground}.",
         ("rule", "procedure", "days", "was", "ground"), "office", show={"rule": _rule}),
    Kind("retention.applied", "Áp dụng thời hạn giữ “{rule}”: {count} mục đã xóa.",
         "“{rule}” was applied: {count} things erased.", ("rule", "count"), "inside", show={"rule": _rule}),
)  # fmt: skip
