"""A message to one person through one channel, from the moment it is owed until it is proven sent."""

from django.db import models

from motcua.base.access.vault import SealedInPlaceField, some_plain
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain
from motcua.kernel.words import Words


class State(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"

    @property
    def words(self) -> Words:
        return STATE_WORDS[self]


STATE_WORDS = {
    State.QUEUED: Words("Chờ gửi", "Waiting"),
    State.SENDING: Words("Đang gửi", "Being sent"),
    State.SENT: Words("Đã gửi", "Sent"),
    State.FAILED: Words("Không gửi được", "Failed"),
    State.UNCERTAIN: Words("Chưa rõ đã gửi", "Not known whether sent"),
}
OPEN = (State.QUEUED, State.UNCERTAIN)
"""States from which a message is still tried."""


class Message(models.Model):
    """`key` names entry, channel and recipient: the same event never becomes two messages for one person. `entry_id` is
    None for what follows from no entry, such as reminders.

    `happened_at` is the moment of what it tells, so it follows from the key. Messages are kept by its year
    (`base/years`), and what is unique in each part is unique over all: two messages of one key meet in one part.

    `next_try_at` is set exactly while the message waits; `sending_since` exactly while somebody sends it;
    `proof` says what the channel answered.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    key = plain(models.CharField(max_length=160))
    entry_id = plain(models.BigIntegerField(null=True))
    kind = plain(models.TextField())
    channel = plain(models.CharField(max_length=20))
    language = plain(models.CharField(max_length=2))
    account_id = plain(models.UUIDField(null=True))
    person_id = personal(models.UUIDField(null=True))
    name = personal(models.TextField(blank=True))
    address = personal(SealedInPlaceField(blank=True))
    subject = personal(models.TextField())
    body = personal(models.TextField())
    link = plain(models.TextField(blank=True))
    state = plain(models.CharField(max_length=10, choices=State.choices, default=State.QUEUED))
    attempts = plain(models.PositiveSmallIntegerField(default=0))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))
    happened_at = plain(models.DateTimeField(default=clock.now, editable=False))
    next_try_at = plain(models.DateTimeField(null=True))
    sending_since = plain(models.DateTimeField(null=True))
    sent_at = plain(models.DateTimeField(null=True))
    read_at = plain(models.DateTimeField(null=True))
    proof = plain(models.TextField(blank=True))
    error = personal(models.TextField(blank=True))

    class Meta:
        db_table = "correspondence_message"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="correspondence_message_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, next_try_at__isnull=False)
                | (~models.Q(state__in=OPEN) & models.Q(next_try_at__isnull=True)),
                name="correspondence_message_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.SENDING, sending_since__isnull=False)
                | (~models.Q(state=State.SENDING) & models.Q(sending_since__isnull=True)),
                name="correspondence_message_being_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.SENT, sent_at__isnull=False)
                | (~models.Q(state=State.SENT) & models.Q(sent_at__isnull=True)),
                name="correspondence_message_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="correspondence_message_due", condition=models.Q(next_try_at__isnull=False)
            ),
            models.Index(
                fields=["sending_since"], name="correspondence_message_busy", condition=models.Q(state=State.SENDING)
            ),
            models.Index(fields=["account_id", "channel", "-id"], name="correspondence_message_inbox"),
            models.Index(
                fields=["account_id"],
                name="correspondence_message_unread",
                condition=models.Q(channel="inapp", read_at__isnull=True),
            ),
            models.Index(fields=["id"], name="correspondence_message_plain", condition=some_plain("address")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.state}"
