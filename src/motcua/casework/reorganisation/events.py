"""What the ledger tells of reorganisations; what happened to each case stands with the case."""

from datetime import date
from typing import Any

from motcua.base.ledger import Kind, register
from motcua.kernel.text import short_date
from motcua.kernel.words import Words


def _day(iso: str) -> str:
    return short_date(date.fromisoformat(iso))


def _names(value: Any) -> Words:
    return Words("; ".join(value), "; ".join(value))


register(
    Kind("case.transferred",
         "Hồ sơ được chuyển từ {former} sang {now} do sắp xếp đơn vị theo {decision}; mã và hạn trả giữ nguyên.",
         "The case went from {former} to {now} as bodies were reorganised by {decision}. Its code and due date stay.",
         ("former", "now", "decision", "moved", "operation"), "citizen",
         optional=("requests", "requests_held", "requests_awaited"), show={"former": _names, "now": _names}),
    Kind("reorganisation.drafted",
         "Đưa vào phương án “{title}” theo {decision}, áp dụng từ ngày {from_day}, để xem thử.",
         "Plan “{title}” by {decision}, taking effect on {from_day}, brought in for a look.",
         ("title", "decision", "from_day", "digest"), show={"from_day": _day}),
    Kind("reorganisation.taken_back", "Bỏ phương án “{title}”, chưa việc gì thay đổi.",
         "Plan “{title}” taken back; nothing was changed.", ("title",)),
    Kind("reorganisation.begun",
         "Sắp xếp “{title}” theo {decision}, từ ngày {from_day}: {founded} cơ quan thành lập, {ended} kết thúc.",
         "Reorganisation “{title}” by {decision} begun, from {from_day}: {founded} bodies founded, {ended} ended.",
         ("title", "decision", "from_day", "founded", "ended", "digest"), show={"from_day": _day}),
    Kind("reorganisation.waiting", "Bàn giao xong phần theo quy tắc; {undecided} việc chờ người quyết định.",
         "Handed over what the rules decide; {undecided} things wait for a person.", ("undecided",)),
    Kind("reorganisation.decided", "Quyết định cơ quan kế thừa cho {count} việc.",
         "Successors were decided for {count} things.", ("count",), optional=("choices",)),
    Kind("reorganisation.finished", "Sắp xếp xong: {cases} hồ sơ, {things} việc khác đã bàn giao.",
         "Reorganisation finished: {cases} cases and {things} other things handed over.", ("cases", "things")),
)  # fmt: skip
