"""A case hangs on the agency that receives it and on the one that decides it."""

from datetime import date

from django.db.models import Q

from motcua.domain.directory.holdings import Holding, Way, held_by_agency
from motcua.kernel.words import Words


def open_cases(day: date) -> Q:
    """Everything that has not ended: drafts, and results that wait at the counter, as well."""
    return Q(ended_at=None)


held_by_agency(
    Holding("cases.Case", "receiving_agency", Way.CASE, Words("Hồ sơ đang mở, nơi tiếp nhận", "Open cases, receiving"),
            living=open_cases, case="pk", path="receiving_path"),
    Holding("cases.Case", "resolving_agency", Way.CASE, Words("Hồ sơ đang mở, nơi giải quyết", "Open cases, deciding"),
            living=open_cases, case="pk", path="resolving_path"),
    Holding("cases.ApologyOrder", "agency", Way.ENDS, Words("Lệnh xin lỗi tự động", "Standing orders to apologise"),
            Words("Lệnh của lãnh đạo hết cùng cơ quan; lãnh đạo cơ quan kế thừa tự đặt.",
                  "A leader's order ends with the body; the successor's leader gives an own one.")),
)  # fmt: skip
