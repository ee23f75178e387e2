"""Guidance instead of a refusal: what to bring is printed, what was typed stays as a draft for the next visit."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from motcua.base.documents.services import issue_document
from motcua.base.ledger import append
from motcua.casework import papers
from motcua.casework.frame import subject, touch, where
from motcua.casework.services.counter import AtCounter, Brought, PaperTick, begun, laid_down
from motcua.casework.services.take_over import DraftRef
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOTHING_TO_BRING = Words(
    "Bạn ghi giấy tờ cần mang thêm hoặc điều cần sửa.", "Please note what to bring or what to change."
)
LONGEST, MOST = 500, 40


class NothingMissing(Invalid):
    code = "case.nothing_missing"
    sentence = NOTHING_TO_BRING


@transaction.atomic
def guide_at_counter(
    *,
    actor: Actor,
    version_id: UUID,
    office_id: UUID,
    applicant: ApplicantDetails,
    missing: Sequence[str],
    ticks: Sequence[PaperTick] = (),
    summary: str = "",
    result_wanted: str = ResultWanted.COUNTER,
    draft: DraftRef | None = None,
) -> Case:
    """Keep everything as a draft and give out the guidance slip. Not a refusal: nothing was filed, no clock runs.

    Invalid names the wrong fields, NothingMissing when nothing is named.
    """
    wanted = [line.strip()[:LONGEST] for line in missing if line.strip()][:MOST]
    if not wanted:
        raise NothingMissing({"missing": NOTHING_TO_BRING})
    around = AtCounter(draft=draft)
    brought = Brought(version_id, office_id, applicant, ticks, summary, result_wanted, Channel.COUNTER, around)
    case = begun(actor, brought)
    touch(case)
    lines = laid_down(actor, case, brought)
    facts = {"filing": case.filing_number, "items": len(wanted), "channel": case.channel}
    append(subject(case), "case.guided", actor, facts | where(case, len(lines)))
    issue_document(
        kind="guidance",
        number=case.filing_number,
        slip=papers.guidance(case, wanted, actor, clock.now()),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case
