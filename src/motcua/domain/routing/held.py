"""An open task lies at an agency, on the desk of a post there."""

from datetime import date

from django.db.models import Q

from motcua.domain.directory.holdings import Holding, Way, held_by_agency
from motcua.kernel.words import Words


def open_tasks(day: date) -> Q:
    return Q(closed_at=None)


held_by_agency(
    Holding("routing.Task", "agency", Way.CASE, Words("Việc đang mở", "Open tasks"), living=open_tasks,
            path="agency_path", positions=("assignee",)),
    Holding("routing.AssignmentRule", "agency", Way.ENDS, Words("Quy tắc chia việc", "Rules of sharing out"),
            Words("Quy tắc theo con người của đơn vị đã kết thúc; đơn vị kế thừa tự đặt.",
                  "The rule fits the people of the unit that ends; the successor sets its own.")),
    Holding("routing.SubRequest", "agency", Way.CASE, Words("Việc hỏi cơ quan khác, nơi được hỏi", "Requests, asked"),
            living=open_tasks, path="agency_path", positions=("taken_by",), alone=True),
    Holding("routing.SubRequest", "asking_agency", Way.CASE,
            Words("Việc hỏi cơ quan khác, nơi hỏi", "Requests, asking"),
            living=open_tasks, path="asking_path", alone=True),
    Holding("routing.SubRequest", "escalated_to", Way.HISTORY, Words("Đã báo lên", "Told above"),
            Words("Cơ quan đã được báo giữ nguyên trong hồ sơ.", "Who was told stays on record.")),
    Holding("routing.Reminder", "agency", Way.HISTORY, Words("Nhắc việc", "Reminders"),
            Words("Đã nhắc ai thì giữ nguyên; việc chuyển đi được nhắc lại ở nơi mới.",
                  "Who was reminded stays on record; what goes elsewhere is reminded of there.")),
)  # fmt: skip
