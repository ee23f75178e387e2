"""A hold: while it stands nothing of the case is erased, neither by a rule nor at anybody's request."""

from django.db import models
from django.db.models import Q

from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain
from motcua.kernel.words import Words


class HoldKind(models.TextChoices):
    COMPLAINT = "complaint"
    COURT = "court"
    INSPECTION = "inspection"
    OTHER = "other"

    @property
    def words(self) -> Words:
        return KIND_WORDS[self]


KIND_WORDS = {
    HoldKind.COMPLAINT: Words("Khiếu nại, tố cáo", "A complaint"),
    HoldKind.COURT: Words("Vụ việc tại tòa án, cơ quan điều tra", "A court case or an investigation"),
    HoldKind.INSPECTION: Words("Thanh tra, kiểm tra, kiểm toán", "An inspection or an audit"),
    HoldKind.OTHER: Words("Yêu cầu khác của cơ quan có thẩm quyền", "Another demand of a competent body"),
}


class Hold(models.Model):
    """`citation` is the paper that asks for it, such as a number and a date; `reason` may name people."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.PROTECT, related_name="+"))
    kind = plain(models.CharField(max_length=12, choices=HoldKind.choices))
    citation = plain(models.CharField(max_length=200))
    reason = personal(models.TextField())
    placed_at = plain(models.DateTimeField(default=clock.now))
    placed_by = personal(models.TextField())
    released_at = plain(models.DateTimeField(null=True))
    released_by = personal(models.TextField(blank=True))
    release_reason = personal(models.TextField(blank=True))

    class Meta:
        db_table = "retention_hold"
        ordering = ["placed_at"]
        constraints = [
            models.CheckConstraint(name="hold_says_why", condition=~Q(citation="") & ~Q(reason="")),
            models.CheckConstraint(name="hold_kind_known", condition=Q(kind__in=HoldKind.values)),
            models.CheckConstraint(
                name="hold_released_with_reason",
                condition=Q(released_at=None, release_reason="") | (~Q(released_at=None) & ~Q(release_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["case"], name="hold_standing", condition=Q(released_at=None))]

    @property
    def kind_words(self) -> Words:
        return HoldKind(self.kind).words
