"""A reminder: the time of a step, a case or an answer is running out, told to those who can still do something."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from motcua.domain.cases.models import Case
from motcua.domain.routing.models.sub_request import SubRequest
from motcua.domain.routing.models.task import Task
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words


class About(models.TextChoices):
    STEP = "step"
    CASE = "case"
    ANSWER = "answer"
    ASKED = "asked"
    RETURN = "return"

    @property
    def words(self) -> Words:
        return ABOUT_WORDS[self]


ABOUT_WORDS = {
    About.STEP: Words("Bước đang làm", "The open step"),
    About.CASE: Words("Ngày hẹn trả", "The promised day"),
    About.ANSWER: Words("Trả lời hồ sơ trực tuyến", "The answer to an online filing"),
    About.ASKED: Words("Trả lời yêu cầu phối hợp", "The answer to another agency"),
    About.RETURN: Words("Trả lại hồ sơ chưa đủ điều kiện", "Giving back what is not complete"),
}


class Level(models.TextChoices):
    """To whom, and so how far upward it went."""

    HOLDER = "holder"
    THREAD = "thread"
    LEADER = "leader"


class Reminder(models.Model):
    """To a position, or to everybody with `role` at `agency`. Counts while its task is open and still due at `due_at`;
    that of what another agency asks has the `request` instead of a task.

    `point` is that of the rule: "half", "8h", "2h", "late", "after:2h". The unique key makes a sweep repeatable.
    `mailed_at`: it was sent by e-mail, or needed no letter.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    task = plain(models.ForeignKey(Task, models.CASCADE, related_name="reminders", null=True))
    request = plain(models.ForeignKey(SubRequest, models.CASCADE, related_name="told", null=True))
    about = plain(models.CharField(max_length=6, choices=About.choices))
    point = plain(models.CharField(max_length=10))
    level = plain(models.CharField(max_length=6, choices=Level.choices))
    due_at = plain(models.DateTimeField())
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    role = plain(models.CharField(max_length=40, blank=True))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    created_at = plain(models.DateTimeField(default=clock.now))
    seen_at = plain(models.DateTimeField(null=True))
    seen_by = plain(models.UUIDField(null=True))
    mailed_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "routing_reminder"
        constraints = [
            models.UniqueConstraint(fields=["task", "about", "point", "due_at", "level"], name="reminder_once"),
            models.UniqueConstraint(
                fields=["request", "point", "due_at", "level"],
                condition=Q(request__isnull=False),
                name="reminder_of_request_once",
            ),
            models.CheckConstraint(
                name="reminder_of_task_or_request",
                condition=Q(about="asked", task=None, request__isnull=False)
                | (~Q(about="asked") & Q(task__isnull=False, request=None)),
            ),
            models.CheckConstraint(name="reminder_about_known", condition=Q(about__in=About.values)),
            models.CheckConstraint(name="reminder_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="reminder_to_somebody",
                condition=Q(position__isnull=False, role="") | (Q(position=None) & ~Q(role="")),
            ),
        ]
        indexes = [
            models.Index(fields=["position"], name="reminder_of_position", condition=Q(seen_at=None)),
            models.Index(fields=["id"], name="reminder_to_mail", condition=Q(mailed_at=None)),
            models.Index(fields=["agency", "role"], name="reminder_of_unit", condition=Q(seen_at=None)),
        ]

    @property
    def case(self) -> Case:
        """The case it is about, read with the task or the request."""
        row = self.request or self.task
        assert row
        found: Case = row.case
        return found

    @property
    def matter_id(self) -> UUID:
        """What is told once: a case, or a request."""
        found: UUID | None = self.task.case_id if self.task else self.request_id
        assert found
        return found
