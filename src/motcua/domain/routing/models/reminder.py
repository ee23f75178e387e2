"""A reminder: the time of a step, a case or an answer is running out, told to those who can still do something."""

from django.db import models
from django.db.models import Q

from motcua.domain.routing.models.task import Task
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words


class About(models.TextChoices):
    STEP = "step"
    CASE = "case"
    ANSWER = "answer"

    @property
    def words(self) -> Words:
        return ABOUT_WORDS[self]


ABOUT_WORDS = {
    About.STEP: Words("Bước đang làm", "The open step"),
    About.CASE: Words("Ngày hẹn trả", "The promised day"),
    About.ANSWER: Words("Trả lời hồ sơ trực tuyến", "The answer to an online filing"),
}


class Level(models.TextChoices):
    """To whom, and so how far upward it went."""

    HOLDER = "holder"
    THREAD = "thread"
    LEADER = "leader"


class Reminder(models.Model):
    """To a position, or to everybody with `role` at `agency`. Counts while its task is open and still due at `due_at`.

    `point` is that of the rule: "half", "8h", "2h", "late", "after:2h". The unique key makes a sweep repeatable.
    `mailed_at`: it was sent by e-mail, or needed no letter.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    task = plain(models.ForeignKey(Task, models.CASCADE, related_name="reminders"))
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
