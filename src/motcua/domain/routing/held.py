"""An open task lies at an agency, on the desk of a post there."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.domain.directory.holdings import Heir, Holding, Way, held_by_agency, rests_on_post
from motcua.domain.routing.models import AssignmentRule
from motcua.kernel.words import Words


def open_tasks(day: date) -> Q:
    return Q(closed_at=None)


def hand_rule(row: AssignmentRule, heir: Heir) -> UUID | None:
    """The same rule at the successor; dropped where that shares out these tasks by a rule of its own."""
    there = AssignmentRule.objects.filter(agency_id=heir.agency.pk, role=row.role, scope=row.scope)
    if there.exists():
        row.delete()
        return None
    row.agency_id = heir.agency.pk
    row.save(update_fields=["agency"])
    found: UUID = row.pk
    return found


ACTED = Words("Ai đã làm thì giữ nguyên.", "Who did it stays on record.")

held_by_agency(
    Holding("routing.Task", "agency", Way.CASE, Words("Việc đang mở", "Open tasks"), living=open_tasks,
            path="agency_path", positions=("assignee",)),
    Holding("routing.AssignmentRule", "agency", Way.THING, Words("Quy tắc chia việc", "Rules of sharing out"),
            Words("Nơi kế thừa đã có quy tắc cho việc này.", "The successor has a rule for these tasks already."),
            hand=hand_rule),
    Holding("routing.SubRequest", "agency", Way.CASE, Words("Việc hỏi cơ quan khác, nơi được hỏi", "Requests, asked"),
            living=open_tasks, path="agency_path", positions=("taken_by",), mark="handed"),
    Holding("routing.SubRequest", "asking_agency", Way.CASE,
            Words("Việc hỏi cơ quan khác, nơi hỏi", "Requests, asking"),
            living=open_tasks, path="asking_path", mark="handed"),
    Holding("routing.SubRequest", "escalated_to", Way.HISTORY, Words("Đã báo lên", "Told above"),
            Words("Cơ quan đã được báo giữ nguyên trong hồ sơ.", "Who was told stays on record.")),
    Holding("routing.Reminder", "agency", Way.HISTORY, Words("Nhắc việc", "Reminders"),
            Words("Đã nhắc ai thì giữ nguyên; việc chuyển đi được nhắc lại ở nơi mới.",
                  "Who was reminded stays on record; what goes elsewhere is reminded of there.")),
)  # fmt: skip

rests_on_post(
    Holding("routing.Task", "assignee", Way.CASE, Words("Việc trên bàn", "Tasks on a desk"), living=open_tasks),
    Holding("routing.Task", "closed_by", Way.HISTORY, Words("Việc đã làm", "Tasks done"), ACTED),
    Holding("routing.SubRequest", "taken_by", Way.CASE, Words("Việc được hỏi đang làm", "Requests in hand"),
            living=open_tasks),
    Holding("routing.SubRequest", "asked_by", Way.HISTORY, Words("Ai đã hỏi", "Who asked"), ACTED),
    Holding("routing.SubRequest", "closed_by", Way.HISTORY, Words("Ai đã trả lời", "Who answered"), ACTED),
    Holding("routing.Reminder", "position", Way.HISTORY, Words("Nhắc việc", "Reminders"), ACTED),
)  # fmt: skip
