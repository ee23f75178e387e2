"""What the ledger tells of cases that came from an older system. Their own moments are facts, not the entry's time."""

from datetime import datetime
from typing import Any

from motcua.base.ledger import Kind, register
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

ACTS = {
    "submitted": Words("nộp hồ sơ", "filed"),
    "accepted": Words("tiếp nhận", "accepted"),
    "forwarded": Words("chuyển bước", "moved on"),
    "supplement_requested": Words("yêu cầu bổ sung", "supplement asked for"),
    "supplement_answered": Words("nhận bổ sung", "supplement given"),
    "duty_requested": Words("yêu cầu nghĩa vụ tài chính", "payment asked for"),
    "duty_settled": Words("đã nộp nghĩa vụ tài chính", "payment made"),
    "decided": Words("quyết định", "decided"),
    "returned": Words("trả kết quả", "result handed over"),
    "closed": Words("kết thúc", "closed"),
    "refused": Words("từ chối tiếp nhận", "not accepted"),
    "withdrawn": Words("rút hồ sơ", "withdrawn"),
    "stopped": Words("dừng giải quyết", "stopped"),
    "other": Words("việc khác", "something else"),
}


def _act(value: Any) -> Words:
    return ACTS.get(value, ACTS["other"])


def _moment(value: Any) -> Words:
    return weekday_time(datetime.fromisoformat(value))


register(
    Kind("case.imported", "Hồ sơ được nhập từ hệ thống cũ {system}, mã ở đó {old_id}, gồm {acts} việc đã làm.",
         "The case was imported from the older system {system}, where it is {old_id}, with {acts} earlier acts.",
         ("system", "old_id", "batch", "line", "digest", "acts", "values", "files"), "citizen"),
    Kind("case.imported_act", "Ở hệ thống cũ {system}: {act}, {moment}.",
         "In the older system {system}: {act}, {moment}.",
         ("system", "act", "moment", "event"), "citizen", show={"act": _act, "moment": _moment}),
    Kind("legacy.imported",
         "Nhập lô {batch} từ {system}: {imported} hồ sơ mới, {unchanged} đã có, {refused} không nhập.",
         "Batch {batch} of {system} imported: {imported} new cases, {unchanged} there already, {refused} not imported.",
         ("system", "batch", "imported", "unchanged", "refused")),
)  # fmt: skip
