"""What one agency asks another about a case: an opinion, or a question; with a due moment of its own."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from motcua.base.erasure.guards import only_erased
from motcua.domain.routing.enums import BACK, OPEN, AskKind, AskState
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

ENDED = (*BACK, AskState.RECALLED)
CASE_OF_REQUEST = "SELECT asked.case_id FROM routing_sub_request AS asked WHERE asked.id = OLD.request_id"


class SubRequest(models.Model):
    """One agency asked. `number` counts the requests of a case; those asked together have the same `round`.

    `enough`: how many of the round must be back before the step goes on. `token` and `step` are where it was asked.
    `due_at` is reckoned by the calendar and the opening hours of the asked agency. `slip` is the number in the asking
    agency's book. An answer or the reason of a refusal stands in `answer`. `handed`: it went over when bodies were
    reorganised, so it may stand beside another of its kind, or at the body that asked. `minutes`: the working time
    given, its share of the load at the asked agency; 0 where that was not kept yet. `awaited_by`: who hears of the
    answer, where that is no longer who asked.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey("cases.Case", models.CASCADE, related_name="+"))
    number = plain(models.PositiveSmallIntegerField())
    round = plain(models.PositiveSmallIntegerField())
    enough = plain(models.PositiveSmallIntegerField())
    slip = plain(models.CharField(max_length=40))
    kind = plain(models.CharField(max_length=10, choices=[(kind.value, kind.words.vi) for kind in AskKind]))
    state = plain(models.CharField(max_length=10, default=AskState.SENT))
    token = plain(models.PositiveIntegerField())
    step = plain(models.CharField(max_length=40))

    asking_agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    asking_path = plain(models.TextField())
    asked_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))
    asked_at = plain(models.DateTimeField(default=clock.now))
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    agency_path = plain(models.TextField())
    text = personal(models.TextField())
    due_at = plain(models.DateTimeField())
    minutes = plain(models.PositiveIntegerField(default=0))
    awaited_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))

    taken_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    taken_at = plain(models.DateTimeField(null=True))
    answer = personal(models.TextField(blank=True))
    closed_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    closed_at = plain(models.DateTimeField(null=True))

    reminders = plain(models.PositiveSmallIntegerField(default=0))
    reminded_at = plain(models.DateTimeField(null=True))
    escalated_to = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", null=True))
    escalated_at = plain(models.DateTimeField(null=True))
    late_told_at = plain(models.DateTimeField(null=True))
    handed = plain(models.BooleanField(default=False))

    class Meta:
        db_table = "routing_sub_request"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="sub_request_number_once"),
            models.UniqueConstraint(
                fields=["case", "agency", "kind"],
                condition=Q(closed_at=None, handed=False),
                name="sub_request_open_once",
            ),
            models.CheckConstraint(
                name="sub_request_closed_where_state_says",
                condition=Q(state__in=[str(one) for one in OPEN], closed_at=None)
                | Q(state__in=[str(one) for one in ENDED], closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sub_request_back_with_words",
                condition=~Q(state__in=[str(one) for one in BACK]) | (~Q(answer="") & ~Q(closed_by=None)),
            ),
            models.CheckConstraint(name="sub_request_asks_something", condition=~Q(text="") & Q(enough__gte=1)),
            models.CheckConstraint(
                name="sub_request_asks_another", condition=~Q(agency=F("asking_agency")) | Q(handed=True)
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at", "id"], name="sub_request_incoming", condition=Q(closed_at=None)),
            models.Index(
                fields=["asking_agency", "due_at", "id"], name="sub_request_outgoing", condition=Q(closed_at=None)
            ),
            models.Index(fields=["due_at"], name="sub_request_late", condition=Q(closed_at=None, late_told_at=None)),
        ]

    def __str__(self) -> str:
        return self.slip

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits_id(self) -> UUID:
        """The position that hears of the answer."""
        found: UUID = self.awaited_by_id or self.asked_by_id
        return found

    @property
    def kind_words(self) -> object:
        return AskKind(self.kind).words


class ShownPaper(models.Model):
    """A paper of the case that the asked agency may read while it is asked."""

    id = plain(models.BigAutoField(primary_key=True))
    request = plain(models.ForeignKey(SubRequest, models.CASCADE, related_name="shown"))
    paper = plain(models.ForeignKey("cases.CasePaper", models.CASCADE, related_name="+"))

    class Meta:
        db_table = "routing_shown_paper"
        constraints = [models.UniqueConstraint(fields=["request", "paper"], name="shown_paper_once")]


class AnswerFile(models.Model):
    """A file that came with the answer."""

    append_only = True
    erasable = ("name",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    request = plain(models.ForeignKey(SubRequest, models.CASCADE, related_name="files"))
    file = plain(models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+"))
    name = personal(models.TextField())
    size = plain(models.PositiveBigIntegerField())
    media_type = plain(models.CharField(max_length=60))
    added_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "routing_answer_file"
        triggers = [only_erased("answer_file_unchanged", "name", of=CASE_OF_REQUEST)]
        ordering = ["added_at", "id"]
