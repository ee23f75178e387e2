"""What a person asks about the own data: one row per case, or one for the account where no case is left."""

from django.db import models
from django.db.models import Q

from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain
from motcua.kernel.words import Words


class RequestState(models.TextChoices):
    """`ACCEPTED`: told that it is being looked into, and until when."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DONE = "done"
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        return STATE_WORDS[self]


STATE_WORDS = {
    RequestState.WAITING: Words("Chờ trả lời", "Waits for an answer"),
    RequestState.ACCEPTED: Words("Đang xem xét", "Being looked into"),
    RequestState.DONE: Words("Đã xóa", "Erased"),
    RequestState.REFUSED: Words("Không xóa được", "Not erased"),
}
OPEN = (RequestState.WAITING, RequestState.ACCEPTED)


class DataRequest(models.Model):
    """A request to erase. `together` names those sent at once; `account`: the account goes as well, with the last of
    them. `answer_by`: two working days; `complete_by`: twenty days, longer once (`extended`).
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    number = plain(models.CharField(max_length=16, unique=True))
    together = plain(models.UUIDField())
    person = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+"))
    case = plain(models.ForeignKey(Case, models.PROTECT, related_name="+", null=True))
    account = plain(models.BooleanField(default=False))
    note = personal(models.TextField(blank=True))
    state = plain(models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING))
    asked_at = plain(models.DateTimeField(default=clock.now))
    answer_by = plain(models.DateTimeField())
    complete_by = plain(models.DateTimeField())
    extended = plain(models.BooleanField(default=False))
    answered_at = plain(models.DateTimeField(null=True))
    ended_at = plain(models.DateTimeField(null=True))
    answer = personal(models.TextField(blank=True))
    answered_by = personal(models.TextField(blank=True))

    class Meta:
        db_table = "retention_request"
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="data_request_state_known", condition=Q(state__in=RequestState.values)),
            models.CheckConstraint(
                name="data_request_ended_where_state_says",
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & ~Q(ended_at=None)),
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=OPEN), name="data_request_open_once_a_case"),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="data_request_to_answer", condition=Q(ended_at=None)),
            models.Index(fields=["person", "-asked_at"], name="data_request_of_person"),
        ]

    @property
    def state_words(self) -> Words:
        return RequestState(self.state).words

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
