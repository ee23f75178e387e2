"""An open task lies at an agency, on the desk of a post there."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.domain.directory.holdings import Heir, Holding, Passage, Way, Went, held_by_agency, rests_on_post
from motcua.domain.routing.models import AssignmentRule, HandOverPlan
from motcua.kernel import clock
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


def hand_unit(row: AssignmentRule, heir: Heir) -> UUID | None:
    """Such cases go to the successor of the unit."""
    row.unit_id = heir.agency.pk
    row.save(update_fields=["unit"])
    found: UUID = row.pk
    return found


def planned(day: date) -> Q:
    return Q(done_at=None)


def carry_plan(row: HandOverPlan, passage: Passage) -> Went | None:
    """What is planned for a post is planned for its follower; who takes over stays one only within the same body."""
    if {row.position_id, row.successor_id} & passage.waiting:
        return None
    position_id, agency_id = passage.posts.get(row.position_id, (row.position_id, row.position.agency_id))
    successor_id, at_id = row.successor_id, row.successor.agency_id if row.successor else None
    if successor_id is not None and successor_id in passage.posts:
        successor_id, at_id = passage.posts[successor_id]
    if agency_id in passage.former:
        HandOverPlan.objects.filter(pk=row.pk).update(done_at=clock.now())
        return Went(why=POST_GONE)
    HandOverPlan.objects.filter(pk=row.pk).update(done_at=clock.now())
    heir = successor_id if at_id == agency_id and successor_id != position_id else None
    values = {"successor_id": heir, "from_day": row.from_day, "done_at": None}
    HandOverPlan.objects.update_or_create(position_id=position_id, defaults=values)
    return Went(position_id, agency_id)


POST_GONE = Words("Vị trí không còn tiếp nối.", "The post has no follower.")
PLANS = Words("Bàn giao đã hẹn ngày", "Planned hand-overs")
ACTED = Words("Ai đã làm thì giữ nguyên.", "Who did it stays on record.")

held_by_agency(
    Holding("routing.Task", "agency", Way.CASE, Words("Việc đang mở", "Open tasks"), living=open_tasks,
            path="agency_path", positions=("assignee",)),
    Holding("routing.AssignmentRule", "agency", Way.THING, Words("Quy tắc chia việc", "Rules of sharing out"),
            Words("Nơi kế thừa đã có quy tắc cho việc này.", "The successor has a rule for these tasks already."),
            hand=hand_rule),
    Holding("routing.AssignmentRule", "unit", Way.THING,
            Words("Quy tắc chia việc, phòng nhận", "Rules of sharing out, to a unit"), hand=hand_unit),
    Holding("routing.SubRequest", "agency", Way.CASE, Words("Việc hỏi cơ quan khác, nơi được hỏi", "Requests, asked"),
            living=open_tasks, path="agency_path", positions=("taken_by",), mark="handed"),
    Holding("routing.SubRequest", "asking_agency", Way.CASE,
            Words("Việc hỏi cơ quan khác, nơi hỏi", "Requests, asking"),
            living=open_tasks, path="asking_path", positions=("awaited_by",), instead="asked_by",
            mark="handed"),
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
    Holding("routing.SubRequest", "awaited_by", Way.CASE, Words("Trả lời đang chờ", "Answers awaited"),
            living=open_tasks),
    Holding("routing.SubRequest", "closed_by", Way.HISTORY, Words("Ai đã trả lời", "Who answered"), ACTED),
    Holding("routing.HandOverPlan", "position", Way.POSTS, PLANS, living=planned, carry=carry_plan),
    Holding("routing.HandOverPlan", "successor", Way.POSTS, PLANS, living=planned, carry=carry_plan),
    Holding("routing.Reminder", "position", Way.HISTORY, Words("Nhắc việc", "Reminders"), ACTED),
)  # fmt: skip
