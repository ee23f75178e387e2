"""Of what an official does not want to be reminded by e-mail."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.domain.routing.models.reminder import About, Reminder
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words


class MailKind(models.TextChoices):
    """What a reminder is sent for, as people choose it."""

    HALF = "half"
    NEAR = "near"
    LATE = "late"
    ANSWER = "answer"
    RETURN = "return"

    @property
    def words(self) -> Words:
        return MAIL_WORDS[self]


MAIL_WORDS = {
    MailKind.HALF: Words("Đã qua nửa thời gian", "Half of the time is used"),
    MailKind.NEAR: Words("Sắp đến hạn (một ngày, hai giờ)", "Due soon (a day, two hours)"),
    MailKind.LATE: Words("Đã trễ hạn", "Late"),
    MailKind.ANSWER: Words("Hồ sơ trực tuyến chờ trả lời", "An online filing waits for its answer"),
    MailKind.RETURN: Words(
        "Sắp hết thời gian trả lại hồ sơ chưa đủ điều kiện", "The time to give back what is not eligible runs out"
    ),
}
USUALLY_OFF = (MailKind.HALF,)
"""Until somebody chooses otherwise: half time is told on the desk alone."""


class MailChoice(models.Model):
    """One row per official who changed something; `off` names kinds."""

    account = plain(models.OneToOneField("access.Account", models.CASCADE, primary_key=True, related_name="+"))
    off = plain(ArrayField(models.CharField(max_length=8, choices=MailKind.choices), default=list))

    class Meta:
        db_table = "routing_mail_choice"

    def __str__(self) -> str:
        return f"{self.account_id}"


def kind_of(reminder: Reminder) -> MailKind:
    if reminder.about == About.ANSWER:
        return MailKind.ANSWER
    if reminder.about == About.RETURN:
        return MailKind.RETURN
    return {"half": MailKind.HALF, "late": MailKind.LATE}.get(reminder.point, MailKind.NEAR)
