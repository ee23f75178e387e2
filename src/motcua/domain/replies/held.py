"""Templates shared by an agency go on at its successor; one that stands there already is not doubled."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.domain.directory.holdings import Heir, Holding, Way, held_by_agency
from motcua.domain.replies.models import ReplyTemplate
from motcua.kernel import clock
from motcua.kernel.words import Words


def in_use(day: date) -> Q:
    return Q(retired_at=None)


def hand_template(row: ReplyTemplate, heir: Heir) -> UUID | None:
    """The same template, shared by the successor; retired where that has the same text of the house."""
    same = ReplyTemplate.objects.filter(agency_id=heir.agency.pk, source=row.source)
    if row.source and same.exists():
        row.retired_at = clock.now()
        row.save(update_fields=["retired_at"])
        return None
    row.agency_id, row.version = heir.agency.pk, row.version + 1
    row.save(update_fields=["agency", "version"])
    found: UUID = row.pk
    return found


held_by_agency(
    Holding("replies.ReplyTemplate", "agency", Way.THING, Words("Mẫu trả lời dùng chung", "Shared reply templates"),
            Words("Nơi kế thừa đã có mẫu này.", "The successor has this template already."),
            living=in_use, hand=hand_template),
)  # fmt: skip
