"""The official does not accept a case and says why: slip 03."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.documents.services import issue_document, take_number
from motcua.casework import bundled, papers, walking
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case, move, record
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may
from motcua.domain.directory.models import Agency
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

REASON_NEEDED = Words(
    "Bạn ghi rõ lý do để người nộp hiểu.", "Please state the reason so that the applicant understands."
)
BOOK = "HDHS"


@transaction.atomic
def refuse_case(*, actor: Actor, case_id: UUID, expected: int | None, reason: str) -> Case:
    """Refuse a filed case with a reason (Decree 61/2018 Art. 17.1). Invalid without one."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_may(actor, permissions.CASE_RECEIVE, case, case.receiving_path)
    reason = concrete(needed(reason))
    now = move(case, "refuse")
    case.ended_at = now
    planned = walking.cancel(case, open_tasks_of(case))
    case.save()
    post = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    walked = walking.carry_out(case, planned, now, post=post, outcome="refused")
    record(case, "case.refused", actor, {"filing": case.filing_number, **walked.facts}, authority=post or "")
    number = slip_number(case)
    issue_document(
        kind="refusal",
        number=number,
        slip=papers.refusal(case, number, reason, actor, now),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    bundled.tell_followers(case, actor)
    return case


def needed(reason: str) -> str:
    """The reason without surrounding space. Invalid when nothing is left."""
    if not reason.strip():
        raise Invalid({"reason": REASON_NEEDED})
    return reason.strip()


def slip_number(case: Case, agency: Agency | None = None) -> str:
    """A gapless number of the book of slips of an agency, the receiving one where none is named: 12/HDHS."""
    identifier = (agency or case.receiving_agency).identifier
    taken = take_number(agency_identifier=identifier, book=BOOK, year=clock.today().year)
    return f"{taken}/{BOOK}"
