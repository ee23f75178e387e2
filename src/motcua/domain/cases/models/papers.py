"""The papers of a case: what the procedure asks for, what was handed in, and the files of each."""

from django.db import models
from django.db.models import Q

from motcua.base.rows import CompiledRows
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class CasePaper(CompiledRows):
    """One line of the checklist. `originals` and `copies` count what was handed in, not what is required."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="papers"))
    position = plain(models.PositiveSmallIntegerField())
    requirement = plain(models.ForeignKey("catalogue.RequiredPaper", models.PROTECT, related_name="+", null=True))
    name = plain(models.TextField())
    required = plain(models.BooleanField(default=True))
    originals = plain(models.PositiveSmallIntegerField(default=0))
    copies = plain(models.PositiveSmallIntegerField(default=0))

    class Meta:
        db_table = "cases_paper"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="paper_position_once")]


class PaperFile(models.Model):
    """A photograph or PDF of a paper. A removed file stays on record with its time.

    `item` is the thing asked for in a supplement that it answers; none for files of the filing itself.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    paper = plain(models.ForeignKey(CasePaper, models.CASCADE, related_name="files"))
    file = plain(models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+"))
    name = personal(models.TextField())
    size = plain(models.PositiveBigIntegerField())
    media_type = plain(models.CharField(max_length=60))
    added_at = plain(models.DateTimeField(default=clock.now))
    added_by = plain(models.UUIDField(null=True))
    removed_at = plain(models.DateTimeField(null=True))
    item = plain(models.ForeignKey("cases.SupplementItem", models.PROTECT, related_name="files", null=True))

    class Meta:
        db_table = "cases_paper_file"
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["paper"], name="file_of_paper", condition=Q(removed_at=None))]
